"""Asking a Shopify shop: its token, its answers, and what it allows by the second."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import Settings

VERSION = "2026-10"
"""Each lives for a year; what is asked for here is in all since 2026-04."""
MONEY = "{presentmentMoney{amount currencyCode}}"
"""In the currency the customer paid in, which need not be the shop's own."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TOKENS: dict[str, str] = {}
"""Settings' digest → the token of a day: asked for once in a process's life, and again when it is refused."""
_SHORTEST, _LONGEST = 1.0, 60.0
_REFUSED = {
    401: ("key_refused", "sign_in"),
    402: ("not_allowed", "sign_in"),  # the shop has not paid Shopify
    403: ("not_allowed", "sign_in"),
    404: ("not_found", "connect"),
    423: ("not_allowed", "sign_in"),  # the shop is locked
}


def ask(
    settings: Settings, web: Caller, query: str, variables: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The data of the answer. A token that has run out is renewed once. Where it complains of anything, nothing of it
    is believed, and whoever changed something knows that it may have been done (`unclear`)."""
    reply = _posted(settings, web, query, variables or {}, _token(settings, web))
    if reply.status == 401 and not settings.get("token"):
        _TOKENS.pop(_known_by(settings), None)
        reply = _posted(settings, web, query, variables or {}, _token(settings, web))
    told = _read(reply)
    if told.get("errors"):
        raise _complaint(told)
    data = told.get("data")
    if not isinstance(data, dict):
        raise ProviderFailed(
            "an answer without data", permanent=False, unclear=True, code="protocol"
        )
    return data


def sign_in(settings: Settings, web: Caller) -> str:
    """A token of a day, for the app's own id and secret."""
    asked = {
        "grant_type": "client_credentials",
        "client_id": str(settings.get("client_id") or ""),
        "client_secret": str(settings.get("secret") or ""),
    }
    reply = web.call(
        "POST",
        base(settings) + "oauth/access_token",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
        body=urlencode(asked).encode(),
    )
    if reply.status == 400:
        raise ProviderFailed(_words(reply), permanent=True, code="key_refused", step="sign_in")
    token = _read(reply).get("access_token")
    if not isinstance(token, str) or not token:
        raise ProviderFailed(_words(reply), permanent=False, code="protocol", step="sign_in")
    return token


def base(settings: Settings) -> str:
    """Where its admin lies. The secret goes there: over TLS, or not away from this machine."""
    url = str(settings.get("url", "")).strip().rstrip("/").removesuffix("/admin")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        raise ProviderFailed(
            "the address must begin with https://", permanent=True, code="no_address"
        )
    return url + "/admin/"


def tail(gid: Any) -> str:
    """ "gid://shopify/Order/450789469" → "450789469"."""
    return str(gid or "").rsplit("/", 1)[-1].split("?", 1)[0]


def gid(kind: str, external_id: str) -> str:
    return f"gid://shopify/{kind}/{external_id}"


def minor(bag: Any) -> int:
    """Of what it calls a MoneyBag, in the customer's currency."""
    money = bag["presentmentMoney"]
    return Money.rounded(str(money["amount"]), str(money["currencyCode"])).minor


def moment(said: Any) -> datetime:
    at = datetime.fromisoformat(said.replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError("a date without a time zone")
    return at


def moment_or_none(said: Any) -> datetime | None:
    return moment(said) if said else None


def _token(settings: Settings, web: Caller) -> str:
    if own := str(settings.get("token") or ""):
        if not own.isascii() or not own.isprintable():
            raise ProviderFailed(
                "no such token", permanent=True, code="key_refused", step="sign_in"
            )
        return own
    known_by = _known_by(settings)
    if known_by not in _TOKENS:
        _TOKENS[known_by] = sign_in(settings, web)
    return _TOKENS[known_by]


def _known_by(settings: Settings) -> str:
    told = json.dumps([str(settings.get(name)) for name in ("url", "client_id", "secret")])
    return hashlib.sha256(told.encode()).hexdigest()


def _posted(
    settings: Settings, web: Caller, query: str, variables: Mapping[str, Any], token: str
) -> Reply:
    return web.call(
        "POST",
        f"{base(settings)}api/{VERSION}/graphql.json",
        headers={
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-Shopify-Access-Token": token,
        },
        body=json.dumps({"query": query, "variables": dict(variables)}).encode(),
    )


def _read(reply: Reply) -> dict[str, Any]:
    if known := _REFUSED.get(reply.status):
        code, step = known
        raise ProviderFailed(_words(reply), permanent=True, code=code, step=step)
    if 300 <= reply.status < 400:
        raise ProviderFailed(reply.words, permanent=True, code="not_found", step="connect")
    if not reply.is_ok:
        raise ProviderFailed(reply.words, permanent=False, unclear=True, code="protocol")
    told = reply.json()
    if not isinstance(told, dict):
        raise ProviderFailed("no GraphQL there", permanent=True, code="not_found", step="connect")
    return told


def _words(reply: Reply) -> str:
    """Signing in, it tells in `error_description` what is wrong; elsewhere in `errors`."""
    try:
        told = json.loads(reply.body)
    except ValueError:
        return reply.words
    said = told.get("error_description") or told.get("errors") if isinstance(told, dict) else ""
    return f"HTTP {reply.status} {said}"[:200] if isinstance(said, str) and said else reply.words


def _complaint(told: dict[str, Any]) -> ProviderFailed:
    errors = told["errors"] if isinstance(told["errors"], list) else [{"message": told["errors"]}]
    said = [one for one in errors if isinstance(one, dict)]
    codes = {str((one.get("extensions") or {}).get("code") or "") for one in said}
    words = str(said[0].get("message") or "")[:300] if said else "it complains"
    if "THROTTLED" in codes:
        return ProviderFailed(
            words, permanent=False, code="busy", retry_after=_wait(told.get("extensions"))
        )
    if "ACCESS_DENIED" in codes:
        return ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
    return ProviderFailed(words, permanent=False, unclear=True, code="protocol")


def _wait(extensions: Any) -> float:
    """Until there is as much again as was asked for: what is missing, by what comes back each second."""
    try:
        cost = extensions["cost"]
        status = cost["throttleStatus"]
        missing = float(cost["requestedQueryCost"]) - float(status["currentlyAvailable"])
        return min(max(missing / float(status["restoreRate"]), _SHORTEST), _LONGEST)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return _SHORTEST
