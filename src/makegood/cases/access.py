"""The only doors to a case. What may not be seen looks like what does not exist."""

from uuid import UUID

from django.db.models import Q, QuerySet

from makegood.cases.models import (
    Case,
    FactRequest,
    Incident,
    Rearrangement,
    SavedView,
    StatusLink,
    Tag,
)
from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.crypto import signed
from makegood.kernel.errors import NotFound
from makegood.kernel.written import written_rows
from makegood.people.models import Staff

_COVER = ("shop", "customer", "order", "assignee", "team", "merged_into")


def case_for(staff: Staff, number: int) -> Case:
    """The case with this number, if `staff` may see it; for a merged one, the case it went into."""
    if staff.may("others"):  # who sees all asks most
        found = _any_case(number)
        return _seen(staff, found[0] if found else None)
    return _seen(
        staff, cases_visible_to(staff).select_related(*_COVER).filter(number=number).first()
    )


@written_rows
def _any_case(number: int) -> QuerySet[Case]:
    return Case.objects.select_related(*_COVER).filter(number=number)


def case_to_delete(staff: Staff, number: int) -> Case:
    """The case, for those whose role lets them delete."""
    if not staff.may("delete"):
        raise NotFound
    return case_for(staff, number)


def case_for_id(staff: Staff, case_id: UUID) -> Case:
    """As `case_for`, by id: for what only knows the topic of an event."""
    return _seen(staff, cases_visible_to(staff).select_related(*_COVER).filter(pk=case_id).first())


def case_by_link(token: str) -> Case:
    """The case a customer's status link leads to; a revoked or forged one leads nowhere."""
    link_id = signed(token, "status")
    if link_id is None:
        raise NotFound
    links = StatusLink.objects.select_related(*(f"case__{name}" for name in _COVER))
    link = links.filter(pk=link_id, revoked_at=None).first()
    if link is None:
        raise NotFound
    return link.case.merged_into or link.case


def facts_asked_by_link(token: str) -> tuple[FactRequest, Case]:
    """The questions a customer's form link asks, and the case they are about; after its time it leads nowhere."""
    request_id = signed(token, "facts")
    if request_id is None:
        raise NotFound
    rows = FactRequest.objects.select_related(*(f"case__{name}" for name in _COVER))
    row = rows.filter(pk=request_id, expires_at__gt=clock.now()).first()
    if row is None:
        raise NotFound
    return row, row.case.merged_into or row.case


def rearrangement_for(staff: Staff, case: Case, rearrangement_id: UUID) -> Rearrangement:
    """A join or split of a case in hand, whose other case the person may see too."""
    rows = Rearrangement.objects.select_related("case", "other").filter(pk=rearrangement_id)
    row = rows.filter(Q(case=case) | Q(other=case)).first()
    seen = cases_visible_to(staff).filter(pk__in=(row.case_id, row.other_id)) if row else ()
    if row is None or len(seen) < len({row.case_id, row.other_id}):
        raise NotFound
    return row


def view_for(staff: Staff, view_id: UUID) -> SavedView:
    """A saved view `staff` may change: their own, or everybody's if they change settings."""
    view = SavedView.objects.filter(pk=view_id).first()
    if view is None or not (
        view.staff_id == staff.pk or (view.staff_id is None and staff.may("settings"))
    ):
        raise NotFound
    return view


def _seen(staff: Staff, case: Case | None) -> Case:
    if case is None:
        raise NotFound
    return case_for_id(staff, case.merged_into_id) if case.merged_into_id else case


def tag_for(staff: Staff, tag_id: UUID) -> Tag:
    """A tag to rename or remove, for those who change settings."""
    found = Tag.objects.filter(pk=tag_id).first()
    if found is None or not (staff.may("settings") and staff.is_active):
        raise NotFound
    return found


def incident_for(staff: Staff, incident_id: UUID) -> Incident:
    """An incident: known to all who work here; its cases are seen one by one as ever."""
    incidents = Incident.objects.select_related("product", "by", "resolved_by")
    found = incidents.filter(pk=incident_id).first()
    if found is None or not staff.is_active:
        raise NotFound
    return found
