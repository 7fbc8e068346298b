"""One thing that happened to many cases."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.events import (
    CaseJoinedIncident,
    CaseLeftIncident,
    IncidentChanged,
    IncidentOpened,
    IncidentReopened,
    IncidentResolved,
)
from makegood.cases.models import Case, CaseInIncident, Incident
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded, order_key
from makegood.people.models import Staff
from makegood.shops.models import Product

LONGEST = 5000


@transaction.atomic
def open_incident(
    by: Staff,
    title: str,
    *,
    about: str = "",
    product: Product | None = None,
    kind: str = "",
    parcel: str = "",
) -> Incident:
    """Say that several cases have one cause. It has none yet."""
    incident = Incident(by=by, opened_at=clock.now())
    _fill(incident, title, about, product, kind, parcel)
    incident.save()
    record(IncidentOpened(incident_id=incident.pk, title=incident.title, by_id=by.pk))
    return incident


@transaction.atomic
def change_incident(
    incident: Incident,
    by: Staff,
    title: str,
    *,
    about: str = "",
    product: Product | None = None,
    kind: str = "",
    parcel: str = "",
) -> None:
    """Correct what is known of it; the cases that are part of it stay."""
    _fill(incident, title, about, product, kind, parcel)
    incident.save(update_fields=["title", "about", "product", "kind", "parcel", "parcel_key"])
    record(IncidentChanged(incident_id=incident.pk, title=incident.title, by_id=by.pk))


@transaction.atomic
def add_to_incident(case: Case, by: Staff | None, incident: Incident) -> None:
    """The case is part of it; idempotent. Refused (`in_other_incident`) while it is part of another."""
    hold(case)
    known = CaseInIncident.objects.select_related("incident").filter(case=case).first()
    if known and known.incident_id == incident.pk:
        return
    if known:
        raise Refused(
            "in_other_incident",
            _("This case is part of the incident “%(title)s” already.")
            % {"title": known.incident.title},
        )
    CaseInIncident.objects.create(case=case, incident=incident, by=by, at=clock.now())
    _touch(case)
    by_id = by.pk if by else None
    record(
        CaseJoinedIncident(
            case_id=case.pk, incident_id=incident.pk, title=incident.title, by_id=by_id
        )
    )


@transaction.atomic
def take_out_of_incident(case: Case, by: Staff | None, incident: Incident) -> None:
    """The case is no part of it any more; idempotent."""
    hold(case)
    if not CaseInIncident.objects.filter(case=case, incident=incident).delete()[0]:
        return
    _touch(case)
    by_id = by.pk if by else None
    record(
        CaseLeftIncident(
            case_id=case.pk, incident_id=incident.pk, title=incident.title, by_id=by_id
        )
    )


@transaction.atomic
def resolve_incident(incident: Incident, by: Staff, resolution: str) -> None:
    """The cause is gone; idempotent. Its cases stay as they are: whoever resolves it is offered to answer and close them."""
    resolution = bounded(resolution.strip(), LONGEST)
    if not resolution:
        raise BadInput("resolution", _("Say what was found and done; colleagues answer with it."))
    found = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    if found.is_resolved:
        return
    incident.resolved_at, incident.resolved_by, incident.resolution = clock.now(), by, resolution
    incident.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    record(IncidentResolved(incident_id=incident.pk, resolution=resolution, by_id=by.pk))


@transaction.atomic
def reopen_incident(incident: Incident, by: Staff) -> None:
    """The cause was not gone; idempotent."""
    found = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    if not found.is_resolved:
        return
    incident.resolved_at, incident.resolved_by = None, None
    incident.save(update_fields=["resolved_at", "resolved_by"])
    record(IncidentReopened(incident_id=incident.pk, by_id=by.pk))


def _fill(
    incident: Incident, title: str, about: str, product: Product | None, kind: str, parcel: str
) -> None:
    title = " ".join(title.replace("\x00", "").split())
    if not title or len(title) > 200:
        raise BadInput("title", _("A title has between 1 and 200 characters."))
    if kind not in Case.Kind.values:
        raise BadInput("kind", _("Choose one of the kinds offered."))
    incident.title, incident.about = title, bounded(about.strip(), LONGEST)
    incident.product, incident.kind = product, kind
    incident.parcel = bounded(parcel.strip(), 80)
    incident.parcel_key = order_key(incident.parcel)


def _touch(case: Case) -> None:
    case.changed_at = clock.now()
    case.save(update_fields=["changed_at"])
