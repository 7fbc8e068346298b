"""Asking a carrier, or whoever asks carriers for the shop, that offers our interface."""

from collections.abc import Collection
from urllib.parse import urlsplit

from makegood.adapters.carriers.generic.reading import tracked
from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Settings, Step
from makegood.shops.ports.carriers import Tracked
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood, try_steps

AT_ONCE = 100
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def track(settings: Settings, web: Caller, numbers: Collection[str]) -> dict[str, Tracked]:
    try:
        return tracked(_ask(settings, web, numbers).json())
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def test(settings: Settings, web: Caller) -> list[Step]:
    return try_steps(settings, web, ("connect", _connect), ("sign_in", _sign_in))


def _connect(settings: Settings, web: Caller) -> None:
    """Whether anybody is there: who refuses a token is."""
    reply = web.call("GET", base(settings), headers=_heads(settings))
    if reply.status >= 500:
        raise ProviderFailed(reply.words, permanent=False, code="down")


def _sign_in(settings: Settings, web: Caller) -> None:
    track(settings, web, ["0"])


def base(settings: Settings) -> str:
    """Where it lies. The token goes with every call, so it goes over TLS, or does not leave this machine."""
    url = str(settings.get("url", "")).strip().rstrip("/")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        words = "the address must begin with https://"
        raise ProviderFailed(words, permanent=True, code="no_address", step="connect")
    return url


def _ask(settings: Settings, web: Caller, numbers: Collection[str]) -> Reply:
    asked = {"numbers": ",".join(numbers)}
    reply = web.call("GET", f"{base(settings)}/parcels", params=asked, headers=_heads(settings))
    if reply.is_ok:
        return reply
    code = {401: "key_refused", 403: "not_allowed", 404: "not_found"}.get(reply.status)
    if 300 <= reply.status < 400:
        code = "not_found"
    is_permanent = code is not None
    raise ProviderFailed(reply.words, permanent=is_permanent, code=code or "down", step="track")


def _heads(settings: Settings) -> dict[str, str]:
    token = str(settings.get("token") or "")
    if not token.isascii() or not token.isprintable():
        raise ProviderFailed("no such token", permanent=True, code="key_refused", step="sign_in")
    return {"Accept": "application/json", "Authorization": f"Bearer {token}"}
