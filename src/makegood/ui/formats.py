"""Dates, times, numbers and money as the reader writes them: their language, their time zone."""

from datetime import date as Date
from datetime import datetime, timedelta
from datetime import time as Time
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale, dates, numbers
from django.utils import timezone

from makegood.kernel import clock
from makegood.kernel.money import Money, babel_locale
from makegood.ui.speaking import gettext as _
from makegood.ui.speaking import language

Length = Literal["short", "medium", "long", "full"]

_KEPT = 768
"""How much of each kind is kept, some 400 bytes apiece: a page says the same again and again, another page something else."""


_ALWAYS = 10**6
"""No length reaches it in years, months or weeks: days stay days."""


def locale() -> str:
    """CLDR's name of the language this request is answered in."""
    return babel_locale(language())


def local(at: datetime) -> datetime:
    """The instant on the reader's own clock."""
    return at.astimezone(timezone.get_current_timezone())


def date(at: datetime | Date, length: Length = "medium") -> str:
    """ "27 Nov 2026"."""
    day_of = local(at).date() if isinstance(at, datetime) else at
    return _date(length, day_of, locale())


def day(at: datetime | Date) -> str:
    """The day in as few words as are clear: today, tomorrow, "Fri 27 Nov", with the year when it is another."""
    day_of = local(at).date() if isinstance(at, datetime) else at
    today = local(clock.now()).date()
    match (day_of - today).days:
        case -1:
            return _("yesterday")
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
    return _day("MMMEd" if day_of.year == today.year else "yMMMEd", day_of, locale())


def iso_day(at: datetime) -> str:
    """The day as a date field wants it."""
    return local(at).date().isoformat()


def time(at: datetime) -> str:
    """ "14:05"."""
    there = local(at)
    return _time(there.hour, there.minute, locale())


def moment(at: datetime, length: Length = "medium") -> str:
    """Day and time of an instant, in full."""
    there, chosen = local(at), locale()
    hour = _time(there.hour, there.minute, chosen)
    day_part = _date(length, there.date(), chosen)
    return _together(length, chosen).replace("{0}", hour).replace("{1}", day_part)


def day_time(at: datetime) -> str:
    """ "tomorrow, 14:05"."""
    return f"{day(at)}, {time(at)}"


def in_zone(at: datetime, zone: str) -> str:
    """An instant on another clock, with its name: "Fri, 27 Nov, 14:05 (Rome)"."""
    with timezone.override(zone):
        return f"{day_time(at)} ({zone.rpartition('/')[2].replace('_', ' ')})"


def span(length: timedelta) -> str:
    """ "3 hours"."""
    return _span(_rounded(abs(length)), locale())


def ago(at: datetime, *, is_exact: bool = False) -> str:
    """ "3 hours ago", "in 2 days"; older than a week: the day. `is_exact`: seconds are told, too."""
    distance = at - clock.now()
    if abs(distance) > timedelta(days=7):
        return day(at)
    if abs(distance) < timedelta(seconds=1 if is_exact else 45):
        return _("just now")
    return _distance(_rounded(distance), locale())


def left(due_at: datetime) -> str:
    """How long until `due_at`, or how long it is over; from a day on as one counts them on the calendar."""
    distance = due_at - clock.now()
    is_near = abs(distance) < timedelta(days=1)
    length = span(distance) if is_near else _days(_days_to(due_at), locale())
    if distance < timedelta(0):
        return _("%(span)s late") % {"span": length}
    return _("%(span)s left") % {"span": length}


def number(value: float) -> str:
    return numbers.format_decimal(value, locale=locale())


def amount(value: Decimal) -> str:
    """A sum whose currency is known from elsewhere: "4,90"."""
    return numbers.format_decimal(value, format="#,##0.00", locale=locale())


def percent(share: float) -> str:
    return numbers.format_percent(share, locale=locale())


def money(amount: Money) -> str:
    return amount.shown(language())


def size(octets: int) -> str:
    """A file's size: "1.4 MB"."""
    value, unit = float(octets), "B"
    for unit in ("B", "kB", "MB", "GB"):  # noqa: B007  the last unit is the answer
        if value < 1000:
            break
        value /= 1000
    digits = 0 if unit in {"B", "kB"} or value >= 10 else 1
    return f"{numbers.format_decimal(round(value, digits), locale=locale())} {unit}"


def language_name(code: str) -> str:
    """A language in the reader's words: "Lithuanian"."""
    return _language(code, locale()) if code else ""


def country_name(code: str) -> str:
    """A country in the reader's words, or its code when CLDR does not know it."""
    return str(Locale.parse(locale()).territories.get(code, code))


def _days_to(at: datetime) -> int:
    """On Saturday night Monday is two days away, however few hours that are."""
    return abs((local(at).date() - local(clock.now()).date()).days)


@lru_cache(_KEPT)
def _days(count: int, chosen: str) -> str:
    # Not `units.format_unit`: of Italian and Latin Serbian it does not know how long days are called.
    length = timedelta(days=count)
    return dates.format_timedelta(length, granularity="day", threshold=_ALWAYS, locale=chosen)


@lru_cache(_KEPT)
def _day(skeleton: str, day_of: Date, chosen: str) -> str:
    return dates.format_skeleton(skeleton, day_of, locale=chosen)


@lru_cache(_KEPT)
def _date(length: Length, day_of: Date, chosen: str) -> str:
    return dates.format_date(day_of, length, locale=chosen)


@lru_cache(1440)
def _time(hour: int, minute: int, chosen: str) -> str:
    return dates.format_time(Time(hour, minute), "short", locale=chosen)


def _rounded(length: timedelta) -> timedelta:
    """To what is said of it: from an hour on nobody is told the seconds, and what was said can be said again."""
    seconds = int(length.total_seconds())
    return timedelta(seconds=seconds if abs(seconds) < 3600 else seconds - seconds % 60)


@lru_cache(_KEPT)
def _span(length: timedelta, chosen: str) -> str:
    return dates.format_timedelta(length, threshold=0.99, locale=chosen)


@lru_cache(_KEPT)
def _distance(length: timedelta, chosen: str) -> str:
    return dates.format_timedelta(length, add_direction=True, threshold=0.99, locale=chosen)


@lru_cache(_KEPT)
def _language(code: str, chosen: str) -> str:
    try:
        spoken = "en" if code == "en" else babel_locale(code)  # English, wherever it is written
        return Locale.parse(spoken).get_display_name(chosen) or code
    except ValueError:
        return code


@lru_cache(64)
def _together(length: Length, chosen: str) -> str:
    """CLDR's way to write a day {1} of this length and a time {0} together."""
    return str(Locale.parse(chosen).datetime_formats[length]).replace("'", "")
