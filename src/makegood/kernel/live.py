"""News for open pages: one listening connection a process, fanned out to whoever subscribed.

A page subscribes to topics: `case:<id>`, `staff:<id>`, any `kind:id` an event names, or `inbox`, which
hears of every case. It is told *that* something happened (`News`), never what: it asks again for its
part through its own door. A subscriber too slow for its queue, or one that may have missed something,
is told RESET instead: ask for everything again.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import psycopg
from asgiref.sync import sync_to_async
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.db.models import Q

from makegood.kernel import clock, presence
from makegood.kernel.events import silent_names
from makegood.kernel.log import CHANNEL
from makegood.kernel.models import Happening
from makegood.kernel.presence import Presences, Present, Sign

logger = logging.getLogger(__name__)

INBOX = "inbox"
QUEUE_SIZE = 100
MOST_CAUGHT_UP = 200
_OVERLAP, _OVERLAP_FOR = 100, timedelta(seconds=30)
_LONGEST_WAIT = 10.0


@dataclass(frozen=True)
class News:
    """Something happened: `id` of its Happening, `name` of the event, its `topic`. `is_calm`: no inbox hears of it."""

    id: int
    name: str
    topic: str
    is_calm: bool = False


RESET = News(0, "Reset", "*")
"""We may have missed something: ask for everything again."""
PRESENCE = "Presence"
"""The name of the news that somebody came to a place, left it, or types there; no Happening."""


@dataclass(eq=False)
class Subscriber:
    """One open page. `next()` waits for its news."""

    topics: frozenset[str]
    queue: "asyncio.Queue[News]" = field(default_factory=lambda: asyncio.Queue(QUEUE_SIZE))

    def tell(self, news: News) -> None:
        """Hand over `news`; a full queue is emptied and becomes one RESET."""
        try:
            self.queue.put_nowait(news)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(RESET)

    async def next(self, seconds: float) -> list[News]:
        """All that is there, at least one; nothing when `seconds` pass in silence."""
        try:
            async with asyncio.timeout(seconds):
                first = await self.queue.get()
        except TimeoutError:
            return []
        return [first, *(self.queue.get_nowait() for _ in range(self.queue.qsize()))]


class Hub:
    """The listener and its subscribers; lives in one event loop, starts with the first subscriber."""

    def __init__(self) -> None:
        self._by_topic: dict[str, set[Subscriber]] = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None
        self._is_heard = asyncio.Event()
        self._presences = Presences()
        self._own: dict[str, Sign] = {}
        self._renewing: asyncio.Task[None] | None = None

    async def subscribe(self, topics: Iterable[str]) -> Subscriber:
        """Hear of `topics` from now on: returns when the listener listens."""
        subscriber = Subscriber(frozenset(topics))
        for topic in subscriber.topics:
            self._by_topic[topic].add(subscriber)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        await self._is_heard.wait()
        return subscriber

    def unsubscribe(self, subscriber: Subscriber) -> None:
        for topic in subscriber.topics:
            self._by_topic[topic].discard(subscriber)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def tell(self, news: News) -> None:
        """To everybody whose topic it is."""
        listening = set(self._by_topic.get(news.topic, ()))
        if news.topic.startswith("case:") and not news.is_calm:
            listening |= self._by_topic.get(INBOX, set())
        for subscriber in listening:
            subscriber.tell(news)

    async def arrive(self, sign: Sign) -> None:
        """One of our pages shows a place from now on, until it leaves."""
        self._own[sign.page] = sign
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew())
        await _say([sign])

    async def leave(self, page: str) -> None:
        """The page was closed, or its line broke."""
        if sign := self._own.pop(page, None):
            await _say([replace(sign, state=presence.GONE)])

    def present(self, place: str, but: str) -> list[Present]:
        """Who else is there."""
        return self._presences.at(place, asyncio.get_running_loop().time(), but)

    def reset(self) -> None:
        """To everybody: we did not listen for a while."""
        for subscriber in {one for group in self._by_topic.values() for one in group}:
            subscriber.tell(RESET)

    async def close(self) -> None:
        for task in filter(None, (self._listening, self._renewing)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _listen(self) -> None:
        wait = 0.1
        while True:
            try:
                async with await _connect() as listener:
                    await listener.execute(f"LISTEN {CHANNEL}")
                    await listener.execute(f"LISTEN {presence.CHANNEL}")
                    if self._is_heard.is_set():
                        self.reset()
                    self._is_heard.set()
                    wait = 0.1
                    await _say([Sign(presence.ASK), *self._own.values()])
                    async for notice in listener.notifies():
                        self._hear(notice)
            except psycopg.OperationalError as error:
                logger.warning("live listener lost the database", extra={"error": str(error)})
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def _hear(self, notice: psycopg.Notify) -> None:
        if notice.channel == CHANNEL:
            self.tell(News(**json.loads(notice.payload)))
            return
        now = asyncio.get_running_loop().time()
        signs = presence.heard(notice.payload)
        self._tell_places({one.place for one in signs if self._presences.hear(one, now)})
        if any(one.state == presence.ASK for one in signs) and self._renewing:
            self._renewing.cancel()  # whoever asks has heard nothing yet: say all of it now
            self._renewing = asyncio.create_task(self._renew())

    def _tell_places(self, places: Iterable[str]) -> None:
        for place in places:
            self.tell(News(0, PRESENCE, place, is_calm=True))

    async def _renew(self) -> None:
        while True:
            await _say(list(self._own.values()))
            await asyncio.sleep(presence.AGAIN)
            self._tell_places(self._presences.expire(asyncio.get_running_loop().time()))


async def _say(signs: list[Sign]) -> None:
    try:
        await sync_to_async(_say_now)(signs)
    except DatabaseError as error:  # who is where is worth no broken stream; it is said again soon
        logger.warning("presence could not be told", extra={"error": str(error)})


def _say_now(signs: list[Sign]) -> None:
    close_old_connections()
    presence.say(signs)


def caught_up(topics: Iterable[str], since: int) -> list[News]:
    """What `topics` missed after Happening `since`; RESET when that is much.

    An id is drawn before its transaction commits, so a lower one may become visible later: the last
    few of the last half minute are told again, which costs a page one question too many.
    """
    wanted = frozenset(topics)
    mine = Q(topic__in=wanted)
    if INBOX in wanted:
        mine |= Q(topic__startswith="case:")
    late = Q(id__gt=since - _OVERLAP, at__gte=clock.now() - _OVERLAP_FOR)
    rows = (
        Happening.objects.filter(mine, Q(id__gt=since) | late, id__gt=since - _OVERLAP)
        .exclude(name__in=silent_names())
        .order_by("id")
        .values_list("id", "name", "topic")[: MOST_CAUGHT_UP + 1]
    )
    missed = [News(*row) for row in rows]
    return missed if len(missed) <= MOST_CAUGHT_UP else [RESET]


async def _connect() -> "psycopg.AsyncConnection[tuple[object, ...]]":
    asked = connection.get_connection_params()
    known = {
        name: value
        for name, value in asked.items()
        if name not in {"cursor_factory", "context", "prepare_threshold"}
    }
    return await psycopg.AsyncConnection.connect(**known, autocommit=True)
