"""Conversations with suppliers and carriers about a case: list, begin, read, write."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from makegood.api import shown
from makegood.api.addressing import people
from makegood.api.cases import ANSWER, READ, Number
from makegood.api.errors import documented
from makegood.api.keys import staff_of
from makegood.api.schemas import (
    MessageOut,
    ThreadIn,
    ThreadList,
    ThreadMessageIn,
    ThreadOut,
    ThreadRow,
)
from makegood.cases.access import case_for
from makegood.cases.models import Case
from makegood.messages.access import thread_for
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Thread
from makegood.messages.queries import conversation, threads_with_others

router = Router(tags=["threads"])


@router.get(
    "/{number}/threads",
    auth=READ,
    response=documented(ThreadList, 404),
    summary="List conversations with suppliers and carriers",
)
def list_threads(request: HttpRequest, number: Number) -> ThreadList:
    """Oldest first, without their words. The customer's own conversation is the case's. Scope `cases:read`."""
    case = case_for(staff_of(request), number)
    return ThreadList(items=[shown.thread_row(one) for one in threads_with_others(case)])


@router.post(
    "/{number}/threads",
    auth=ANSWER,
    response=documented(ThreadRow, 400, 404, 409, made=True),
    summary="Begin a conversation with a supplier or carrier",
)
def open_a_thread(request: HttpRequest, number: Number, given: ThreadIn) -> Status[ThreadRow]:
    """Nothing is sent yet. Where there is one with this address already, that one. An address of the customer's or of
    the shop's is refused (409 `customers_address`, `own_address`). Scope `cases:write`."""
    staff = staff_of(request)
    case = case_for(staff, number)
    opened = open_thread(case, staff, given.side, given.name, given.address, subject=given.subject)
    return Status(201, shown.thread_row(opened))


@router.get(
    "/{number}/threads/{thread_id}",
    auth=READ,
    response=documented(ThreadOut, 404),
    summary="Read a conversation with a supplier or carrier",
)
def read_thread(request: HttpRequest, number: Number, thread_id: UUID) -> ThreadOut:
    """With its messages, oldest first: `in` is theirs, `out` is ours. Scope `cases:read`."""
    staff = staff_of(request)
    case = case_for(staff, number)
    return _whole(case, thread_for(staff, case, thread_id))


@router.post(
    "/{number}/threads/{thread_id}/messages",
    auth=ANSWER,
    response=documented(MessageOut, 400, 404, 409, made=True),
    summary="Write to a supplier or carrier",
)
def write_to_thread(
    request: HttpRequest, number: Number, thread_id: UUID, given: ThreadMessageIn
) -> Status[MessageOut]:
    """Puts it into the outbox; it leaves within seconds, and the customer never sees it. It goes to everybody of the
    last message there, at first to the conversation's own address, unless `to` and `cc` say otherwise; never to the
    customer (409 `customers_address`). Taken back while it waits by `DELETE /cases/{number}/replies/{id}`. Scope `cases:write`."""
    staff = staff_of(request)
    case = case_for(staff, number)
    sent = send_reply(
        case,
        staff,
        given.text,
        thread=thread_for(staff, case, thread_id),
        to=people(given.to, "to"),
        cc=people(given.cc, "cc"),
        undo_for=timedelta(0),
        at=given.send_at,
        after=given.after,
    )
    return Status(201, shown.message(sent))


def _whole(case: Case, thread: Thread) -> ThreadOut:
    words = [one for one in conversation(case) if one.thread_id == thread.pk]
    return ThreadOut(
        **shown.thread_row(thread).dict(), messages=[shown.message(one) for one in words]
    )
