"""Asking a shop that offers our interface: its address, its token, its answers and its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import Cursor, Settings
from makegood.shops.reading import NOT_UNDERSTOOD

PER_PAGE = 100
OVERLAP = timedelta(minutes=2)
"""A sweep begins so long before the last change it knows: what was being saved when it looked is seen the next time."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Answer:
    """A page of things changed, the cursor after it, whether it was the last, how many the shop says are left."""

    things: Sequence[Any]
    cursor: dict[str, Any]
    is_last: bool
    left: int | None


def ask(
    settings: Settings, web: Caller, path: str, params: Mapping[str, str | int] | None = None
) -> Reply:
    """GET below its address; 404 is an answer, a token it does not take a failure."""
    reply = web.call("GET", base(settings) + path, params=params, headers=heads(settings))
    if reply.is_ok or reply.status == 404:
        return reply
    raise failed(reply)


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
    return {"Accept": "application/json", "Authorization": f"Bearer {token}"}


def failed(reply: Reply) -> ProviderFailed:
    words = reply.words
    if reply.status == 401:
        return ProviderFailed(words, permanent=True, code="key_refused", step="sign_in")
    if reply.status == 403:
        return ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
    if 300 <= reply.status < 400:
        return ProviderFailed(words, permanent=True, code="not_found", step="connect")
    return ProviderFailed(words, permanent=False, code="protocol")


def changed_since(settings: Settings, web: Caller, path: str, cursor: Cursor) -> Answer:
    """The next page of what changed, oldest change first: on from the very thing that was last.

    Its date goes back as the shop wrote it, so that no rounding of ours leaves out what changed in the same moment.
    """
    reply = ask(settings, web, path, _asked(cursor))
    told = reply.json()
    things = told.get(path) if isinstance(told, dict) else None
    if reply.status == 404 or not isinstance(things, list):
        raise ProviderFailed(reply.words, permanent=False, code="not_found", step=path)
    last = _last(things) or _place(cursor)
    if not told.get("has_more"):
        return Answer(things, _kept(last), True, 0)
    if last is None or last == _place(cursor):
        raise ProviderFailed("its pages do not go on", permanent=False, code="protocol", step=path)
    left = told.get("left")
    left = left if isinstance(left, int) and left >= 0 else None
    return Answer(things, _kept(last) | {"is_running": True}, False, left)


def moment(said: object) -> datetime:
    """ValueError where it bears no time zone: then nobody knows when it was."""
    at = datetime.fromisoformat(str(said).replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError(f"a date without a time zone: {said!r}")
    return at


def moment_or_none(said: object) -> datetime | None:
    return moment(said) if said else None


def minor(said: object, currency: str) -> int:
    """An amount as it is written, never rounded: one too precise for its currency is a mistake of the shop's."""
    return Money.parse(str(said), currency).minor


def minor_or_none(said: object, currency: str) -> int | None:
    return None if said is None or said == "" else minor(said, currency)


def _asked(cursor: Cursor) -> dict[str, str | int]:
    asked: dict[str, str | int] = {"limit": PER_PAGE}
    if place := _place(cursor):
        since, after = place
        if cursor.get("is_running"):
            return asked | {"changed_since": since, "after": after}
        began = moment(since).astimezone(UTC) - OVERLAP
        asked["changed_since"] = began.isoformat().replace("+00:00", "Z")
    return asked


def _place(cursor: Cursor) -> tuple[str, str] | None:
    return (str(cursor["since"]), str(cursor["after"])) if cursor.get("since") else None


def _kept(place: tuple[str, str] | None) -> dict[str, Any]:
    return {"since": place[0], "after": place[1]} if place else {}


def _last(things: Sequence[Any]) -> tuple[str, str] | None:
    for thing in reversed(things):
        try:
            moment(thing["changed_at"])
            return str(thing["changed_at"]), str(thing["id"])
        except NOT_UNDERSTOOD:
            continue  # it is told as unread where it is read
    return None
