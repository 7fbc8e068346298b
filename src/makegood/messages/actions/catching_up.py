"""How far a mailbox is behind, for whoever looks at its tile while it catches up."""

from datetime import datetime, timedelta

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.messages.events import AccountCaughtUp
from makegood.messages.models import Account

WORTH_TELLING = 50
"""So many left to come, and the tile shows it."""
TOLD_EVERY = timedelta(seconds=3)


@transaction.atomic
def came_further(account: Account, stored: int, left: int) -> None:
    """`stored` more are here and `left` still to come. Told to open pages every few seconds, and at the end."""
    now, before = clock.now(), account.catching_up
    if not before and left < WORTH_TELLING:
        return
    since = before.get("since", now.isoformat())
    done = before.get("done", 0) + stored
    is_time = now - datetime.fromisoformat(before.get("told", since)) >= TOLD_EVERY
    is_time = is_time or not before or not left
    told = now.isoformat() if is_time else before["told"]
    state = {"since": since, "told": told, "done": done, "of": done + left}
    account.catching_up = state if left else {}
    Account.objects.filter(pk=account.pk).update(catching_up=account.catching_up)
    if is_time:
        record(AccountCaughtUp(account_id=account.pk, done=done, of=done + left))


def has_caught_up(account: Account) -> None:
    """Nothing more is there: what was counted before may have been deleted meanwhile."""
    if account.catching_up:
        came_further(account, 0, 0)
