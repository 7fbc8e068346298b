"""Asking a django-oscar shop: its address, its token, its answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Settings

PER_PAGE = 100
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def ask(
    settings: Settings, web: Caller, path: str, params: Mapping[str, str | int] | None = None
) -> Reply:
    """GET below its address; 404 is an answer, a token it does not take a failure."""
    reply = web.call("GET", base(settings) + path, params=params, headers=heads(settings))
    if reply.is_ok or reply.status == 404:
        return reply
    raise failed(reply)


def listed(
    settings: Settings, web: Caller, path: str, params: Mapping[str, str | int], what: str
) -> dict[str, Any]:
    """A page: what was asked for, as a list, and whether there is more."""
    reply = ask(settings, web, path, {"limit": PER_PAGE, **params})
    told = reply.json()
    if reply.status == 404 or not isinstance(told, dict) or not isinstance(told.get(what), list):
        raise ProviderFailed(reply.words, permanent=False, code="not_found", step=what)
    return told


def base(settings: Settings) -> str:
    """Where it lies. The token goes with every call, so it goes over TLS, or does not leave this machine."""
    url = str(settings.get("url", "")).strip().rstrip("/")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        raise ProviderFailed(
            "the address must begin with https://", permanent=True, code="no_address"
        )
    return url + "/"


def heads(settings: Settings) -> dict[str, str]:
    token = str(settings.get("token") or "")
    if not token.isascii() or not token.isprintable():
        raise ProviderFailed("no such token", permanent=True, code="key_refused", step="sign_in")
    return {"Accept": "application/json", "Authorization": f"Token {token}"}


def failed(reply: Reply) -> ProviderFailed:
    words = reply.words
    if reply.status == 401:
        return ProviderFailed(words, permanent=True, code="key_refused", step="sign_in")
    if reply.status == 403:
        return ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
    if 300 <= reply.status < 400:
        return ProviderFailed(words, permanent=True, code="not_found", step="connect")
    return ProviderFailed(words, permanent=False, code="protocol")


def moment(said: Any) -> datetime:
    at = datetime.fromisoformat(str(said).replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError(f"a date without a time zone: {said!r} (USE_TZ is off)")
    return at
