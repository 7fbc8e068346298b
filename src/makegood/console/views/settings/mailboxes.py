"""Mailboxes: how they are, connecting one, testing it step by step."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console import steps
from makegood.console.access import for_leads, staff_of
from makegood.console.forms.mailboxes import AddressForm, MailboxForm
from makegood.kernel.registry import adapters
from makegood.kernel.text import Phrase
from makegood.messages.access import account_for
from makegood.messages.actions.accounts import (
    change_account,
    connect_mailbox,
    disconnect,
    opened_settings,
)
from makegood.messages.actions.calming import resume_answers
from makegood.messages.models import Account
from makegood.messages.queries import account_tiles
from makegood.shops.access import shop_for
from makegood.ui.pages import is_htmx, render

TEST_TIMEOUT = 10
"""Seconds a step may take: somebody is looking at the page, and a web process is busy meanwhile."""


@require_GET
@for_leads
def mailboxes(request: HttpRequest) -> HttpResponse:
    context = {
        "tiles": account_tiles(staff_of(request)),
        "words_for": steps.words_for,
        "name_of": steps.name_of,
        "is_training": settings.MAKEGOOD_TRAINING,
    }
    block = "tiles" if is_htmx(request) else None
    return render(request, "console/settings/mailboxes.html", context, block=block)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def new_mailbox(request: HttpRequest) -> HttpResponse:
    """Three answers of one page: the address alone, the form filled in from it, the form with a test's result."""
    if request.method == "GET":
        return _address_page(request, AddressForm(hosters=_hosters()))
    if request.POST.get("do") == "look":
        return _look(request)
    form = MailboxForm(request.POST)
    if request.POST.get("do") == "test":
        return _test(request, form, None)
    return _connect(request, form)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def mailbox(request: HttpRequest, account_id: UUID) -> HttpResponse:
    account = account_for(staff_of(request), account_id)
    if request.method == "GET":
        now = {**account.settings, "address": account.address, "name": account.name}
        return _form_page(request, MailboxForm.of(now, has_secret=True), account)
    form = MailboxForm(request.POST, has_secret=True)
    if request.POST.get("do") == "test":
        return _test(request, form, account)
    return _change(request, form, account)


@require_POST
@for_leads
def answers(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Whatever looked like a storm: answer by itself again."""
    by = staff_of(request)
    resume_answers(account_for(by, account_id), by)
    flash.success(request, _("This mailbox answers automatically again."))
    return redirect("console:mailboxes")


@require_POST
@for_leads
def disconnection(request: HttpRequest, account_id: UUID) -> HttpResponse:
    by = staff_of(request)
    disconnect(account_for(by, account_id), by)
    flash.success(
        request,
        _(
            "The mailbox is disconnected. Its cases stay; connect it again and it goes on where it stopped."
        ),
    )
    return redirect("console:mailboxes")


def _look(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST, hosters=_hosters())
    if not form.is_valid():
        return _address_page(request, form, status=422)
    address, chosen = form.cleaned_data["address"], form.cleaned_data["hoster"]
    hosters = {hoster.name: hoster for hoster in _email().hosters}
    provider = hosters.get(chosen) or _email().provider_of(address)
    found = provider.settings(address) if provider else _email().suggested(address)
    notes = provider.notes if provider else ()
    return _form_page(request, MailboxForm.of(found), None, notes=notes)


def _connect(request: HttpRequest, form: MailboxForm) -> HttpResponse:
    """A mailbox that fails its test is connected only when asked for a second time."""
    if form.is_valid():
        found = _tried(form, None)
        if all(step.is_ok for step in found) or request.POST.get("do") == "connect_anyway":
            with form.taking_refusals():
                by = staff_of(request)
                connect_mailbox(shop_for(by), by, form.settings(), form.cleaned_data["secret"])
                flash.success(
                    request,
                    _("The mailbox is connected: mail that comes from now on becomes cases."),
                )
                return redirect("console:mailboxes")
        return _form_page(request, form, None, found=found, status=422)
    return _form_page(request, form, None, status=422)


def _change(request: HttpRequest, form: MailboxForm, account: Account) -> HttpResponse:
    if form.is_valid():
        with form.taking_refusals():
            given = form.cleaned_data
            now = form.settings()
            # Left empty, the second secret stays as it was, like the first.
            now["smtp_secret"] = now["smtp_secret"] or opened_settings(account).get(
                "smtp_secret", ""
            )
            change_account(account, staff_of(request), now, given["secret"], given["name"])
            flash.success(request, _("Saved."))
            return redirect("console:mailboxes")
    return _form_page(request, form, account, status=422)


def _test(request: HttpRequest, form: MailboxForm, account: Account | None) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, form, account, status=422)
    return _form_page(request, form, account, found=_tried(form, account))


def _tried(form: MailboxForm, account: Account | None) -> list[steps.Told]:
    tried = {**form.settings(), "secret": form.cleaned_data["secret"], "timeout": TEST_TIMEOUT}
    saved = opened_settings(account) if account else {}
    for name in ("secret", "smtp_secret"):
        tried[name] = tried[name] or saved.get(name, "")
    return [steps.told(step) for step in _email().check(tried)]


def _hosters() -> list[str]:
    return [hoster.name for hoster in _email().hosters]


def _email() -> Any:
    return adapters("makegood.channels")["email"]


def _address_page(request: HttpRequest, form: AddressForm, status: int = 200) -> HttpResponse:
    return render(request, "console/settings/mailbox_new.html", {"form": form}, status=status)


def _form_page(
    request: HttpRequest,
    form: MailboxForm,
    account: Account | None,
    *,
    found: list[steps.Told] | None = None,
    notes: tuple[Phrase, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "account": account,
        "found": found or [],
        "works": bool(found) and all(step.is_ok for step in found or []),
        "notes": notes,
    }
    block = "result" if is_htmx(request) and found else None
    page = "console/settings/mailbox.html"
    return render(request, page, context, block=block, status=200 if block else status)
