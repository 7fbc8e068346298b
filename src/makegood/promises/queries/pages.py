"""Promises page by page, as somebody asked for them, and how many there are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.models import Staff
from makegood.promises.models import Promise


@dataclass(frozen=True)
class PromisePage:
    """Some promises, each with its case, customer and owner, and where the next ones start."""

    rows: tuple[Promise, ...]
    next: str | None


@dataclass(frozen=True)
class Asked:
    """Which open promises; each narrows. `state` as `Promise.state_at` says it; due from `due_after` on and before `due_before`."""

    owner: UUID | None = None
    team: UUID | None = None
    kind: str | None = None
    source: str | None = None
    state: str | None = None
    due_after: datetime | None = None
    due_before: datetime | None = None


EVERY = Asked()


def promises_page(
    staff: Staff, asked: Asked = EVERY, *, after: str | None = None, limit: int = 50
) -> PromisePage:
    """Open promises of every case `staff` may see, the next to fall due first."""
    promises = _visible(staff).select_related("case__customer", "owner").order_by("due_at", "id")
    promises = promises.filter(_as_asked(asked))
    if after:
        promises = _after(promises, after)
    return cut(list(promises[: limit + 1]), limit, "due_at")


def _as_asked(asked: Asked) -> Q:
    same = {
        "owner": asked.owner,
        "case__team": asked.team,
        "kind": asked.kind,
        "source": asked.source,
        "due_at__gte": asked.due_after,
        "due_at__lt": asked.due_before,
    }
    wanted = Q(**{name: value for name, value in same.items() if value is not None})
    return wanted & _in_state(asked.state) if asked.state else wanted


def _in_state(state: str) -> Q:
    if state == "paused":
        return Q(paused_at__isnull=False)
    is_over = Q(paused_at=None, due_at__lte=clock.now())
    if state == "broken":
        return is_over
    to_come = Q(paused_at=None, due_at__gt=clock.now())
    return to_come & Q(warned_at__isnull=state == "made")


def promise_counts() -> dict[str, int]:
    """How many promises are open, and how many of these are broken; one query."""
    owed = Promise.objects.filter(end=Promise.End.OPEN)
    late = Count("pk", filter=Q(due_at__lte=clock.now(), paused_at=None))
    return owed.aggregate(open=Count("pk"), broken=late)


def ended_page(
    staff: Staff, *, is_kept: bool, after: str | None = None, limit: int = 50
) -> PromisePage:
    """What was kept, or what was broken (still open or kept late), the latest first."""
    column = "ended_at" if is_kept else "broken_at"
    promises = Promise.objects.filter(**{f"{column}__isnull": False})
    if is_kept:
        promises = promises.filter(end=Promise.End.KEPT)
    if not staff.may("others"):
        promises = promises.filter(case__in=cases_visible_to(staff))
    if after:
        at, last = read_cursor(after)
        earlier = Q(**{f"{column}__lt": at}) | Q(id__lt=last)
        promises = promises.filter(**{f"{column}__lte": at}).filter(earlier)
    promises = promises.select_related("case__customer", "owner").order_by(f"-{column}", "-id")
    return cut(list(promises[: limit + 1]), limit, column)


def cut(found: list[Promise], limit: int, column: str) -> PromisePage:
    """The first `limit` of one more than was asked for, and where the next ones start by that column."""
    rows = tuple(found[:limit])
    last = rows[-1] if len(found) > limit else None
    more = f"{getattr(last, column).isoformat()}_{last.pk.hex}" if last else None
    return PromisePage(rows, more)


def _visible(staff: Staff) -> QuerySet[Promise]:
    promises = Promise.objects.filter(end=Promise.End.OPEN)
    return promises if staff.may("others") else promises.filter(case__in=cases_visible_to(staff))


def _after(promises: QuerySet[Promise], cursor: str) -> QuerySet[Promise]:
    due_at, last = read_cursor(cursor)
    return promises.filter(due_at__gte=due_at).filter(Q(due_at__gt=due_at) | Q(id__gt=last))


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    at, _, promise_id = cursor.partition("_")
    try:
        instant, last = datetime.fromisoformat(at), UUID(promise_id)
    except ValueError as error:
        raise BadInput("after", "a cursor from an earlier page") from error
    if instant.tzinfo is None:
        raise BadInput("after", "a cursor from an earlier page")
    return instant, last
