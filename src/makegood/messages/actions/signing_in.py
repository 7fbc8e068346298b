"""Signing in at a provider on the owner's word instead of with a password: OAuth 2.0 with PKCE (RFC 6749, 7636).

An account's settings name the provider's two addresses and the desk's registration there (`oauth_…`); what the owner's
consent gave is the account's secret, the refresh token. From it comes an access token of about an hour, kept sealed
with the account so that all workers share it, and asked for anew before it ends or when the mail server refuses it.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction

from makegood.kernel import clock
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.ids import new_token
from makegood.messages.models import Account

ENDS_SOON = timedelta(minutes=5)
TIMEOUT = 15.0
STEP = "oauth.token"
TURN = 1_868_655_732
"""The first half of the advisory lock's key, so that it meets no other's."""


@dataclass(frozen=True)
class Consent:
    """What the provider gave: `refresh` is kept for good, `access` until `ends_at`."""

    access: str
    ends_at: datetime
    refresh: str


@dataclass(frozen=True)
class Asking:
    """A question on its way to the provider: `url` to send the owner to; the answer must bring `state` back."""

    url: str
    state: str
    verifier: str


def ask(settings: Mapping[str, Any], redirect_uri: str) -> Asking:
    """Where to send the owner, so that they say yes there and come back to `redirect_uri`."""
    state, verifier = new_token(32), new_token(64)
    digest = hashlib.sha256(verifier.encode()).digest()
    question = {
        "response_type": "code",
        "client_id": settings["oauth_client_id"],
        "redirect_uri": redirect_uri,
        "scope": settings["oauth_scope"],
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
        "login_hint": settings["address"],
        # Google gives a token that lasts only when asked so; others ignore what they do not know.
        "access_type": "offline",
        "prompt": "consent",
    }
    url = settings["oauth_authorize_url"]
    return Asking(f"{url}{'&' if '?' in url else '?'}{urlencode(question)}", state, verifier)


def redeem(settings: Mapping[str, Any], code: str, verifier: str, redirect_uri: str) -> Consent:
    """The consent behind the code the owner came back with."""
    answer = _asked(
        settings,
        grant_type="authorization_code",
        code=code,
        code_verifier=verifier,
        redirect_uri=redirect_uri,
    )
    consent = _consent(answer, "")
    if not consent.refresh:
        raise ProviderFailed(
            "the provider gave no refresh token", permanent=True, step=STEP, code="consent_ended"
        )
    return consent


def is_on_consent(account: Account) -> bool:
    return bool(account.settings.get("oauth_token_url"))


def access_token(account: Account) -> str:
    """One that holds for some minutes yet. Whoever needs a new one first gets it, the others wait for it."""
    if token := _held(account.token):
        return token
    with transaction.atomic():
        _wait_for_turn(account)
        account = Account.objects.get(pk=account.pk)
        if token := _held(account.token):
            return token
        kept = account.token.get("refresh") or account.secret
        if not kept:
            raise _failed("no permission for these servers", "consent_ended")
        refresh = unseal(kept)
        opened = dict(account.settings)
        if secret := opened.get("oauth_client_secret", ""):
            opened["oauth_client_secret"] = unseal(secret.removeprefix("sealed:"))
        answer = _asked(opened, grant_type="refresh_token", refresh_token=refresh)
        consent = _consent(answer, refresh)
        account.token = token_of(consent)
        account.save(update_fields=["token"])
    return consent.access


def _wait_for_turn(account: Account) -> None:
    """Until the transaction ends. No lock on the row: mail goes on arriving while the provider thinks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TURN, account.pk.int & 0x7FFFFFFF])


def token_of(consent: Consent) -> dict[str, str]:
    """As it is stored. Some providers give another refresh token each time: the latest is the one that lasts."""
    return {
        "access": seal(consent.access),
        "ends_at": consent.ends_at.isoformat(),
        "refresh": seal(consent.refresh),
    }


def without_access(token: Mapping[str, str]) -> dict[str, str]:
    """The mail server refused the access token, whatever its date says: the next look asks for another."""
    return {name: value for name, value in token.items() if name == "refresh"}


def _held(token: Mapping[str, str]) -> str:
    if not token.get("access"):
        return ""
    if datetime.fromisoformat(token["ends_at"]) - clock.now() < ENDS_SOON:
        return ""
    return unseal(token["access"])


def _consent(answer: Mapping[str, Any], refresh: str) -> Consent:
    lasts = timedelta(seconds=float(answer.get("expires_in") or 3600))
    return Consent(
        str(answer["access_token"]),
        clock.now() + lasts,
        str(answer.get("refresh_token") or refresh),
    )


def _asked(settings: Mapping[str, Any], **question: str) -> dict[str, Any]:
    import httpx  # noqa: PLC0415  8 MB, of which most desks never need one

    question["client_id"] = settings["oauth_client_id"]
    if secret := settings.get("oauth_client_secret"):
        question["client_secret"] = secret
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False) as client:
            answer = client.post(
                settings["oauth_token_url"], data=question, headers={"Accept": "application/json"}
            )
    except httpx.TimeoutException as error:
        raise _failed("no answer in time", "timed_out") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _failed(str(error) or type(error).__name__, "protocol") from error
    try:
        said = answer.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        said = None
    if not isinstance(said, dict):
        raise _failed(f"HTTP {answer.status_code}", "protocol")
    if not answer.is_success or not said.get("access_token"):
        raise _refusal(answer.status_code, said)
    return said


def _refusal(status: int, said: Mapping[str, Any]) -> ProviderFailed:
    """RFC 6749 5.2. `invalid_grant`: consent withdrawn, password changed, too long unused."""
    error = str(said.get("error") or f"HTTP {status}")
    words = f"{error}: {said['error_description']}" if said.get("error_description") else error
    codes = {"invalid_grant": "consent_ended", "interaction_required": "consent_ended"}
    codes |= dict.fromkeys(("invalid_client", "unauthorized_client"), "client_refused")
    return _failed(words, codes.get(error, "protocol"))


def _failed(words: str, code: str) -> ProviderFailed:
    return ProviderFailed(words[:500], permanent=False, step=STEP, code=code)
