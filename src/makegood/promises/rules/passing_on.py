"""Whose day a message names: a carrier's, passed on to the customer, or our own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from makegood.promises.rules.working_time import Calendar, wall_clock

_LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True)
class Expected:
    """A parcel that is still to come: its number, and the day its carrier expects it."""

    number: str
    day: date


def passed_on(
    words: str, day: date, boxes: Iterable[Expected], number: str = ""
) -> Expected | None:
    """The parcel whose day this is. Of several expected on one day the one of that `number`, or the one that is named; where none
    is, or more are, nobody knows which was meant, and it is our own promise.
    """
    that_day = [one for one in boxes if one.day == day]
    if number and number in {one.number for one in that_day}:
        return next(one for one in that_day if one.number == number)
    named = [one for one in that_day if is_named(one.number, words)]
    meant = named or that_day
    return meant[0] if len(meant) == 1 else None


def is_named(number: str, words: str) -> bool:
    """Whether the parcel's number stands there, whole; a parcel without one is never named."""
    return bool(number) and re.search(rf"(?<!\w){re.escape(number)}(?!\w)", words) is not None


def carriers_due_at(day: date, calendar: Calendar) -> datetime:
    """Carriers do not go home when the shop closes: it is due until the day is over."""
    return wall_clock(day, _LAST_MINUTE, calendar)
