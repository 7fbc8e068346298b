"""Whose turn it is, told by who looked through the words again."""

from datetime import datetime

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.text import bounded


def set_turn(case: Case, is_ours: bool, heard_at: datetime | None, preview: str) -> None:
    """After words were taken out or in: the turn is ours if the customer spoke last. The case is held."""
    case.turn = Case.Turn.US if is_ours else Case.Turn.CUSTOMER
    case.heard_at, case.preview = heard_at, bounded(preview, 200)
    case.version, case.changed_at = case.version + 1, clock.now()
    case.save(update_fields=["turn", "heard_at", "preview", "version", "changed_at"])
