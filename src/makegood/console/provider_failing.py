"""When the shop's own provider lets nobody in: a calm page with the way back, and a line in the log for who looks after it."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from makegood.kernel.errors import BadInput, ProviderFailed, Refused
from makegood.kernel.text import bounded
from makegood.ui.pages import render

log = logging.getLogger(__name__)

UNREACHABLE = frozenset(
    {"name_not_found", "refused", "timed_out", "unreachable", "http", "not_found", "moved"}
)


def failing(request: HttpRequest, name: str, error: ProviderFailed | BadInput) -> HttpResponse:
    """The provider, or what is between it and us, did not do its part."""
    code = error.code
    step = error.step if isinstance(error, ProviderFailed) else "secret"
    # What is said of a token may quote what somebody sent; it holds no token itself.
    facts = {"step": step, "code": code, "said": bounded(error.message, 300)}
    log.error("sign-in provider failed", extra=facts)
    return _page(request, _("%(name)s did not let you in") % {"name": name}, _why(name, code), 502)


def refused_by_provider(
    request: HttpRequest, name: str, exception: Exception | None
) -> HttpResponse:
    """Somebody said no there, or the provider did."""
    error = bounded(request.GET.get("error", ""), 80)
    facts = {"error": error, "exception": type(exception).__name__ if exception else ""}
    log.warning("sign-in provider refused", extra=facts)
    if error == "access_denied":
        why = _("You stopped there, or your account may not use this desk. Nothing has happened.")
    else:
        why = _("It is written down for whoever looks after this desk. Try it once more.")
    return _page(request, _("%(name)s did not let you in") % {"name": name}, why, 403)


def lost(request: HttpRequest) -> HttpResponse:
    """An answer to no question of this browser: too late, the second time, from another window or made up."""
    log.warning("sign-in provider answered to no question")
    why = _(
        "It took longer than ten minutes, or it was begun in another browser or at another address. Begin again here."
    )
    return _page(request, _("This sign-in is over"), why, 400)


def no_seat(request: HttpRequest, name: str, refusal: Refused) -> HttpResponse:
    """The provider did its part; here is nothing for this account."""
    log.warning("sign-in without a seat", extra={"code": refusal.code})
    heading, why = _words(name)[refusal.code]
    return _page(request, heading, why, 403)


def _why(name: str, code: str) -> str:
    if code in UNREACHABLE:
        return _(
            "It does not answer as it should at the moment. Try again in a few minutes, or sign in with your password."
        )
    if code == "client_refused":
        return _(
            "It does not take this desk's client ID and secret, which may have run out. Tell an owner of this desk; meanwhile sign in with your password."
        )
    return _(
        "What it answered could not be trusted, so nobody was signed in. It is written down: tell an owner of this desk, and sign in with your password."
    )


def _words(name: str) -> dict[str, tuple[str, str]]:
    """By the codes of `people.actions.seating`."""
    told = {
        "no_seat": (
            _("There is no seat for this address"),
            _(
                "%(name)s knows you, but nobody has a seat at this desk under the e-mail address it told us. Ask an owner or a manager of this desk to invite you at that address; if you were invited, take your seat by the link in that mail first."
            ),
        ),
        "seat_closed": (
            _("This seat is closed"),
            _("An owner or manager of the desk has closed it. Ask them to open it again."),
        ),
        "unproved": (
            _("Your e-mail address is not verified"),
            _(
                "%(name)s does not say that the e-mail address of your account is really yours. Confirm it there, or ask whoever looks after the accounts."
            ),
        ),
        "no_address": (
            _("Your account tells no e-mail address"),
            _(
                "%(name)s told us none, so your seat can't be found. Ask whoever looks after the accounts there to allow it."
            ),
        ),
        "other_account": (
            _("Your seat belongs to another account"),
            _(
                "Another account at %(name)s with the same e-mail address has opened this seat before. If yours has replaced it, an owner of this desk can release the seat under Settings, Sign-in."
            ),
        ),
    }
    return {code: (head, why % {"name": name}) for code, (head, why) in told.items()}


def _page(request: HttpRequest, heading: str, why: str, status: int) -> HttpResponse:
    context = {
        "heading": heading,
        "why": why,
        # At our own address: begun at another one of this machine's, the answer finds no question again.
        "again": f"{settings.MAKEGOOD_URL}{reverse('account_login')}",
    }
    return render(request, "console/provider_failed.html", context, status=status)
