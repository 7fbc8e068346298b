"""Promises: what is owed to whom, the most urgent first; and what became of one."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from makegood.api import shown
from makegood.api.cursors import closed, opened
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import (
    PromiseNoteIn,
    PromiseOut,
    PromisePageOut,
    PromisesIn,
    RenegotiationIn,
)
from makegood.kernel.errors import BadInput
from makegood.people.queries import staff_by_email
from makegood.promises.access import promise_for
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.renegotiating import release, replace
from makegood.promises.models import Promise
from makegood.promises.queries import promises_page

READ, WRITE = ApiKeyAuth("promises:read"), ApiKeyAuth("promises:write", "answer")

router = Router(tags=["promises"])


@router.get("", auth=READ, response=documented(PromisePageOut), summary="List open promises")
def list_promises(request: HttpRequest, asked: Query[PromisesIn]) -> PromisePageOut:
    """What is owed now, broken promises included, the next to fall due first. A case's kept ones are with the case. Scope `promises:read`."""
    person = staff_by_email(asked.owner) if asked.owner else None
    if asked.owner and person is None:
        raise BadInput("owner", "no member of staff has this e-mail address")
    page = promises_page(
        staff_of(request),
        owner=person.pk if person else None,
        after=opened(asked.after),
        limit=asked.limit,
    )
    return PromisePageOut(
        items=[shown.promise(row, row.case.number) for row in page.rows], next=closed(page.next)
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
