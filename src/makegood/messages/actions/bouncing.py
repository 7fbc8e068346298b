"""A message of ours came back, or is late: noted on it, and what it had settled is open again.

One that may get through later goes again by itself, as a new attempt of the same message under the same Message-ID:
should the first copy turn up after all, mail programs show one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from makegood.cases.actions.hearing import heard_from_others, unsaid
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.mail.values import Bounce
from makegood.kernel.text import bounded
from makegood.messages.actions.finding import Arriving, Known
from makegood.messages.events import MessageBounced
from makegood.messages.models import Delivery, Dispatch, Message, Thread
from makegood.messages.rules import tokens_in
from makegood.messages.rules.bouncing import (
    MAILBOX_FULL,
    Failure,
    failures,
    sent_again_after,
)
from makegood.people.actions.reaching import mark_unreachable

LOOKED_BACK = timedelta(days=14)
"""How long after it left a message may come back; servers give up after five days."""
State = Dispatch.State


def reported_message(arriving: Arriving, known: Sequence[Known]) -> Message | None:
    """The message of ours a report speaks of: by the Message-ID it names, by our token in any, by the address that
    failed.
    """
    inbound = arriving.inbound
    named = inbound.bounce.original_message_id if inbound.bounce else ""
    ours = [k for k in known if k.direction == Message.Direction.OUT and k.found_by]
    ours.sort(key=lambda one: (one.message_id == named, one.pk))
    sent = Message.objects.filter(direction=Message.Direction.OUT, dispatch__isnull=False)
    sent = sent.select_related("dispatch__account", "case__shop", "thread").order_by("-at", "-pk")
    if ours:
        return sent.filter(pk=ours[-1].pk).first()
    lately = sent.filter(at__gte=clock.now() - LOOKED_BACK)
    tokens = tokens_in(inbound.recipients, (named, inbound.in_reply_to, *inbound.references))
    if tokens and (found := lately.filter(thread__token__in=tokens).first()):
        return found
    for one in inbound.bounce.recipients if inbound.bounce else ():
        to_them = lately.filter(account=arriving.account, to__contains=[[one.address]])
        if one.address and (found := to_them.first()):
            return found
    return None


@transaction.atomic(savepoint=False)  # a step of receiving, which has a savepoint of its own
def note_report(message: Message, auto: str, bounce: Bounce | None) -> None:
    """Write down what a report says of `message`; the same report a second time changes nothing more."""
    dispatch = Dispatch.objects.select_for_update(no_key=True).get(message=message)
    if dispatch.state not in (State.SENT, State.UNKNOWN):
        return  # it is known not to have arrived, or is on its way again
    people = [address for _name, address in (*message.to, *message.cc)]
    found = failures(people, bounce)
    if auto == "delay":
        _note_delay(dispatch, found)
    elif found:
        note_bounce(dispatch, message, found)


def note_bounce(dispatch: Dispatch, message: Message, found: Sequence[Failure]) -> None:
    """Mark the addresses, and the message once nobody it was written to is left; its row is held by the caller."""
    for one in found:
        if one.is_hard or one.reason in (MAILBOX_FULL, "suspended"):
            mark_unreachable(one.address, one.reason, one.words)
    refused = dispatch.error.get("refused", {}) | {one.address: _words(one) for one in found}
    if any(address not in refused for _name, address in message.to):
        dispatch.error = dispatch.error | {"refused": refused}
        dispatch.save(update_fields=["error"])
        return
    wait = None
    if message.purpose != Message.Purpose.ACKNOWLEDGEMENT:  # hours later it would be no news
        before = dispatch.deliveries.filter(bounced_at__isnull=False).count()
        wait = sent_again_after(found, before)
    _note_on_delivery(dispatch, found[0])
    retry_at = clock.now() + wait if wait else None
    _settle(dispatch, found, retry_at)
    if message.case is None:
        return
    if message.thread is not None and not message.thread.is_with_customer:
        heard_from_others(message.case)
    elif message.purpose == Message.Purpose.WORD:
        unsaid(message.case, _last_word_before(message))
    record(
        MessageBounced(
            case_id=message.case.pk,
            message_id=message.pk,
            side=message.thread.side if message.thread else Thread.With.CUSTOMER,
            purpose=message.purpose,
            address=found[0].address,
            reason=found[0].reason,
            retry_at=retry_at,
        )
    )


def _settle(dispatch: Dispatch, found: Sequence[Failure], retry_at: datetime | None) -> None:
    dispatch.error = {
        "code": "bounced",
        "reason": found[0].reason,
        "detail": bounded(_words(found[0]), 500),
    }
    # Whoever has it must not get it again.
    dispatch.only = [one.address for one in found]
    if retry_at is None:
        dispatch.state, dispatch.settled_at = State.BOUNCED, clock.now()
    else:
        dispatch.state, dispatch.not_before, dispatch.settled_at = State.WAITING, retry_at, None
    dispatch.save(update_fields=["state", "settled_at", "not_before", "error", "only"])


def _note_delay(dispatch: Dispatch, found: Sequence[Failure]) -> None:
    """It is still tried: nothing is lost yet, but whoever looks should see it."""
    words = next((one.words for one in found if one.words), "")
    told: dict[str, Any] = {"at": clock.now().isoformat(), "words": bounded(words, 500)}
    dispatch.error = dispatch.error | {"delayed": told}
    dispatch.save(update_fields=["error"])


def _note_on_delivery(dispatch: Dispatch, failure: Failure) -> None:
    last = dispatch.deliveries.filter(bounced_at=None).order_by("-started_at", "-pk").first()
    if last is None:
        return
    facts = {
        "address": failure.address,
        "reason": failure.reason,
        "status": failure.status,
        "words": bounded(failure.words, 1000),
        "hard": failure.is_hard,
    }
    Delivery.objects.filter(pk=last.pk).update(bounced_at=clock.now(), bounce=facts)


def _last_word_before(message: Message) -> datetime | None:
    words = Message.objects.filter(
        case=message.case_id,
        thread=message.thread_id,
        direction=Message.Direction.OUT,
        purpose=Message.Purpose.WORD,
        thread__side="customer",
        dispatch__state=State.SENT,
    )
    at: datetime | None = words.exclude(pk=message.pk).aggregate(at=Max("at"))["at"]
    return at


def _words(failure: Failure) -> str:
    return failure.words or failure.reason or failure.status
