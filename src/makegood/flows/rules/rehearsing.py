"""What flows would have done with orders of the past: the same rules, played through with the time of then."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from makegood.flows.rules.deciding import Scene, begins_at, decide
from makegood.flows.rules.journey import Journey
from makegood.flows.rules.quiet import Quiet
from makegood.flows.rules.steps import Plan, Step

_MOST_TURNS = 500
"""Steps played of one order: more than twenty flows of twenty steps take, with a carrier that speaks every day."""


@dataclass(frozen=True)
class Played:
    """What a flow's step would have come to at a moment; `reason` as in `deciding.REASONS`."""

    at: datetime
    flow: str
    way: str
    step: Step
    do: str
    reason: str


@dataclass
class _Playing:
    flow: str
    plan: Plan
    way: str
    begun_at: datetime
    place: int = 0
    own_case: str = ""


def rehearse(
    plans: Mapping[str, Plan], journey: Journey, quiet: Quiet, until: datetime
) -> list[Played]:
    """What these flows (by their keys) would have done with the order until then, in the order of time. Of waits only the
    outcome is told."""
    told: dict[tuple[str, str], datetime] = {}
    turn = count()
    queue = [(one.begun_at, next(turn), one) for one in _begun(plans, journey, until)]
    heapq.heapify(queue)
    played: list[Played] = []
    for _turn in range(_MOST_TURNS):
        if not queue:
            break
        now, _number, one = heapq.heappop(queue)
        step = one.plan.steps[one.place]
        scene = Scene(journey, one.way, one.begun_at, now, told, quiet, one.own_case)
        decision = decide(step, scene)
        if decision.do == "wait" and decision.until is not None:
            if decision.until <= until:
                heapq.heappush(queue, (decision.until, next(turn), one))
            continue
        if step.do != "wait" or decision.do == "end":
            played.append(Played(now, one.flow, one.way, step, decision.do, decision.reason))
        if decision.do == "act" and step.do == "tell":
            told[(one.way, step.station)] = now
        if decision.do == "act" and step.do == "stop":
            queue = [entry for entry in queue if entry[2].way != one.way]
            heapq.heapify(queue)
        one.place += 1
        if decision.do != "end" and one.place < len(one.plan.steps):
            heapq.heappush(queue, (now, next(turn), one))
    return played


def _begun(plans: Mapping[str, Plan], journey: Journey, until: datetime) -> Iterator[_Playing]:
    for flow, plan in plans.items():
        if plan.is_of_case or not plan.steps:
            continue
        for way in ways_of(plan, journey):
            at = begins_at(plan, journey, way)
            if at is not None and at <= until:
                yield _Playing(flow, plan, way, at)


def ways_of(plan: Plan, journey: Journey) -> Sequence[str]:
    """The parcels a flow runs for, by their keys; the order as a whole where it is about that, or has none."""
    if plan.is_of_order or not journey.ways:
        return [""]
    return [way.key for way in journey.ways]
