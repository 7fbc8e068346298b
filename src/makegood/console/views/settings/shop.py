"""The home of the settings; where the shop is, and its hours."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from makegood.console.access import for_leads, for_staff, staff_of
from makegood.console.forms.hours import HoursForm
from makegood.console.forms.shop import ShopForm
from makegood.console.settings_pages import groups_for
from makegood.console.views.settings.saving import saved
from makegood.kernel import clock
from makegood.promises.queries import calendar_of
from makegood.promises.rules import add_working_hours
from makegood.shops.access import shop_for
from makegood.ui.formats import in_zone
from makegood.ui.pages import is_htmx, render


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
    page = "console/settings/shop.html"
    if request.method == "GET":
        return render(request, page, {"form": ShopForm.of(shop_for(staff_of(request)))})
    if form := saved(request, ShopForm):
        return render(request, page, {"form": form}, status=422)
    return redirect("console:settings_shop")


@require_http_methods(["GET", "POST"])
@for_leads
def hours(request: HttpRequest) -> HttpResponse:
    page, its_shop = "console/settings/hours.html", shop_for(staff_of(request))
    if request.method == "GET":
        return render(request, page, _context(HoursForm.of(its_shop)))
    if request.POST.get("do") == "preview":
        tried = HoursForm.received(request.POST, HoursForm.of(its_shop))
        block = "preview" if is_htmx(request) else None
        return render(request, page, _context(tried), block=block)
    if form := saved(request, HoursForm):
        return render(request, page, _context(form), status=422)
    return redirect("console:settings_hours")


def _context(form: HoursForm) -> dict[str, Any]:
    return {"form": form, "shop": form.shop, **_due(form)}


def _due(form: HoursForm) -> dict[str, Any]:
    """By when an answer promised now would be due, on the clock of the shop."""
    its_shop = form.as_it_would_be()
    if its_shop is None:
        return {"due": "", "within": 0}
    within = its_shop.answer_within_hours
    due_at = add_working_hours(clock.now(), within, calendar_of(its_shop))
    return {"due": in_zone(due_at, its_shop.timezone), "within": within}
