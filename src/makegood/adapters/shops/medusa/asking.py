"""Asking a Medusa: its address, its key, its answers, its amounts and its pages of what changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import Cursor, Settings

PER_PAGE = 50
"""It adds up every order it lists, so more of them take it long."""
OVERLAP = timedelta(minutes=2)
"""A sweep begins so long before the last change it knows: what was being saved when it looked is seen the next time."""
_SECOND = timedelta(seconds=1)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Answer:
    """A page of things changed, the cursor after it, whether it was the last, how many are left."""

    things: Sequence[Any]
    cursor: dict[str, Any]
    is_last: bool
    left: int | None


def ask(
    settings: Settings, web: Caller, path: str, params: Mapping[str, str | int] | None = None
) -> Reply:
    """GET below `/admin/`. 404 is an answer where Medusa itself gives it: an address that leads elsewhere is not a
    shop whose order is gone."""
    reply = web.call("GET", base(settings) + path, params=params, **opening(settings))
    if reply.is_ok or (reply.status == 404 and told(reply).get("type") == "not_found"):
        return reply
    raise failed(reply)


def base(settings: Settings) -> str:
    """Where its API lies. The key goes with every call, so it goes over TLS, or does not leave this machine."""
    url = str(settings.get("url", "")).strip().rstrip("/").removesuffix("/admin")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        raise ProviderFailed(
            "the address must begin with https://", permanent=True, code="no_address"
        )
    return url + "/admin/"


def opening(settings: Settings) -> Any:
    """The key is the user of a call, without a password."""
    return {
        "headers": {"Accept": "application/json"},
        "user": (str(settings.get("key") or ""), ""),
    }


def failed(reply: Reply) -> ProviderFailed:
    words = reply.words
    if reply.status == 401:
        return ProviderFailed(words, permanent=True, code="key_refused", step="sign_in")
    if reply.status == 403:
        return ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
    if reply.status == 404 or 300 <= reply.status < 400:
        return ProviderFailed(words, permanent=True, code="not_found", step="connect")
    return ProviderFailed(words, permanent=False, code="protocol")


def told(reply: Reply) -> dict[str, Any]:
    """What it says, where it says something."""
    try:
        said = json.loads(reply.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def changed_since(
    settings: Settings, web: Caller, what: str, fields: str, cursor: Cursor
) -> Answer:
    """The next page of what changed, oldest change first; on from the last change seen, as in any shop. Only where
    more than a page was changed within one second are its pages turned."""
    is_running = bool(cursor.get("is_running"))
    since = moment(cursor["since"]) if cursor.get("since") else None
    after = since and since - (_SECOND if is_running else OVERLAP)
    skip = int(cursor.get("skip", 0)) if is_running else 0
    asked: dict[str, str | int] = {
        "fields": fields,
        "order": "updated_at",
        "limit": PER_PAGE,
        "offset": skip,
    }
    if after:
        asked["updated_at[$gt]"] = after.astimezone(UTC).isoformat().replace("+00:00", "Z")
    reply = ask(settings, web, what, asked)
    said = reply.json()
    things = said.get(what) if isinstance(said, dict) else None
    if reply.status == 404 or not isinstance(things, list):
        raise ProviderFailed(reply.words, permanent=False, code="not_found", step=what)
    last = max([*_changes(things), *([since] if since else [])], default=None)
    if len(things) < PER_PAGE:
        return Answer(things, {"since": last and last.isoformat()}, True, 0)
    following: dict[str, Any] = {"since": last and last.isoformat(), "is_running": True}
    if last is None or (after is not None and last - _SECOND <= after):
        following |= {"since": cursor.get("since"), "skip": skip + PER_PAGE}
    return Answer(things, following, False, _left(said.get("count"), skip + len(things)))


def moment(said: str) -> datetime:
    at = datetime.fromisoformat(said.replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError("a date without a time zone")
    return at


def moment_or_none(said: Any) -> datetime | None:
    return moment(said) if said else None


def minor(amount: Any, currency: str) -> int:
    """It counts in whole units, with as many places as its sums came to: half a cent goes up, as on paper."""
    if isinstance(amount, bool) or not isinstance(amount, int | float | str):
        raise TypeError(f"not an amount: {amount!r}")
    return Money.rounded(str(amount), currency).minor


def amount(minor: int, currency: str) -> int | float:
    """As it is sent there: a number, whose few digits a float keeps exactly as they are written."""
    exact = Money(minor, currency).amount
    return int(exact) if exact == exact.to_integral_value() else float(Decimal(exact))


def _left(count: Any, read: int) -> int | None:
    return max(count - read, 0) if isinstance(count, int) else None


def _changes(things: Sequence[Any]) -> list[datetime]:
    found = []
    for thing in things:
        try:
            found.append(moment(thing["updated_at"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # it is told as unread where it is read
    return found
