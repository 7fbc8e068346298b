"""The doors to what is given beyond the law: through the case it is given on."""

from uuid import UUID

from makegood.cases.access import case_for_id
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff
from makegood.remedies.models import Approval


def approval_for(staff: Staff, approval_id: UUID) -> Approval:
    """The approval, if `staff` may see its case."""
    rows = Approval.objects.select_related("case__shop", "case__order", "asked_by", "decided_by")
    approval = rows.filter(pk=approval_id).first()
    if approval is None:
        raise NotFound
    case_for_id(staff, approval.case_id)
    return approval
