"""`record(event)`: the one way anything is said to have happened."""

import dataclasses
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model, QuerySet

from makegood.kernel import clock
from makegood.kernel.asking import Question, first_of
from makegood.kernel.events import Event, react_to_all, reactions_to
from makegood.kernel.models import Happening
from makegood.kernel.written import written, written_rows

CHANNEL = "makegood"
"""The LISTEN/NOTIFY channel; a payload is `{"id", "name", "topic", "is_calm"}` as JSON."""

LONGEST_STORY = 200
BESIDE = 20
"""So many happenings of a second thing are told along."""

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)
_via: ContextVar[str] = ContextVar("via", default="desk")
_calm: ContextVar[bool] = ContextVar("calm", default=False)
_whole: ContextVar[str] = ContextVar("whole", default="")
_together: ContextVar[list[Event] | None] = ContextVar("together", default=None)

M = TypeVar("M", bound=Model)
_in_hand: ContextVar[tuple[Model, ...]] = ContextVar("in_hand", default=())


def record(event: Event, *written: Model) -> None:
    """Write the Happening, run the reactions, tell the open pages: all in the caller's transaction.

    NOTIFY is heard only after commit, so a page never hears of what was rolled back. `written` are rows the caller
    has just made in this transaction: reactions find them with `in_hand` and need not read them again.
    """
    if (told := _together.get()) is not None:
        told.append(event)
    else:
        _write([event])
    token = _in_hand.set(written)
    try:
        for reaction in reactions_to(type(event)):
            reaction(event)
    finally:
        _in_hand.reset(token)


def record_all(events: Sequence[Event]) -> None:
    """As `record`, for many events of one type: a sweep may have hundreds to tell, in one statement."""
    if not events:
        return
    if (told := _together.get()) is not None:
        told.extend(events)
    else:
        _write(events)
    react_to_all(events)


def in_hand(model: type[M], key: UUID | None) -> M | None:
    """The row of this key, if whoever recorded the event made it a moment ago; nobody else can have changed it."""
    return next((row for row in _in_hand.get() if type(row) is model and row.pk == key), None)


@contextmanager
def quietly() -> Iterator[None]:
    """Tell no open page of what is recorded in the block: a bulk of old news is told once, at its end."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


@contextmanager
def together() -> Iterator[None]:
    """Write the Happenings of the block with one statement at its end; reactions run as ever. A block inside another leaves them to that one.

    For a block in one transaction, in which nothing recorded is rolled back while the rest goes on: what may be is a block of its own.
    """
    events: list[Event] = []
    token = _together.set(events)
    try:
        yield
    finally:
        _together.reset(token)
    if (around := _together.get()) is not None:
        around.extend(events)
    elif events:
        _write(events)


@contextmanager
def calmly() -> Iterator[None]:
    """Tell the pages of each thing, but not the inboxes: whoever does much at once tells those now and then."""
    token = _calm.set(True)
    try:
        yield
    finally:
        _calm.reset(token)


@contextmanager
def as_part_of(whole: str) -> Iterator[None]:
    """What is recorded in the block is part of one larger thing (`kind:id`), and is told as that."""
    token = _whole.set(whole)
    try:
        yield
    finally:
        _whole.reset(token)


@contextmanager
def coming_via(way: str) -> Iterator[None]:
    """What is recorded in the block came this way: `console`, `api`, `portal`, `mail`. Outside of any it is the desk's own doing."""
    token = _via.set(way)
    try:
        yield
    finally:
        _via.reset(token)


def part_of() -> str:
    """The larger thing that is being done now; empty: none."""
    return _whole.get()


def latest(names: Collection[str], before: int | None = None, limit: int = 50) -> list[Happening]:
    """What happened of these names, the latest first; `before` is the id the page before ended with."""
    found = Happening.objects.filter(name__in=names).order_by("-id")
    return list((found.filter(id__lt=before) if before else found)[:limit])


_INSERT = "INSERT INTO kernel_happening (name, topic, at, by_id, via, facts) VALUES "
_PLACES = "(%s, %s, %s, %s, %s, %s)"
_NOTIFY = """
    SELECT pg_notify(%s, json_build_object('id', id, 'name', name, 'topic', topic)::text)
    FROM happening WHERE name = ANY(%s)
"""


def _write(events: Sequence[Event]) -> None:
    """Rows and NOTIFYs in one round trip: a mail on its way in tells several things, and mails come by the thousand."""
    row: list[Any] = []
    for event in events:
        row += [type(event).__name__, event.topic, clock.now(), event.by_id, _via.get()]
        row += [_facts(event)]
    insert = _INSERT + ", ".join([_PLACES] * len(events))
    live = [] if _quiet.get() else sorted({type(event).__name__ for event in events if event.live})
    with connection.cursor() as cursor:
        if live:
            statement = f"WITH happening AS ({insert} RETURNING id, name, topic) {_NOTIFY}"
            cursor.execute(statement, [*row, CHANNEL, live])
        else:
            cursor.execute(insert, row)


def _facts(event: Event) -> str:
    facts = {f.name: getattr(event, f.name) for f in dataclasses.fields(event) if f.name != "by_id"}
    if whole := _whole.get():
        facts["part_of"] = whole
    return json.dumps(facts, cls=DjangoJSONEncoder)


def forget(topic: str) -> None:
    """What happened to a thing is told no longer: the thing is gone, and its story would still speak of it."""
    Happening.objects.filter(topic=topic).delete()


def happenings_of(topic: str, beside: str = "") -> list[Happening]:
    """What happened to one thing, oldest first; of a long story the latest chapters.

    `beside` is another thing whose last happenings belong to the story.
    """
    return _story_of(topic, beside or None)[::-1]


@written_rows
def _story_of(topic: str, beside: str | None) -> QuerySet[Happening]:
    latest = Happening.objects.filter(topic=topic).order_by("-id")[:LONGEST_STORY]
    if beside is None:
        return latest
    others = Happening.objects.filter(topic=beside).order_by("-id")[:BESIDE]
    return latest.union(others, all=True).order_by("-id")


def last_happening_of(topic: str) -> Happening | None:
    """The last thing that happened to it."""
    return Happening.objects.filter(topic=topic).order_by("-id").first()


def happening_of(topic: str, happening_id: int) -> Happening | None:
    """One thing that happened to this and to nothing else."""
    return Happening.objects.filter(topic=topic, pk=happening_id).first()


@written
def latest_happening() -> Question:
    """The id of the last thing that happened: from here on a page opened now wants to hear."""
    return first_of(Happening.objects.order_by("-id").values_list("id"))
