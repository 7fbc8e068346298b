"""The door to flows and what they did: for those who may change settings."""

from uuid import UUID

from makegood.flows.models import Flow
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff


def flow_for(staff: Staff, flow_id: UUID) -> Flow:
    """A flow to look after."""
    found = Flow.objects.select_related("shop").filter(pk=flow_id).first()
    if found is None or not (staff.is_active and staff.may("settings")):
        raise NotFound("no such flow")
    return found
