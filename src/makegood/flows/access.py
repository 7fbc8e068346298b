"""The doors to flows and their runs: for those who may change settings."""

from uuid import UUID

from makegood.flows.models import Flow, Run
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff


def flow_for(staff: Staff, flow_id: UUID) -> Flow:
    """A flow to look after."""
    found = Flow.objects.select_related("shop").filter(pk=flow_id).first()
    if found is None or not (staff.is_active and staff.may("settings")):
        raise NotFound("no such flow")
    return found


def run_for(staff: Staff, run_id: UUID) -> Run:
    """How one run went."""
    found = Run.objects.select_related("flow__shop", "version", "order", "parcel", "case")
    run = found.filter(pk=run_id).first()
    if run is None:
        raise NotFound("no such run")
    flow_for(staff, run.flow_id)
    return run
