"""The only door to a notice: one's own."""

from uuid import UUID

from makegood.kernel.errors import NotFound
from makegood.notify.models import Notice
from makegood.people.models import Staff


def notice_for(staff: Staff, notice_id: UUID) -> Notice:
    """The notice, if it was given to `staff`."""
    notice = Notice.objects.select_related("case").filter(pk=notice_id, staff=staff).first()
    if notice is None:
        raise NotFound
    return notice
