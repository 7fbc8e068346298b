"""The home of the settings; the shop itself, and its hours."""

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from makegood.console.access import for_leads, for_staff, staff_of
from makegood.console.forms.hours import HoursForm
from makegood.console.forms.shop import ShopForm
from makegood.console.settings_pages import groups_for
from makegood.kernel import clock
from makegood.promises.queries import calendar_of
from makegood.promises.rules import add_working_hours
from makegood.shops.access import shop_for, shop_to_change
from makegood.shops.actions.opening import change_shop
from makegood.ui.formats import in_zone
from makegood.ui.pages import is_htmx, render

Form = ShopForm | HoursForm


@require_GET
@for_staff
def settings(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:80]
    context = {"groups": groups_for(staff_of(request), text), "text": text}
    block = "pages" if is_htmx(request) else None
    return render(request, "console/settings/home.html", context, block=block)


@require_http_methods(["GET", "POST"])
@for_leads
def shop(request: HttpRequest) -> HttpResponse:
    return _page(request, ShopForm, "console/settings/shop.html", "console:settings_shop")


@require_http_methods(["GET", "POST"])
@for_leads
def hours(request: HttpRequest) -> HttpResponse:
    if request.POST.get("do") == "preview":
        its_shop = shop_for(staff_of(request))
        form = HoursForm.received(request.POST, HoursForm.of(its_shop))
        block = "preview" if is_htmx(request) else None
        context = {"form": form, "shop": its_shop, **_due(form)}
        return render(request, "console/settings/hours.html", context, block=block)
    return _page(request, HoursForm, "console/settings/hours.html", "console:settings_hours")


def _page(
    request: HttpRequest, kind: type[ShopForm] | type[HoursForm], template: str, address: str
) -> HttpResponse:
    if request.method == "POST":
        with transaction.atomic():
            by = staff_of(request)
            its_shop = shop_to_change(by)
            form: Form = kind.received(request.POST, kind.of(its_shop))  # type: ignore[arg-type]  # each its own
            if form.is_valid():
                with form.taking_refusals():
                    change_shop(its_shop, by, **form.changes())
                    flash.success(request, _saved(form))
                    return redirect(address)
        return render(request, template, _context(form, its_shop), status=422)
    its_shop = shop_for(staff_of(request))
    return render(request, template, _context(kind.of(its_shop), its_shop))


def _saved(form: Form) -> str:
    if not form.taken_over:
        return _("Saved.")
    names = ", ".join(str(form.fields[name].label) for name in form.taken_over)
    return _("Saved. Somebody else changed %(fields)s meanwhile; that is kept.") % {"fields": names}


def _context(form: Form, its_shop: Any) -> dict[str, Any]:
    about = _due(form) if isinstance(form, HoursForm) else {}
    return {"form": form, "shop": its_shop, **about}


def _due(form: HoursForm) -> dict[str, Any]:
    """By when an answer promised now would be due, on the clock of the shop."""
    its_shop = form.as_it_would_be()
    if its_shop is None:
        return {"due": "", "within": 0}
    within = its_shop.answer_within_hours
    due_at = add_working_hours(clock.now(), within, calendar_of(its_shop))
    return {"due": in_zone(due_at, its_shop.timezone), "within": within}
