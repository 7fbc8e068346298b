"""The doors to playbooks and guides, which those who lead change, and to practice, which is one's own."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from makegood.cases.access import case_for_id
from makegood.cases.models import Case
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff
from makegood.playbooks.models import Guide, Playbook, Practice


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


def practice_for(staff: Staff, practice_id: UUID) -> Practice:
    """A practice: one's own, or anybody's for those who look after people; its case must be seen, too."""
    found = _practices().filter(pk=practice_id).first()
    if found is None or not (found.staff_id == staff.pk or staff.may("people")):
        raise NotFound
    found.case = case_for_id(staff, found.case_id)
    return found


def own_practice(staff: Staff, practice_id: UUID) -> Practice:
    """A practice to write: nobody's but one's own."""
    found = practice_for(staff, practice_id)
    if found.staff_id != staff.pk:
        raise NotFound
    return found


def _practices() -> QuerySet[Practice]:
    return Practice.objects.select_related("staff", "given_by", "reviewed_by")
