"""Carriers: how they are, adding one, testing it, asking it no more."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console import carrierwords
from makegood.console.access import for_leads, staff_of
from makegood.console.forms.carriers import CarrierForm
from makegood.console.steps import Told
from makegood.console.views.settings.connections import TEST_TIMEOUT
from makegood.kernel.errors import NotFound, ProviderFailed
from makegood.kernel.registry import adapters
from makegood.kernel.web import Web
from makegood.shops.access import carrier_for, shop_for
from makegood.shops.actions.carriers import (
    add_carrier,
    carrier_of,
    change_carrier,
    opened_account,
    stop_carrier,
)
from makegood.shops.models import CarrierAccount
from makegood.shops.ports.carriers import Carrier
from makegood.shops.queries import carriers_of
from makegood.shops.rules.saved_secrets import is_elsewhere
from makegood.ui.pages import render


@require_GET
@for_leads
def carriers(request: HttpRequest) -> HttpResponse:
    context = {
        "carriers": carriers_of(shop_for(staff_of(request))),
        "labels": _labels(),
        "words_for": carrierwords.words_for,
    }
    return render(request, "console/settings/carriers.html", context)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def carrier_new(request: HttpRequest, carrier_kind: str) -> HttpResponse:
    if carrier_kind not in _labels():
        raise NotFound
    by, carrier = staff_of(request), carrier_of(carrier_kind)
    shop = shop_for(by)
    given = request.POST if request.method == "POST" else None
    form = CarrierForm(given, carrier=carrier, initial={"timezone": shop.timezone})
    if given is None or given.get("do") == "test" or not form.is_valid():
        return _page(request, carrier, form, None)
    with form.taking_refusals():
        name = form.cleaned_data["name"]
        add_carrier(shop, by, carrier_kind, name, form.settings(), **form.beside())
        flash.success(request, _("The carrier is added. Parcels on their way are looked for."))
        return redirect("console:carriers")
    return _page(request, carrier, form, None)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def carrier(request: HttpRequest, carrier_id: UUID) -> HttpResponse:
    by = staff_of(request)
    account = carrier_for(by, carrier_id)
    kind = _kind(account)
    if request.method == "GET":
        now = CarrierForm.initial_of(account)
        return _page(
            request, kind, CarrierForm(initial=now, carrier=kind, has_secrets=True), account
        )
    keeps = not is_elsewhere(kind.fields, account.settings, request.POST)
    form = CarrierForm(request.POST, carrier=kind, has_secrets=keeps)
    if request.POST.get("do") == "test" or not form.is_valid():
        return _page(request, kind, form, account)
    with form.taking_refusals():
        name = form.cleaned_data["name"]
        change_carrier(account, by, name, form.settings(), **form.beside())
        flash.success(request, _("Saved."))
        return redirect("console:carriers")
    return _page(request, kind, form, account)


@require_POST
@for_leads
def carrier_stopping(request: HttpRequest, carrier_id: UUID) -> HttpResponse:
    by = staff_of(request)
    stop_carrier(carrier_for(by, carrier_id), by)
    flash.success(request, _("The carrier is asked no more. What it told stays."))
    return redirect("console:carriers")


def _labels() -> dict[str, str]:
    """The kinds of carriers there are, by kind."""
    return {kind: one.label for kind, one in sorted(adapters("makegood.carriers").items())}


def _kind(account: CarrierAccount) -> Carrier:
    try:
        return carrier_of(account.kind)
    except ProviderFailed as error:  # its adapter is not installed any more
        raise NotFound from error


def _tried(carrier: Carrier, form: CarrierForm, account: CarrierAccount | None) -> list[Told]:
    saved: dict[str, Any] = {}
    asked = form.settings()
    if account and not is_elsewhere(carrier.fields, account.settings, asked):
        try:
            saved = opened_account(account)
        except ProviderFailed:  # our key was exchanged: only what is typed now can be tried
            saved = {}
    given = {name: value for name, value in asked.items() if value}
    plain = {one.name: "" for one in carrier.fields if not one.is_secret}
    with Web(timeout=TEST_TIMEOUT) as web:
        steps = carrier.test({**saved, **plain, **given}, web)
    return [carrierwords.told(step) for step in steps]


def _page(
    request: HttpRequest, carrier: Carrier, form: CarrierForm, account: CarrierAccount | None
) -> HttpResponse:
    is_test = request.POST.get("do") == "test" and form.is_valid()
    found = _tried(carrier, form, account) if is_test else []
    calls_us = account is not None and "webhooks" in carrier.abilities
    context = {
        "carrier": carrier,
        "account": account,
        "form": form,
        "found": found,
        "works": bool(found) and all(step.is_ok for step in found),
        "call_url": f"{settings.MAKEGOOD_URL}{reverse('carrier-call', args=[account.pk])}"
        if account and calls_us
        else "",
    }
    status = 200 if request.method == "GET" or is_test else 422
    return render(request, "console/settings/carrier.html", context, status=status)
