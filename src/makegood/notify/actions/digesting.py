"""Mail to a member of staff with what they were told and have not seen, and once a day with what they owe: at most so often, and never in their quiet hours."""

import logging
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.db import OperationalError, transaction

from makegood.kernel import clock
from makegood.messages.actions.sending import send_notice
from makegood.notify.models import Notice, NoticeWish
from makegood.notify.queries import NOTHING_OWED, OwedToday, owed_today, unread, wishes_of
from makegood.people.models import Staff
from makegood.shops.queries import the_shop

logger = logging.getLogger(__name__)

MOST = 30
"""Named one by one in a mail; of more it says how many."""


class Letter(NamedTuple):
    """What the mail says, in the reader's language."""

    subject: str
    body: str


Writer = Callable[[Staff, list[Notice], int, OwedToday], Letter]
"""Who it is for, what is named in it, how many more there are, and what is owed that day: one of both at least."""
_writers: list[Writer] = []


def writes_digests(writer: Writer) -> Writer:
    """Register who has words for notices (a room above)."""
    _writers[:] = [writer]
    return writer


def send_digests() -> int:
    """A mail to everybody for whom one is due, each in a transaction of its own; how many were written."""
    wanted = NoticeWish.objects.exclude(every="").filter(staff__is_active=True)
    ids = wanted.order_by("mailed_at").values_list("pk", flat=True)
    return sum(_safely(pk) for pk in ids)


def _safely(pk: UUID) -> bool:
    """One mail that can't be written must not keep back those of everybody behind it."""
    try:
        return _send_if_due(pk)
    except OperationalError:
        raise
    except Exception:
        logger.exception("notices cannot be mailed", extra={"staff": str(pk)})
        return False


@transaction.atomic
def _send_if_due(pk: UUID) -> bool:
    """The mail and the note that it was written are one: killed between, it is written again, or was."""
    held = NoticeWish.objects.select_for_update(of=("self",), skip_locked=True)
    wish = held.select_related("staff").filter(pk=pk).first()
    now = clock.now()
    if wish is None or not wishes_of(wish, wish.staff.timezone).is_due(now, wish.mailed_at):
        return False
    told = _not_mailed(wish)
    if not told and wish.every == "hour":
        return False  # the hour begins with the next thing there is to tell
    wish.mailed_at = now
    wish.save(update_fields=["mailed_at"])
    # The morning's mail tells what the day asks for; of that each hour nobody wants to read.
    owed = owed_today(wish.staff, MOST) if wish.every == "day" else NOTHING_OWED
    if not told and owed == NOTHING_OWED:
        return False
    return _send(wish.staff, told[:MOST], max(len(told) - MOST, 0), owed)


def _not_mailed(wish: NoticeWish) -> list[Notice]:
    """What is to be mailed now, marked as mailed; the newest first.

    Each is marked by itself, not all up to a time: a notice may be committed long after the time it bears.
    """
    waiting = unread(wish.staff).filter(mailed_at=None)
    held = list(waiting.select_for_update(of=("self",)))
    waiting.filter(pk__in=[notice.pk for notice in held]).order_by().update(mailed_at=clock.now())
    return [notice for notice in held if notice.kind in wish.mailed]


def _send(staff: Staff, named: list[Notice], more: int, owed: OwedToday) -> bool:
    shop = the_shop()
    if shop is None or not _writers:
        return False
    letter = _writers[0](staff, named, more, owed)
    send_notice(shop, staff.email, letter.subject, letter.body, staff.language)
    return True
