"""Links: the customer's to their case, and from one case to another."""

from django.db import transaction

from makegood.cases.events import CaseChanged, CaseLinked
from makegood.cases.models import Case, FactRequest, LinkedCase, StatusLink
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.people.models import Staff


@transaction.atomic
def revoke_link(case: Case, by: Staff | None) -> None:
    """Every link given out so far leads nowhere from now on, those to a form too; idempotent."""
    FactRequest.objects.filter(case=case, answered_at=None).update(expires_at=clock.now())
    if case.links.filter(revoked_at=None).update(revoked_at=clock.now()):
        _changed(case, by, before="valid", after="revoked")


@transaction.atomic
def new_link(case: Case, by: Staff | None) -> StatusLink:
    """One fresh link; earlier ones are revoked."""
    case.links.filter(revoked_at=None).update(revoked_at=clock.now())
    link = StatusLink.objects.create(case=case, created_at=clock.now())
    _changed(case, by, after="renewed")
    return link


@transaction.atomic(savepoint=False)  # a step of receiving, which has a savepoint of its own
def link_cases(case: Case, other: Case, why: str, by: Staff | None = None) -> None:
    """`case` came from `other`: each shows the other from now on; idempotent."""
    known = LinkedCase.objects.filter(case__in=(case, other), other__in=(case, other))
    if case.pk == other.pk or known.exists():
        return
    LinkedCase.objects.create(case=case, other=other, why=why, by=by, at=clock.now())
    by_id = by.pk if by else None
    for one, its in ((case, other), (other, case)):
        record(
            CaseLinked(
                case_id=one.pk, other_id=its.pk, other_number=its.number, why=why, by_id=by_id
            )
        )


def _changed(case: Case, by: Staff | None, before: str = "", after: str = "") -> None:
    by_id = by.pk if by else None
    record(CaseChanged(case_id=case.pk, field="link", before=before, after=after, by_id=by_id))
