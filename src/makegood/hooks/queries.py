"""Reads: who is told, what is on its way, and what is said of each thing that happened."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from makegood.cases.models import Case
from makegood.cases.queries import cases_visible_to
from makegood.hooks.models import Endpoint, Post
from makegood.hooks.rules.kinds import KIND_OF
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.promises.models import Promise


def endpoints() -> QuerySet[Endpoint]:
    """All of them, the oldest first."""
    return Endpoint.objects.select_related("staff").order_by("id")


def endpoints_on() -> list[Endpoint]:
    """Those that are told."""
    return list(Endpoint.objects.filter(off_at=None).select_related("staff__custom_role", "key"))


def is_anything_told() -> bool:
    """Whether any endpoint is told anything."""
    return Endpoint.objects.filter(off_at=None).exists()


@dataclass(frozen=True)
class PostPage:
    """Some posts, the latest first, and where the next ones start."""

    rows: tuple[Post, ...]
    next: str | None


def posts_page(endpoint: Endpoint, after: str | None = None, limit: int = 25) -> PostPage:
    """What went to the endpoint, or waits to."""
    posts = Post.objects.filter(endpoint=endpoint).defer("body").order_by("-id")
    if after:
        posts = posts.filter(id__lt=_read_cursor(after))
    found = list(posts[: limit + 1])
    more = found[limit - 1].pk.hex if len(found) > limit else None
    return PostPage(tuple(found[:limit]), more)


def _read_cursor(after: str) -> UUID:
    try:
        return UUID(after)
    except ValueError as error:
        raise BadInput("after", "take it from the page before, unchanged") from error


class Told:
    """What there is to say of some things that happened: read once for all endpoints that are told of them.

    What is gone meanwhile, and what happened in the sample shop, is not told.
    """

    def __init__(self, happenings: Sequence[Happening]) -> None:
        self._promises = Promise.objects.in_bulk(_ids(happenings, "promise_id"))
        self._messages = (
            Message.objects.select_related("thread")
            .only("direction", "purpose", "channel", "at", "thread__side")
            .in_bulk(_ids(happenings, "message_id"))
        )
        cases = Case.objects.filter(shop__is_sample=False)
        self._cases = cases.in_bulk(_ids(happenings, "case_id"))

    def seen_by(self, staff: Staff) -> set[UUID]:
        """Which of the cases this person may see."""
        seen = cases_visible_to(staff).filter(pk__in=list(self._cases))
        return set(seen.values_list("pk", flat=True))

    def body_of(self, happening: Happening, seen: Collection[UUID]) -> str | None:
        """The body of the post that tells it; None: there is nothing to tell."""
        case = self._cases.get(_id(happening, "case_id"))
        if case is None or case.pk not in seen:
            return None
        data = self._data_of(happening, case)
        return body(KIND_OF[happening.name], happening.at, data) if data else None

    def _data_of(self, happening: Happening, case: Case) -> dict[str, Any] | None:
        subject = KIND_OF[happening.name].partition(".")[0]
        if subject == "case":
            return case_data(case)
        if subject == "promise":
            promise = self._promises.get(_id(happening, "promise_id"))
            return promise_data(promise, case.number) if promise else None
        message = self._messages.get(_id(happening, "message_id"))
        return message_data(message, case.number) if message else None


def body(kind: str, at: datetime, data: dict[str, Any]) -> str:
    """As it is signed and sent."""
    told = {"type": kind, "timestamp": instant(at), "data": data}
    return json.dumps(told, separators=(",", ":"))


def case_data(case: Case) -> dict[str, Any]:
    """As the API shows it, without words, names and addresses."""
    return {
        "number": case.number,
        "kind": case.kind,
        "state": "closed" if case.is_closed else "snoozed" if case.is_snoozed else "open",
        "turn": case.turn,
        "channel": case.channel,
        "opened_at": instant(case.opened_at),
        "closed_at": instant(case.closed_at),
        "url": f"{settings.MAKEGOOD_URL}/cases/{case.number}/",
    }


def promise_data(promise: Promise, number: int) -> dict[str, Any]:
    """As the API shows it, without words and names; `replaced_by` is the promise that stands in its place."""
    state = promise.state_at(clock.now())
    sum_of = promise.amount
    return {
        "id": str(promise.pk),
        "case": number,
        "kind": promise.kind,
        "amount": {"minor": sum_of.minor, "currency": sum_of.currency} if sum_of else None,
        "source": promise.source,
        "state": "open" if state == "made" else state,
        "made_at": instant(promise.made_at),
        "due_at": instant(promise.due_at),
        "ended_at": instant(promise.ended_at),
        "evidence": promise.evidence,
        "replaced_by": str(promise.replaced_by_id) if promise.replaced_by_id else None,
    }


def message_data(message: Message, number: int) -> dict[str, Any]:
    """As the API shows it, without words, names and addresses."""
    return {
        "id": str(message.pk),
        "case": number,
        "side": message.thread.side if message.thread else "customer",
        "direction": message.direction,
        "purpose": message.purpose,
        "channel": message.channel,
        "at": instant(message.at),
    }


def instant(at: datetime | None) -> str | None:
    """As the API writes it."""
    if at is None:
        return None
    precise = "milliseconds" if at.microsecond else "seconds"
    return at.astimezone(UTC).isoformat(timespec=precise).replace("+00:00", "Z")


def _ids(happenings: Sequence[Happening], name: str) -> list[UUID]:
    return list(_each(happenings, name))


def _each(happenings: Sequence[Happening], name: str) -> Iterator[UUID]:
    for one in happenings:
        if one.name in KIND_OF and name in one.facts:
            yield _id(one, name)


def _id(happening: Happening, name: str) -> UUID:
    return UUID(happening.facts[name])
