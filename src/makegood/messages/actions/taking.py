"""A case nobody has is theirs who answers it by hand, and nobody's again when they take the answer back at once."""

from makegood.cases.actions.assigning import assign
from makegood.cases.models import Case
from makegood.kernel.log import last_happening_of
from makegood.messages.models import Dispatch
from makegood.people.models import Staff

TAKEN = "taken_at"
"""In the wish of a dispatch: the last thing that had happened to the case once it was taken and answered."""


def note_taking(case: Case, dispatch: Dispatch) -> None:
    """Remember with the answer that it took the case, to be asked after all that belongs to it is recorded."""
    dispatch.wish[TAKEN] = _latest(case)
    dispatch.save(update_fields=["wish"])


def was_only_taken(case: Case, dispatch: Dispatch) -> bool:
    """Whether this answer took the case, and nothing has happened to it since."""
    taken_at = dispatch.wish.get(TAKEN)
    return taken_at is not None and taken_at == _latest(case)


def leave(case: Case, by: Staff) -> None:
    """It is nobody's again, in the same team."""
    assign(case, by, None)


def _latest(case: Case) -> int | None:
    last = last_happening_of(f"case:{case.pk}")
    return last.pk if last else None
