"""How far a django-oscar shop was read: first by the orders' ids, then by the dates of what was written of them.

Oscar keeps no date of change with an order. What is written of one (a status, an event, a note, a transaction) bears a
date, and each of those is indexed; so a sweep looks for new orders by id, wherever their date of placing lies, and then
for what was written since. A first reading by date would have the shop sort everything it has for every page.
"""

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from makegood.adapters.shops.oscar.asking import ask, listed, moment
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Cursor, Settings

OVERLAP = timedelta(minutes=2)
"""What was being saved when it was looked is seen the next time."""


@dataclass(frozen=True)
class Reached:
    """A page of orders, the cursor after it, whether it was the last, how many are left of a first reading."""

    orders: list[Any]
    cursor: dict[str, Any]
    is_last: bool
    left: int | None


def next_page(settings: Settings, web: Caller, cursor: Cursor) -> Reached:
    if not cursor.get("since"):  # by the shop's own clock, before anything is read
        cursor = {**cursor, "since": _now(settings, web)}
    if cursor.get("is_changes"):
        return _changes(settings, web, cursor)
    return _new(settings, web, cursor)


def _new(settings: Settings, web: Caller, cursor: Cursor) -> Reached:
    """Orders above the highest id known; when there are no more, what changed comes next, after a first reading at once."""
    top = int(cursor.get("top", 0))
    told = listed(settings, web, "orders/", {"after": top}, "orders")
    orders, more = told["orders"], bool(told.get("more"))
    highest = max([top, *(_id(one) for one in orders)])
    if more and highest == top:
        raise ProviderFailed("its pages do not go on", permanent=False, code="protocol")
    following = {**cursor, "top": highest}
    if more:
        left = told.get("left")
        return Reached(orders, following, False, left if isinstance(left, int) else None)
    if not cursor.get("is_read"):
        return Reached(orders, {**following, "is_read": True}, True, 0)
    return Reached(orders, {**following, "is_changes": True}, False, None)


def _changes(settings: Settings, web: Caller, cursor: Cursor) -> Reached:
    """What was written after the place, and again what was written shortly before it."""
    since, after = str(cursor["since"]), cursor.get("after")
    if after is None:
        since, after = (moment(since).astimezone(UTC) - OVERLAP).isoformat(), 0
    asked: dict[str, str | int] = {"since": since, "after": int(after)}
    told = listed(settings, web, "orders/changed/", asked, "orders")
    last = told.get("last")
    kept = {name: value for name, value in cursor.items() if name not in {"after", "is_changes"}}
    if not told.get("more"):
        reached = max(str(cursor["since"]), str(last["since"]) if last else "", key=_order)
        return Reached(told["orders"], {**kept, "since": reached}, True, 0)
    if not last or (last["since"], last["after"]) == (since, after):
        raise ProviderFailed("its pages do not go on", permanent=False, code="protocol")
    following = {"since": str(last["since"]), "after": int(last["after"]), "is_changes": True}
    return Reached(told["orders"], {**kept, **following}, False, None)


def _now(settings: Settings, web: Caller) -> str:
    reply = ask(settings, web, "")
    told = reply.json() if reply.is_ok else None
    if not isinstance(told, dict) or not told.get("now"):
        raise ProviderFailed(reply.words, permanent=True, code="not_found", step="connect")
    try:
        return moment(told["now"]).isoformat()
    except ValueError as error:
        raise ProviderFailed(str(error), permanent=True, code="protocol") from error


def _order(said: str) -> float:
    return moment(said).timestamp() if said else 0.0


def _id(order: Any) -> int:
    """0 where there is none: it is told as unread where it is read."""
    found = order.get("id") if isinstance(order, dict) else None
    return found if isinstance(found, int) else 0
