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
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
from django.db import connection
from django.db.models import Q

from makegood.kernel import clock
from makegood.kernel.events import silent_names
from makegood.kernel.log import CHANNEL
from makegood.kernel.models import Happening

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

    def reset(self) -> None:
        """To everybody: we did not listen for a while."""
        for subscriber in {one for group in self._by_topic.values() for one in group}:
            subscriber.tell(RESET)

    async def close(self) -> None:
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self) -> None:
        wait = 0.1
        while True:
            try:
                async with await _connect() as listener:
                    await listener.execute(f"LISTEN {CHANNEL}")
                    if self._is_heard.is_set():
                        self.reset()
                    self._is_heard.set()
                    wait = 0.1
                    async for notice in listener.notifies():
                        self.tell(News(**json.loads(notice.payload)))
            except psycopg.OperationalError as error:
                logger.warning("live listener lost the database", extra={"error": str(error)})
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)


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
