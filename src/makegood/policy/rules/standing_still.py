"""Clocks that stand still: while goods are repaired, while a buyer has not answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from makegood.policy.rules.counting import Term, end_of
from makegood.policy.rules.timeline import Timeline

REMEDIED = (
    "repair.goods_returned",
    "replacement.delivered",
    "defect.refused",
    "refund.paid",
    "complaint.resolved",
)
"""What ends the time in which a defect is dealt with."""
Gap = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Stop:
    """`days` a clock has stood still until now; `waits_for` the event it still stands still for."""

    days: int = 0
    waits_for: str = ""


GOING = Stop()


def gaps(timeline: Timeline, begin: str, ends: Sequence[str]) -> list[Gap]:
    """From each `begin` to the first of `ends`, those within another left out; the last may still be open."""
    over = sorted(day for event in ends for day in timeline.days(event))
    found: list[Gap] = []
    for start in timeline.days(begin):
        if found and (found[-1][1] is None or start < found[-1][1]):
            continue
        found.append((start, next((day for day in over if day >= start), None)))
    return found


def stopped(
    found: Sequence[Gap],
    start: date,
    term: Term,
    today: date,
    waits_for: str,
    both_days: bool = False,
) -> Stop:
    """What they add to a clock from `start`: a gap after its end finds nothing to stop, an open one adds day by day."""
    days = 0
    for began, ended in found:
        if began < start or began > end_of(start, term, days).legal:
            continue
        if ended is None:
            return Stop(days + (today - began).days + both_days, waits_for)
        days += (ended - began).days + both_days
    return Stop(days)
