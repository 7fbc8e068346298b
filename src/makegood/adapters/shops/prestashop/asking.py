"""Asking a PrestaShop: its addresses, its key, its XML, and its pages of what changed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring
from zoneinfo import ZoneInfo

from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Cursor, Settings

PER_PAGE = 50
OVERLAP = timedelta(hours=2)
"""Its dates are the shop's local time: in the night the clocks go back, an hour comes twice."""
NEVER = "0000-00-00"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_NO_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Thing = dict[str, Any]
"""What an element says: its fields by name, each a text, another thing, or a list of things where it nests them."""


@dataclass(frozen=True)
class Answer:
    """A page of things changed, the cursor after it, whether it was the last."""

    things: Sequence[Thing]
    cursor: dict[str, Any]
    is_last: bool


def listed(settings: Settings, web: Caller, resource: str, **asked: str | int) -> list[Thing]:
    """All things of a resource that match, whole; none where the shop has no such resource."""
    reply = ask(settings, web, resource, {"display": "full", **_as_sent(asked)})
    if not reply.is_ok:
        return []
    return [thing_of(element) for group in _root(reply) for element in group]


def among(resource: str, values: Iterable[object]) -> dict[str, str]:
    """A filter for several values at once; `resource` is the field's name."""
    told = "|".join(sorted({str(value) for value in values if value not in {"", "0", None}}))
    return {f"filter[{resource}]": f"[{told}]"} if told else {}


def changed_since(settings: Settings, web: Caller, resource: str, cursor: Cursor) -> Answer:
    """The next page of what changed, oldest change first; on from the last change seen, as in any shop."""
    is_running = bool(cursor.get("is_running"))
    since = datetime.fromisoformat(str(cursor["since"])) if cursor.get("since") else None
    start = (
        (since if is_running else since - OVERLAP)
        if since
        else datetime.fromisoformat("1970-01-01")
    )
    offset = int(cursor.get("offset", 0)) if is_running else 0
    asked: dict[str, str | int] = {
        "filter[date_upd]": f"[{start:%Y-%m-%d %H:%M:%S},9999-12-31 23:59:59]",
        "date": 1,
        "sort": "[date_upd_ASC,id_ASC]",
        "limit": f"{offset},{PER_PAGE}",
    }
    things = listed(settings, web, resource, **asked)
    last = max([*_changes(things), *([since] if since else [])], default=None)
    if len(things) < PER_PAGE:
        return Answer(things, {"since": last and last.isoformat()}, True)
    if last is None or last <= start:  # a whole page of one second: its pages are turned
        following = {"since": start.isoformat(), "is_running": True, "offset": offset + PER_PAGE}
    else:
        following = {"since": last.isoformat(), "is_running": True}
    return Answer(things, following, False)


def ask(
    settings: Settings, web: Caller, path: str, params: dict[str, str | int] | None = None
) -> Reply:
    """GET below `/api/`; 404 is an answer, a key it does not take a failure."""
    reply = web.call(
        "GET", base(settings) + path, params=params, user=(str(settings.get("key", "")), "")
    )
    if reply.is_ok or reply.status == 404:
        return reply
    if reply.status == 401:
        raise ProviderFailed(_words(reply), permanent=True, code="key_refused", step="sign_in")
    if reply.status in {403, 405}:
        raise ProviderFailed(_words(reply), permanent=True, code="not_allowed", step="sign_in")
    raise ProviderFailed(_words(reply), permanent=False, code="protocol")


def posted(
    settings: Settings, web: Caller, resource: str, body: bytes, params: dict[str, str]
) -> tuple[Reply, Thing]:
    """What it answers to something new, and what it made of it; or `why` not. A key it does not take is a failure."""
    reply = web.call(
        "POST",
        base(settings) + resource,
        params=params,
        headers={"Content-Type": "text/xml"},
        body=body,
        user=(str(settings.get("key", "")), ""),
    )
    if reply.status == 401:
        raise ProviderFailed(_words(reply), permanent=True, code="key_refused", step="sign_in")
    if not reply.is_ok:
        return reply, {"why": _words(reply)}
    try:
        return reply, next((thing_of(one) for one in _root(reply)), {})
    except ProviderFailed:
        return reply, {}


def base(settings: Settings) -> str:
    """Where its web service lies; the key goes with every call, so over TLS or not away from this machine."""
    url = str(settings.get("url", "")).strip().rstrip("/")
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
    if not parts.hostname or parts.scheme not in {"http", "https"} or not is_safe:
        raise ProviderFailed(
            "the address must begin with https://", permanent=True, code="no_address"
        )
    return url + "/api/"


def zone(settings: Settings) -> ZoneInfo:
    try:
        return ZoneInfo(str(settings.get("timezone") or "").strip())
    except (KeyError, ValueError, OSError) as error:  # also what is no name at all, and a folder's
        raise ProviderFailed("no such time zone", permanent=True, code="protocol") from error


def moment(said: str, where: ZoneInfo) -> datetime | None:
    """A date of the shop's local time; of an hour that comes twice the first. None for its year 0."""
    if not said or said.startswith(NEVER):
        return None
    return datetime.fromisoformat(said).replace(tzinfo=where)


def thing_of(element: Element) -> Thing:
    """An element as its fields; `associations` are laid open, lists of one kind are lists."""
    told: Thing = {}
    for child in element:
        if child.tag == "associations":
            told |= {group.tag: [thing_of(one) for one in group] for group in child}
        elif len(child) and all(one.tag == "language" for one in child):
            told[child.tag] = next((one.text for one in child if one.text), "")
        else:
            told[child.tag] = (child.text or "").strip()
    return told


def _root(reply: Reply) -> Element:
    """Its XML, without a document type: with one, a few bytes can ask for gigabytes. Signs that XML does not know are
    left out, for customers do paste them."""
    text = _NO_SIGNS.sub("", reply.text)
    if "<!" in text.partition("<prestashop")[0]:
        raise ProviderFailed("XML with a document type", permanent=False, code="protocol")
    try:
        root = fromstring(text)  # noqa: S314  nothing can be declared in it
    except (ParseError, ValueError) as error:
        raise ProviderFailed(text[:200], permanent=False, code="no_json", step="read") from error
    if root.tag != "prestashop":
        raise ProviderFailed(text[:200], permanent=False, code="no_json", step="read")
    return root


def _words(reply: Reply) -> str:
    try:
        message = _root(reply).findtext("errors/error/message") or ""
    except ProviderFailed:
        message = ""
    return f"HTTP {reply.status} {message}".strip()[:300]


def _changes(things: Sequence[Thing]) -> list[datetime]:
    said = (str(thing.get("date_upd", "")) for thing in things)
    found = []
    for one in said:
        try:
            found.append(datetime.fromisoformat(one))
        except ValueError:
            continue  # it is told as unread where it is read
    return found


def _as_sent(asked: dict[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in asked.items() if value != ""}
