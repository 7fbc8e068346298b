"""By when something is due once the shop's hours are others than when it was promised."""

from datetime import datetime

from makegood.promises.rules.working_time import Calendar, add_working_hours

LEFT = 1.0
"""Working hours that are left at least of what becomes due sooner: longer hours make nothing late at once."""


def recounted(before: datetime, counted: datetime, now: datetime, calendar: Calendar) -> datetime:
    """By the new hours, as far as somebody can still keep it by them; what is due sooner stays so."""
    if counted >= before:
        return counted
    return min(before, max(counted, add_working_hours(now, LEFT, calendar)))
