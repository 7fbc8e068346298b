"""Who is told of what."""

from typing import Any
from uuid import UUID

from makegood.cases.events import CaseAssigned, CaseNoted
from makegood.cases.models import Case
from makegood.kernel.events import reacts_to
from makegood.messages.events import (
    AccountEvent,
    AccountFailed,
    AccountRecovered,
    AnswersPaused,
    AnswersResumed,
    CaseLeftOpen,
    MailFound,
    MailMissing,
    MailQuarantined,
    MessageBounced,
    QuarantineDecided,
    SendingFailed,
)
from makegood.messages.models import Account, Message
from makegood.notify.actions.telling import settle, tell_all
from makegood.notify.models import Notice
from makegood.notify.queries import leaders, leaders_and, owner_or_leaders
from makegood.people.models import Staff
from makegood.promises.events import (
    PromiseAtRisk,
    PromiseBroken,
    PromiseKept,
    PromiseReleased,
    PromiseReplaced,
)
from makegood.promises.models import Promise


@reacts_to(CaseAssigned)
def tell_assignee(event: CaseAssigned) -> None:
    """Whoever got the case, unless they took it themselves."""
    people = _colleagues({event.assignee_id}, event.by_id)
    tell_all(people, Notice.Kind.ASSIGNED, _case(event.case_id), by=_name(event.by_id))


@reacts_to(CaseNoted)
def tell_mentioned(event: CaseNoted) -> None:
    """Whoever a note names, except its writer."""
    people = _colleagues(set(event.mentioned_ids), event.by_id)
    tell_all(people, Notice.Kind.MENTIONED, _case(event.case_id), by=_name(event.by_id))


@reacts_to(PromiseAtRisk)
def warn_owner(event: PromiseAtRisk) -> None:
    """Its owner, or everybody who leads."""
    promise = Promise.objects.select_related("case").get(pk=event.promise_id)
    people = owner_or_leaders(event.owner_id)
    _tell_of(promise, Notice.Kind.PROMISE_AT_RISK, people)


@reacts_to(PromiseBroken)
def escalate(event: PromiseBroken) -> None:
    """Everybody who leads, and its owner."""
    promise = Promise.objects.select_related("case").get(pk=event.promise_id)
    settle(f"promise:{promise.pk}", Notice.Kind.PROMISE_AT_RISK)
    _tell_of(promise, Notice.Kind.PROMISE_BROKEN, list(leaders_and(event.owner_id)))


@reacts_to(PromiseKept)
def forget_kept_promise(event: PromiseKept) -> None:
    """Nobody need worry about it any more."""
    settle(f"promise:{event.promise_id}")


@reacts_to(PromiseReplaced)
def forget_replaced_promise(event: PromiseReplaced) -> None:
    """Nobody need worry about it any more."""
    settle(f"promise:{event.promise_id}")


@reacts_to(PromiseReleased)
def forget_released_promise(event: PromiseReleased) -> None:
    """Nobody need worry about it any more."""
    settle(f"promise:{event.promise_id}")


@reacts_to(AccountFailed)
def tell_of_failed_account(event: AccountFailed) -> None:
    """Everybody who leads: mail no longer comes in, or goes out."""
    _tell_leaders(event, Notice.Kind.CHANNEL_FAILED, way=event.way, code=event.code)


@reacts_to(AccountRecovered)
def forget_failed_account(event: AccountRecovered) -> None:
    """It works again."""
    settle(event.topic, Notice.Kind.CHANNEL_FAILED)


@reacts_to(AnswersPaused)
def tell_of_storm(event: AnswersPaused) -> None:
    """Everybody who leads: customers are not told that their mail arrived."""
    _tell_leaders(
        event, Notice.Kind.ANSWERS_PAUSED, why=event.why, domain=event.domain, count=event.count
    )


@reacts_to(AnswersResumed)
def forget_storm(event: AnswersResumed) -> None:
    """It is over."""
    settle(event.topic, Notice.Kind.ANSWERS_PAUSED)


@reacts_to(SendingFailed)
def tell_of_unsent_message(event: SendingFailed) -> None:
    """Whoever wrote it, or everybody who leads: the customer may not have had word."""
    message = Message.objects.get(pk=event.message_id)
    people = owner_or_leaders(message.author_id)
    tell_all(
        people,
        Notice.Kind.DELIVERY_FAILED,
        _case(event.case_id),
        about=f"message:{message.pk}",
        code=event.code,
        unknown=event.unknown,
    )


@reacts_to(MessageBounced)
def tell_of_bounced_message(event: MessageBounced) -> None:
    """Whoever wrote it, or everybody who leads: another way to the customer is needed. Nobody need know that the
    desk's own acknowledgement came back.
    """
    message = Message.objects.get(pk=event.message_id)
    if message.purpose == Message.Purpose.ACKNOWLEDGEMENT:
        return
    tell_all(
        owner_or_leaders(message.author_id),
        Notice.Kind.MESSAGE_BOUNCED,
        _case(event.case_id),
        about=f"message:{message.pk}",
        address=event.address,
        reason=event.reason,
        is_tried_again=event.retry_at is not None,
    )


@reacts_to(CaseLeftOpen)
def tell_of_case_left_open(event: CaseLeftOpen) -> None:
    """Whoever believed it closed, or everybody who leads."""
    tell_all(owner_or_leaders(event.by_id), Notice.Kind.CASE_LEFT_OPEN, _case(event.case_id))


@reacts_to(MailMissing)
def tell_of_missing_mail(event: MailMissing) -> None:
    """Everybody who leads: it should never be, and can be fetched."""
    _tell_leaders(event, Notice.Kind.MAIL_MISSING, count=event.count)


@reacts_to(MailFound)
def forget_missing_mail(event: MailFound) -> None:
    """It is here."""
    settle(event.topic, Notice.Kind.MAIL_MISSING)


@reacts_to(MailQuarantined)
def tell_of_quarantine(event: MailQuarantined) -> None:
    """Everybody who leads, once until they have looked."""
    _tell_leaders(event, Notice.Kind.MAIL_QUARANTINED, reason=event.reason)


@reacts_to(QuarantineDecided)
def forget_emptied_quarantine(event: QuarantineDecided) -> None:
    """Somebody has looked at all of it."""
    if not event.left:
        settle(event.topic, Notice.Kind.MAIL_QUARANTINED)


def _tell_leaders(event: AccountEvent, kind: str, **facts: Any) -> None:
    """Of what is the matter with an account, once until it is settled."""
    address = Account.objects.values_list("address", flat=True).get(pk=event.account_id)
    tell_all(leaders(), kind, about=event.topic, address=address, **facts)


def _tell_of(promise: Promise, kind: str, people: list[Staff]) -> None:
    facts = {"promise": promise.kind, "text": promise.text, "due_at": promise.due_at.isoformat()}
    tell_all(people, kind, promise.case, about=f"promise:{promise.pk}", **facts)


def _colleagues(ids: set[UUID | None] | set[UUID], but: UUID | None) -> list[Staff]:
    wanted = [staff_id for staff_id in ids if staff_id and staff_id != but]
    return list(Staff.objects.filter(pk__in=wanted, is_active=True)) if wanted else []


def _case(case_id: UUID) -> Case:
    return Case.objects.get(pk=case_id)


def _name(staff_id: UUID | None) -> str:
    staff = Staff.objects.filter(pk=staff_id).first() if staff_id else None
    return staff.name if staff else ""
