"""A promise that rests: while we wait for the customer its time does not pass."""

from datetime import datetime, timedelta

from makegood.promises.rules.working_time import (
    Calendar,
    add_working_hours,
    working_time_between,
)

_HOUR = timedelta(hours=1)


def due_after_pause(
    due_at: datetime, paused_at: datetime, resumed_at: datetime, calendar: Calendar
) -> datetime:
    """Later by the working time it rested, so that as much is left as there was. Where no working time was left (it was due
    on a closed day) the plain time that was left counts.
    """
    if not working_time_between(paused_at, due_at, calendar):
        return resumed_at + (due_at - paused_at)
    rested = working_time_between(paused_at, resumed_at, calendar)
    return add_working_hours(due_at, rested / _HOUR, calendar) if rested else due_at
