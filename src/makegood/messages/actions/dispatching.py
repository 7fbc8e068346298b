"""The outbox at work. Each message leaves once, or is shown as unclear; never twice.

    waiting ──claim──> sending ──the server took it──> sent ──a report──> bounced ──a person──> waiting
       ^                  ├──refused for good────────> failed ──a person──> waiting
       ├──later───────────┤
       └──it has it not── unknown <──nobody knows──────┘

A report of a failure that may pass sends it back from `sent` to `waiting` by itself (`bouncing`).

The claim and its Delivery row are committed before the network is touched, and the answer is written down before
anybody reacts to it: whatever dies in between, the rows say what is certain (`looking_after`).
"""

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed, Refused
from makegood.kernel.mail.bounce.reasons import reason_of
from makegood.messages.actions.accounts import (
    POST_OFFICE,
    channel_of,
    failed,
    opened_settings,
    sending_account,
    worked,
)
from makegood.messages.actions.bouncing import note_bounce
from makegood.messages.actions.composing import compose
from makegood.messages.actions.guarding import refuse_wrong_side
from makegood.messages.actions.looking_after import settle_lost
from makegood.messages.actions.outcomes import (
    alone,
    facts_of,
    finish,
    leave_unclear,
    note_delivery,
    settle,
    tell_failure,
)
from makegood.messages.actions.pacing import has_room
from makegood.messages.models import Delivery, Dispatch, Message, OtherId
from makegood.messages.ports import Receipt
from makegood.messages.rules.bouncing import MAILBOX_FULL, Failure
from makegood.messages.rules.renaming import ids_given
from makegood.messages.rules.retrying import wait_after
from makegood.people.actions.reaching import mark_unreachable
from makegood.people.rules import DEAD

logger = logging.getLogger(__name__)

GIVEN_UP_AFTER = timedelta(days=3)
_ACCOUNT_STEPS = ("smtp.connect", "smtp.login", "oauth.token")
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
    note_delivery(dispatch, "accepted", "250 kept in the post office")
    finish(dispatch)


def _route(dispatch: Dispatch) -> None:
    """In training nothing leaves, and a mailbox disconnected since sends nothing: another account takes over."""
    account = dispatch.account
    if account.kind != POST_OFFICE and (settings.MAKEGOOD_TRAINING or not account.is_active):
        dispatch.account = sending_account(account.shop, dispatch.message.thread)


def _send(dispatch: Dispatch) -> None:
    with alone(dispatch):
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
            leave_unclear(dispatch, ProviderFailed(str(error), permanent=False, unclear=True))
        else:
            _taken(dispatch, receipt)


def _taken(dispatch: Dispatch, receipt: Receipt) -> None:
    # The answer first, alone: should a reaction fail or the power go, it is known that the mail is out.
    note_delivery(dispatch, "accepted", receipt.response)
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
            finish(dispatch)
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
    settle(dispatch, State.FAILED, error, only=_written_to(dispatch))
    tell_failure(dispatch, error.code, unknown=False)


def _wait_for(dispatch: Dispatch, deferred: Mapping[str, str]) -> None:
    """Some have it: it goes again to the rest alone."""
    first = next(iter(deferred.values()))
    error = ProviderFailed(first, permanent=False, step="smtp.send", code="deferred")
    Dispatch.objects.filter(pk=dispatch.pk).update(
        state=State.WAITING,
        only=list(deferred),
        not_before=clock.now() + wait_after(error.code, dispatch.attempts),
        error=dispatch.error | facts_of(error),
    )


def _not_taken(dispatch: Dispatch, error: ProviderFailed) -> None:
    if error.unclear:
        leave_unclear(dispatch, error)
    elif error.step.startswith(_ACCOUNT_STEPS):
        note_delivery(dispatch, "failed", error.message)
        retry_at = failed(dispatch.account, "sending", error)
        _later(dispatch, retry_at, error, counts=False)
    elif error.permanent or _is_overdue(dispatch):
        _refused(dispatch, error)
    else:
        note_delivery(dispatch, "failed", error.message)
        wait = wait_after(error.code, dispatch.attempts)
        _later(dispatch, clock.now() + wait, error, counts=True)


def _is_overdue(dispatch: Dispatch) -> bool:
    first = dispatch.deliveries.order_by("started_at").first()
    return first is not None and clock.now() - first.started_at > GIVEN_UP_AFTER


@transaction.atomic
def _refused(dispatch: Dispatch, error: ProviderFailed) -> None:
    note_delivery(dispatch, "refused", error.message)
    if error.code == "rejected" and len(people := _written_to(dispatch)) == 1:
        failure = _failure(people[0], error.message)
        if failure.reason == MAILBOX_FULL:
            note_bounce(dispatch, dispatch.message, [failure])
            return
        if failure.reason in DEAD:
            mark_unreachable(failure.address, failure.reason, failure.words)
    settle(dispatch, State.FAILED, error)
    tell_failure(dispatch, error.code, unknown=False)


def _failure(address: str, words: str) -> Failure:
    """A server that refuses at once says what another would report."""
    found = re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", words)
    status = found.group() if found else ""
    reason = reason_of(status, words[:3], words, "")
    return Failure(address, reason, status, words, is_hard=reason in DEAD)


def _later(dispatch: Dispatch, at: datetime, error: ProviderFailed, *, counts: bool) -> None:
    # While the account itself is down the message's own tries do not count.
    attempts = F("attempts") if counts else F("attempts") - 1
    Dispatch.objects.filter(pk=dispatch.pk, state=State.SENDING).update(
        state=State.WAITING, not_before=at, attempts=attempts, error=facts_of(error)
    )
