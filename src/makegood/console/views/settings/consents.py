"""Signing in to a mailbox at its provider: asked for here, given there, brought back to here."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console import steps
from makegood.console.access import for_leads, staff_of
from makegood.console.forms.mailboxes import ConsentForm
from makegood.console.views.settings.mailboxes import form_page, mail_channel
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import BadInput, Conflict, NotFound, ProviderFailed
from makegood.messages.access import account_for
from makegood.messages.actions.accounts import change_account, connect_mailbox, opened_client
from makegood.messages.actions.signing_in import ask, is_on_consent, redeem
from makegood.messages.models import Account
from makegood.shops.access import shop_for

PENDING = "mailbox_consent"
"""Where the session keeps what was asked, sealed, until the owner comes back."""


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def new_on_consent(request: HttpRequest, provider: str) -> HttpResponse:
    chosen = {one.name: one for one in mail_channel().on_consent}.get(provider)
    if chosen is None:
        raise NotFound("no such provider")
    if request.method == "GET":
        return form_page(request, ConsentForm.of(chosen.settings()), None, provider=chosen)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return form_page(request, form, None, provider=chosen, status=422)
    asked = _asked(request, form.settings(), None)
    return form_page(request, form, None, provider=chosen, sign_in_url=asked)


@require_POST
@for_leads
@never_cache
def consent_again(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """As it is saved; for a withdrawn consent, or a registration made anew."""
    account = account_for(staff_of(request), account_id)
    if not is_on_consent(account):
        return redirect("console:mailbox", account.pk)
    now = {**account.settings, "address": account.address, "name": account.name}
    form = ConsentForm.of(now, has_secret=True)
    asked = _asked(request, opened_client(account), account)
    return form_page(request, form, account, sign_in_url=asked)


@require_GET
@for_leads
@never_cache
def mailbox_consent(request: HttpRequest) -> HttpResponse:
    """The owner comes back from the provider, with a code or a refusal."""
    try:
        pending = json.loads(unseal(request.session.pop(PENDING, "")))
    except (BadInput, ValueError):
        pending = {"state": ""}
    state = request.GET.get("state", "")
    if not pending["state"] or not constant_time_compare(state, pending["state"]):
        flash.error(request, _("That sign-in is over; begin again."))
    elif "code" not in request.GET:
        said = request.GET.get("error_description") or request.GET.get("error") or ""
        flash.error(
            request, _("The provider did not give its permission: %(said)s") % {"said": said[:300]}
        )
    else:
        return _redeemed(request, pending, request.GET["code"])
    return redirect("console:mailboxes")


def _redeemed(request: HttpRequest, pending: dict[str, Any], code: str) -> HttpResponse:
    by, given = staff_of(request), pending["settings"]
    try:
        consent = redeem(given, code, pending["verifier"], _redirect_uri())
        if pending["account"]:
            account = account_for(by, pending["account"])
            change_account(account, by, secret=consent.refresh)
        else:
            account = connect_mailbox(shop_for(by), by, given, consent.refresh)
    except ProviderFailed as error:
        problem, advice = steps.words_for(error.code, error.step)
        flash.error(request, f"{problem} {advice} {error.message}")
        return redirect("console:mailboxes")
    except Conflict as error:
        flash.error(request, error.message)
        return redirect("console:mailboxes")
    flash.success(request, _("The provider gave its permission. Test it now, to be sure."))
    return redirect("console:mailbox", account.pk)


def _asked(request: HttpRequest, given: dict[str, Any], account: Account | None) -> str:
    asking = ask(given, _redirect_uri())
    pending = {
        "state": asking.state,
        "verifier": asking.verifier,
        "settings": given,
        "account": str(account.pk) if account else "",
    }
    request.session[PENDING] = seal(json.dumps(pending))
    return asking.url


def _redirect_uri() -> str:
    return f"{settings.MAKEGOOD_URL}{reverse('console:mailbox_consent')}"
