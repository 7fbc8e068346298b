"""The first start: the set-up link, protecting the sign-in, two ways on; and taking a seat by invitation."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from makegood.console.access import for_leads, for_staff
from makegood.console.forms.choices import country_of_browser, our_languages_of
from makegood.console.forms.setup import InvitationForm, SetupForm, base
from makegood.console.passwords import strength_of
from makegood.kernel.errors import NotFound
from makegood.messages.actions.accounts import post_office
from makegood.messages.queries import has_begun
from makegood.people.access import invitation_by_token
from makegood.people.actions.setup_link import (
    check_setup_token,
    consume_setup_token,
    owner_exists,
)
from makegood.people.actions.staffing import accept_invitation, create_owner
from makegood.people.models import Staff
from makegood.shops.actions.opening import open_shop
from makegood.shops.queries import the_shop
from makegood.shops.rules.countries import countries_of_zones
from makegood.ui.pages import render


@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponseBase:
    try:
        check_setup_token(token)
    except NotFound:
        return _dead_link(request)
    if request.method == "GET":
        context = {"form": SetupForm(initial=_guess(request)), "guesses": _guesses()}
        return render(request, "console/setup.html", context)
    form = SetupForm(request.POST)
    if form.is_valid():
        with form.taking_refusals():
            return _signed_in(request, _set_up(token, form), "setup_protection")
    return render(request, "console/setup.html", {"form": form, "guesses": None}, status=422)


@transaction.atomic
def _set_up(token: str, form: SetupForm) -> Staff:
    """Shop, post office and owner: all of them or nothing, and the link is spent."""
    given = form.cleaned_data
    consume_setup_token(token)
    shop = open_shop(given["shop_name"], given["country"], given["languages"])
    post_office(shop)
    language = translation.get_language() or "en"
    return create_owner(
        given["email"], given["name"], given["password"], language, timezone=shop.timezone
    )


def _guess(request: HttpRequest) -> dict[str, object]:
    country = country_of_browser(request.headers.get("Accept-Language", ""))
    own = translation.get_language() or "en"
    spoken = [code for code in our_languages_of(country) if code != base(own)]
    return {"country": country, "languages": [own, *spoken]}


def _guesses() -> dict[str, object]:
    """What the page's script needs to go by the browser's clock: which country that is, and what is spoken there."""
    zones = countries_of_zones()
    spoken = {country: our_languages_of(country) for country in set(zones.values())}
    return {"zones": zones, "languages": {c: codes for c, codes in spoken.items() if codes}}


def _dead_link(request: HttpRequest) -> HttpResponse:
    context = {"is_set_up": owner_exists()}
    return render(request, "console/setup_link_dead.html", context, status=410)


def _signed_in(request: HttpRequest, staff: Staff, then: str) -> HttpResponse:
    """Sign the newcomer in; having just chosen the password counts as having given it."""
    record_authentication(
        request, staff, method="password", email=staff.email, reauthenticated=True
    )
    response: HttpResponse = perform_login(
        request, staff, email_verification="none", redirect_url=reverse(then)
    )
    return response


@require_POST
def password_strength(request: HttpRequest) -> HttpResponse:
    """How hard the password just typed is to guess: a part of the page, asked for while one types."""
    about = [request.POST.get(name, "") for name in ("shop_name", "name", "email")]
    strength = strength_of(request.POST.get("password", "")[:1000], about)
    return render(request, "console/parts/password_strength.html", {"strength": strength})


@require_GET
@for_staff
def protection(request: HttpRequest) -> HttpResponse:
    context = {
        "passkeys_work": passkeys_work(request),
        "on_localhost": on_localhost(request),
        "is_begun": has_begun(),
    }
    return render(request, "console/setup_protection.html", context)


@require_GET
@for_leads
def start(request: HttpRequest) -> HttpResponse:
    """The two ways on; a lead who joins a desk at work, or comes back for new codes, goes to the inbox."""
    if has_begun():
        return redirect("console:inbox")
    return render(request, "console/setup_start.html", {"shop": the_shop()})


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    try:
        offer = invitation_by_token(token)
    except NotFound:
        return render(request, "console/invitation_dead.html", status=410)
    context: dict[str, object] = {"offer": offer, "shop": the_shop()}
    with translation.override(offer.language):
        form = InvitationForm(request.POST or None, email=offer.email)
        if form.is_valid():
            with form.taking_refusals():
                given = form.cleaned_data
                staff = accept_invitation(token, given["name"], given["password"], _zone())
                return _signed_in(request, staff, "setup_protection")
        status = 422 if form.is_bound else 200
        return render(request, "console/invitation.html", context | {"form": form}, status=status)


def _zone() -> str:
    shop = the_shop()
    return shop.timezone if shop else "UTC"


def passkeys_work(request: HttpRequest) -> bool:
    """Browsers give passkeys to https pages with a name, and to localhost; never to a bare IP address."""
    host = _host(request)
    is_number = host.replace(".", "").isdigit() or ":" in host
    return not is_number and (request.is_secure() or host == "localhost")


def on_localhost(request: HttpRequest) -> str:
    """This page under the name localhost, when it was opened by this machine's number; otherwise nothing."""
    if _host(request) not in ("127.0.0.1", "::1"):
        return ""
    port = request.get_host().rpartition(":")[2]
    return f"{request.scheme}://localhost:{port}{request.path}"


def _host(request: HttpRequest) -> str:
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name.strip("[]")
