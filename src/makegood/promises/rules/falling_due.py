"""The moment by which a promise is due: of what words said, or of a day that was chosen."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from makegood.promises.rules.finding import Found
from makegood.promises.rules.working_time import Calendar, closing_time, wall_clock

_NOON, _EARLIEST_END, _AFTERNOON_ENDS, _EVENING_ENDS = 12 * 60, 14 * 60, 18 * 60, 20 * 60
_LAST_MINUTE = 24 * 60 - 1
_LONGEST_SEARCH = 400


def due_at(found: Found, now: datetime, calendar: Calendar) -> datetime:
    """Hours count from now. A day is over when the shop closes; its morning at noon, its afternoon at six or when the
    shop closes before, its evening at eight or when the shop closes after. What is over today already means the
    day's end: of a day to come or of today nothing is due before now.
    """
    if found.span is not None:
        return now + found.span
    if found.minute is not None:
        said = wall_clock(found.day, found.minute, calendar)
        return _first_to_come(found.day, (said, closing_time(found.day, calendar)), now, calendar)
    if found.part:
        ends = (_end_of(found.part, found.day, calendar), closing_time(found.day, calendar))
        return _first_to_come(found.day, ends, now, calendar)
    return due_by(found.day, now, calendar)


def due_by(day: date, now: datetime, calendar: Calendar) -> datetime:
    """Until the shop closes on that day, or until it is over. A day before today stays in the past."""
    return _first_to_come(day, (closing_time(day, calendar),), now, calendar)


def after_working_days(days: int, now: datetime, calendar: Calendar) -> datetime:
    """When the shop closes on the so-many-th day after today that it is open. Where it never is any more, every day counts."""
    today, left = now.astimezone(ZoneInfo(calendar.zone)).date(), days
    for offset in range(1, _LONGEST_SEARCH):
        day = today + timedelta(days=offset)
        left -= bool(calendar.slots(day))
        if not left:
            return closing_time(day, calendar)
    return closing_time(today + timedelta(days=days), calendar)


def is_over(found: Found, now: datetime, calendar: Calendar) -> bool:
    """Whether "this morning" tells of one that was: no promise is made by it in the afternoon."""
    if (
        found.part != "morning"
        or found.minute is not None
        or found.day != now.astimezone(ZoneInfo(calendar.zone)).date()
    ):
        return False
    return _end_of("morning", found.day, calendar) <= now


def _first_to_come(
    day: date, ends: tuple[datetime, ...], now: datetime, calendar: Calendar
) -> datetime:
    if day < now.astimezone(ZoneInfo(calendar.zone)).date():
        return ends[0]
    return next(end for end in _later_and_later(day, ends, calendar) if end > now)


def _later_and_later(
    day: date, ends: tuple[datetime, ...], calendar: Calendar
) -> Iterator[datetime]:
    yield from ends
    yield wall_clock(day, _LAST_MINUTE, calendar)
    yield closing_time(day + timedelta(days=1), calendar)  # said in the day's last minute


def _end_of(part: str, day: date, calendar: Calendar) -> datetime:
    closing = closing_time(day, calendar)
    if part == "evening":
        eight = wall_clock(day, _EVENING_ENDS, calendar)
        return eight if calendar.is_always_open else max(closing, eight)
    if part == "afternoon":
        earliest, six = (
            wall_clock(day, minute, calendar) for minute in (_EARLIEST_END, _AFTERNOON_ENDS)
        )
        return closing if earliest <= closing <= six else six
    noon = wall_clock(day, _NOON, calendar)
    slots = calendar.slots(day)
    # Who opens in the afternoon has no morning to call in.
    return closing if slots and slots[0][0] >= _NOON else noon
