"""Whether what an answer promises can be kept by the calendar."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makegood.kernel.text import _
from makegood.messages.rules.concerns import Concern
from makegood.promises.rules.falling_due import due_at, is_over
from makegood.promises.rules.finding import Found, promises_in
from makegood.promises.rules.working_time import Calendar, working_time_between


def doubts(
    text: str, language: str, now: datetime, calendar: Calendar, *, spoken: str = ""
) -> list[Concern]:
    """Each promise of the text that is over already, or falls on a day or in a time in which nobody works."""
    today = now.astimezone(ZoneInfo(calendar.zone)).date()
    found = promises_in(text, language, today, spoken=spoken, looks_back=True)
    there = (one for one in found if not is_over(one, now, calendar))
    return _together(_doubt(one, today, now, calendar) for one in there)


def doubts_of_day(day: date, now: datetime, calendar: Calendar) -> list[Concern]:
    """The same of a day somebody chose."""
    today = now.astimezone(ZoneInfo(calendar.zone)).date()
    chosen = Found("", "", day, 0, 0, is_named=True)
    return _together([_doubt(chosen, today, now, calendar)])


def _doubt(found: Found, today: date, now: datetime, calendar: Calendar) -> Concern | None:
    due = due_at(found, now, calendar)
    if found.day < today:
        phrase = _("What is promised by %(day)s would be late already.", day=found.day)
    elif found.is_named and not calendar.slots(found.day):
        phrase = _("The shop is closed on the day promised, %(day)s.", day=found.day)
    elif not working_time_between(now, due, calendar):
        phrase = _("The shop is closed until the time promised, %(day)s.", day=due)
    else:
        return None
    return Concern("unkeepable", phrase, found.start, found.end)


def _together(found: Iterable[Concern | None]) -> list[Concern]:
    """A day named twice is one question."""
    days: dict[object, Concern] = {}
    for one in found:
        if one is not None:
            days.setdefault(one.phrase.values["day"], one)
    return list(days.values())
