"""How one attempt to send ended, written down; `dispatching` draws the states a message goes through.

`finish` and `settle` change only what is still on its way, so that of two who know the end the second changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.hearing import told, told_others
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.messages.events import CaseLeftOpen, MessageSent, SendingFailed
from makegood.messages.models import Account, Dispatch, Message, Thread
from makegood.messages.queries import waits_for_others

FILED_AFTER = timedelta(minutes=2)
"""How long a provider may take to file a copy of what it sent: a "no" before then proves nothing."""
State = Dispatch.State


def finish(dispatch: Dispatch) -> None:
    """The server has it: the customer has had word, and what was wished with it is done. A second time changes nothing."""
    now = clock.now()
    unfinished = Dispatch.objects.filter(pk=dispatch.pk, state__in=[State.SENDING, State.UNKNOWN])
    refused = {name: dispatch.error[name] for name in ("refused",) if name in dispatch.error}
    if not unfinished.update(state=State.SENT, settled_at=now, error=refused):
        return
    if dispatch.settled_at is not None and dispatch.state == State.SENDING:
        return  # those it is for had it before; now the last of the others has it too
    message = dispatch.message
    Message.objects.filter(pk=message.pk).update(at=now)
    _note_sent(dispatch.account, now)
    if message.case is None:
        return
    side = message.thread.side if message.thread else Thread.With.CUSTOMER
    if message.purpose == Message.Purpose.WORD:
        _word_given(message.case, side, now)
    record(
        MessageSent(
            case_id=message.case.pk,
            message_id=message.pk,
            purpose=message.purpose,
            by_id=message.author_id,
            side=side,
        )
    )
    if dispatch.wish.get("close"):
        _close(message)


@transaction.atomic
def leave_unclear(dispatch: Dispatch, error: ProviderFailed) -> None:
    """It may or may not have been taken: not sent again before the server was asked, or a person."""
    note_delivery(dispatch, "unknown", error.message)
    settle(dispatch, State.UNKNOWN, error, not_before=clock.now() + FILED_AFTER)
    tell_failure(dispatch, error.code, unknown=True)


def settle(dispatch: Dispatch, state: str, error: ProviderFailed, **fields: Any) -> None:
    """What was on its way has come to an end that is not `sent`."""
    Dispatch.objects.filter(pk=dispatch.pk, state=State.SENDING).update(
        state=state, settled_at=clock.now(), error=facts_of(error), **fields
    )


def back_to_waiting(dispatch: Dispatch) -> None:
    """It goes again now, as if it had never been tried."""
    Dispatch.objects.filter(pk=dispatch.pk).update(
        state=State.WAITING, not_before=clock.now(), settled_at=None, error={}
    )


def note_delivery(dispatch: Dispatch, outcome: str, response: str) -> None:
    """The answer to the attempt that is still open, in the server's words."""
    open_tries = dispatch.deliveries.filter(outcome="")
    open_tries.update(outcome=outcome, ended_at=clock.now(), response=bounded(response, 2000))


def tell_failure(dispatch: Dispatch, code: str, *, unknown: bool) -> None:
    """The event, for whoever wrote it; a letter without a case has nobody to tell."""
    message = dispatch.message
    if message.case_id is not None:
        record(
            SendingFailed(
                case_id=message.case_id, message_id=message.pk, code=code, unknown=unknown
            )
        )


def facts_of(error: ProviderFailed) -> dict[str, str]:
    """A failure as the outbox keeps it."""
    return {"code": error.code, "step": error.step, "detail": bounded(error.message, 500)}


@contextmanager
def alone(dispatch: Dispatch) -> Iterator[bool]:
    """Hold the dispatch for as long as this process lives: a free lock says that whoever held it is gone."""
    key = _lock_key(dispatch.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
    is_mine = bool(row and row[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _word_given(case: Case, side: str, now: datetime) -> None:
    """Whose turn it is now: a supplier's answer is waited for until it is there, whatever the customer is told."""
    if side == Thread.With.CUSTOMER:
        told(case, now)
    if waits_for_others(case):
        told_others(case)


def _close(message: Message) -> None:
    assert message.case is not None, "only words on a case close one"
    try:
        with transaction.atomic():
            message.case.refresh_from_db()
            close_case(message.case, message.author)
    except Refused:
        # Something else is owed: the case stays in the inbox, and the writer is told.
        record(
            CaseLeftOpen(case_id=message.case.pk, message_id=message.pk, by_id=message.author_id)
        )


def _note_sent(account: Account, now: datetime) -> None:
    # A minute's precision is enough for the tile, and spares a hot row.
    if account.sent_at is None or now - account.sent_at > timedelta(minutes=1):
        Account.objects.filter(pk=account.pk).update(sent_at=now)


def _lock_key(dispatch_id: UUID) -> int:
    return int.from_bytes(dispatch_id.bytes[8:], "big", signed=True)
