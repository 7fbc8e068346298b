"""Asking a Vendure shop: signing in once, its answers, and its pages of what changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Cursor, Settings

PER_PAGE = 100
OVERLAP = timedelta(minutes=2)
_SECOND = timedelta(seconds=1)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_LOGIN = "mutation($u:String!,$p:String!){login(username:$u,password:$p){__typename}}"
NOT_TAKEN = {"GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "USER_INPUT_ERROR", "ENTITY_NOT_FOUND"}
"""Errors of a question that was not even begun."""
_TOKENS: dict[str, str] = {}
"""Settings' digest → the session's token: it is asked for once in a process's life, and again when it is refused."""


@dataclass(frozen=True)
class Answer:
    """A page of things changed, the cursor after it, whether it was the last, how many are left."""

    things: Sequence[Any]
    cursor: dict[str, Any]
    is_last: bool
    left: int


def ask(
    settings: Settings, web: Caller, query: str, variables: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The data of the answer. A session that has run out is renewed once."""
    told = _asked(settings, web, query, variables or {}, _token(settings, web))
    if _codes(told) & {"FORBIDDEN", "UNAUTHENTICATED"}:
        _TOKENS.pop(_known_by(settings), None)
        told = _asked(settings, web, query, variables or {}, _token(settings, web))
    if codes := _codes(told):
        words = str(told["errors"][0].get("message", ""))[:300]
        if codes & {"FORBIDDEN", "UNAUTHENTICATED"}:
            raise ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
        if codes <= NOT_TAKEN:
            raise ProviderFailed(words, permanent=True, code="not_taken")
        raise ProviderFailed(words, permanent=False, code="protocol")
    data = told.get("data")
    if not isinstance(data, dict):
        raise ProviderFailed("an answer without data", permanent=False, code="protocol")
    return data


def changed_since(
    settings: Settings, web: Caller, what: str, fields: str, cursor: Cursor
) -> Answer:
    """The next page of what changed, oldest change first; on from the last change seen, as in any shop."""
    is_running = bool(cursor.get("is_running"))
    since = moment(cursor["since"]) if cursor.get("since") else None
    after = (
        (since - (_SECOND if is_running else OVERLAP))
        if since
        else datetime(1970, 1, 1, tzinfo=UTC)
    )
    skip = int(cursor.get("skip", 0)) if is_running else 0
    options = {
        "take": PER_PAGE,
        "skip": skip,
        "sort": {"updatedAt": "ASC"},
        "filter": {"updatedAt": {"after": after.isoformat().replace("+00:00", "Z")}},
    }
    kind = what[0].upper() + what[1:-1]
    query = f"query($o:{kind}ListOptions){{{what}(options:$o){{totalItems items{{{fields}}}}}}}"
    found = ask(settings, web, query, {"o": options}).get(what)
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise ProviderFailed(f"no list of {what}", permanent=False, code="protocol")
    things = found["items"]
    last = max([*_changes(things), *([since] if since else [])], default=None)
    if len(things) < PER_PAGE:
        return Answer(things, {"since": last and last.isoformat()}, True, 0)
    left = max(int(found["totalItems"]) - skip - len(things), 0)
    if last is None or last - _SECOND <= after:  # a whole page of one second: its pages are turned
        following = {"since": cursor.get("since"), "is_running": True, "skip": skip + PER_PAGE}
    else:
        following = {"since": last.isoformat(), "is_running": True}
    return Answer(things, following, False, left)


def moment(said: str) -> datetime:
    at = datetime.fromisoformat(said.replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError("a date without a time zone")
    return at


def sign_in(settings: Settings, web: Caller) -> str:
    """A new session's token."""
    asked = {"u": str(settings.get("username", "")), "p": str(settings.get("password", ""))}
    reply = _posted(settings, web, _LOGIN, asked, "")
    told = _read(reply)
    data = told.get("data")
    login = data.get("login") if isinstance(data, dict) else None
    if not isinstance(login, dict):
        raise ProviderFailed(reply.words, permanent=False, code="not_found", step="connect")
    if login.get("__typename") != "CurrentUser":
        words = str(login.get("__typename", ""))
        raise ProviderFailed(words, permanent=True, code="key_refused", step="sign_in")
    token = reply.headers.get("vendure-auth-token", "")
    if not token:
        words = "no vendure-auth-token: its tokenMethod has to include bearer"
        raise ProviderFailed(words, permanent=True, code="not_allowed", step="sign_in")
    return token


def address(settings: Settings) -> str:
    """The password goes there: over TLS, or not away from this machine."""
    url = str(settings.get("url", "")).strip().rstrip("/")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        raise ProviderFailed(
            "the address must begin with https://", permanent=True, code="no_address"
        )
    return url


def _token(settings: Settings, web: Caller) -> str:
    known_by = _known_by(settings)
    if known_by not in _TOKENS:
        _TOKENS[known_by] = sign_in(settings, web)
    return _TOKENS[known_by]


def _known_by(settings: Settings) -> str:
    told = json.dumps([str(settings.get(name)) for name in ("url", "username", "password")])
    return hashlib.sha256(told.encode()).hexdigest()


def _asked(
    settings: Settings, web: Caller, query: str, variables: Mapping[str, Any], token: str
) -> dict[str, Any]:
    return _read(_posted(settings, web, query, variables, token))


def _posted(
    settings: Settings, web: Caller, query: str, variables: Mapping[str, Any], token: str
) -> Reply:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({"query": query, "variables": variables}).encode()
    return web.call("POST", address(settings), headers=headers, body=body)


def _read(reply: Reply) -> dict[str, Any]:
    if reply.status == 404 or 300 <= reply.status < 400:
        raise ProviderFailed(reply.words, permanent=True, code="not_found", step="connect")
    if reply.status in {401, 403}:
        raise ProviderFailed(reply.words, permanent=True, code="not_allowed", step="sign_in")
    if reply.status >= 500:
        raise ProviderFailed(reply.words, permanent=False, unclear=True, code="protocol")
    told = reply.json()
    if not isinstance(told, dict):
        raise ProviderFailed("no GraphQL there", permanent=True, code="not_found", step="connect")
    return told


def _codes(told: dict[str, Any]) -> set[str]:
    errors = told.get("errors") or []
    found = [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    return {str((one.get("extensions") or {}).get("code") or "ERROR") for one in found}


def _changes(things: Sequence[Any]) -> list[datetime]:
    found = []
    for thing in things:
        try:
            found.append(moment(thing["updatedAt"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # it is told as unread where it is read
    return found
