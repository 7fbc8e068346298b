"""The doors to what was found: through the case, and to the phrases for those who change settings."""

from uuid import UUID

from makegood.cases.models import Case
from makegood.kernel.errors import NotFound
from makegood.moods.models import Finding
from makegood.moods.queries import findings_of


def finding_on(case: Case, finding_id: UUID) -> Finding:
    """Something found on the case that is in hand."""
    found = findings_of(case).filter(pk=finding_id).first()
    if found is None:
        raise NotFound("no such finding")
    return found
