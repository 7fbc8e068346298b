"""Promises: what is owed to whom, the most urgent first; and what became of one."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from makegood.api import shown
from makegood.api.cursors import closed, opened
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import (
    PromiseFigureOut,
    PromiseFiguresIn,
    PromiseFiguresOut,
    PromiseNoteIn,
    PromiseOut,
    PromisePageOut,
    PromisesIn,
    RenegotiationIn,
)
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.queries import staff_by_email
from makegood.promises.access import promise_for
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.renegotiating import release, replace
from makegood.promises.models import Promise
from makegood.promises.queries import Asked, promises_page
from makegood.promises.queries.figures import cost_in_all, costs_by, kept_by, kept_in_all
from makegood.promises.rules.costing import NO_COST, Cost
from makegood.promises.rules.figures import Kept

READ, WRITE = ApiKeyAuth("promises:read"), ApiKeyAuth("promises:write", "answer")
FIGURES = ApiKeyAuth("promises:read", "reports")

router = Router(tags=["promises"])


@router.get("", auth=READ, response=documented(PromisePageOut), summary="List open promises")
def list_promises(request: HttpRequest, asked: Query[PromisesIn]) -> PromisePageOut:
    """What is owed now, broken promises included, the next to fall due first. A case's kept ones are with the case. Scope `promises:read`."""
    person = staff_by_email(asked.owner) if asked.owner else None
    if asked.owner and person is None:
        raise BadInput("owner", "no member of staff has this e-mail address")
    page = promises_page(
        staff_of(request),
        Asked(
            owner=person.pk if person else None,
            team=asked.team,
            kind=asked.kind,
            source=asked.source,
            state="made" if asked.state == "open" else asked.state,
            due_after=asked.due_after,
            due_before=asked.due_before,
        ),
        after=opened(asked.after),
        limit=asked.limit,
    )
    return PromisePageOut(
        items=[shown.promise(row, row.case.number) for row in page.rows], next=closed(page.next)
    )


@router.get(
    "/figures",
    auth=FIGURES,
    response=documented(PromiseFiguresOut),
    summary="How promises were kept",
)
def count_promises(request: HttpRequest, asked: Query[PromiseFiguresIn]) -> PromiseFiguresOut:
    """What fell due in the days before now, by kind, team, owner or cause: kept in time, kept late, or not kept. What was
    renegotiated before its time does not count. And what those that broke cost: a customer's words from then until it was kept, by
    the minutes and the hour the shop's settings name, and what the law adds. Scope `promises:read`, for a key of somebody who may read reports."""
    now = clock.now()
    window = (now - timedelta(days=asked.days), now)
    rows, costs = kept_by(asked.by, *window), costs_by(asked.by, *window)
    return PromiseFiguresOut(
        all=_figure(kept_in_all(rows), cost_in_all(costs)),
        groups=[_figure(row, costs.get(row.group, NO_COST)) for row in rows],
    )


def _figure(row: Kept, cost: Cost) -> PromiseFigureOut:
    return PromiseFigureOut(
        group=row.group,
        due=row.due,
        kept=row.kept,
        kept_late=row.late,
        broken=row.broken,
        share=row.share,
        late_by_seconds=round(row.late_by.total_seconds()) if row.late_by else None,
        contacts=cost.contacts,
        minutes=cost.minutes,
        work=[shown.money(one) for one in cost.work],
        penalties=[shown.money(one) for one in cost.penalties],
    )


@router.post(
    "/{promise_id}/keeping",
    auth=WRITE,
    response=documented(PromiseOut, 404),
    summary="Say that it was kept",
)
def keep_promise(request: HttpRequest, promise_id: UUID, given: PromiseNoteIn) -> PromiseOut:
    """It was done, and the note says how you know: what the bank or the workshop confirmed. Answers and parcels keep theirs
    by themselves. A promise that has ended stays as it is. Scope `promises:write`."""
    staff = staff_of(request)
    promise = promise_for(staff, promise_id)
    keep(promise, note=given.note, by=staff)
    return _shown(promise)


@router.post(
    "/{promise_id}/release",
    auth=WRITE,
    response=documented(PromiseOut, 404),
    summary="Say that it is no longer owed",
)
def release_promise(request: HttpRequest, promise_id: UUID, given: PromiseNoteIn) -> PromiseOut:
    """It need not be done any more, and the note says why. A promise that has ended stays as it is. Scope `promises:write`."""
    staff = staff_of(request)
    promise = promise_for(staff, promise_id)
    release(promise, staff, given.note)
    return _shown(promise)


@router.post(
    "/{promise_id}/renegotiation",
    auth=WRITE,
    response=documented(PromiseOut, 404, 409),
    summary="Agree on another time",
)
def renegotiate_promise(
    request: HttpRequest, promise_id: UUID, given: RenegotiationIn
) -> PromiseOut:
    """The same by another time: the answer is the promise that stands in its place. The customer is not told by it. One that
    has ended is a 409 `promise_ended`. Scope `promises:write`."""
    staff = staff_of(request)
    promise = promise_for(staff, promise_id)
    return _shown(replace(promise, given.due_at, staff, given.note))


def _shown(promise: Promise) -> PromiseOut:
    return shown.promise(promise, promise.case.number)
