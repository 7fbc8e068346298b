"""The shop as its customers see it: colour, contact details, and what mails and the status page look like with them."""

from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.brand import BrandForm, LogoForm
from makegood.console.sealed import sealed_letter
from makegood.console.views.settings.saving import saved
from makegood.kernel import clock
from makegood.messages.actions.composing import Quoted, Words, carried, laid_out, shown_moment
from makegood.people.models import Staff
from makegood.shops.access import shop_by_preview, shop_for
from makegood.shops.actions.branding import remove_logo, set_logo
from makegood.shops.actions.opening import as_changed
from makegood.shops.models import Shop
from makegood.shops.queries import preview_token
from makegood.shops.rules.looks import look_by_day, look_by_night, look_in_letters
from makegood.ui.pages import is_htmx, render

PAGE = "console/settings/brand.html"
SAMPLE = 1024


@require_http_methods(["GET", "POST"])
@for_leads
def brand(request: HttpRequest) -> HttpResponse:
    its_shop = shop_for(staff_of(request))
    if request.method == "GET":
        return render(request, PAGE, _context(BrandForm.of(its_shop), its_shop))
    if request.POST.get("do") == "preview":
        tried = BrandForm.received(request.POST, BrandForm.of(its_shop))
        block = "preview" if is_htmx(request) else None
        return render(request, PAGE, _context(tried, its_shop), block=block)
    if form := saved(request, BrandForm):
        return render(request, PAGE, _context(form, its_shop), status=422)
    return redirect("console:brand")


@require_POST
@for_leads
def logo(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    its_shop = shop_for(by)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        with form.taking_refusals():
            set_logo(its_shop, by, form.cleaned_data["logo"])
            flash.success(request, _("The logo is in your mails and on your customers' pages now."))
            return redirect("console:brand")
    context = _context(BrandForm.of(its_shop), its_shop) | {"logo_form": form}
    return render(request, PAGE, context, status=422)


@require_POST
@for_leads
def logo_removal(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    remove_logo(shop_for(by), by)
    flash.success(request, _("The logo is taken down; your name stands in its place."))
    return redirect("console:brand")


@require_GET
@for_leads
@xframe_options_sameorigin
def letter(request: HttpRequest, look: str) -> HttpResponse:
    """A sample mail, as a customer of the shop's first language gets it."""
    its_shop = shop_by_preview(look)
    with translation.override(its_shop.main_language):
        drawn = laid_out(its_shop, _sample(its_shop, staff_of(request)))
    return sealed_letter(drawn.html, carried(drawn))


def _context(form: BrandForm, its_shop: Shop) -> dict[str, Any]:
    shown = _as_it_would_be(form, its_shop)
    names: dict[str, Any] = {
        "form": form,
        "logo_form": LogoForm(),
        "shop": its_shop,
        "shown": shown,
        "first": its_shop.main_language,
        "find_url": settings.MAKEGOOD_URL + reverse("portal:find"),
        "embed_tag": _embed_tag(its_shop),
    }
    if shown:
        kinds = (look_in_letters, look_by_day, look_by_night)
        names["looks"] = [look(shown.colour) for look in kinds] if shown.colour else []
        names["look"] = preview_token(shown)
    return names


def _embed_tag(its_shop: Shop) -> str:
    """What the owner puts into a page of their own."""
    address = settings.MAKEGOOD_URL + reverse("portal:embed")
    return f'<script src="{address}" data-lang="{its_shop.main_language}" async></script>'


def _as_it_would_be(form: BrandForm, its_shop: Shop) -> Shop | None:
    """The shop with what stands in the form; None while that can't be read."""
    if not form.is_bound:
        return its_shop
    if form.is_valid():
        with form.taking_refusals():
            return as_changed(its_shop, **form.changes())
    return None


def _sample(its_shop: Shop, by: Staff) -> Words:
    when = shown_moment(clock.now(), its_shop.main_language, its_shop.timezone)
    return Words(
        language=its_shop.main_language,
        subject=_("My mug came in pieces"),
        text="\n\n".join(
            [
                _("Hello Anna,"),
                _(
                    "We are sorry. A new one leaves us tomorrow; you need not send the broken one back."
                ),
            ]
        ),
        signature=by.name,
        status_url="#",
        number=SAMPLE,
        quoted=Quoted(when, "Anna Rossi", _("My mug came in pieces. Can you send another one?")),
    )
