"""Mailboxes: how they are, connecting one, testing it step by step."""

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

from makegood.console import steps
from makegood.console.access import for_leads, staff_of
from makegood.console.forms.mailboxes import (
    AccountForm,
    AddressForm,
    ConsentForm,
    MailboxForm,
    Pop3Form,
    ServerForm,
    WebhookForm,
    form_for,
)
from makegood.kernel.errors import BadInput, NotFound, ProviderFailed
from makegood.kernel.registry import adapters
from makegood.kernel.text import Phrase
from makegood.messages.access import account_for
from makegood.messages.actions.accounts import (
    POST_OFFICE,
    change_account,
    connect_mailbox,
    disconnect,
    keep_secrets_in_place,
    loses_consent,
    opened_client,
    opened_settings,
)
from makegood.messages.actions.calming import resume_answers
from makegood.messages.models import Account
from makegood.messages.ports import ConsentingProvider, MailChannel, Published, Step
from makegood.messages.queries import AccountToday, account_tiles, accounts_today
from makegood.messages.rules.reach import leads_only_here
from makegood.messages.rules.webhooks import USER, webhook_path, webhook_provider
from makegood.shops.access import shop_for
from makegood.ui.pages import is_htmx, render

WAYS: dict[str, type[AccountForm]] = {
    "pop3": Pop3Form,
    "server": ServerForm,
    "webhook": WebhookForm,
}
TEST_TIMEOUT = 10
"""Seconds a step may take: somebody is looking at the page, and a web process is busy meanwhile."""


@require_GET
@for_leads
def mailboxes(request: HttpRequest) -> HttpResponse:
    tiles = account_tiles(staff_of(request))
    has_mailbox = any(tile.account.kind != POST_OFFICE for tile in tiles)
    context = {
        "tiles": tiles,
        "dead_links": _dead_links() if has_mailbox else "",
        "today": accounts_today(staff_of(request).timezone),
        "quiet_day": AccountToday(),
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
    return take(request, MailboxForm(request.POST), None)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def new_by(request: HttpRequest, way: str) -> HttpResponse:
    """A mailbox that comes another way: each has a form of its own."""
    form_class = WAYS.get(way)
    if form_class is None:
        raise NotFound("no such way")
    if request.method == "GET":
        return form_page(request, form_class(), None)
    return take(request, form_class(request.POST), None)


@require_http_methods(["GET", "POST"])
@for_leads
@never_cache
def mailbox(request: HttpRequest, account_id: UUID) -> HttpResponse:
    account = account_for(staff_of(request), account_id)
    if request.method == "GET":
        return form_page(request, _form_of(account), account)
    form_class = form_for(account.kind, account.settings)
    return take(request, form_class(request.POST, has_secret=True), account)


def _form_of(account: Account) -> AccountForm:
    """Filled in with what is saved."""
    now = {**account.settings, "address": account.address, "name": account.name}
    return form_for(account.kind, account.settings).of(now, has_secret=True)


def take(request: HttpRequest, form: AccountForm, account: Account | None) -> HttpResponse:
    """What was posted: tried, or kept."""
    if request.POST.get("do") == "test":
        return _test(request, form, account)
    return _change(request, form, account) if account else _connect(request, form)


@require_POST
@for_leads
def signature(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Make a DKIM key, see whether its record can be seen, begin to sign with it, or do without one."""
    by = staff_of(request)
    account = account_for(by, account_id)
    match request.POST.get("way"):
        case "look":
            return _look_up(request, account)
        case "make":
            news = mail_channel().new_signature(account.address)
        case "on":
            news = {"dkim_on": True}
        case "remove":
            news = {"dkim_on": False, "dkim_secret": ""}
        case _:
            raise BadInput("way", _("Choose what to do."))
    change_account(account, by, {**account.settings, **news})
    return redirect("console:mailbox", account.pk)


def _look_up(request: HttpRequest, account: Account) -> HttpResponse:
    published = mail_channel().published_signature(opened_client(account))
    return form_page(request, _form_of(account), account, published=published)


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
    hosters = {hoster.name: hoster for hoster in mail_channel().hosters}
    provider = hosters.get(chosen) or mail_channel().provider_of(address)
    found = provider.settings(address) if provider else mail_channel().suggested(address)
    notes = provider.notes if provider else ()
    return form_page(request, MailboxForm.of(found), None, notes=notes)


def _connect(request: HttpRequest, form: AccountForm) -> HttpResponse:
    """A mailbox that fails its test is connected only when asked for a second time."""
    if not form.is_valid():
        return form_page(request, form, None, status=422)
    found = _tried(form, None)
    if all(step.is_ok for step in found) or request.POST.get("do") == "connect_anyway":
        with form.taking_refusals():
            by, secret = staff_of(request), form.cleaned_data.get("secret", "")
            account = connect_mailbox(shop_for(by), by, form.settings(), secret, form.kind)
            _tell_connected(request, account, found)
            if form.kind == "handed":  # there is something to copy yet
                return redirect("console:mailbox", account.pk)
            return redirect("console:mailboxes")
    return form_page(request, form, None, found=found, status=422)


def _tell_connected(request: HttpRequest, account: Account, found: list[steps.Told]) -> None:
    """What is true of it by now: what failed, what still has to happen, or that it reads."""
    failed = next((step for step in found if not step.is_ok), None)
    if failed:
        words = _("The mailbox is connected, but its test failed at “%(step)s”: %(problem)s")
        flash.warning(request, words % {"step": failed.name, "problem": failed.problem})
    elif account.kind == "handed" and account.received_at is None:
        flash.info(request, _("The mailbox is set up; it is waiting for the first mail."))
    else:
        words = _("The mailbox is connected: mail that comes from now on becomes cases.")
        flash.success(request, words)


def _change(request: HttpRequest, form: AccountForm, account: Account) -> HttpResponse:
    if form.is_valid():
        with form.taking_refusals():
            given = form.cleaned_data
            now = _with_saved(form, account)
            ends = loses_consent(account, now)
            change_account(account, staff_of(request), now, given.get("secret", ""), given["name"])
            if ends:
                flash.warning(request, _("Saved. Its servers are others now: sign in there again."))
                return redirect("console:mailbox", account.pk)
            flash.success(request, _("Saved."))
            return redirect("console:mailboxes")
    return form_page(request, form, account, status=422)


def _with_saved(form: AccountForm, account: Account) -> dict[str, Any]:
    """What the form does not ask for stays, and so does a secret left empty."""
    given = form.settings()
    kept = {name for name in form.secrets if not given.get(name)}
    return {**account.settings, **{k: v for k, v in given.items() if k not in kept}}


def _test(request: HttpRequest, form: AccountForm, account: Account | None) -> HttpResponse:
    if form.is_valid() and account:
        with form.taking_refusals():
            secret = form.cleaned_data.get("secret", "")
            keep_secrets_in_place(account, _with_saved(form, account), secret)
    if not form.is_valid():
        return form_page(request, form, account, status=422)
    return form_page(request, form, account, found=_tried(form, account))


def _tried(form: AccountForm, account: Account | None) -> list[steps.Told]:
    secret = form.cleaned_data.get("secret", "")
    tried = {**form.settings(), "secret": secret, "timeout": TEST_TIMEOUT}
    if account and loses_consent(account, _with_saved(form, account)):
        return [steps.told(Step("oauth.token", "consent_ended"))]
    try:
        saved = opened_settings(account) if account else {}
    except ProviderFailed as error:
        return [steps.told(Step(error.step, error.code, error.message))]
    for name in ("secret", "smtp_secret", "access_token"):
        tried[name] = tried.get(name) or saved.get(name, "")
    return [steps.told(step) for step in adapters("makegood.channels")[form.kind].check(tried)]


def _hosters() -> list[str]:
    return [hoster.name for hoster in mail_channel().hosters]


def mail_channel() -> MailChannel:
    """What knows the providers, their consent and the signature."""
    channel: MailChannel = adapters("makegood.channels")["email"]
    return channel


def _address_page(request: HttpRequest, form: AddressForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "on_consent": mail_channel().on_consent}
    return render(request, "console/settings/mailbox_new.html", context, status=status)


def form_page(
    request: HttpRequest,
    form: AccountForm,
    account: Account | None,
    *,
    found: list[steps.Told] | None = None,
    notes: tuple[Phrase, ...] = (),
    status: int = 200,
    provider: ConsentingProvider | None = None,
    sign_in_url: str = "",
    published: Published | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "account": account,
        "found": found or [],
        "works": bool(found) and all(step.is_ok for step in found or []),
        "notes": notes,
        "is_consent": isinstance(form, ConsentForm),
        "redirect_uri": f"{settings.MAKEGOOD_URL}{reverse('console:mailbox_consent')}",
        "webhook_url": _webhook_url(account),
        "record": _record(account),
        "published": published,
        "words_of_record": steps.words_of_record,
        "dead_links": _dead_links() if account else "",
        "provider": provider,
        "sign_in_url": sign_in_url,
    }
    page = "console/settings/mailbox.html"
    if is_htmx(request) and found and "shows_errors" not in request.POST:
        return render(request, page, context, block="result")
    answer = render(request, page, context, status=status)
    if is_htmx(request):  # a test of a form with errors, now or before: those stand at its fields
        answer["HX-Retarget"] = answer["HX-Reselect"] = "#mailbox"
        answer["HX-Reswap"] = "outerHTML"
    return answer


def _webhook_url(account: Account | None) -> str:
    """What the owner copies to the provider; our secret is in it where the provider does not sign."""
    provider = webhook_provider(account.settings.get("webhook", "")) if account else None
    if account is None or provider is None:
        return ""
    scheme, _sep, place = settings.MAKEGOOD_URL.partition("://")
    secret = "" if provider.signs else f"{USER}:{opened_client(account)['webhook_secret']}@"
    return f"{scheme}://{secret}{place}{webhook_path(account.pk, provider)}"


def _dead_links() -> str:
    """The address links in messages lead to, when nobody else can open it."""
    return settings.MAKEGOOD_URL if leads_only_here(settings.MAKEGOOD_URL) else ""


def _record(account: Account | None) -> tuple[str, str] | None:
    """What must stand in the domain's DNS for the mailbox's signature."""
    if account is None or account.kind == POST_OFFICE:
        return None
    return mail_channel().signature_record(opened_client(account))
