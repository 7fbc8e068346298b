"""The only doors to a promise: through the case it was made on."""

from uuid import UUID

from makegood.cases.access import case_for_id
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff
from makegood.promises.models import Promise


def promise_for(staff: Staff, promise_id: UUID) -> Promise:
    """The promise, if `staff` may see its case."""
    promise = Promise.objects.select_related("case", "owner").filter(pk=promise_id).first()
    if promise is None:
        raise NotFound
    case_for_id(staff, promise.case_id)
    return promise
