"""Where a case stands, in the customer's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from makegood.cases.models import Case


@dataclass(frozen=True)
class Journey:
    """The present stage (`at`, of `steps`) with a headline and a sentence on what happens next."""

    at: int
    steps: tuple[str, ...]
    title: str
    text: str
    is_over: bool = False


def journey_of(case: Case, *, is_late: bool = False) -> Journey:
    """Four steps everybody understands; a new question of the customer's takes an answered case back a step."""
    at, title, text = _stage(case)
    if is_late and not case.is_closed:
        text = _("We are late with something we promised you. We are on it.")
    steps = (_("Received"), _("Being looked at"), _("Answered"), _("Closed"))
    return Journey(at, steps, title, text, case.is_closed)


def _stage(case: Case) -> tuple[int, str, str]:
    if case.is_closed:
        return (
            3,
            _("Closed"),
            _("We take this as settled. If it is not, write to us below and we go on."),
        )
    if case.turn == Case.Turn.OTHERS:
        return 1, _("Being looked at"), _("We have asked others, and tell you what they say.")
    if case.turn == Case.Turn.CUSTOMER and case.told_at and not case.owed:
        return 2, _("Waiting for you"), _("We have answered, and wait for your word.")
    if case.turn == Case.Turn.CUSTOMER and case.told_at:
        return 2, _("Answered"), _("We have answered, and do what we promised below.")
    if case.told_at or case.assignee_id:
        return 1, _("Being looked at"), _("One of us is looking into it.")
    return 0, _("Received"), _("Your message is here. One of us will look into it.")
