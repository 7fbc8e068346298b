"""Counting days, months and years as Regulation (EEC, Euratom) No 1182/71 does, and as countries differ from it.

The day of the event is not counted; the last day ends at 24:00 where the consumer is.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from makegood.policy.rules.calendars import Calendar

_DAY = timedelta(days=1)
LEAST_WORKED = 2
"""A period of two days or more holds at least two working days (Art 3(5))."""


@dataclass(frozen=True, slots=True)
class Term:
    """How a rule's time is counted. `is_moved`: an end on a day that is not worked goes to the next that is;
    `holds_worked_days`: Art 3(5) applies; `others`: further calendars, of which the latest end counts.
    """

    value: int
    unit: str
    calendar: Calendar
    is_moved: bool
    holds_worked_days: bool
    others: tuple[Calendar, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """`nominal`: as counted; `legal`: what a consumer's right may be refused after; `target`: what the shop plans on."""

    nominal: date
    legal: date
    target: date


@lru_cache(maxsize=1 << 16)
def end_of(start: date, term: Term, suspended: int = 0, extended: int = 0) -> End:
    """`suspended` in days, `extended` in months; both are added before the end is moved."""
    nominal = counted(start, term.value, term.unit, term.calendar)
    late = nominal + suspended * _DAY
    if extended:
        late = counted(late, extended, "months", term.calendar)
    return End(nominal, moved(late, start, term), term.calendar.last_worked(nominal))


def counted(start: date, value: int, unit: str, calendar: Calendar) -> date:
    """The last day of a period; months and years end on the same date, or on the last day of a shorter month."""
    if unit == "calendar_days":
        return start + value * _DAY
    if unit == "working_days":
        day = start
        for _ in range(value):
            day = calendar.next_worked(day + _DAY)
        return day
    months = value * 12 if unit == "years" else value
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def moved(end: date, start: date, term: Term) -> date:
    if not term.is_moved:
        return end
    return max(_moved(end, start, term, each) for each in (term.calendar, *term.others))


def _moved(end: date, start: date, term: Term, calendar: Calendar) -> date:
    end = calendar.next_worked(end)
    is_short = term.unit == "calendar_days" and LEAST_WORKED <= term.value < 2 * 7
    if term.holds_worked_days and is_short:
        while _worked(start, end, calendar) < LEAST_WORKED:
            end = calendar.next_worked(end + _DAY)
    return end


def _worked(start: date, end: date, calendar: Calendar) -> int:
    days = (end - start).days
    return sum(calendar.is_worked(start + number * _DAY) for number in range(1, days + 1))
