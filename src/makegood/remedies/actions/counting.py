"""By when something is done that takes so many working days."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from makegood.kernel import clock
from makegood.promises.rules import due_by
from makegood.promises.rules.working_time import Calendar

LONGEST_SEARCH = 240
"""Days looked ahead for them."""


def working_day(days: int, calendar: Calendar) -> datetime:
    """When the shop closes on the so-manieth day that it works from now; a shop that never does goes by the calendar."""
    now = clock.now()
    today, left = now.astimezone(ZoneInfo(calendar.zone)).date(), days
    for offset in range(1, LONGEST_SEARCH):
        day = today + timedelta(days=offset)
        left -= calendar.is_always_open or bool(calendar.slots(day))
        if left == 0:
            return due_by(day, now, calendar)
    return due_by(today + timedelta(days=days), now, calendar)
