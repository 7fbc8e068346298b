"""Messages that a server could not give whole, or that the disk has lost, are asked for once more when a person tries again.

The row stays in quarantine until its bytes are here; then it is as if it had only come now.
"""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext, suppress
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from makegood.kernel import files
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.log import record
from makegood.kernel.registry import adapters
from makegood.messages.actions.accounts import channel_of, opened_settings
from makegood.messages.events import MailQuarantined
from makegood.messages.models import Account, Arrival
from makegood.messages.ports import Fetched, Lasting

Outcome = Arrival.Outcome
TURNED_AWAY = (Outcome.QUARANTINED, Outcome.IGNORED)
AFRESH: dict[str, Any] = {
    "outcome": Outcome.WAITING,
    "reason": "",
    "tries": 0,
    "tried_at": None,
    "settled_at": None,
}
"""An arrival that nobody has tried to understand yet."""


def ask_again(arrivals: Iterable[Arrival]) -> set[UUID]:
    """Have the worker ask for those whose server may give more by now; answers which. For within a transaction."""
    may_be_had = [one for one in arrivals if _is_lacking(one) and _can_be_asked(one.account)]
    may_be_had.sort(key=_account_of)
    for account_id, some in groupby(may_be_had, key=_account_of):
        task = app.configure_task("makegood.messages.tasks.fetch_whole")
        task.defer(account_id=str(account_id), arrival_ids=[str(one.pk) for one in some])
    return {one.pk for one in may_be_had}


def fetch_whole(account: Account, arrival_ids: Iterable[UUID]) -> int:
    """Ask the server now: what it gives whole waits to be settled, of the rest those who lead are told anew. Answers how many."""
    held = Arrival.objects.filter(pk__in=arrival_ids, account=account, outcome__in=TURNED_AWAY)
    lacking = {one.server_id: one for one in held if _is_lacking(one)}
    if not lacking:
        return 0
    count = 0
    for fetched in _given(account, list(lacking)):
        if not fetched.problem:
            count += _keep(lacking.pop(fetched.server_id), fetched)
    for arrival in lacking.values():
        _turn_away(arrival)
    return count


def _given(account: Account, server_ids: list[str]) -> Iterator[Fetched]:
    """What is to be had; nothing more from where the server says no."""
    channel = channel_of(account)
    assert isinstance(channel, Lasting), "asked for before"
    with suppress(ProviderFailed):
        yield from channel.again(opened_settings(account), account.cursor, server_ids)


def _keep(arrival: Arrival, fetched: Fetched) -> int:
    with fetched.file or nullcontext():
        kept = files.store(fetched.file or fetched.raw)
    still = Arrival.objects.filter(pk=arrival.pk, outcome__in=TURNED_AWAY)
    return still.update(sha256=kept.sha256, size=kept.size, problem="", **AFRESH)


@transaction.atomic
def _turn_away(arrival: Arrival) -> None:
    """It waits for a person again, also where one had left it aside and then wanted it tried."""
    account_id, reason = _account_of(arrival), arrival.problem or "failed"
    still = Arrival.objects.filter(pk=arrival.pk, outcome__in=TURNED_AWAY)
    if still.update(outcome=Outcome.QUARANTINED, reason=reason):
        record(MailQuarantined(account_id=account_id, arrival_id=arrival.pk, reason=reason))


def _is_lacking(arrival: Arrival) -> bool:
    return bool(arrival.problem) or not files.is_there(arrival.sha256)


def _can_be_asked(account: Account | None) -> bool:
    if account is None or not account.is_active:
        return False
    return isinstance(adapters("makegood.channels").get(account.kind), Lasting)


def _account_of(arrival: Arrival) -> UUID:
    assert arrival.account_id is not None, "only what came from a mailbox has a problem"
    return arrival.account_id
