"""A parcel: its journey, what is wrong with it, what somebody knows of it; and one that nobody else told of."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makegood.console.access import for_staff, staff_of
from makegood.console.forms.carriers import ParcelForm, WhereForm
from makegood.console.parceltroubles import zone_of
from makegood.shops.access import order_for, parcel_for
from makegood.shops.actions.parcels_by_hand import add_parcel, say_where_it_is
from makegood.shops.queries import all_scans_of, troubles_of
from makegood.shops.rules.tracking import fault_of
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
@for_staff
def parcel_new(request: HttpRequest, order_id: UUID) -> HttpResponse:
    order = order_for(staff_of(request), order_id)
    form = ParcelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with form.taking_refusals():
            given = form.cleaned_data
            parcel = add_parcel(order, given["number"], given["carrier"], given["url"])
            flash.success(request, _("The parcel is added."))
            return redirect("console:parcel", parcel.pk)
    status = 422 if form.is_bound else 200
    names = {"order": order, "form": form}
    return render(request, "console/parcel_new.html", names, status=status)


@require_http_methods(["GET", "POST"])
@for_staff
def parcel(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    found = parcel_for(staff, parcel_id)
    form = WhereForm(request.POST if request.method == "POST" else None, parcel=found)
    if request.method == "POST" and form.is_valid():
        with form.taking_refusals():
            is_news = say_where_it_is(found, **form.told())
            flash.success(request, _("Noted.") if is_news else _("That was known already."))
            return redirect("console:parcel", found.pk)
    order, scans = found.order, all_scans_of(found)
    cause = next((one.cause for one in scans if one.cause), "")
    context = {
        "parcel": found,
        "order": order,
        "scans": scans,
        "troubles": troubles_of(found, zone_of(order.customer, order.shop), cause),
        "cause": cause,
        "fault": fault_of(cause),
        "form": form,
        "may_say": staff.may("answer"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "console/parcel.html", context, status=status)
