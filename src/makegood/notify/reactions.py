"""Who is told of what."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from makegood.cases.events import (
    CaseAssigned,
    CaseClosed,
    CaseDeleted,
    CaseEvent,
    CaseNoted,
    CaseReopened,
)
from makegood.cases.models import Case, Note
from makegood.cases.queries import followers_of
from makegood.hooks.events import EndpointRemoved, EndpointSwitchedOff, EndpointSwitchedOn
from makegood.kernel.events import reacts_to, reacts_to_all
from makegood.kernel.log import part_of
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
    MessageEvent,
    MessageReceived,
    MessageSent,
    MessageWritten,
    QuarantineDecided,
    SendingFailed,
)
from makegood.messages.models import Account, Message, Thread
from makegood.moods.events import MoodAlarmed, MoodCalmed
from makegood.notify.actions.showing import end_calendars_of
from makegood.notify.actions.telling import (
    Telling,
    forget,
    settle,
    settle_by_the_batch,
    tell_all,
    tell_by_the_batch,
    tell_of_many,
)
from makegood.notify.models import Notice
from makegood.notify.queries import (
    at_work_in,
    leaders,
    leaders_and,
    owner_or_leaders,
    seniors_of,
    whose_business,
)
from makegood.people.events import StaffChanged
from makegood.people.models import Staff
from makegood.playbooks.events import (
    PracticeDone,
    PracticeEvent,
    PracticeGiven,
    PracticeReviewed,
)
from makegood.playbooks.queries.practising import practices_on
from makegood.promises.events import (
    PromiseAtRisk,
    PromiseBroken,
    PromiseEscalated,
    PromiseKept,
    PromiseOverlong,
    PromiseReleased,
    PromiseReplaced,
)
from makegood.promises.models import Promise
from makegood.remedies.events import (
    ApprovalAsked,
    ApprovalEvent,
    ApprovalGranted,
    ApprovalRefused,
    ApprovalWaits,
    ApprovalWithdrawn,
)
from makegood.remedies.models import Approval
from makegood.remedies.queries import approvers_of
from makegood.shops.events import CommandAnswered, CommandGiven
from makegood.shops.models import Command

SHOWN_OF_NOTE = 200


@reacts_to(CaseAssigned)
def tell_assignee(event: CaseAssigned) -> None:
    """Whoever got the case, unless they took it themselves; with a note also everybody of a team that got it."""
    if event.note_id:
        _tell_of_handover(event, event.note_id)
        return
    people, case = _colleagues({event.assignee_id}, event.by_id), _case(event.case_id)
    if whole := part_of():
        tell_of_many(people, Notice.Kind.ASSIGNED, case, whole, by=_name(event.by_id))
    else:
        tell_all(people, Notice.Kind.ASSIGNED, case, by=_name(event.by_id))


def _tell_of_handover(event: CaseAssigned, note_id: UUID) -> None:
    people = _colleagues({event.assignee_id}, event.by_id)
    if event.assignee_id is None:
        team = set(Staff.objects.filter(teams=event.team_id).values_list("pk", flat=True))
        people = _colleagues(team, event.by_id)
    why = Note.objects.values_list("body", flat=True).get(pk=note_id)[:SHOWN_OF_NOTE]
    case = _case(event.case_id)
    tell_all(people, Notice.Kind.HANDED_OVER, case, by=_name(event.by_id), why=why)


@reacts_to(CaseNoted)
def tell_mentioned(event: CaseNoted) -> None:
    """Whoever a note names, except its writer, and those who get the case with it: they are told of that."""
    people = _colleagues({*event.mentioned_ids} - {*event.receiver_ids}, event.by_id)
    tell_all(people, Notice.Kind.MENTIONED, _case(event.case_id), by=_name(event.by_id))
    _tell_followers(event, "noted", but=(*event.mentioned_ids, *event.receiver_ids))


@reacts_to(MessageReceived)
def tell_followers_of_word(event: MessageReceived) -> None:
    """A case just opened has no followers, and a machine's word is no news."""
    if not event.opened and event.auto == "none":
        _tell_followers(event, "wrote")


@reacts_to(MessageWritten)
def tell_followers_of_answer(event: MessageWritten) -> None:
    """A colleague answered; what the desk writes by itself is no news."""
    if event.by_id and event.purpose == Message.Purpose.WORD:
        _tell_followers(event, "answered")


@reacts_to(CaseClosed)
def tell_followers_of_closure(event: CaseClosed) -> None:
    """The case ended."""
    _tell_followers(event, "closed")


@reacts_to(CaseReopened)
def tell_followers_of_reopening(event: CaseReopened) -> None:
    """The case goes on; that the customer wrote is told by itself."""
    if not event.heard:
        _tell_followers(event, "reopened")


@reacts_to(PracticeGiven)
def tell_of_practice(event: PracticeGiven) -> None:
    """Whoever is to practise: who picked the case."""
    _tell_of_practice(event, Notice.Kind.PRACTICE_GIVEN, event.staff_id)


@reacts_to(PracticeDone)
def tell_who_picked_it(event: PracticeDone) -> None:
    """It waits for a review; who took a case themselves surprises nobody."""
    settle(event.topic, Notice.Kind.PRACTICE_GIVEN)
    _tell_of_practice(event, Notice.Kind.PRACTICE_DONE, event.giver_id)


@reacts_to(PracticeReviewed)
def tell_of_review(event: PracticeReviewed) -> None:
    """Whoever wrote the answer; nobody else need look at it any more."""
    settle(event.topic, Notice.Kind.PRACTICE_DONE)
    _tell_of_practice(event, Notice.Kind.PRACTICE_REVIEWED, event.staff_id)


@reacts_to(CaseDeleted)
def forget_practice_on_it(event: CaseDeleted) -> None:
    """The practice goes with the case; there is nothing left to open."""
    forget([f"practice:{pk}" for pk in practices_on(event.case_id)])


@reacts_to_all(PromiseAtRisk)
def warn_owners(events: Sequence[PromiseAtRisk]) -> None:
    """Of each its owner, or everybody who leads."""
    people = whose_business([event.owner_id for event in events])
    _tell_of_promises(events, Notice.Kind.PROMISE_AT_RISK, people)


@reacts_to_all(PromiseEscalated)
def tell_others(events: Sequence[PromiseEscalated]) -> None:
    """First the case's team, then those who lead: somebody else may do it in time. A case of no team goes to those who lead
    at once.
    """
    promises = Promise.objects.select_related("case").in_bulk([one.promise_id for one in events])
    teams = at_work_in(promises[one.promise_id].case.team_id for one in events if one.to == "team")
    leads = set(leaders().values_list("pk", flat=True))
    tellings = []
    for event in events:
        promise = promises[event.promise_id]
        team = teams.get(promise.case.team_id, set()) if event.to == "team" else set()
        tellings.append(_telling_of(promise, team - {event.owner_id} or leads))
    tell_by_the_batch(Notice.Kind.PROMISE_AT_RISK, tellings)


@reacts_to(PromiseOverlong)
def tell_of_overlong_repair(event: PromiseOverlong) -> None:
    """Its owner, or everybody who leads: something else should be offered."""
    promise = Promise.objects.select_related("case").get(pk=event.promise_id)
    _tell_of(promise, Notice.Kind.PROMISE_AT_RISK, owner_or_leaders(event.owner_id))


@reacts_to_all(PromiseBroken)
def escalate(events: Sequence[PromiseBroken]) -> None:
    """Of each everybody who leads, and its owner."""
    abouts = [f"promise:{event.promise_id}" for event in events]
    settle_by_the_batch(abouts, Notice.Kind.PROMISE_AT_RISK)
    people = leaders_and([event.owner_id for event in events])
    _tell_of_promises(events, Notice.Kind.PROMISE_BROKEN, people)


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


@reacts_to(ApprovalAsked)
def tell_who_may_grant(event: ApprovalAsked) -> None:
    """Everybody who leads and may say yes; one of them is enough."""
    approvals = Approval.objects.select_related("case__shop", "case__order", "case__customer")
    approval = approvals.get(pk=event.approval_id)
    tell_all(approvers_of(approval), Notice.Kind.APPROVAL_ASKED, approval.case, **_of(event))


@reacts_to(ApprovalWaits)
def remind_who_may_grant(event: ApprovalWaits) -> None:
    """The same people, with when the case owes something next: before it is held up."""
    approvals = Approval.objects.select_related(
        "case__shop", "case__order", "case__customer", "asked_by"
    )
    approval = approvals.get(pk=event.approval_id)
    by = approval.asked_by.name if approval.asked_by else ""
    told = _of(event) | {
        "by": by,
        "waits": True,
        "due_at": event.due_at and event.due_at.isoformat(),
    }
    tell_all(approvers_of(approval), Notice.Kind.APPROVAL_ASKED, approval.case, **told)


@reacts_to(ApprovalGranted)
def tell_of_yes(event: ApprovalGranted) -> None:
    """Whoever asked; what one gives oneself is no news."""
    _tell_who_asked(event, event.asked_by_id, is_granted=True)


@reacts_to(ApprovalRefused)
def tell_of_no(event: ApprovalRefused) -> None:
    """Whoever asked, with the reason."""
    _tell_who_asked(event, event.asked_by_id, is_granted=False, why=event.reason)


@reacts_to(ApprovalWithdrawn)
def forget_what_is_not_asked(event: ApprovalWithdrawn) -> None:
    """Nobody need decide it any more."""
    settle(f"approval:{event.approval_id}", Notice.Kind.APPROVAL_ASKED)


@reacts_to(CommandGiven)
def tell_of_a_task(event: CommandGiven) -> None:
    """What a shop can't be told is somebody's to do: everybody who leads hears of it."""
    if event.is_by_hand:
        command = Command.objects.select_related("order").get(pk=event.command_id)
        people = [one for one in leaders() if one.pk != event.by_id]
        tell_all(people, Notice.Kind.SHOP_TASK, **_of_command(command))


@reacts_to(CommandAnswered)
def tell_what_the_shop_answered(event: CommandAnswered) -> None:
    """Whoever asked, unless it went as they wished, or they saw to it themselves."""
    settle(f"command:{event.command_id}", Notice.Kind.SHOP_TASK)
    if event.outcome == Command.Outcome.DONE and not event.is_by_hand:
        return
    command = Command.objects.select_related("order").get(pk=event.command_id)
    people = _colleagues({command.by_id}, event.by_id if event.is_by_hand else None)
    told = _of_command(command) | {
        "outcome": event.outcome,
        "by": _name(event.by_id) if event.is_by_hand else "",
        "why": command.evidence or command.why,
    }
    tell_all(people, Notice.Kind.SHOP_ANSWERED, **told)


@reacts_to(MoodAlarmed)
def tell_seniors(event: MoodAlarmed) -> None:
    """Whoever leads in the case's team (nobody does: everybody who leads), and who has the case."""
    case = _case(event.case_id)
    kinds = ",".join(event.kinds)
    tell_all(seniors_of(case), Notice.Kind.CASE_ALARMED, case, kinds=kinds)


@reacts_to(MoodCalmed)
def forget_alarm(event: MoodCalmed) -> None:
    """It was not so."""
    settle(event.topic, Notice.Kind.CASE_ALARMED)


@reacts_to(MessageSent)
def forget_answered_alarm(event: MessageSent) -> None:
    """Somebody answered them; what is written to a supplier is no answer."""
    if event.purpose == Message.Purpose.WORD and event.side == Thread.With.CUSTOMER:
        settle(event.topic, Notice.Kind.CASE_ALARMED)


@reacts_to(CaseClosed)
def forget_alarm_of_closed_case(event: CaseClosed) -> None:
    """It is over."""
    settle(event.topic, Notice.Kind.CASE_ALARMED)


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


@reacts_to(EndpointSwitchedOff)
def tell_of_dead_endpoint(event: EndpointSwitchedOff) -> None:
    """Everybody who leads: a program hears nothing any more. Whoever switches one off by hand knows it."""
    if event.by_id is None:
        kind = Notice.Kind.HOOK_OFF
        tell_all(leaders(), kind, about=event.topic, url=event.url, why=event.why)


@reacts_to(EndpointSwitchedOn)
def forget_dead_endpoint(event: EndpointSwitchedOn) -> None:
    """It hears again."""
    settle(event.topic, Notice.Kind.HOOK_OFF)


@reacts_to(EndpointRemoved)
def forget_removed_endpoint(event: EndpointRemoved) -> None:
    """There is nothing left to look after."""
    settle(event.topic, Notice.Kind.HOOK_OFF)


@reacts_to(StaffChanged)
def end_calendar_of_leaver(event: StaffChanged) -> None:
    """Whoever has left takes no calendar along, and finds none when they come back."""
    if event.field == "is_active" and event.after == "False":
        end_calendars_of(Staff.objects.get(pk=event.staff_id))


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


def _tell_followers(event: CaseEvent | MessageEvent, what: str, but: Collection[UUID] = ()) -> None:
    if part_of():
        return  # hundreds at once are told on the page of the bulk
    if people := followers_of(event.case_id, {event.by_id, *but}):
        case, by = _case(event.case_id), _name(event.by_id)
        tell_all(people, Notice.Kind.FOLLOWED, case, by=by, what=what)


def _tell_leaders(event: AccountEvent, kind: str, **facts: Any) -> None:
    """Of what is the matter with an account, once until it is settled."""
    address = Account.objects.values_list("address", flat=True).get(pk=event.account_id)
    tell_all(leaders(), kind, about=event.topic, address=address, **facts)


def _tell_of_promises(
    events: Sequence[PromiseAtRisk | PromiseBroken], kind: str, people: dict[UUID | None, set[UUID]]
) -> None:
    promises = Promise.objects.in_bulk([event.promise_id for event in events])
    owed = [(promises[event.promise_id], people[event.owner_id]) for event in events]
    tell_by_the_batch(kind, [_telling_of(promise, whom) for promise, whom in owed])


def _tell_of(promise: Promise, kind: str, people: Iterable[Staff]) -> None:
    tell_by_the_batch(kind, [_telling_of(promise, {one.pk for one in people})])


def _telling_of(promise: Promise, people: Collection[UUID]) -> Telling:
    facts = {"promise": promise.kind, "text": promise.text, "due_at": promise.due_at.isoformat()}
    return Telling(people, f"promise:{promise.pk}", promise.case_id, facts)


def _tell_who_asked(event: ApprovalEvent, asked_by: UUID | None, **facts: Any) -> None:
    settle(f"approval:{event.approval_id}", Notice.Kind.APPROVAL_ASKED)
    people = _colleagues({asked_by}, event.by_id)
    if people:
        told = _of(event) | facts
        tell_all(people, Notice.Kind.APPROVAL_DECIDED, _case(event.case_id), **told)


def _of(event: ApprovalEvent) -> dict[str, Any]:
    return {
        "about": f"approval:{event.approval_id}",
        "by": _name(event.by_id),
        "minor": event.amount_minor,
        "currency": event.currency,
        "right": event.right,
    }


def _of_command(command: Command) -> dict[str, Any]:
    """Without a case: it may be about several, or none."""
    return {
        "about": f"command:{command.pk}",
        "what": command.kind,
        "order": command.order.number,
        "minor": command.arguments.get("amount_minor") or None,
        "currency": command.order.currency,
    }


def _tell_of_practice(event: PracticeEvent, kind: str, staff_id: UUID | None) -> None:
    """Without the case: nothing of it is to be told, and the notice is not to be read with it."""
    people = _colleagues({staff_id}, event.by_id)
    tell_all(people, kind, about=event.topic, by=_name(event.by_id))


def _colleagues(ids: set[UUID | None] | set[UUID], but: UUID | None) -> list[Staff]:
    wanted = [staff_id for staff_id in ids if staff_id and staff_id != but]
    return list(Staff.objects.filter(pk__in=wanted, is_active=True)) if wanted else []


def _case(case_id: UUID) -> Case:
    return Case.objects.get(pk=case_id)


def _name(staff_id: UUID | None) -> str:
    staff = Staff.objects.filter(pk=staff_id).first() if staff_id else None
    return staff.name if staff else ""
