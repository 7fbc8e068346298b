"""When a promise's owner is warned."""

from datetime import datetime, timedelta

from makegood.promises.rules.working_time import (
    Calendar,
    subtract_working_time,
    working_time_between,
)

SHARE = 0.25
SHORTEST = timedelta(hours=1)
LONGEST = timedelta(hours=16)


def warn_at(made_at: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    """When the last quarter of the working time begins; between one working hour and two working days ahead."""
    whole = working_time_between(made_at, due_at, calendar)
    ahead = min(max(whole * SHARE, SHORTEST), LONGEST)
    return max(made_at, subtract_working_time(due_at, ahead, calendar))
