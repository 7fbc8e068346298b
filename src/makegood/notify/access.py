"""The only doors to a notice and a calendar: one's own, or the address that only oneself has."""

import hashlib
from uuid import UUID

from makegood.kernel.errors import NotFound
from makegood.notify.models import CalendarLink, Notice
from makegood.people.models import Staff


def notice_for(staff: Staff, notice_id: UUID) -> Notice:
    """The notice, if it was given to `staff`."""
    notice = Notice.objects.select_related("case").filter(pk=notice_id, staff=staff).first()
    if notice is None:
        raise NotFound
    return notice


def calendar_link_by_token(token: str) -> CalendarLink:
    """The link of this address, its owner fetched along, while they have a seat; a team's, while they see everybody's cases."""
    found = (
        CalendarLink.objects.select_related("staff__custom_role", "team")
        .filter(token_hash=hashlib.sha256(token.encode()).hexdigest(), staff__is_active=True)
        .first()
    )
    if found is None or (found.team_id and not found.staff.may("others")):
        raise NotFound("no such calendar")
    return found
