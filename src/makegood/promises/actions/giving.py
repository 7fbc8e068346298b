"""What our messages promise is owed from the moment they are written."""

from zoneinfo import ZoneInfo

from django.db import transaction

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.messages.events import PromisedBeside
from makegood.messages.models import Message, Template
from makegood.people.models import Staff
from makegood.promises.actions.making import make_promise
from makegood.promises.actions.renegotiating import put_in_place_of
from makegood.promises.actions.wording import written_days
from makegood.promises.models import Promise
from makegood.promises.queries import boxes_expected, calendar_of
from makegood.promises.rules.passing_on import Expected, carriers_due_at, is_named, passed_on


@transaction.atomic
def give_word(case: Case, said: PromisedBeside, message: Message, author: Staff | None) -> Promise:
    """The promise one message makes, in the place of those it names another time for. A day that is a carrier's is owed as the
    carrier's: it moves with it, and takes the place of the day told of that parcel before.
    """
    box = _box_meant(case, said, message)
    if box is None:
        promise = _owed(case, said, message, author)
        put_in_place_of(promise, said.replaces, author)
        return promise
    before = case.promises.filter(
        end=Promise.End.OPEN,
        kind=Promise.Kind.PARCEL,
        source=Promise.Source.CARRIER,
        basis=box.number,
    )
    due_at = carriers_due_at(box.day, calendar_of(case.shop))
    if same := before.filter(due_at=due_at).first():
        put_in_place_of(same, said.replaces, author)
        return same
    told_before = list(before.values_list("pk", flat=True))
    promise = make_promise(
        case,
        Promise.Kind.PARCEL,
        due_at,
        Promise.Source.CARRIER,
        text=said.text,
        basis=box.number,
        owner=author,
        made_in=message,
        replaces=said.replaces,
        by=author,
    )
    put_in_place_of(promise, (*said.replaces, *told_before), author)
    return promise


@transaction.atomic
def give_carriers_days(case: Case, message: Message, author: Staff | None) -> None:
    """A message that names a parcel with the day its carrier expects it, as news prepared by the desk do, passes that day on,
    whatever language it is in. Nothing on a closed case; what is owed so already is not owed twice.
    """
    if case.is_closed or case.order_id is None:
        return
    now, calendar = clock.now(), calendar_of(case.shop)
    for box in boxes_expected(case):
        due_at = carriers_due_at(box.day, calendar)
        days = written_days(box.day, case)
        is_told = is_named(box.number, message.text) and any(day in message.text for day in days)
        if due_at > now and is_told:
            give_word(case, PromisedBeside(box.number, "parcel", due_at), message, author)


def _owed(case: Case, said: PromisedBeside, message: Message, author: Staff | None) -> Promise:
    template = Template.objects.filter(pk=said.template).first() if said.template else None
    return make_promise(
        case,
        said.kind or Promise.Kind.OTHER,
        said.due_at,
        Promise.Source.TEMPLATE if template else Promise.Source.PERSON,
        text=said.text,
        basis=template.name if template else "",
        owner=author,
        made_in=message,
        amount=_amount(said),
        replaces=said.replaces,
        by=author,
    )


def _amount(said: PromisedBeside) -> Money | None:
    return None if said.amount is None else Money(said.amount, said.currency)


def _box_meant(case: Case, said: PromisedBeside, message: Message) -> Expected | None:
    if said.kind != Promise.Kind.PARCEL or case.order is None:
        return None
    day = said.due_at.astimezone(ZoneInfo(case.shop.timezone)).date()
    return passed_on(message.text, day, boxes_expected(case), said.text)
