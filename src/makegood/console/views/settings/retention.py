"""How long things are kept: what would go is counted before anything is saved."""

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makegood.console.access import for_leads, staff_of
from makegood.console.forms.retention import RetentionForm
from makegood.retention.access import kept_shop_for, kept_shop_to_change
from makegood.retention.actions.setting import set_retention
from makegood.retention.queries import latest_sweeps, retention_of, terms_of, what_would_go
from makegood.retention.rules import Terms
from makegood.shops.models import Shop
from makegood.ui.pages import is_htmx, render

TEMPLATE = "console/settings/retention.html"


@require_http_methods(["GET", "POST"])
@for_leads
def retention(request: HttpRequest) -> HttpResponse:
    if request.POST.get("do") == "preview":
        shop = kept_shop_for(staff_of(request))
        form = RetentionForm.posted(request.POST, terms_of(shop))
        block = "preview" if is_htmx(request) else None
        return render(request, TEMPLATE, _context(form, shop), block=block)
    if request.method == "POST":
        return _saved(request)
    shop = kept_shop_for(staff_of(request))
    return render(request, TEMPLATE, _context(RetentionForm.of(terms_of(shop)), shop))


@transaction.atomic
def _saved(request: HttpRequest) -> HttpResponse:
    by = staff_of(request)
    shop = kept_shop_to_change(by)
    form = RetentionForm.posted(request.POST, terms_of(shop))
    if form.is_valid() and not form.cleaned_data["is_meant"] and _takes_more(shop, form.terms):
        form.ask_whether_it_is_meant()
    if form.is_valid():
        with form.taking_refusals():
            set_retention(shop, by, form.terms)
            flash.success(request, _("Saved."))
            return redirect("console:retention")
    return render(request, TEMPLATE, _context(form, shop), status=422)


def _takes_more(shop: Shop, terms: Terms) -> bool:
    """Whether anything goes by these terms; saving what is saved already asks nothing."""
    return terms != terms_of(shop) and bool(what_would_go(shop, terms))


def _context(form: RetentionForm, shop: Shop) -> dict[str, Any]:
    is_readable = not form.is_bound or form.is_valid() or form.errors.keys() == {"is_meant"}
    terms = form.terms if is_readable else Terms()
    return {
        "form": form,
        "terms": terms,
        "is_readable": is_readable,
        "goes": what_would_go(shop, terms),
        "kept": retention_of(shop),
        "sweeps": latest_sweeps(shop),
    }
