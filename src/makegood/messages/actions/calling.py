"""Talks on the phone: begun with one press, put on a case while talking, ended with a summary for colleagues."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.hearing import heard, told
from makegood.cases.actions.opening import open_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.messages.actions.threads import thread_of
from makegood.messages.events import CallEnded
from makegood.messages.models import PHONE, Call, Message
from makegood.messages.queries.calls import running_call
from makegood.people.actions.recognising import recognise
from makegood.people.models import Customer, Identity, Staff
from makegood.shops.models import Shop
from makegood.shops.rules.languages import answered_in

LONGEST = 20_000


def begin_call(
    shop: Shop, staff: Staff, direction: str, *, number: str = "", case: Case | None = None
) -> Call:
    """The clock runs from now on. Who is on the phone already goes on with that call; the database allows one."""
    if direction not in Call.Direction.values:
        raise BadInput("direction", gettext("Say who called whom."))
    call = Call(
        shop=shop,
        staff=staff,
        case=case,
        direction=direction,
        number=bounded(number.strip(), 40),
        started_at=clock.now(),
    )
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError:
        running = running_call(staff)
        assert running is not None, "only another call of theirs can be in the way"
        return running
    return call


@transaction.atomic
def put_on_case(call: Call, case: Case, number: str = "") -> None:
    """The call is about this case; another one while it runs, if it turns out so."""
    call.case, call.number = case, bounded(number.strip(), 40) or call.number
    call.save(update_fields=["case", "number"])


@transaction.atomic
def open_case_for(
    call: Call,
    by: Staff,
    *,
    customer: Customer | None = None,
    name: str = "",
    number: str = "",
    kind: str = "",
    language: str = "",
) -> Case:
    """A new matter, brought by phone, in the hands of whoever talks. Who is not chosen is known by the number from now on; without one nobody is."""
    shop, number = call.shop, number.strip() or call.number
    known = customer.language if customer else ""
    language = language or answered_in(shop.answering, "", known)
    if kind not in Case.Kind.values:
        raise BadInput("kind", gettext("Choose one of the kinds offered."))
    if customer is None and not (number or name.strip()):
        raise BadInput("number", gettext("Enter a name or a number."))
    if customer is None and number:
        phone = Identity.Kind.PHONE
        customer = recognise(phone, number, name.strip(), language, country=shop.country)
    who = (customer.name if customer else "") or name.strip() or number
    case = open_case(
        shop=shop,
        customer=customer,
        subject=gettext("Phone call: %(name)s") % {"name": bounded(who, 200)},
        language=language,
        channel=PHONE,
        kind=kind,
        by=by,
    )
    assign(case, by, by)
    put_on_case(call, case, number)
    return case


def note_down(call: Call, summary: str) -> None:
    """Keep what is written while talking."""
    call.summary = bounded(summary.replace("\r\n", "\n").strip(), LONGEST)
    call.save(update_fields=["summary"])


@transaction.atomic
def end_call(call: Call, by: Staff, summary: str, *, was_reached: bool = True) -> Message | None:
    """The talk is over; idempotent. On the case it is a word of ours to the customer, unless nobody was reached.

    A case nobody has is theirs from now on, as by an answer. Refused (`no_case`) while it is on no case.
    """
    calls = Call.objects.select_for_update(of=("self",)).select_related("case__merged_into")
    call = calls.get(pk=call.pk)
    if call.ended_at is not None:
        return call.message
    if call.case is None:
        raise Refused("no_case", gettext("Choose first which case the call was about."))
    call.case = call.case.merged_into or call.case  # joined with another while they talked
    call.summary = bounded(summary.replace("\r\n", "\n").strip(), LONGEST)
    call.ended_at = clock.now()
    call.was_reached = was_reached
    if call.case.assignee_id is None:
        assign(call.case, by, by)
    call.message = _said(call.case, call, by) if was_reached else None
    call.save(update_fields=["case", "summary", "ended_at", "was_reached", "message"])
    record(
        CallEnded(
            case_id=call.case.pk,
            call_id=call.pk,
            message_id=call.message.pk if call.message else None,
            direction=call.direction,
            seconds=round((call.ended_at - call.started_at).total_seconds()),
            by_id=by.pk,
        )
    )
    return call.message


@transaction.atomic
def drop_call(call: Call) -> None:
    """It was no call: nothing is kept of it. A case opened for it stays."""
    Call.objects.filter(pk=call.pk, ended_at=None).delete()


def _said(case: Case, call: Call, by: Staff) -> Message:
    now = clock.now()
    message = Message.objects.create(
        thread=thread_of(case),
        case=case,
        channel=PHONE,
        direction=call.direction,
        author=by,
        language=case.language,
        at=now,
    )
    if call.direction == Call.Direction.IN:
        heard(case, now, case.preview)
    told(case, now)
    return message
