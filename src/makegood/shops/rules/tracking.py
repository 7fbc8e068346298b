"""Where a parcel is, by what was told of it: doubled, late, in any order, without a time zone, or meant for another parcel."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from makegood.shops.ports.carriers import CAUSES, STATES, Fault

CLOCKS_DIFFER = timedelta(hours=1)
"""A scan may seem to come so much from the future."""
BEFORE_ITS_ORDER = timedelta(days=1)
REUSED_AFTER = timedelta(days=30)
"""Numbers come round again: what is told of one so long after its parcel had arrived is about another."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
KNOWN_LATE = timedelta(days=2)
"""What happened so long before the desk knew of the parcel is history."""


@dataclass(frozen=True)
class Scan:
    """What was told of a parcel once: it was in `state` at that time, which we heard of at `seen_at`."""

    at: datetime
    state: str
    seen_at: datetime


@dataclass(frozen=True)
class Whereabouts:
    """Where a parcel is. `moved_at`: when it was last heard of; `is_over`: nothing more is to come."""

    state: str
    since: datetime
    moved_at: datetime
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    is_over: bool = False


def fault_of(cause: str) -> Fault | None:
    """Whose fault it is; None: nobody said why."""
    return CAUSES.get(cause)


def mark_of(at: datetime, state: str, place: str, words: str, given: str = "") -> str:
    """What makes a scan the same: the carrier's own id for it; else what happened, where and when, however it is spaced."""
    said = given or "|".join([at.isoformat(), state, *(_plain(one) for one in (place, words))])
    return hashlib.sha256(said.encode()).hexdigest()


def instant_of(at: datetime, zone: str) -> datetime | None:
    """A time without a zone is one by the carrier's clock; the same moment is written the same. None: no time anything
    happens at."""
    if not _FIRST_YEAR <= at.year < _LAST_YEAR:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def whereabouts(scans: Sequence[Scan], ordered_at: datetime) -> Whereabouts | None:
    """What all of it says together, by the time it happened and not by the time it was told; None: nothing of this parcel.

    A parcel that is there has arrived, whatever was scanned an hour later; only that it comes back, or was lost after
    all, is news of it. One on its way back that arrives is back at the shop's.
    """
    told = _of_this_parcel(scans, ordered_at)
    if not told:
        return None
    state, since = "unknown", told[0].at
    for scan in told:
        if _is_news(state, scan.state):
            state, since = scan.state, scan.at
    delivered_at = _arrived_at(told)
    shipped_at = next((one.at for one in told if one.state not in _STILL_HERE), None)
    came_back = any(one.state == "delivered" and one.at > since for one in told)
    is_over = state == "delivered" or (state == "returning" and came_back)
    return Whereabouts(state, since, told[-1].at, shipped_at, delivered_at, is_over)


def is_history(since: datetime, known_at: datetime | None) -> bool:
    """Whether a change was old when the desk came to know of the parcel: nobody is told of it now."""
    return known_at is not None and since < known_at - KNOWN_LATE


def by_shop(state: str, *, is_sent: bool, is_there: bool) -> str:
    """The state when a shop or a file says that it was sent or is there: a carrier knows better, except of the end."""
    if is_there and state not in {"returning", "lost"}:
        return "delivered"
    return "in_transit" if is_sent and state in {"unknown", "not_handed_over"} else state


_STILL_HERE = frozenset({"unknown", "not_handed_over"})
_AFTER_ARRIVAL = frozenset({"returning", "lost"})


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _of_this_parcel(scans: Sequence[Scan], ordered_at: datetime) -> list[Scan]:
    """In the order of time; what is before its order or long after its arrival is another parcel's of that number."""
    timely = [Scan(_believable(one), one.state, one.seen_at) for one in scans]
    known = [one for one in timely if one.at >= ordered_at - BEFORE_ITS_ORDER]
    known.sort(key=lambda one: (one.at, STATES.index(one.state), one.seen_at))
    arrived_at = _arrived_at(known)
    until = arrived_at + REUSED_AFTER if arrived_at else None
    return [one for one in known if until is None or one.at <= until]


def _believable(scan: Scan) -> datetime:
    """Nothing happens after it was told: a clock that is wrong by more does not outdo all that follows."""
    return scan.at if scan.at <= scan.seen_at + CLOCKS_DIFFER else scan.seen_at


def _arrived_at(told: Sequence[Scan]) -> datetime | None:
    """When it was handed to the customer first: not what was handed back to the shop."""
    for scan in told:
        if scan.state == "returning":
            return None
        if scan.state == "delivered":
            return scan.at
    return None


def _is_news(state: str, told: str) -> bool:
    if told in {"unknown", state}:
        return False
    if told == "not_handed_over":
        return state == "unknown"
    if state == "delivered":
        return told in _AFTER_ARRIVAL
    return state != "returning" or told == "lost"
