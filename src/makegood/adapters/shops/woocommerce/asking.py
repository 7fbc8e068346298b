"""Asking a WooCommerce shop: its addresses, its key, its answers and its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Cursor, Settings

PER_PAGE = 100
"""The most it gives at once."""
OVERLAP = timedelta(minutes=2)
"""A sweep begins so long before the last change it knows: what was being saved when it looked is seen the next time."""
_SECOND = timedelta(seconds=1)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def ask(
    settings: Settings, web: Caller, path: str, params: Mapping[str, str | int] | None = None
) -> Reply:
    """GET below `/wp-json/wc/v3/`; 404 is an answer, a key it does not take a failure."""
    reply = web.call(
        "GET",
        base(settings) + "wc/v3/" + path,
        params=params,
        headers={"Accept": "application/json"},
        user=(str(settings.get("key", "")), str(settings.get("secret", ""))),
    )
    if reply.is_ok or reply.status == 404:
        return reply
    raise failed(reply)


def base(settings: Settings) -> str:
    """Where its API lies. The key goes with every call, so it goes over TLS, or does not leave this machine."""
    url = str(settings.get("url", "")).strip().rstrip("/")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        raise ProviderFailed(
            "the address must begin with https://", permanent=True, code="no_address"
        )
    return url + "/wp-json/"


def failed(reply: Reply) -> ProviderFailed:
    words = reply.words
    if reply.status == 401:
        return ProviderFailed(words, permanent=True, code="key_refused", step="sign_in")
    if reply.status == 403:
        return ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
    return ProviderFailed(words, permanent=False, code="protocol")


@dataclass(frozen=True)
class Answer:
    """A page of things changed: the things, the cursor after them, whether it was the last, how many are left."""

    things: Sequence[Any]
    cursor: dict[str, Any]
    is_last: bool
    left: int | None


def changed_since(settings: Settings, web: Caller, path: str, cursor: Cursor) -> Answer:
    """The next page of what changed, oldest change first.

    It goes on from the last change seen and not by page numbers, which shift under us as orders change. Only where
    more than a page was changed within one second are its pages turned.
    """
    is_running = bool(cursor.get("is_running"))
    since = _moment(str(cursor["since"])) if cursor.get("since") else None
    after = since and since - (_SECOND if is_running else OVERLAP)
    page = int(cursor.get("page", 1)) if is_running else 1
    params: dict[str, str | int] = {
        "orderby": "modified",
        "order": "asc",
        "per_page": PER_PAGE,
        "page": page,
        "dates_are_gmt": "true",
    }
    if after:
        params["modified_after"] = after.strftime("%Y-%m-%dT%H:%M:%S")
    reply = ask(settings, web, path, params)
    things = reply.json()
    if reply.status == 404 or not isinstance(things, list):
        raise ProviderFailed(reply.words, permanent=False, code="not_found", step=path)
    last = _last_change(things, since)
    total = _number(reply.headers.get("x-wp-total"))
    if len(things) < PER_PAGE:
        return Answer(things, {"since": last and last.isoformat()}, True, 0)
    stays = last is not None and after is not None and last - _SECOND <= after
    following: dict[str, Any] = {"since": last and last.isoformat(), "is_running": True}
    if stays or last is None:
        following = {**following, "since": cursor.get("since"), "page": page + 1}
    left = None if total is None else max(total - page * PER_PAGE, 0)
    return Answer(things, following, False, left)


def changed_at(thing: Any) -> datetime:
    """Its version. KeyError or ValueError where there is none."""
    return _moment(thing["date_modified_gmt"] or thing["date_created_gmt"])


def moment_or_none(said: object) -> datetime | None:
    return _moment(said) if isinstance(said, str) and said else None


def _moment(said: str) -> datetime:
    """A "GMT" date of WordPress bears no zone."""
    at = datetime.fromisoformat(said.replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _last_change(things: Sequence[Any], since: datetime | None) -> datetime | None:
    found = [since] if since else []
    for thing in things:
        try:
            found.append(changed_at(thing))
        except (KeyError, TypeError, ValueError):
            continue  # it is told as unread where it is read
    return max(found, default=None)


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isdigit() else None
