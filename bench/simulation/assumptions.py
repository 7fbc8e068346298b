"""What the simulated shop is assumed to be. Nothing here was measured in a shop; `docs/simulation.md` says it in words."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from makegood.promises.rules import Calendar, add_working_hours
from makegood.promises.rules.working_time import Slot

BEGINS = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAYS = 60
ENDS = BEGINS + timedelta(days=DAYS)
AGENTS = 8
LOADS = (70, 95, 110)
"""Percent: the work there is even where nobody waits for an agent, over what the agents can do. What is asked again because
an answer was late comes on top.
"""

_DAY: tuple[Slot, ...] = ((9 * 60, 13 * 60), (14 * 60, 18 * 60))
SHOP = Calendar("Europe/Rome", (*[_DAY] * 5, (), ()))
ANSWER_HOURS = 8
SILENCE_DAYS = 7
"""Both as a new shop has them."""

HOLDING, READING, NUDGE = 3.0, 2.0, 2.0
"""Minutes: a letter that says there is no news yet; each further word of a customer that has to be read; asking whether
they still want something.
"""
VARIES = 0.5
"""How much the minutes of an answer do, as the spread of a lognormal."""
WAITING_DATED = 0.75
"""Days, in the middle, for which a customer waits beyond the time they were told, before they ask."""
WAITING_UNDATED = 4.0
"""The same since the last word, where they were told no time."""
IMPATIENT = 0.1
"""Share of customers who ask a day after the last word, whatever they were told."""
MOST_QUESTIONS = 3
PUT_OFF = 0.4
"""Share of waits for others of which no time is told ("we let you know")."""
NEVER_REPLIES = 0.15
REPLIES_WHEN_ASKED = 0.3
FORGOTTEN_AFTER = timedelta(days=14)
"""Where nobody asks, a case whose customer does not reply is closed by itself after so long."""
_HOURLY = (0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 6, 5, 6, 6, 6, 6, 6, 7, 8, 8, 5, 2)
_WEEKDAYS = (1.25, 1.1, 1.0, 1.0, 0.95, 0.8, 0.7)
"""How much customers write at each hour and on each day of the week."""


@dataclass(frozen=True)
class Step:
    """One answer that moves the case on: minutes of work, then whom it waits for and how long. `told`: in how many days
    news is promised, None: no time is told. `wait` None: they never reply.
    """

    minutes: float
    then: str = "end"
    wait: timedelta | None = None
    told: int | None = None


@dataclass(frozen=True)
class Script:
    """What one customer brings, the same whatever the desk does."""

    number: int
    opened_at: datetime
    steps: tuple[Step, ...]


_KINDS = (
    # share, then for each answer: minutes, whom it waits for, days of waiting in the middle, days in which news is promised
    (0.35, ((8, "others", 3.0, 3), (6, "end", 0, 0))),
    (0.25, ((9, "customer", 1.0, 0), (10, "others", 2.5, 3), (6, "end", 0, 0))),
    (0.20, ((6, "others", 6.0, 7), (8, "end", 0, 0))),
    (0.20, ((5, "end", 0, 0),)),
)
"""Where is it or it is late; damaged, wrong or incomplete; a return; a question."""


def scripts(cases: float, seed: int) -> list[Script]:
    """Everything customers bring in the sixty days: about so many cases."""
    dice = random.Random(seed)
    opened = list(_arrivals(cases, dice))
    return [Script(number, at, _steps(dice)) for number, at in enumerate(opened)]


def working_minutes() -> float:
    """Of one agent in the sixty days."""
    low, high = 0.0, DAYS * 24.0
    while high - low > 0.01:
        middle = (low + high) / 2
        low, high = (middle, high) if add_working_hours(BEGINS, middle, SHOP) < ENDS else (low, middle)  # fmt: skip
    return low * 60


def _arrivals(count: float, dice: random.Random) -> Iterator[datetime]:
    """Poisson, hour by hour."""
    hours = [BEGINS + timedelta(hours=n) for n in range(DAYS * 24)]
    weights = [_HOURLY[at.hour] * _WEEKDAYS[at.weekday()] for at in hours]
    whole = sum(weights)
    for at, weight in zip(hours, weights, strict=True):
        yield from sorted(
            at + timedelta(seconds=dice.uniform(0, 3600))
            for _ in range(_poisson(count * weight / whole, dice))
        )


def _poisson(mean: float, dice: random.Random) -> int:
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


def _steps(dice: random.Random) -> tuple[Step, ...]:
    (kind,) = dice.choices(_KINDS, weights=[share for share, _ in _KINDS])
    return tuple(_step(*said, dice) for said in kind[1])


def _step(minutes: float, then: str, days: float, told: int, dice: random.Random) -> Step:
    work = around(minutes, VARIES, dice)
    if then == "end":
        return Step(work)
    if then == "customer" and dice.random() < NEVER_REPLIES:
        return Step(work, then)
    wait = timedelta(days=around(days, 0.7, dice))
    is_told = then == "others" and dice.random() >= PUT_OFF
    return Step(work, then, wait, told if is_told else None)


def around(middle: float, spread: float, dice: random.Random) -> float:
    """A draw of which half are below `middle`: most near it, some far above (lognormal)."""
    return middle * math.exp(dice.gauss(0, spread))
