"""The customer's links to their case."""

from django.db import transaction

from makegood.cases.events import CaseChanged
from makegood.cases.models import Case, StatusLink
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.people.models import Staff


@transaction.atomic
def revoke_link(case: Case, by: Staff | None) -> None:
    """Every link given out so far leads nowhere from now on; idempotent."""
    if case.links.filter(revoked_at=None).update(revoked_at=clock.now()):
        _changed(case, by, before="valid", after="revoked")


@transaction.atomic
def new_link(case: Case, by: Staff | None) -> StatusLink:
    """One fresh link; earlier ones are revoked."""
    case.links.filter(revoked_at=None).update(revoked_at=clock.now())
    link = StatusLink.objects.create(case=case, created_at=clock.now())
    _changed(case, by, after="renewed")
    return link


def _changed(case: Case, by: Staff | None, before: str = "", after: str = "") -> None:
    by_id = by.pk if by else None
    record(CaseChanged(case_id=case.pk, field="link", before=before, after=after, by_id=by_id))
