"""A case that must not be kept: written by mistake, somebody has the right to be forgotten, or its time is over."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.events import CaseDeleted
from makegood.cases.models import Case
from makegood.kernel import audit
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.kernel.log import forget, record
from makegood.people.models import Staff


@transaction.atomic
def delete_case(case: Case, by: Staff, reason: str) -> None:
    """The case goes for good, with its story and the cases merged into it; the rooms above take what hangs on it.

    The customer and the order stay. What is left is that a case of this number was deleted, by whom, when and why.
    """
    if not by.may("delete"):
        raise NotAllowed
    reason = reason.replace("\x00", "").strip()[:500]
    if not reason:
        raise BadInput(
            "reason", _("Say why the case has to go; that is all that will be left of it.")
        )
    hold(case)
    for gone in _with_merged(case):
        audit.removed(audit.Thing("case", gone.pk, str(gone.number)), by.pk, reason=reason)
        _take_away(gone, reason, by.pk)


@transaction.atomic
def let_case_go(case: Case, reason: str) -> None:
    """The same by the desk itself, because a setting says so: no line in the audit for every single case."""
    hold(case)
    for gone in _with_merged(case):
        _take_away(gone, reason, None)


def _with_merged(case: Case) -> Iterator[Case]:
    yield from Case.objects.filter(merged_into=case)
    yield case


def _take_away(case: Case, reason: str, by_id: UUID | None) -> None:
    forget(f"case:{case.pk}")
    record(CaseDeleted(case_id=case.pk, number=case.number, reason=reason, by_id=by_id))
    case.delete()
