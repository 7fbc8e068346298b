"""allauth's way to the shop's own OpenID Connect provider and back, made ours: one provider, from our own table.

allauth leads the browser there and back (state, PKCE), signs in and asks for a second proof. What the provider says is
read and checked by `people.actions.openid`, whose seat it is by `people.actions.seating`; allauth's tables stay empty.
"""

from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from makegood.console.provider_failing import lost, refused_by_provider
from makegood.kernel.ids import new_token
from makegood.people.actions.openid import (
    Provider,
    Registration,
    claims_in,
    discover,
    redeem,
    told_more,
)
from makegood.people.actions.provider import opened_secret
from makegood.people.actions.seating import seat_for
from makegood.people.models import Staff
from makegood.people.queries import provider_in_use

PROVIDER = "shop"
"""allauth's name for the one provider there is."""


def callback_url() -> str:
    """What is registered at the provider. Never from the Host header, which anybody may have made up."""
    return f"{settings.MAKEGOOD_URL}{reverse('provider_back')}"


class Client(OAuth2Client):  # type: ignore[misc]  # allauth has no types
    """The two addresses of the provider, asked our way."""

    provider: Provider

    def get_redirect_url(self, authorization_url: str, scope: Any, extra: dict[str, str]) -> str:
        question = {
            "response_type": "code",
            "client_id": self.consumer_key,
            "redirect_uri": self.callback_url,
            "scope": " ".join(scope),
            "state": self.state,
            **extra,
        }
        return f"{authorization_url}{'&' if '?' in authorization_url else '?'}{urlencode(question)}"

    def get_access_token(
        self, code: str, pkce_code_verifier: str | None = None, extra_data: Any = None
    ) -> dict[str, Any]:
        us = Registration(self.consumer_key, self.consumer_secret)
        return redeem(self.provider, us, code, pkce_code_verifier or "", self.callback_url)


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """One sign-in's talk with the provider."""

    client_class = Client

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)
        self._found: Provider | None = None

    @property
    def found(self) -> Provider:
        if self._found is None:
            self._found = discover(self.get_provider().app.settings["issuer"])
        return self._found

    @property
    def authorize_url(self) -> str:
        return self.found.authorize_url

    @property
    def access_token_url(self) -> str:
        return self.found.token_url

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return callback_url()

    def get_client(self, request: HttpRequest, app: SocialApp) -> Client:
        client = Client(
            request, app.client_id, app.secret, "POST", self.access_token_url, callback_url()
        )
        client.provider = self.found
        return client

    def parse_token(self, data: dict[str, Any]) -> None:
        """The access token is used at once or never, and kept nowhere."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **named: Any
    ) -> SocialLogin:
        """What came is judged in `SocialAdapter.pre_social_login`, where the state is at hand."""
        account = SocialAccount(provider=PROVIDER, uid="-")
        login = SocialLogin(user=Staff(), account=account, provider=self.get_provider())
        login.exchange, login.tokens = self, named["response"]
        return login


class ShopProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """The provider as allauth knows it: nothing of the request's own address is taken over into what it is asked."""

    oauth2_adapter_class = Exchange

    def start(self, request: HttpRequest, next_url: str | None, words: str) -> HttpResponse:
        """Off to the provider; `words`: under which name what was typed waits for one's return."""
        nonce = new_token(32)
        answer: HttpResponse = self.redirect(
            request,
            AuthProcess.LOGIN,
            next_url,
            scope=self.get_default_scope(),
            auth_params={"nonce": nonce},
            nonce=nonce,
            words=words,
        )
        return answer


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who has a seat gets in; nobody gets one here."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        saved = provider_in_use()
        if saved is None:
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=PROVIDER,
                name=saved.label,
                client_id=saved.client_id,
                secret=opened_secret(saved),
                settings={"issuer": saved.issuer, "oauth_pkce_enabled": True},
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Checks what the provider said, and finds whose seat it opens."""
        exchange, tokens = sociallogin.exchange, sociallogin.tokens
        app = sociallogin.provider.app
        us = Registration(app.client_id, app.secret)
        found = exchange.found
        claims = claims_in(found, us, tokens, sociallogin.state["nonce"])
        sociallogin.user = seat_for(found.issuer, told_more(found, claims, tokens))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: ShopProvider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """The provider sent somebody back without a code, or an answer that belongs to no question of this browser."""
        if "state" in (extra_context or {}):
            raise ImmediateHttpResponse(refused_by_provider(request, provider.name, exception))
        raise ImmediateHttpResponse(lost(request))
