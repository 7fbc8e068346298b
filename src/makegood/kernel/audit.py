"""Which setting was changed from what to what, by whom and from where: noted by the action that saves it.

A happening tells open pages and other rooms that something was saved; this tells people, years later, what it was before.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from makegood.kernel import clock
from makegood.kernel.models import SettingChange
from makegood.kernel.text import bounded

LONGEST = 2000
"""Characters of one value that are kept: enough to know it again, not a second store of every text."""

_origin: ContextVar[str] = ContextVar("origin", default="")


@dataclass(frozen=True)
class Thing:
    """What a setting belongs to, named as people know it."""

    kind: str
    id: object
    name: str


@dataclass(frozen=True)
class ChangesQuery:
    """Which changes: by one person, of one kind of thing, since and until an instant."""

    by_id: UUID | None = None
    thing: str = ""
    since: datetime | None = None
    until: datetime | None = None


@contextmanager
def acting_from(origin: str) -> Iterator[None]:
    """Whatever is saved in the block came from this address."""
    token = _origin.set(bounded(origin, 45))
    try:
        yield
    finally:
        _origin.reset(token)


def made(thing: Thing, by_id: UUID | None, **values: Any) -> None:
    """Note that the thing is there now, with these values."""
    _write(thing, by_id, "made", [("", None, _plain(values) if values else None, False)])


def removed(thing: Thing, by_id: UUID | None, **values: Any) -> None:
    """Note that the thing is no more, and what it was."""
    _write(thing, by_id, "removed", [("", _plain(values) if values else None, None, False)])


def changed(
    thing: Thing,
    by_id: UUID | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    secret: Collection[str] = (),
) -> list[str]:
    """Note each field of `after` that is not as it was; answers their names. Of a `secret` one only that it changed."""
    fields = [name for name, value in after.items() if before.get(name) != value]
    rows = [
        (name, None, None, True)
        if name in secret
        else (name, _plain(before.get(name)), _plain(after[name]), False)
        for name in fields
    ]
    _write(thing, by_id, "changed", rows)
    return fields


def changes(query: ChangesQuery, before: int | None = None) -> QuerySet[SettingChange]:
    """The changes asked for, the latest first; `before` is the id the page before ended with."""
    found = SettingChange.objects.order_by("-id")
    wanted: dict[str, Any] = {
        "by_id": query.by_id,
        "thing": query.thing,
        "at__gte": query.since,
        "at__lt": query.until,
        "id__lt": before,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value})


def latest_of(kind: str, id: object) -> dict[str, SettingChange]:
    """Who changed each field of a thing last, for the last hundred changes."""
    rows = SettingChange.objects.filter(thing=kind, thing_id=str(id)).order_by("-id")[:100]
    return {row.field: row for row in reversed(rows)}


def _write(
    thing: Thing, by_id: UUID | None, act: str, rows: list[tuple[str, Any, Any, bool]]
) -> None:
    SettingChange.objects.bulk_create(
        SettingChange(
            at=clock.now(),
            by_id=by_id,
            origin=_origin.get(),
            act=act,
            thing=thing.kind,
            thing_id=str(thing.id),
            name=bounded(thing.name, 160),
            field=bounded(field, 60),
            before=before,
            after=after,
            is_secret=is_secret,
        )
        for field, before, after, is_secret in rows
    )


def _plain(value: Any) -> Any:
    """As JSON keeps it, long texts cut."""
    if isinstance(value, str):
        return bounded(value, LONGEST)
    if isinstance(value, set | frozenset):
        value = sorted(value)
    text = json.dumps(value, cls=DjangoJSONEncoder)
    return json.loads(text) if len(text) <= 2 * LONGEST else bounded(text, LONGEST)
