"""When a promise's owner is warned, and whom it escalates to before it breaks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.promises.rules.working_time import (
    Calendar,
    subtract_working_time,
    working_time_between,
)

SHARE = 0.25
SHORTEST = timedelta(hours=1)
LONGEST = timedelta(hours=16)
EACH = timedelta(minutes=15)
"""Of its owner's time, that what they owe before takes: more to do is begun with earlier."""
STEPS = ("team", "leaders")
"""Who hears of it, one after the other, when its owner did and nothing happened."""


@dataclass(frozen=True)
class Burden:
    """What else may stand in the way: how much its owner owes before, their own hours, until when they are away, and when what
    must happen first falls due.
    """

    owed_before: int = 0
    hours: Calendar | None = None
    away_until: datetime | None = None
    first_due_at: datetime | None = None


def warn_at(
    made_at: datetime, due_at: datetime, calendar: Calendar, burden: Burden | None = None
) -> datetime:
    """When the last quarter of the working time begins; between one working hour and two working days ahead, and earlier by
    what its owner owes before. At once where the owner is away until later than that, or what must happen first is due
    later; else at the latest when that is due.
    """
    burden = burden or Burden()
    whole = working_time_between(made_at, due_at, calendar)
    ahead = min(max(whole * SHARE, SHORTEST), LONGEST) + EACH * burden.owed_before
    at = subtract_working_time(due_at, ahead, calendar)
    if burden.hours is not None:
        at = min(at, subtract_working_time(due_at, ahead, burden.hours))
    if any(late and late > at for late in (burden.away_until, burden.first_due_at)):
        return made_at
    return max(made_at, min(at, burden.first_due_at or at))


def step_at(step: int, warned_at: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    """When `STEPS[step]` hear of it: when half of the time from the warning is left, then a quarter; of the working time,
    where there is any.
    """
    share = 0.5 ** (step + 1)
    working = working_time_between(warned_at, due_at, calendar)
    if not working:
        return due_at - (due_at - warned_at) * share
    return subtract_working_time(due_at, working * share, calendar)
