"""Signing in: allauth's page with the shop's own provider beside it, the way there, and the way back."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.decorators import rate_limit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from makegood.console.openid import PROVIDER, Exchange, ShopProvider
from makegood.console.provider_failing import failing, no_seat
from makegood.console.signed_out import leave_words, provider_beside
from makegood.kernel.errors import BadInput, NotFound, ProviderFailed, Refused
from makegood.people.queries import provider_in_use
from makegood.ui.pages import render

LONGEST_ADDRESS = 4000


class SignIn(LoginView):  # type: ignore[misc]  # allauth has no types
    """Says whether there is another way in."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        beside = provider_beside(self.request.POST.get("kept_body", ""))
        return {**super().get_context_data(**named), "provider": beside}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The status tells programs what the page tells people: not understood, or too often."""
        answer: HttpResponse = super().form_invalid(form)
        is_too_often = form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts")
        answer.status_code = 429 if is_too_often else 422
        return answer


login = SignIn.as_view()


@require_POST
@never_cache
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # allauth has no types
def provider_start(request: HttpRequest) -> HttpResponse:
    """A page that goes on by itself, and not a redirect: browsers hold those a form leads to against `form-action`."""
    name = _name_of_provider()
    try:
        provider: ShopProvider = get_adapter(request).get_provider(request, PROVIDER)
        to = provider.start(request, _next(request), leave_words(request))
    except (ProviderFailed, BadInput) as error:
        return failing(request, name, error)
    context = {"address": to["Location"], "name": name}
    return render(request, "console/provider_going.html", context)


@require_GET
@never_cache
def provider_back(request: HttpRequest) -> HttpResponse:
    name = _name_of_provider()
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Exchange(request))(request)
    except (ProviderFailed, BadInput) as error:
        return failing(request, name, error)
    except Refused as refusal:
        return no_seat(request, name, refusal)
    return answer


def _next(request: HttpRequest) -> str | None:
    """Where to go on; none that is no address, but something a stranger would have us keep."""
    address: str | None = get_next_redirect_url(request)
    return address if address and len(address) <= LONGEST_ADDRESS else None


def _name_of_provider() -> str:
    """While none is switched on there is nothing here."""
    provider = provider_in_use()
    if provider is None:
        raise NotFound("no provider is switched on")
    return provider.label
