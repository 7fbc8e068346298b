"""What happened, by instants and days: what came, what was said and done."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from makegood.cases.rules import precedes_order
from makegood.rights.rules.gathering.goods import bought, concerned
from makegood.rights.rules.knowing import Known, KnownLine, KnownOrder, KnownParcel

FAULTY = frozenset({
    "damaged", "wrong_item", "missing_part", "not_as_described", "defective", "warranty", "repair",
})  # fmt: skip
"""Kinds of case in which goods are not what they should be: the first word of it tells of a defect."""

COMPLAINTS = FAULTY | {
    "late", "lost", "double_charge", "unknown_charge", "billing", "conduct", "public",
}  # fmt: skip
"""Kinds in which somebody complains; who only asks where a parcel is does not."""

_YEARS = (1970, 2200)
"""What lies beyond is a slip of the pen, and the law refuses to judge it."""

_OF_THE_GOODS = {
    "defect_on": "defect.appeared",
    "sent_back_on": "return.goods_sent",
    "proof_on": "return.proof_supplied",
    "received_back_on": "goods.received_back",
    "refunded_on": "refund.paid",
    "handed_in_on": "repair.handed_in",
    "repaired_on": "repair.goods_returned",
    "still_faulty_on": "repair.failed",
    "loaner_on": "loaner.demanded",
    "loaner_given_on": "loaner.delivered",
}
"""Facts that name the day of an event."""


def came_on(line: str, known: Known, zone: ZoneInfo) -> date | None:
    """Since when the customer has it, as `_deliveries` tells the law; None where nobody knows."""
    told, day = known.facts.get("delivered_on"), _arrival(known)
    noted = date.fromisoformat(day) if day else None
    if noted and told and told.is_ours:
        return noted
    lines = [one for one in bought(known.order) if one.id == line] if known.order else []
    at = _delivered_at(lines[0], known.order) if lines and known.order else None
    return at.astimezone(zone).date() if at else noted


def events(known: Known) -> Iterator[dict[str, Any]]:
    yield from _deliveries(known)
    meant: list[str | None] = [line.id for line in concerned(known)]
    for line in meant or [None]:
        for event, at in _happened(known):
            yield _event(event, line, at)


def _deliveries(known: Known) -> Iterator[dict[str, Any]]:
    """What a colleague noted goes before the carrier's word, and that before the customer's."""
    told = known.facts.get("delivered_on")
    day = _arrival(known)
    if told and told.is_ours and day:
        yield _event("goods.delivered", None, day)
        return
    lines = bought(known.order) if known.order else []
    for line in lines:
        assert known.order
        if at := _delivered_at(line, known.order):
            yield _event("goods.delivered", line.id, at)
        elif day:
            yield _event("goods.delivered", line.id, day)
    if day and not lines:
        yield _event("goods.delivered", None, day)


def _delivered_at(line: KnownLine, order: KnownOrder) -> datetime | None:
    """When the last of its parcels came; None while one is on its way. A lost one counts for nothing where another came."""
    boxes = [box for box in order.parcels if not box.lines or line.id in box.lines]
    boxes = [box for box in boxes if not box.is_gone] or boxes
    if not boxes:
        return order.delivered_at
    came = [box.delivered_at for box in boxes if box.delivered_at]
    return max(came) if len(came) == len(boxes) else _whole_order(order, boxes)


def _whole_order(order: KnownOrder, boxes: list[KnownParcel]) -> datetime | None:
    """Shops without a carrier's news tell it of the order alone; then none of its parcels has a day of its own."""
    return None if any(box.delivered_at for box in boxes) else order.delivered_at


def _happened(known: Known) -> Iterator[tuple[str, str]]:
    """What the customer said and did, and what we did, each with its instant or day."""
    heard = known.heard_at.isoformat()
    if withdrawn := _day(known, "withdrawn_on") or (heard if known.kind == "return" else ""):
        for event in ("declaration_sent", "declaration_received", "trader_informed"):
            yield f"withdrawal.{event}", withdrawn
    if known.kind in FAULTY:
        yield "defect.notified", heard
    if known.kind == "repair":
        yield "repair.requested", heard
    if known.kind in COMPLAINTS:
        yield from _complaint(known, heard)
    if known.kind == "data_request":
        yield from _data_request(known, heard)
    for key, event in _OF_THE_GOODS.items():
        if day := _day(known, key):
            yield event, day
    if not _day(known, "refunded_on") and (paid := _refunded(known)):
        yield "refund.paid", paid.isoformat()


def _refunded(known: Known) -> datetime | None:
    """When all that the case is about had been given back since it was opened; what was given before is another matter's, and
    a part of it is no refund yet.
    """
    order = known.order
    lines = (concerned(known) or bought(order)) if order else []
    prices = [line.price.minor for line in lines if line.price]
    if not order or not lines or len(prices) < len(lines):
        return None
    shipping = order.shipping.minor if order.shipping and len(lines) == len(bought(order)) else 0
    given = 0
    for at, minor in order.refunds:
        given += minor if at >= known.heard_at else 0
        if given >= sum(prices) + shipping:
            return at
    return None


def _complaint(known: Known, heard: str) -> Iterator[tuple[str, str]]:
    yield "complaint.received", heard
    if answered := _answered(known):
        yield "complaint.answered", answered
        if known.closed_at:
            yield "complaint.resolved", known.closed_at.isoformat()


def _data_request(known: Known, heard: str) -> Iterator[tuple[str, str]]:
    """What was asked for is given by the time the case is closed, not with the first word."""
    yield "privacy.request_received", heard
    if known.acknowledged_at:
        yield "privacy.acknowledged", known.acknowledged_at.isoformat()
    if known.closed_at and _answered(known):
        yield "privacy.answered", known.closed_at.isoformat()


def _answered(known: Known) -> str:
    """An answer in law takes a stand: a colleague knows best on which day ours did."""
    at = known.answered_at
    return _day(known, "answered_on") or (at.isoformat() if at else "")


def _day(known: Known, key: str) -> str:
    """The fact as a day; empty where it is none."""
    try:
        day = date.fromisoformat(known.told(key))
    except ValueError:
        return ""
    return day.isoformat() if _YEARS[0] <= day.year <= _YEARS[1] else ""


def _arrival(known: Known) -> str:
    """The day somebody told. One before the order was placed is a slip of the pen: no day, and it shortens no right."""
    day = _day(known, "delivered_on")
    if day and known.order and precedes_order(date.fromisoformat(day), known.order.placed_at):
        return ""
    return day


def _event(event: str, line: str | None, at: str | datetime) -> dict[str, Any]:
    return {
        "event": event,
        "line": line,
        "at": at.isoformat() if isinstance(at, datetime) else at,
    }
