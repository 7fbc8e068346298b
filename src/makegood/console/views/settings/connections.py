"""Connected shops: how they are, connecting one, testing it, what its states mean, what could not be read."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console import shopwords
from makegood.console.access import for_leads, staff_of
from makegood.console.forms.connections import ConnectionForm, StatesForm
from makegood.console.steps import Told
from makegood.kernel.errors import BadInput, NotFound, ProviderFailed
from makegood.kernel.registry import adapters
from makegood.kernel.web import Web
from makegood.shops.access import connection_for, shop_for
from makegood.shops.actions.connecting import (
    change_connection,
    connect_shop,
    connector_of,
    disconnect_shop,
    opened,
    read_at_once,
)
from makegood.shops.actions.standings import choose_standings
from makegood.shops.models import Connection
from makegood.shops.ports import Pushed, ShopConnector
from makegood.shops.queries import connection_tiles, refusals_of, states_of
from makegood.shops.rules.saved_secrets import is_elsewhere
from makegood.ui.pages import is_htmx, render

TEST_TIMEOUT = 10.0
"""Seconds a call may take: somebody is looking at the page, and a web process is busy meanwhile."""


@require_GET
@for_leads
def connections(request: HttpRequest) -> HttpResponse:
    context = {
        "tiles": connection_tiles(),
        "words_for": shopwords.words_for,
        "labels": _labels(),
        "pushed": {
            kind for kind, one in adapters("makegood.shops").items() if isinstance(one, Pushed)
        },
    }
    block = "tiles" if is_htmx(request) else None
    return render(request, "console/settings/connections.html", context, block=block)


@require_GET
@for_leads
def new_connection(request: HttpRequest) -> HttpResponse:
    systems = sorted(_labels().items(), key=lambda one: one[1].casefold())
    return render(request, "console/settings/connection_new.html", {"systems": systems})


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def new_of(request: HttpRequest, system: str) -> HttpResponse:
    if system not in _labels():
        raise NotFound
    connector = connector_of(system)
    form = ConnectionForm(request.POST or None, connector=connector)
    if request.method == "GET":
        return _page(request, connector, form, None)
    if request.POST.get("do") == "test" or not form.is_valid():
        return _tested(request, connector, form, None)
    found = _tried(connector, form, None)
    if all(step.is_ok for step in found) or request.POST.get("do") == "connect_anyway":
        by = staff_of(request)
        given = form.cleaned_data
        made = connect_shop(shop_for(by), by, system, given["name"], form.settings())
        if isinstance(connector, Pushed):
            flash.success(request, _("The shop is connected. Now let it call the address below."))
        else:
            flash.success(request, _("The shop is connected. Its orders are being read now."))
        for note in [step.note for step in found if step.note]:
            flash.warning(request, note)
        return redirect("console:connection", made.pk)
    return _page(request, connector, form, None, found=found, status=422)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def connection(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    by = staff_of(request)
    found = connection_for(by, connection_id)
    connector = _connector(found)
    if request.method == "GET":
        now = {**found.settings, "name": found.name}
        form = ConnectionForm(initial=now, connector=connector, has_secrets=True)
        return _page(request, connector, form, found)
    keeps = not is_elsewhere(connector.fields, found.settings, request.POST)
    form = ConnectionForm(request.POST, connector=connector, has_secrets=keeps)
    if request.POST.get("do") == "test" or not form.is_valid():
        return _tested(request, connector, form, found)
    change_connection(found, by, form.cleaned_data["name"], form.settings())
    is_read = not isinstance(connector, Pushed)
    flash.success(request, _("Saved. The shop is read with it now.") if is_read else _("Saved."))
    return redirect("console:connections")


@require_http_methods(["GET", "POST"])
@for_leads
def states(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    by = staff_of(request)
    found = connection_for(by, connection_id)
    form = StatesForm(request.POST or None, states=states_of(found))
    if request.method == "POST" and form.is_valid():
        count = choose_standings(found, by, form.chosen())
        words = ngettext(
            "%(count)s state means something else now; its orders have gone along.",
            "%(count)s states mean something else now; their orders have gone along.",
            count,
        )
        flash.success(request, words % {"count": count} if count else _("Nothing was changed."))
        return redirect("console:connections")
    context = {"connection": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "console/settings/connection_states.html", context, status=status)


@require_GET
@for_leads
def refusals(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    found = connection_for(staff_of(request), connection_id)
    after = request.GET.get("after", "")
    if after and not (after.isascii() and after.isdigit() and len(after) < 19):
        raise BadInput("after", _("This page does not exist."))
    rows = refusals_of(found, int(after) if after else None)
    context = {"connection": found, "rows": rows[:50], "next": rows[49].pk if rows[50:] else None}
    return render(request, "console/settings/connection_refusals.html", context)


@require_POST
@for_leads
def reading(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    read_at_once(connection_for(staff_of(request), connection_id))
    flash.success(request, _("The shop is being read."))
    return redirect("console:connections")


@require_POST
@for_leads
def cutting(request: HttpRequest, connection_id: UUID) -> HttpResponse:
    by = staff_of(request)
    disconnect_shop(connection_for(by, connection_id), by)
    flash.success(
        request,
        _(
            "The shop is disconnected. Its orders stay; save its form again and it goes on where it stopped."
        ),
    )
    return redirect("console:connections")


def _labels() -> dict[str, str]:
    """The shop systems there are connectors for, by kind."""
    return {kind: one.label for kind, one in adapters("makegood.shops").items()}


def _connector(found: Connection) -> ShopConnector:
    try:
        return connector_of(found.kind)
    except ProviderFailed as error:  # its adapter is not installed any more
        raise NotFound from error


def _tested(
    request: HttpRequest, connector: ShopConnector, form: ConnectionForm, found: Connection | None
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, connector, form, found, status=422)
    return _page(request, connector, form, found, found=_tried(connector, form, found))


def _tried(
    connector: ShopConnector, form: ConnectionForm, connection: Connection | None
) -> list[Told]:
    saved: dict[str, Any] = {}
    asked = form.settings()
    if connection and not is_elsewhere(connector.fields, connection.settings, asked):
        try:
            saved = opened(connection)
        except ProviderFailed:  # our key was exchanged: only what is typed now can be tried
            saved = {}
    given = {name: value for name, value in asked.items() if value}
    plain = {one.name: "" for one in connector.fields if not one.is_secret}
    with Web(timeout=TEST_TIMEOUT) as web:
        return [shopwords.told(step) for step in connector.test({**saved, **plain, **given}, web)]


def _page(
    request: HttpRequest,
    connector: ShopConnector,
    form: ConnectionForm,
    connection: Connection | None,
    *,
    found: list[Told] | None = None,
    status: int = 200,
) -> HttpResponse:
    calls_us = connection is not None and "webhooks" in connector.capabilities
    context = {
        "connector": connector,
        "connection": connection,
        "form": form,
        "found": found or [],
        "works": bool(found) and all(step.is_ok for step in found or []),
        "hint_url": f"{settings.MAKEGOOD_URL}{reverse('shop-hint', args=[connection.pk])}"
        if connection and calls_us
        else "",
        "is_pushed": isinstance(connector, Pushed),
        "exchange_url": f"{settings.MAKEGOOD_URL}{reverse('shop-exchange', args=[connection.pk])}"
        if connection and isinstance(connector, Pushed)
        else "",
    }
    page = "console/settings/connection.html"
    if is_htmx(request) and found and "shows_errors" not in request.POST:
        return render(request, page, context, block="result")
    answer = render(request, page, context, status=status)
    if is_htmx(request):  # a test of a form with errors, now or before: those stand at its fields
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#connection"
        answer["HX-Reswap"] = "outerHTML"
    return answer
