"""The doors to bulks and macros."""

from uuid import UUID

from django.db.models import Q

from makegood.bulk.models import Bulk, MacroVersion
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff


def bulk_for(staff: Staff, bulk_id: UUID) -> Bulk:
    """A bulk to look at, stop or undo: whoever started it, and who leads."""
    bulks = Bulk.objects.select_related("by", "macro", "undoes", "undone_by")
    found = bulks.filter(pk=bulk_id).first()
    if found is None or not staff.is_active or not (staff.may("others") or found.by_id == staff.pk):
        raise NotFound
    return found


def macro_for(staff: Staff, macro_id: UUID) -> MacroVersion:
    """A macro to run, as it is now: everybody's, or one's own."""
    mine = Q(macro__staff=None) | Q(macro__staff=staff)
    versions = MacroVersion.objects.select_related("macro").filter(mine, macro__is_active=True)
    found = versions.filter(macro=macro_id).order_by("-number").first()
    if found is None or not staff.is_active:
        raise NotFound
    return found


def macro_to_change(staff: Staff, macro_id: UUID) -> MacroVersion:
    """A macro to change or remove: one's own, or everybody's for those who lead."""
    found = macro_for(staff, macro_id)
    if found.macro.staff_id is None and not staff.may("settings"):
        raise NotFound
    return found
