"""The door to everything at once: the owner's alone. Forbidden looks like absent."""

from uuid import UUID

from makegood.exports.models import Export
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff


def export_for(staff: Staff, export_id: UUID) -> Export:
    """One export; owners see each other's. Managers may look after the desk, but not carry all of it away."""
    found = Export.objects.filter(pk=export_id).first()
    if found is None or not (staff.is_active and staff.is_owner):
        raise NotFound
    return found
