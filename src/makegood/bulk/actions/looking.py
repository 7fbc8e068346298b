"""What steps would do to a case, before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.bulk.actions.steps import answer_for, look
from makegood.bulk.rules import Step
from makegood.cases.models import Case
from makegood.kernel.errors import Refused
from makegood.messages.queries import recipients_by_rule
from makegood.people.models import Staff


@dataclass(frozen=True)
class Seen:
    """One step on one case. `is_change`: it would change something; `problem`: why it can't be taken."""

    step: Step
    is_change: bool
    text: str = ""
    """Of an answer, filled with the facts of the case."""
    missing: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    problem: str = ""


def look_at(case: Case, steps: Sequence[Step], by: Staff) -> list[Seen]:
    """Each step as it would be taken now; nothing is written."""
    return [_seen(case, step, by) for step in steps]


def _seen(case: Case, step: Step, by: Staff) -> Seen:
    if step["do"] != "answer":
        return Seen(step, is_change=look(case, step) is not None)
    to = tuple(name or address for name, address in recipients_by_rule(case, None).all)
    try:
        text, missing = answer_for(case, step, by)
    except Refused as error:
        return Seen(step, is_change=True, to=to, problem=" ".join(error.reasons))
    return Seen(step, is_change=True, text=text, missing=missing, to=to)
