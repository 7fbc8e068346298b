"""What is owed because of news from the rooms below."""

from uuid import UUID

from makegood.cases.actions.rearranging import keep as keep_shape
from makegood.cases.events import (
    CaseAssigned,
    CaseChanged,
    CaseClosed,
    CaseMerged,
    CaseReopened,
    CaseSplit,
    FactsAsked,
    FactsTold,
    RearrangementBegun,
    RearrangementEnded,
    RearrangementTakenBack,
)
from makegood.cases.models import Case, Rearrangement
from makegood.kernel import clock
from makegood.kernel.events import reacts_to
from makegood.kernel.log import in_hand
from makegood.messages.actions.acknowledging import acknowledge
from makegood.messages.events import (
    CallEnded,
    MessageBounced,
    MessageReceived,
    MessageSent,
    MessageWithdrawn,
    MessageWritten,
    PromisedBeside,
)
from makegood.messages.models import Message, Thread
from makegood.people.events import WorkChanged
from makegood.people.models import Staff
from makegood.promises.actions.answering import (
    keep_by_word,
    owe_what_bounced,
    promise_answer,
    start_silence,
)
from makegood.promises.actions.carrying import follow_carrier
from makegood.promises.actions.following import bring_promises, hand_over, take_back
from makegood.promises.actions.giving import give_carriers_days, give_word
from makegood.promises.actions.keeping import keep_by_arrival, keep_by_leaving, take_up_again
from makegood.promises.actions.legal import look_later
from makegood.promises.actions.pausing import resume_waiting, wait_for_facts
from makegood.promises.actions.paying import keep_by_refund
from makegood.promises.actions.rearranging import (
    put_promises_back,
    shape_of,
    split_promises,
)
from makegood.promises.actions.recounting import CALENDAR, recount_shop, recount_staff
from makegood.promises.actions.renegotiating import release_all
from makegood.promises.events import PromiseKept
from makegood.promises.models import Promise
from makegood.promises.queries import GOODS_CAME
from makegood.shops.events import (
    CommandAnswered,
    ParcelsDelayed,
    ParcelsDelivered,
    ParcelsSent,
    ShopChanged,
)
from makegood.shops.models import Command

CAME = {f"fact:{key}" for key in GOODS_CAME}


@reacts_to(MessageReceived)
def promise_an_answer(event: MessageReceived) -> None:
    """A person's word is owed an answer, and they are told by when; automatic mail is not.

    Where an answer is overdue already nothing is acknowledged: a second date would not be believed.
    """
    message = _message(event.message_id)
    if event.auto != "none" or not _is_customers(message):
        return
    promise = promise_answer(event.case_id, made_in=message)
    if promise.case.owed > 1:
        resume_waiting(promise.case, Promise.Pause.ANSWER)
    if promise.due_at > clock.now():
        acknowledge(promise.case, message, promise.due_at)


@reacts_to(FactsAsked)
def wait_for_their_answer(event: FactsAsked) -> None:
    """What is to be decided waits for what it takes to decide."""
    wait_for_facts(Case.objects.get(pk=event.case_id))


@reacts_to(FactsTold)
def go_on_with_their_answer(event: FactsTold) -> None:
    """They answered, if only by the form."""
    resume_waiting(Case.objects.get(pk=event.case_id), Promise.Pause.ANSWER)


@reacts_to(MessageWritten)
def make_what_is_promised(event: MessageWritten) -> None:
    """The writer owes it from the moment of writing; if the message is taken back, it was never promised."""
    if event.promise_due_at is None:
        return
    author = Staff.objects.filter(pk=event.by_id).first() if event.by_id else None
    case, message = Case.objects.get(pk=event.case_id), _message(event.message_id)
    first = PromisedBeside(
        event.promise_text,
        event.promise_kind,
        event.promise_due_at,
        event.promise_replaces,
        event.promise_amount,
        event.promise_currency,
        event.promise_template,
    )
    for said in (first, *event.promised_beside):
        give_word(case, said, message, author)


@reacts_to(MessageWritten)
def owe_what_carriers_say(event: MessageWritten) -> None:
    """Whoever tells a customer by when the carrier expects a parcel has them count on it."""
    if event.purpose != Message.Purpose.WORD or event.side != Thread.With.CUSTOMER:
        return
    case = Case.objects.select_related("shop").get(pk=event.case_id)
    author = Staff.objects.filter(pk=event.by_id).first() if event.by_id and case.order_id else None
    give_carriers_days(case, _message(event.message_id), author)


@reacts_to(MessageWithdrawn)
def forget_what_was_promised(event: MessageWithdrawn) -> None:
    """What nobody read was not promised."""
    take_back(event.case_id, event.message_id)


@reacts_to(MessageSent)
def keep_what_was_owed(event: MessageSent) -> None:
    """A person's word to the customer is the answer, and ends the silence."""
    message = _message(event.message_id)
    if event.purpose == Message.Purpose.WORD and _is_customers(message):
        keep_by_word(message)


@reacts_to(CallEnded)
def keep_what_was_owed_by_talking(event: CallEnded) -> None:
    """Having spoken to them is the answer, and the call back, and theirs; a call nobody took keeps nothing."""
    if event.message_id is not None:
        keep_by_word(_message(event.message_id))
        resume_waiting(Case.objects.get(pk=event.case_id), Promise.Pause.ANSWER)


@reacts_to(ParcelsSent)
def keep_what_left(event: ParcelsSent) -> None:
    """That a parcel would leave is kept by the carrier that has it."""
    keep_by_leaving(event.order_ids)


@reacts_to(ParcelsDelivered)
def keep_what_arrived(event: ParcelsDelivered) -> None:
    """What was promised of a parcel is kept by the carrier's word that it is there."""
    keep_by_arrival(event.order_ids)


@reacts_to(CommandAnswered)
def keep_what_was_paid_back(event: CommandAnswered) -> None:
    """Money that was promised is kept by the shop's word that it went back, or by whoever paid it there by hand."""
    if event.outcome == Command.Outcome.DONE and not event.is_pending:
        keep_by_refund(Command.objects.select_related("order").get(pk=event.command_id))


@reacts_to(ParcelsDelayed)
def move_what_comes_later(event: ParcelsDelayed) -> None:
    """What the customer was told of a carrier's day goes with it, and they hear of it."""
    follow_carrier(event.order_ids)


@reacts_to(CaseChanged)
def look_at_the_law(event: CaseChanged) -> None:
    """Another matter, order or fact, and the law may ask for something else; goods that came back are not waited for."""
    if event.field in CAME and event.after:
        resume_waiting(Case.objects.get(pk=event.case_id), Promise.Pause.GOODS)
    if event.field in {"kind", "order", "customer"} or event.field.startswith("fact:"):
        look_later([event.case_id])


@reacts_to(PromiseKept)
def look_at_the_law_after_what_was_done(event: PromiseKept) -> None:
    """Money or goods went out, as somebody or the shop says: what being late with it costs is over. Words and parcels tell it
    themselves."""
    if event.evidence in {Promise.Evidence.NOTE, Promise.Evidence.SHOP}:
        look_later([event.case_id])


@reacts_to(MessageSent)
def look_at_the_law_after_our_word(event: MessageSent) -> None:
    """An answer meets some of its clocks, and begins others."""
    if event.purpose == Message.Purpose.WORD:
        look_later([event.case_id])


@reacts_to(ParcelsDelivered)
def look_at_the_law_after_delivery(event: ParcelsDelivered) -> None:
    """Most clocks of the law begin with the goods."""
    cases = Case.objects.filter(order__in=event.order_ids, closed_at=None)
    look_later(cases.order_by("pk").values_list("pk", flat=True))


@reacts_to(MessageBounced)
def owe_again_what_bounced(event: MessageBounced) -> None:
    """A word that never arrived has kept nothing; an acknowledgement had not."""
    message = _message(event.message_id)
    if event.purpose == Message.Purpose.WORD and _is_customers(message):
        owe_what_bounced(message)
        look_later([event.case_id])


@reacts_to(CaseAssigned)
def hand_promises_over(event: CaseAssigned) -> None:
    """Whoever has the case owes its answers and news; what a person promised stays theirs."""
    hand_over(event.case_id, event.assignee_id)


@reacts_to(CaseClosed)
def settle_promises(event: CaseClosed) -> None:
    """A closed case owes nothing; the reason it was closed for is the reason nothing is owed."""
    by = Staff.objects.filter(pk=event.by_id).first() if event.by_id else None
    release_all(Case.objects.get(pk=event.case_id), by, event.reason)


@reacts_to(CaseReopened)
def owe_again(event: CaseReopened) -> None:
    """A case that goes on owes what was promised, an answer when the customer spoke last, and news in any event."""
    case = Case.objects.get(pk=event.case_id)
    take_up_again(case)
    if event.heard or case.turn == Case.Turn.US:
        promise_answer(case.pk)
    else:
        start_silence(case.pk)
    look_later([case.pk])


@reacts_to(CaseMerged)
def move_promises(event: CaseMerged) -> None:
    """What the case owed is owed on the one it went into."""
    bring_promises(event.case_id, event.into_id)
    look_later([event.into_id])


@reacts_to(CaseSplit)
def share_promises(event: CaseSplit) -> None:
    """What was promised in the messages goes with them."""
    split_promises(event.case_id, event.other_id, event.message_ids)
    look_later(sorted((event.case_id, event.other_id)))


@reacts_to(RearrangementBegun)
def keep_promises_before(event: RearrangementBegun) -> None:
    """What is owed, should somebody undo it."""
    shape = shape_of((event.case_id, event.other_id))
    keep_shape(event.rearrangement_id, "promises", "before", shape)


@reacts_to(RearrangementEnded)
def keep_promises_after(event: RearrangementEnded) -> None:
    """What is owed now: a promise kept later makes it too late to undo."""
    shape = shape_of((event.case_id, event.other_id))
    keep_shape(event.rearrangement_id, "promises", "after", shape)


@reacts_to(RearrangementTakenBack)
def bring_promises_back(event: RearrangementTakenBack) -> None:
    """What was owed is owed again, where it was."""
    kept = Rearrangement.objects.get(pk=event.rearrangement_id).kept["promises"]
    put_promises_back((event.case_id, event.other_id), kept["before"], kept["after"])


@reacts_to(ShopChanged)
def count_by_the_new_hours(event: ShopChanged) -> None:
    """What was counted in working hours is due by those the shop has now."""
    if CALENDAR.intersection(event.fields):
        recount_shop(event.shop_id)


@reacts_to(WorkChanged)
def plan_by_their_hours(event: WorkChanged) -> None:
    """Whoever is away, or has other hours, is warned of what they owe at other times."""
    recount_staff(event.staff_id)


def _message(message_id: UUID) -> Message:
    if message := in_hand(Message, message_id):
        return message
    # Without the texts: nothing here reads them, and every mail comes through here.
    messages = Message.objects.defer(
        "words", "html", "text", "reply_text", "quoted_text", "signature"
    )
    return messages.select_related("thread", "account").get(pk=message_id)


def _is_customers(message: Message) -> bool:
    return message.thread is not None and message.thread.side == "customer"
