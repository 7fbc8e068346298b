"""What shows that a promise was kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_SHOWN_BY_ITSELF = {
    "message": {"answer", "news"},
    "call": {"answer", "news", "call_back"},
    "parcel": {"parcel", "shipment"},
    "shop": {"money"},
}


def needs_a_note(kind: str, evidence: str) -> bool:
    """Whether somebody has to say how they know: words are no money, and no repair."""
    return kind not in _SHOWN_BY_ITSELF.get(evidence, set())


@dataclass(frozen=True)
class Box:
    """A parcel of the order: its number, whether it is still to come (or to go), and when it was delivered (or left)."""

    number: str
    is_awaited: bool
    came_at: datetime | None


def box_that_keeps(made_at: datetime, boxes: Iterable[Box], zone: str) -> Box | None:
    """The last to arrive (or to leave), once none of the order's is awaited any more: of several nobody knows which was promised.

    What was delivered (or left) before the day of the promise was not what it is about. Days, because files often tell no hour.
    """
    boxes = list(boxes)
    if any(one.is_awaited for one in boxes):
        return None
    since = made_at.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    latest, came = since - timedelta.resolution, None
    for one in boxes:
        if one.came_at is not None and one.came_at > latest:
            latest, came = one.came_at, one
    return came


@dataclass(frozen=True)
class Debt:
    """Money promised on a case, by its place among the others: how much, where a sum was said."""

    amount: int | None
    currency: str


def debts_paid(amount: int, currency: str, debts: Iterable[Debt]) -> list[int]:
    """Which of the debts, the most urgent first, a refund pays; their places. One it does not pay whole is not kept, and what
    pays one pays no other. A debt of no said sum is paid by what is left, if anything is."""
    paid, left = [], amount
    for place, debt in enumerate(debts):
        if debt.amount is None:
            if left > 0:
                paid.append(place)
                left = 0
        elif debt.currency == currency and debt.amount <= left:
            paid.append(place)
            left -= debt.amount
    return paid
