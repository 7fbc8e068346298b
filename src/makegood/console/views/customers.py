"""Customers: the list, one person, and making two of them one."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.cases.queries import cases_of
from makegood.console.access import for_staff, staff_of
from makegood.console.forms.customers import CustomerForm
from makegood.flows.actions.declining import decline, want_again
from makegood.flows.queries import has_declined
from makegood.kernel.errors import BadInput
from makegood.people.access import customer_for
from makegood.people.actions.changing import change_customer
from makegood.people.actions.merging import merge_customers
from makegood.people.models import Customer
from makegood.people.queries import customers_page
from makegood.promises.queries import record_of
from makegood.shops.queries import orders_of, state_names
from makegood.ui.pages import is_htmx, render

SHOWN = 50


@require_GET
@for_staff
def customers(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("text", "")
    page = customers_page(_after(request), SHOWN, text)
    block = "rows" if is_htmx(request) else None
    return render(request, "console/customers.html", {"page": page, "text": text}, block=block)


@require_http_methods(["GET", "POST"])
@for_staff
def customer(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    staff = staff_of(request)
    person = customer_for(staff, customer_id)
    form = CustomerForm(request.POST) if request.method == "POST" else CustomerForm.of(person)
    if form.is_valid():
        with form.taking_refusals():
            change_customer(person, staff, **form.cleaned_data)
            flash.success(request, _("Saved."))
            return redirect("console:customer", person.pk)
    latest = list(orders_of(person)[:SHOWN])
    context = {
        "person": person,
        "identities": person.identities.all(),
        "orders": latest,
        "order_states": state_names(latest),
        "cases": cases_of(person, staff)[:SHOWN],
        "record": record_of(person),
        "form": form,
        "has_declined": has_declined(person),
    }
    status = 422 if form.is_bound else 200
    return render(request, "console/customer.html", context, status=status)


@require_POST
@for_staff
def telling(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Whether they are told first of their orders."""
    staff = staff_of(request)
    person = customer_for(staff, customer_id)
    if request.POST.get("do") == "decline":
        decline(person, staff)
        flash.success(request, _("They are told nothing by itself any more."))
    else:
        want_again(person, staff)
        flash.success(request, _("They are told again, from now on."))
    return redirect("console:customer", person.pk)


@require_http_methods(["GET", "POST"])
@for_staff
def merging(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """First look for the other one, then choose: the one chosen goes, this one stays."""
    staff = staff_of(request)
    kept = customer_for(staff, customer_id)
    if request.method == "POST":
        merge_customers(staff, kept, customer_for(staff, request.POST.get("gone", "")))
        flash.success(request, _("They are one customer now."))
        return redirect("console:customer", kept.pk)
    text = request.GET.get("text", "")
    context = {"person": kept, "text": text, "found": _others(kept, text)}
    return render(request, "console/customer_merging.html", context)


def _others(kept: Customer, text: str) -> list[Customer]:
    return [c for c in customers_page(None, 20, text).rows if c != kept] if text.strip() else []


def _after(request: HttpRequest) -> UUID | None:
    after = request.GET.get("after")
    try:
        return UUID(after) if after else None
    except ValueError as error:
        raise BadInput("after", _("This is not a place in the list.")) from error
