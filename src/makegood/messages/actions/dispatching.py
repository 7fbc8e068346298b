"""The outbox at work. Each message leaves once, or is shown as unclear; never twice.

    waiting ──claim──> sending ──the server took it──> sent ──a report──> bounced ──a person──> waiting
       ^                  ├──refused for good────────> failed ──a person──> waiting
       ├──later───────────┤
       └──it has it not── unknown <──nobody knows──────┘

A report of a failure that may pass sends it back from `sent` to `waiting` by itself (`bouncing`).

The claim and its Delivery row are committed before the network is touched, and the answer is written down before
anybody reacts to it: whatever dies in between, the rows say what is certain.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.hearing import told, told_others
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import Conflict, ProviderFailed, Refused
from makegood.kernel.log import record
from makegood.kernel.mail.bounce.reasons import reason_of
from makegood.kernel.registry import adapters
from makegood.kernel.text import bounded
from makegood.messages.actions.accounts import (
    POST_OFFICE,
    failed,
    opened_settings,
    sending_account,
    worked,
)
from makegood.messages.actions.composing import compose
from makegood.messages.actions.guarding import refuse_wrong_side
from makegood.messages.actions.pacing import has_room
from makegood.messages.events import CaseLeftOpen, MessageSent, SendingFailed
from makegood.messages.models import Account, Delivery, Dispatch, Message, OtherId, Thread
from makegood.messages.ports import Channel, Receipt
from makegood.messages.queries import waits_for_others
from makegood.messages.rules.renaming import ids_given
from makegood.messages.rules.retrying import wait_after
from makegood.people.actions.reaching import mark_unreachable
from makegood.people.models import Staff
from makegood.people.rules import DEAD

logger = logging.getLogger(__name__)

ASSUMED_LOST_AFTER = timedelta(minutes=2)
"""A claim older than this whose process is gone (its lock is free) was cut off by a crash."""
FILED_AFTER = timedelta(minutes=2)
"""How long a provider may take to file a copy of what it sent: a "no" before then proves nothing."""
GIVEN_UP_AFTER = timedelta(days=3)
_ASKED_AT_MOST = 6
_ACCOUNT_STEPS = ("smtp.connect", "smtp.login", "smtp.tls")
"""Failures here are the account's, not the message's: the outbox waits, whatever the server calls permanent."""
State = Dispatch.State


def dispatch_due(limit: int = 100, *, look_for_lost: bool = True) -> int:
    """Send what is due, one after the other; look after what a crash left behind. Answers how many were tried."""
    if look_for_lost:
        settle_lost()
    tried = 0
    while tried < limit and (dispatch := _claim()):
        _send(dispatch)
        tried += 1
    return tried


def settle_lost() -> None:
    """What was cut off in the middle becomes `sent` if the server's answer was noted, else `unknown`, and is asked about."""
    for dispatch in _cut_off():
        with _alone(dispatch) as is_mine:
            if is_mine:
                _settle_cut_off(dispatch)
    for dispatch in _to_ask_about():
        _ask(dispatch)


@transaction.atomic
def resolve_unknown(dispatch: Dispatch, by: Staff, was_sent: bool) -> None:
    """A person looked: it was sent, or it goes again now. `Conflict` when it is not unclear any more."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if dispatch.state != State.UNKNOWN:
        raise Conflict("not_unknown", gettext("This message is no longer unclear."))
    if was_sent:
        _finish(dispatch)
    else:
        _back_to_waiting(dispatch)


@transaction.atomic
def retry_failed(dispatch: Dispatch, by: Staff) -> None:
    """Try a message that was refused or came back again, now."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if dispatch.state not in (State.FAILED, State.BOUNCED):
        raise Conflict("not_failed", gettext("This message has not failed."))
    _back_to_waiting(dispatch)


@transaction.atomic
def send_now(dispatch: Dispatch, by: Staff | None) -> None:
    """Whatever it waits for, a chosen time or the next try: it goes now. `Conflict` when it waits no more."""
    waiting = Dispatch.objects.filter(pk=dispatch.pk, state=State.WAITING)
    if not waiting.update(not_before=clock.now()):
        raise Conflict("not_waiting", gettext("This message does not wait any more."))


@transaction.atomic
def stop_trying(dispatch: Dispatch, by: Staff | None) -> None:
    """A message that came back is not sent again after all. `Conflict` when it does not wait for that."""
    came_back = Dispatch.objects.filter(pk=dispatch.pk, state=State.WAITING, error__code="bounced")
    if not came_back.update(state=State.BOUNCED, settled_at=clock.now()):
        raise Conflict("not_waiting", gettext("This message does not wait any more."))


def _claim() -> Dispatch | None:
    """The next that is due and whose mailbox has not sent its share; None when there is none."""
    while True:
        with transaction.atomic(durable=True):
            dispatch = _next_due()
            if dispatch is None:
                return None
            _route(dispatch)
            if has_room(dispatch.account):
                _begin(dispatch)
                return dispatch


def _next_due() -> Dispatch | None:
    now = clock.now()
    due = Dispatch.objects.filter(state=State.WAITING, not_before__lte=now).filter(
        Q(account__sending_retry_at=None) | Q(account__sending_retry_at__lte=now),
        Q(account__sending_full_until=None) | Q(account__sending_full_until__lte=now),
    )
    return (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related(
            "account__shop", "message__case__shop", "message__thread", "message__author"
        )
        .order_by("not_before", "pk")
        .first()
    )


def _begin(dispatch: Dispatch) -> None:
    now = clock.now()
    dispatch.state, dispatch.claimed_at = State.SENDING, now
    dispatch.attempts += 1
    dispatch.save(update_fields=["state", "claimed_at", "attempts", "account"])
    Delivery.objects.create(dispatch=dispatch, account=dispatch.account, started_at=now)


@transaction.atomic
def keep_in_house(message: Message) -> None:
    """Send a letter of the post office within the caller's transaction: it leaves no trace outside the database,
    so nothing is lost or doubled when that is rolled back. The sample shop's year is written so.
    """
    waiting = Dispatch.objects.select_for_update(of=("self",)).filter(state=State.WAITING)
    dispatch = waiting.select_related("account", "message__case").get(message=message)
    if dispatch.account.kind != POST_OFFICE:
        raise Refused("not_post_office", "Only the post office keeps letters in the house.")
    now = clock.now()
    claim = {"state": State.SENDING, "claimed_at": now, "attempts": 1}
    Dispatch.objects.filter(pk=dispatch.pk).update(**claim)
    Delivery.objects.create(dispatch=dispatch, started_at=now)
    _note_delivery(dispatch, "accepted", "250 kept in the post office")
    _finish(dispatch)


def _route(dispatch: Dispatch) -> None:
    """In training nothing leaves, and a mailbox disconnected since sends nothing: another account takes over."""
    account = dispatch.account
    if account.kind != POST_OFFICE and (settings.MAKEGOOD_TRAINING or not account.is_active):
        dispatch.account = sending_account(account.shop, dispatch.message.thread)


def _send(dispatch: Dispatch) -> None:
    with _alone(dispatch):
        try:
            # It may have waited for days: whoever has become a customer since must not get it.
            refuse_wrong_side(dispatch.message)
        except Refused as error:
            words = " ".join(error.reasons)
            _refused(dispatch, ProviderFailed(words, permanent=True, code=error.code))
            return
        try:
            outbound = compose(dispatch.message, dispatch.account, tuple(dispatch.only))
        except Exception:
            logger.exception("message cannot be composed", extra={"dispatch": str(dispatch.pk)})
            _refused(dispatch, ProviderFailed("", permanent=True, code="cannot_compose"))
            return
        try:
            channel = channel_of(dispatch.account)
            receipt = channel.send(opened_settings(dispatch.account), outbound)
        except ProviderFailed as error:
            _not_taken(dispatch, error)
        except Exception as error:
            # Not one of the failures an adapter names, so nobody knows how far it came.
            logger.exception("channel broke while sending", extra={"dispatch": str(dispatch.pk)})
            _unclear(dispatch, ProviderFailed(str(error), permanent=False, unclear=True))
        else:
            _taken(dispatch, receipt)


def channel_of(account: Account) -> Channel:
    """The adapter behind an account."""
    channel: Channel | None = adapters("makegood.channels").get(account.kind)
    if channel is None:
        raise ProviderFailed(f"no channel {account.kind}", permanent=False, step="smtp.connect")
    return channel


def _taken(dispatch: Dispatch, receipt: Receipt) -> None:
    # The answer first, alone: should a reaction fail or the power go, it is known that the mail is out.
    _note_delivery(dispatch, "accepted", receipt.response)
    if names := ids_given(receipt.response, dispatch.message.message_id):
        rows = [OtherId(message=dispatch.message, mail_id=name) for name in sorted(names)]
        OtherId.objects.bulk_create(rows)
    if dispatch.account.sending_failed_at is not None:
        worked(dispatch.account, "sending")
    if receipt.refused:
        known = dispatch.error.get("refused", {})
        dispatch.error = {"refused": known | dict(receipt.refused)}
    lacking = dispatch.error.get("refused", {}).keys() | receipt.deferred.keys()
    with transaction.atomic():
        if any(address not in lacking for address in _written_to(dispatch)):
            _finish(dispatch)
        elif not receipt.deferred:
            _all_refused(dispatch, receipt)
        if receipt.deferred:
            _wait_for(dispatch, receipt.deferred)


def _written_to(dispatch: Dispatch) -> list[str]:
    """Those it is for: who is named in Cc only reads along."""
    return [address for _name, address in dispatch.message.to]


def _all_refused(dispatch: Dispatch, receipt: Receipt) -> None:
    """Only those in Cc have it: it has failed, and would go again to the others alone."""
    words = "; ".join(receipt.refused.values())
    error = ProviderFailed(words, permanent=True, step="smtp.send", code="rejected")
    _settle(dispatch, State.FAILED, error, only=_written_to(dispatch))
    _tell_failure(dispatch, error.code, unknown=False)


def _wait_for(dispatch: Dispatch, deferred: Mapping[str, str]) -> None:
    """Some have it: it goes again to the rest alone."""
    first = next(iter(deferred.values()))
    error = ProviderFailed(first, permanent=False, step="smtp.send", code="deferred")
    Dispatch.objects.filter(pk=dispatch.pk).update(
        state=State.WAITING,
        only=list(deferred),
        not_before=clock.now() + wait_after(error.code, dispatch.attempts),
        error=dispatch.error | _facts(error),
    )


def _finish(dispatch: Dispatch) -> None:
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


def _not_taken(dispatch: Dispatch, error: ProviderFailed) -> None:
    if error.unclear:
        _unclear(dispatch, error)
    elif error.step.startswith(_ACCOUNT_STEPS):
        _note_delivery(dispatch, "failed", error.message)
        retry_at = failed(dispatch.account, "sending", error)
        _later(dispatch, retry_at, error, counts=False)
    elif error.permanent or _is_overdue(dispatch):
        _refused(dispatch, error)
    else:
        _note_delivery(dispatch, "failed", error.message)
        wait = wait_after(error.code, dispatch.attempts)
        _later(dispatch, clock.now() + wait, error, counts=True)


def _is_overdue(dispatch: Dispatch) -> bool:
    first = dispatch.deliveries.order_by("started_at").first()
    return first is not None and clock.now() - first.started_at > GIVEN_UP_AFTER


@transaction.atomic
def _refused(dispatch: Dispatch, error: ProviderFailed) -> None:
    _note_delivery(dispatch, "refused", error.message)
    if error.code == "rejected" and len(people := _written_to(dispatch)) == 1:
        _mark_if_dead(people[0], error.message)
    _settle(dispatch, State.FAILED, error)
    _tell_failure(dispatch, error.code, unknown=False)


def _mark_if_dead(address: str, words: str) -> None:
    """A server that refuses at once says what another would report."""
    status = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", words)
    reason = reason_of(status.group() if status else "", words[:3], words, "")
    if reason in DEAD:
        mark_unreachable(address, reason, words)


@transaction.atomic
def _unclear(dispatch: Dispatch, error: ProviderFailed) -> None:
    _note_delivery(dispatch, "unknown", error.message)
    _settle(dispatch, State.UNKNOWN, error, not_before=clock.now() + FILED_AFTER)
    _tell_failure(dispatch, error.code, unknown=True)


def _later(dispatch: Dispatch, at: datetime, error: ProviderFailed, *, counts: bool) -> None:
    # While the account itself is down the message's own tries do not count.
    attempts = F("attempts") if counts else F("attempts") - 1
    Dispatch.objects.filter(pk=dispatch.pk, state=State.SENDING).update(
        state=State.WAITING, not_before=at, attempts=attempts, error=_facts(error)
    )


def _settle(dispatch: Dispatch, state: str, error: ProviderFailed, **fields: Any) -> None:
    Dispatch.objects.filter(pk=dispatch.pk, state=State.SENDING).update(
        state=state, settled_at=clock.now(), error=_facts(error), **fields
    )


def _facts(error: ProviderFailed) -> dict[str, str]:
    return {"code": error.code, "step": error.step, "detail": bounded(error.message, 500)}


def _tell_failure(dispatch: Dispatch, code: str, *, unknown: bool) -> None:
    message = dispatch.message
    if message.case_id is not None:
        record(
            SendingFailed(
                case_id=message.case_id, message_id=message.pk, code=code, unknown=unknown
            )
        )


def _back_to_waiting(dispatch: Dispatch) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(
        state=State.WAITING, not_before=clock.now(), settled_at=None, error={}
    )


def _note_delivery(dispatch: Dispatch, outcome: str, response: str) -> None:
    open_tries = dispatch.deliveries.filter(outcome="")
    open_tries.update(outcome=outcome, ended_at=clock.now(), response=bounded(response, 2000))


def _cut_off() -> list[Dispatch]:
    old = Dispatch.objects.filter(
        state=State.SENDING, claimed_at__lt=clock.now() - ASSUMED_LOST_AFTER
    )
    return list(old.select_related("account__shop", "message__case__shop", "message__author")[:100])


@transaction.atomic
def _settle_cut_off(dispatch: Dispatch) -> None:
    if dispatch.deliveries.filter(outcome="accepted").exists():
        _finish(dispatch)
        return
    _unclear(dispatch, ProviderFailed("cut off", permanent=False, unclear=True, code="cut_off"))


def _to_ask_about() -> list[Dispatch]:
    unknown = Dispatch.objects.filter(state=State.UNKNOWN, not_before__lte=clock.now())
    return list(
        unknown.select_related("account__shop", "message__case__shop", "message__author")[:100]
    )


def _ask(dispatch: Dispatch) -> None:
    """Does the server know it? Asked a few times, further and further apart; then it is a person's to say."""
    asked = dispatch.error.get("asked", 0)
    if asked >= _ASKED_AT_MOST:
        return
    answer = _was_sent(dispatch)
    with transaction.atomic():
        still = Dispatch.objects.select_for_update().filter(pk=dispatch.pk, state=State.UNKNOWN)
        if not still.exists():
            return
        if answer is None:
            later = clock.now() + timedelta(minutes=2**asked)
            still.update(not_before=later, error=dispatch.error | {"asked": asked + 1})
        elif answer:
            _finish(dispatch)
        else:
            _back_to_waiting(dispatch)


def _was_sent(dispatch: Dispatch) -> bool | None:
    account = dispatch.account
    try:
        channel = channel_of(account)
        return channel.was_sent(opened_settings(account), dispatch.message.message_id)
    except ProviderFailed:
        return None


@contextmanager
def _alone(dispatch: Dispatch) -> Iterator[bool]:
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


def _lock_key(dispatch_id: UUID) -> int:
    return int.from_bytes(dispatch_id.bytes[8:], "big", signed=True)
