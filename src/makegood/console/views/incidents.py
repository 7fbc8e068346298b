"""Incidents: one cause, many cases."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.cases.access import case_for, incident_for
from makegood.cases.actions.incidents import (
    add_to_incident,
    change_incident,
    open_incident,
    reopen_incident,
    resolve_incident,
    take_out_of_incident,
)
from makegood.cases.models import Case
from makegood.cases.queries import (
    cases_fitting,
    incident_cases_page,
    incidents_page,
    shop_of_incident,
)
from makegood.console.access import for_staff, staff_of
from makegood.console.casepage import address
from makegood.console.forms.incidents import IncidentForm, ResolutionForm
from makegood.kernel.errors import NotFound
from makegood.people.models import Staff
from makegood.shops.queries import product_by_sku, the_shop
from makegood.ui.pages import is_htmx, render

COUNTED_TO = 500


@for_staff
@require_GET
def incidents(request: HttpRequest) -> HttpResponse:
    is_open = request.GET.get("those") != "resolved"
    page = incidents_page(is_open=is_open, after=request.GET.get("after"))
    context = {"page": page, "is_open": is_open}
    return render(request, "console/incidents.html", context)


@for_staff
@require_http_methods(["GET", "POST"])
def new_incident(request: HttpRequest) -> HttpResponse:
    """From a case: its subject, product, kind and parcel are what others may have in common with it."""
    staff = staff_of(request)
    number = request.POST.get("case") or request.GET.get("case", "")
    case = case_for(staff, int(number)) if number.isdecimal() and len(number) < 19 else None
    form = IncidentForm(request.POST or None, initial=_common(case) if case else {})
    if form.is_valid():
        with form.taking_refusals():
            product = product_by_sku(case.shop if case else the_shop(), form.article)
            made = open_incident(staff, **form.facts(product))
            if case is not None:
                add_to_incident(case, staff, made)
            return redirect("console:incident", made.pk)
    context = {"form": form, "case": case}
    status = 422 if form.is_bound else 200
    return render(request, "console/incident_new.html", context, status=status)


@for_staff
@require_GET
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    return _shown(request, incident_id)


@for_staff
@require_POST
def changing(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    found = incident_for(staff, incident_id)
    form = IncidentForm(request.POST)
    if form.is_valid():
        with form.taking_refusals():
            product = product_by_sku(shop_of_incident(found), form.article)
            change_incident(found, staff, **form.facts(product))
            flash.success(request, _("Saved."))
            return redirect("console:incident", found.pk)
    return _shown(request, incident_id, form=form, status=422)


@for_staff
@require_POST
def resolution(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    found = incident_for(staff, incident_id)
    if request.POST.get("do") == "reopen":
        reopen_incident(found, staff)
        return redirect("console:incident", found.pk)
    form = ResolutionForm(request.POST)
    if form.is_valid():
        with form.taking_refusals():
            resolve_incident(found, staff, form.cleaned_data["resolution"])
            flash.success(request, _("Resolved. Its cases can be answered and closed now."))
            return redirect("console:incident", found.pk)
    return _shown(request, incident_id, resolving=form, status=422)


@for_staff
@require_POST
def membership(request: HttpRequest, number: int) -> HttpResponse:
    """A case becomes part of an incident, or is no longer."""
    staff = staff_of(request)
    case = case_for(staff, number)
    try:
        found = incident_for(staff, UUID(request.POST.get("incident", "")))
    except ValueError as error:
        raise NotFound from error
    if request.POST.get("do") == "leave":
        take_out_of_incident(case, staff, found)
    else:
        add_to_incident(case, staff, found)
    if request.POST.get("back") == "incident":
        return redirect("console:incident", found.pk)
    return redirect(address(case))


def _shown(
    request: HttpRequest,
    incident_id: UUID,
    *,
    form: IncidentForm | None = None,
    resolving: ResolutionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    staff = staff_of(request)
    found = incident_for(staff, incident_id)
    after = request.GET.get("after")
    page = incident_cases_page(found, staff, after)
    context: dict[str, Any] = {"incident": found, "page": page}
    if is_htmx(request):
        return render(request, "console/incident.html", context, block="cases", status=status)
    context |= _around(found, staff)
    context |= {
        "form": form or IncidentForm(initial=IncidentForm.initial_of(found)),
        "resolving": resolving or ResolutionForm(),
    }
    return render(request, "console/incident.html", context, status=status)


def _around(found: Any, staff: Staff) -> dict[str, Any]:
    fitting = cases_fitting(found, staff).select_related("customer").order_by("-number")
    first = list(fitting[:5])
    return {
        "fitting": first,
        "fitting_count": fitting.order_by()[:COUNTED_TO].count() if len(first) == 5 else len(first),
    }


def _common(case: Case) -> dict[str, str]:
    lines = list(case.order.lines.select_related("product")[:2]) if case.order else []
    parcels = list(case.order.parcels.all()[:2]) if case.order else []
    product = lines[0].product if len(lines) == 1 else None
    return {
        "title": case.subject,
        "kind": case.kind,
        "sku": product.sku if product else "",
        "parcel": parcels[0].number if len(parcels) == 1 else "",
    }
