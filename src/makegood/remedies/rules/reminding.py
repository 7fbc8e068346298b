"""When those who may say yes are reminded that somebody waits for it."""

from datetime import datetime

from makegood.promises.rules import add_working_hours
from makegood.promises.rules.working_time import (
    Calendar,
    subtract_working_time,
    working_time_between,
)

PATIENCE, LEAST = 8, 1
"""Working hours after which one is reminded, and before which nobody is."""
MOST = 5
"""Reminders of one question: who heard five does not overlook the sixth."""


def remind_at(now: datetime, calendar: Calendar, next_due_at: datetime | None) -> datetime:
    """After a working day; sooner where the case owes something before: when half of the working time until then is over."""
    usual = add_working_hours(now, PATIENCE, calendar)
    if next_due_at is None or next_due_at <= now:
        return usual
    half = subtract_working_time(
        next_due_at, working_time_between(now, next_due_at, calendar) / 2, calendar
    )
    return min(usual, max(half, add_working_hours(now, LEAST, calendar)))
