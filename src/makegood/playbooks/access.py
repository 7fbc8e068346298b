"""The doors to playbooks and guides: those who lead change them."""

from uuid import UUID

from django.core.exceptions import ValidationError

from makegood.cases.models import Case
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff
from makegood.playbooks.models import Guide, Playbook


def playbook_for(staff: Staff, playbook_id: UUID) -> Playbook:
    """A playbook to change, for those who lead."""
    found = Playbook.objects.select_related("shop").filter(pk=playbook_id).first()
    if found is None or not (staff.may("settings") and staff.is_active):
        raise NotFound
    return found


def guide_for(staff: Staff, guide_id: UUID) -> Guide:
    """A guide to change, for those who lead."""
    guides = Guide.objects.select_related("shop", "product")
    found = guides.filter(pk=guide_id, is_active=True).first()
    if found is None or not (staff.may("settings") and staff.is_active):
        raise NotFound
    return found


def guide_on(case: Case, guide_id: UUID | str) -> Guide:
    """A guide of the shop whose case is in hand."""
    try:
        found = Guide.objects.filter(pk=guide_id, shop=case.shop_id, is_active=True).first()
    except ValidationError:
        found = None
    if found is None:
        raise NotFound
    return found
