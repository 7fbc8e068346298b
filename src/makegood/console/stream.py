"""The live stream, `/stream/?topics=inbox,case:<id>`: server-sent events, plain ASGI, in a process of its own.

Each event is a News as JSON (`{"id", "name", "topic"}`), its `id` the Happening's, so that a browser that
connects again says where it was (`Last-Event-ID`) and is told what it missed; `?since=` does the same
for the first time. `?here=case:<id>`: the page stands on that case; who else does comes as events `presence`. Staff are known by their session cookie; a customer's page by its link
(`?link=<token>`), and hears of its own case only, without the event's name. Beside it, `/stream/export/<id>/` (`fetching`).
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import auth
from django.db import close_old_connections
from django.http import HttpRequest

from makegood.cases.access import case_by_link, case_for_id
from makegood.console import fetching
from makegood.kernel.errors import NotFound
from makegood.kernel.ids import new_token
from makegood.kernel.live import INBOX, PRESENCE, RESET, Hub, News, Subscriber, caught_up
from makegood.kernel.presence import HERE, Present, Sign
from makegood.people.models import Staff

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent: proxies close what seems dead, and we notice who left."""
LOOK_AGAIN = 60.0
"""Seconds after which we look again whether they may still listen: signed out, dismissed, link revoked."""
RETRY = 2000
MOST_TOPICS = 20
FOR_CUSTOMERS = {"MessageReceived", "MessageSent", "CaseClosed", "CaseReopened", "Reset"}
"""What a customer's page shows; of anything else (a note, who has the case) it does not even hear that it happened."""
_TOPIC = re.compile(r"[a-z_]{1,30}:[0-9A-Za-z-]{1,60}")


@dataclass(frozen=True)
class Listener:
    """Somebody who may listen, to `topics`; `is_customer` hears less."""

    topics: frozenset[str]
    is_customer: bool = False
    here: Sign | None = None
    """Where its page stands, if it says so and they may see it."""

    def hears(self, news: News) -> bool:
        if news.name == PRESENCE:
            return self.here is not None and self.here.place == news.topic
        public = news.name in FOR_CUSTOMERS or news.name.startswith("Promise")
        return public or not self.is_customer

    def written(self, news: News) -> str:
        """One event of the stream."""
        if news.name == PRESENCE and self.here:
            return _presence(hub.present(self.here.place, self.here.who))
        name = news.name if not self.is_customer or news is RESET else "Changed"
        told = json.dumps({"id": news.id, "name": name, "topic": news.topic})
        place = f"id: {news.id}\n" if news.id else ""
        return f"{place}data: {told}\n\n"


def _presence(others: list[Present]) -> str:
    told = [{"name": one.name, "typing_for": one.typing_for, "what": one.what} for one in others]
    return f"event: presence\ndata: {json.dumps(told)}\n\n"


@dataclass(frozen=True)
class Asked:
    """What a browser asked for."""

    topics: frozenset[str]
    here: str
    link: str
    session: str
    since: int | None
    origin: str
    host: str


hub = Hub()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application."""
    if scope["type"] != "http":
        return
    if scope["method"] == "GET" and scope["path"].startswith(fetching.PLACE):
        await _fetch(scope, send)
        return
    if scope["method"] != "GET" or scope["path"].rstrip("/") != "/stream":
        await _refuse(send, 404)
        return
    asked = _asked(scope)
    listener = await sync_to_async(listener_for)(asked)
    if listener is None:
        # 204 would also end the stream for good, but a page could not tell why.
        await _refuse(send, 401, _cross_origin(asked))
        return
    await _serve(asked, listener, receive, send)


async def _fetch(scope: Scope, send: Send) -> None:
    """A file that is too long a download for a page's process; a stranger finds nothing here."""
    asked = _asked(scope)
    staff = await sync_to_async(_reader)(asked.session)
    if staff is None or not await fetching.serve(staff, scope["path"], _from(scope), send):
        await _refuse(send, 404)


def _reader(session: str) -> Staff | None:
    close_old_connections()
    return _staff(session)


def _from(scope: Scope) -> str:
    """As `ui.origin` has it."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    named = headers.get(b"x-forwarded-for", "") if settings.MAKEGOOD_PROXY else ""
    return str(named.rpartition(",")[2].strip() or (scope.get("client") or [""])[0])


def listener_for(asked: Asked) -> Listener | None:
    """Who is asking, and what they may hear of; None for a stranger."""
    close_old_connections()
    if asked.link:
        return _customer(asked.link)
    staff = _staff(asked.session)
    if staff is None:
        return None
    others = {one for one in asked.topics if one.startswith("staff:")} - {f"staff:{staff.pk}"}
    return Listener(asked.topics - others, here=_here(staff, asked))


def _here(staff: Staff, asked: Asked) -> Sign | None:
    kind, _colon, case_id = asked.here.partition(":")
    if kind != "case" or asked.here not in asked.topics:
        return None
    try:
        case_for_id(staff, UUID(case_id))
    except (NotFound, ValueError):
        return None
    return Sign(HERE, asked.here, str(staff.pk), staff.name, new_token())


def _customer(link: str) -> Listener | None:
    try:
        case = case_by_link(link)
    except NotFound:
        return None
    return Listener(frozenset({f"case:{case.pk}"}), is_customer=True)


def _staff(session: str) -> Staff | None:
    """As Django's own middleware finds them: an ended session, a changed password, a dismissed person are nobody."""
    if not session:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session)
    user = auth.get_user(request)
    return user if isinstance(user, Staff) else None


async def _serve(asked: Asked, listener: Listener, receive: Receive, send: Send) -> None:
    subscriber = await hub.subscribe(listener.topics)
    sending = asyncio.create_task(_send_news(asked, listener, subscriber, send))
    leaving = asyncio.create_task(_left(receive))
    try:
        if listener.here:
            subscriber.tell(News(0, PRESENCE, listener.here.place))  # who is there already
            await hub.arrive(listener.here)
        await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hub.unsubscribe(subscriber)
        if listener.here:
            await hub.leave(listener.here.page)
        for task in (sending, leaving):
            task.cancel()
        await asyncio.gather(sending, leaving, return_exceptions=True)


async def _send_news(asked: Asked, listener: Listener, subscriber: Subscriber, send: Send) -> None:
    await _open(send, _cross_origin(asked))
    told: set[int] = set()
    if asked.since is not None:
        missed = await sync_to_async(caught_up)(listener.topics, asked.since)
        told = {news.id for news in missed}
        await _write(send, listener, missed)
    loop = asyncio.get_running_loop()
    looked_at = loop.time()
    while True:
        news = await subscriber.next(HEARTBEAT)
        if loop.time() - looked_at > LOOK_AGAIN:
            looked_at = loop.time()
            if await sync_to_async(listener_for)(asked) is None:
                break
        await _write(send, listener, [one for one in news if one.id not in told])
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _write(send: Send, listener: Listener, news: Iterable[News]) -> None:
    events = "".join(listener.written(one) for one in news if listener.hears(one))
    body = (events or ":\n\n").encode()
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _open(send: Send, headers: list[tuple[bytes, bytes]]) -> None:
    about = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store, no-transform"),
        (b"x-accel-buffering", b"no"),  # nginx must pass each event on at once
    ]
    await send({"type": "http.response.start", "status": 200, "headers": about + headers})
    hello = f"retry: {RETRY}\n\n".encode()
    await send({"type": "http.response.body", "body": hello, "more_body": True})


async def _refuse(
    send: Send, status: int, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    about = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store"), *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": about})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _cross_origin(asked: Asked) -> list[tuple[bytes, bytes]]:
    """Our own pages may read the answer although it comes from another port; nobody else's."""
    if not asked.origin or not _is_ours(asked):
        return []
    return [
        (b"access-control-allow-origin", asked.origin.encode()),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"origin"),
    ]


def _is_ours(asked: Asked) -> bool:
    if asked.origin == _origin(settings.MAKEGOOD_URL):
        return True
    origin, here = urlsplit(asked.origin), urlsplit(f"//{asked.host}")
    try:
        return origin.hostname == here.hostname and origin.port == settings.MAKEGOOD_PORT
    except ValueError:
        return False


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _asked(scope: Scope) -> Asked:
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    query = parse_qs(scope["query_string"].decode("latin-1"))
    wanted = ",".join(query.get("topics", ())).split(",")[:MOST_TOPICS]
    since = headers.get(b"last-event-id") or query.get("since", [""])[0]
    return Asked(
        topics=frozenset(one for one in wanted if one == INBOX or _TOPIC.fullmatch(one)),
        here=query.get("here", [""])[0],
        link=query.get("link", [""])[0],
        session=_cookie(headers.get(b"cookie", "")),
        since=int(since) if re.fullmatch(r"\d{1,18}", since) else None,
        origin=headers.get(b"origin", ""),
        host=headers.get(b"host", ""),
    )


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found else ""
