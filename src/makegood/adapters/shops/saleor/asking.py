"""Asking a Saleor: its address, its token, its answers, its amounts and its pages of what changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import Cursor, Settings

PER_PAGE = 50
OVERLAP = timedelta(minutes=2)
"""A sweep begins so long before the last change it knows: what was being saved when it looked is seen the next time."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_KEY_REFUSED = {
    "InvalidTokenError",
    "ExpiredSignatureError",
    "DecodeError",
    "InvalidSignatureError",
}
_NOT_ALLOWED = {"PermissionDenied"}


@dataclass(frozen=True)
class Answer:
    """A page of things changed, the cursor after it, whether it was the last, how many are left."""

    things: Sequence[Any]
    cursor: dict[str, Any]
    is_last: bool
    left: int | None


def ask(
    settings: Settings, web: Caller, query: str, variables: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return data_of(posted(settings, web, query, variables or {}))


def data_of(reply: Reply) -> dict[str, Any]:
    """Where it complains of anything, nothing of the answer is believed."""
    told = reply.json()
    if not isinstance(told, dict):
        raise ProviderFailed("no GraphQL there", permanent=True, code="not_found", step="connect")
    if told.get("errors"):
        raise _complaint(told)
    data = told.get("data")
    if not isinstance(data, dict):
        raise ProviderFailed("an answer without data", permanent=False, code="protocol")
    return data


def posted(settings: Settings, web: Caller, query: str, variables: Mapping[str, Any]) -> Reply:
    """An answer of GraphQL, whatever it says: 400 comes with complaints in it."""
    token = str(settings.get("token") or "")
    if not token.isascii() or not token.isprintable():
        raise ProviderFailed("no such token", permanent=True, code="key_refused", step="sign_in")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({"query": query, "variables": dict(variables)}).encode()
    reply = web.call("POST", address(settings), headers=headers, body=body)
    if reply.status == 404 or 300 <= reply.status < 400:
        raise ProviderFailed(reply.words, permanent=True, code="not_found", step="connect")
    if reply.status in {401, 403}:
        raise ProviderFailed(reply.words, permanent=True, code="not_allowed", step="sign_in")
    if reply.status >= 500:
        raise ProviderFailed(reply.words, permanent=False, unclear=True, code="protocol")
    return reply


def address(settings: Settings) -> str:
    """The token goes there with every call: over TLS, or not away from this machine. It answers with a slash at the
    end only."""
    url = str(settings.get("url", "")).strip().rstrip("/") + "/"
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        raise ProviderFailed(
            "the address must begin with https://", permanent=True, code="no_address"
        )
    return url


def changed_since(
    settings: Settings, web: Caller, what: str, fields: str, cursor: Cursor
) -> Answer:
    """The next page of what changed, oldest change first.

    Within one sweep it goes on by the shop's own cursor, which names a date and an id, so nothing is left out though
    things change meanwhile: they move to the end.
    """
    is_running = bool(cursor.get("is_running"))
    since = moment(cursor["since"]) if cursor.get("since") else None
    began = cursor.get("from") if is_running else since and (since - OVERLAP).isoformat()
    kind = what[0].upper() + what[1:-1]
    query = (
        f"query($n:Int!,$a:String,$f:{kind}FilterInput,$c:String){{{what}(first:$n,after:$a,filter:$f,channel:$c,"
        f"sortBy:{{field:LAST_MODIFIED_AT,direction:ASC}}){{totalCount pageInfo{{hasNextPage endCursor}}"
        f"edges{{node{{{fields}}}}}}}}}"
    )
    asked = {
        "n": PER_PAGE,
        "a": cursor.get("after") if is_running else None,
        "f": {"updatedAt": {"gte": began}} if began else None,
        "c": str(settings.get("channel") or "").strip() or None,
    }
    found = ask(settings, web, query, asked).get(what)
    try:
        things = [one["node"] for one in found["edges"]]  # type: ignore[index]  # checked by trying
        following, is_last = found["pageInfo"]["endCursor"], not found["pageInfo"]["hasNextPage"]  # type: ignore[index]  # the same
        total = found["totalCount"]  # type: ignore[index]  # the same
    except (KeyError, TypeError) as error:
        raise ProviderFailed(f"no list of {what}", permanent=False, code="protocol") from error
    last = max([*_changes(things), *([since] if since else [])], default=None)
    after: dict[str, Any] = {"since": last and last.isoformat()}
    if is_last:
        return Answer(things, after, True, 0)
    if not things or not following:
        raise ProviderFailed("its pages do not go on", permanent=False, code="protocol", step=what)
    read = (int(cursor.get("read", 0)) if is_running else 0) + len(things)
    after |= {"from": began, "after": following, "read": read, "is_running": True}
    left = max(total - read, 0) if isinstance(total, int) else None
    return Answer(things, after, False, left)


def moment(said: Any) -> datetime:
    at = datetime.fromisoformat(said.replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError("a date without a time zone")
    return at


def minor(money: Any) -> int:
    """Of what it calls Money: an amount as a number, and its currency."""
    amount = money["amount"]
    if isinstance(amount, bool) or not isinstance(amount, int | float | str):
        raise TypeError(f"not an amount: {amount!r}")
    return Money.rounded(str(amount), str(money["currency"])).minor


def _complaint(told: dict[str, Any]) -> ProviderFailed:
    codes, words = set(), ""
    for one in told["errors"] if isinstance(told["errors"], list) else []:
        said = one if isinstance(one, dict) else {}
        words = words or str(said.get("message") or "")[:300]
        extensions = said.get("extensions") if isinstance(said.get("extensions"), dict) else {}
        kind = (extensions or {}).get("exception")
        codes.add(str(kind.get("code")) if isinstance(kind, dict) else "")
    if codes & _KEY_REFUSED:
        return ProviderFailed(words, permanent=True, code="key_refused", step="sign_in")
    if codes & _NOT_ALLOWED:
        return ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
    return ProviderFailed(words or "it complains", permanent=False, code="protocol")


def _changes(things: Sequence[Any]) -> list[datetime]:
    found = []
    for thing in things:
        try:
            found.append(moment(thing["updatedAt"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # it is told as unread where it is read
    return found
