"""Working time: the shop's hours laid over real days, with its holidays and both changes of the clock."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

Slot = tuple[int, int]
"""From and to, in minutes of the local day; 1440 is the midnight that ends it."""

WHOLE_DAY: tuple[Slot, ...] = ((0, 1440),)
_LONGEST_SEARCH = 800
"""Days looked at for an open hour; a shop closed longer than this is treated as never closed."""
_MORNING = 9 * 60
_USUAL_END = 17 * 60


@dataclass(frozen=True)
class Calendar:
    """When a shop works. `week` has seven days from Monday, each a sorted tuple of slots; all empty means always."""

    zone: str
    week: tuple[tuple[Slot, ...], ...] = ((),) * 7
    closed_days: frozenset[date] = frozenset()
    holidays: Container[date] = frozenset()
    special: Mapping[date, tuple[Slot, ...]] = field(default_factory=dict)
    """Days with hours of their own; they go before everything else."""

    @property
    def is_always_open(self) -> bool:
        return not any(self.week)

    def slots(self, day: date) -> tuple[Slot, ...]:
        """The hours worked on that very day, none on a holiday."""
        if self.is_always_open:
            return WHOLE_DAY
        if day in self.special:
            return self.special[day]
        if day in self.closed_days or day in self.holidays:
            return ()
        return self.week[day.weekday()]


def add_working_hours(start: datetime, hours: float, calendar: Calendar) -> datetime:
    """The instant at which `hours` of working time have passed since `start`."""
    left = timedelta(hours=hours)
    if calendar.is_always_open:
        return start + left
    for opens, closes in _spans_after(start, calendar):
        begins = max(start, opens)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    return start + left


def subtract_working_time(end: datetime, span: timedelta, calendar: Calendar) -> datetime:
    """The instant from which `span` of working time is left until `end`."""
    if calendar.is_always_open:
        return end - span
    for opens, closes in _spans_before(end, calendar):
        ends = min(end, closes)
        if ends - span >= opens:
            return ends - span
        span -= ends - opens
    return end - span


def working_time_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much working time lies between two instants; none when they are the wrong way round."""
    if end <= start:
        return timedelta(0)
    if calendar.is_always_open:
        return end - start
    total = timedelta(0)
    for opens, closes in _spans_after(start, calendar):
        if opens >= end:
            break
        total += min(end, closes) - max(start, opens)
    return total


def closing_time(day: date, calendar: Calendar) -> datetime:
    """When the shop closes on that day: "by Friday" means until then. On a closed day, when it usually would."""
    if calendar.is_always_open:
        return wall_clock(day, 1440, calendar) - timedelta(minutes=1)
    slots = calendar.slots(day) or calendar.week[day.weekday()]
    ends = [end for _, end in slots] or [slot[-1][1] for slot in calendar.week if slot]
    return wall_clock(day, max(ends, default=_USUAL_END), calendar)


def morning_from(day: date, calendar: Calendar) -> datetime:
    """Nine o'clock of the first day from `day` on that the shop is open; its opening where that is later."""
    for offset in range(_LONGEST_SEARCH):
        if spans := _spans(day + timedelta(days=offset), calendar):
            return max(spans[0][0], wall_clock(day + timedelta(days=offset), _MORNING, calendar))
    return wall_clock(day, _MORNING, calendar)


def _spans_after(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Open spans that end after `start`, in order."""
    today = start.astimezone(ZoneInfo(calendar.zone)).date()
    for offset in range(-1, _LONGEST_SEARCH):
        for opens, closes in _spans(today + timedelta(days=offset), calendar):
            if closes > start:
                yield opens, closes


def _spans_before(end: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Open spans that begin before `end`, the latest first."""
    today = end.astimezone(ZoneInfo(calendar.zone)).date()
    for offset in islice(range(1, -_LONGEST_SEARCH, -1), _LONGEST_SEARCH):
        for opens, closes in reversed(_spans(today + timedelta(days=offset), calendar)):
            if opens < end:
                yield opens, closes


def _spans(day: date, calendar: Calendar) -> list[tuple[datetime, datetime]]:
    spans = [
        (wall_clock(day, begins, calendar), wall_clock(day, ends, calendar))
        for begins, ends in calendar.slots(day)
    ]
    # A slot inside the hour that spring leaves out has no length.
    return [(opens, closes) for opens, closes in spans if opens < closes]


def wall_clock(day: date, minute: int, calendar: Calendar) -> datetime:
    """What the wall clock there shows at that minute of the day, as an instant. An hour that comes twice means its first time."""
    return _instant(day, minute, calendar.zone)


@lru_cache(
    4096
)  # the same few opening hours of the same few weeks, for every mail and every promise
def _instant(day: date, minute: int, zone: str) -> datetime:
    days, rest = divmod(minute, 1440)
    local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60))
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
