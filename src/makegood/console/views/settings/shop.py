"""The home of the settings; the shop itself, and its hours."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from makegood.console.access import for_leads, for_staff, staff_of
from makegood.console.forms.shop import HoursForm, ShopForm
from makegood.console.settings_pages import groups_for
from makegood.shops.access import shop_for
from makegood.shops.actions.opening import change_shop
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
    return _page(request, ShopForm, "console/settings/shop.html", "console:settings_shop")


@require_http_methods(["GET", "POST"])
@for_leads
def hours(request: HttpRequest) -> HttpResponse:
    return _page(request, HoursForm, "console/settings/hours.html", "console:settings_hours")


def _page(
    request: HttpRequest, form_class: type[ShopForm] | type[HoursForm], template: str, address: str
) -> HttpResponse:
    its_shop = shop_for(staff_of(request))
    form = form_class(request.POST) if request.method == "POST" else form_class.of(its_shop)
    if form.is_valid():
        with form.taking_refusals():
            change_shop(its_shop, staff_of(request), **form.changes())
            flash.success(request, _("Saved."))
            return redirect(address)
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "shop": its_shop}, status=status)
