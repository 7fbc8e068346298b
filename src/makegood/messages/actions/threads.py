"""The conversations of a case: the customer's, made when first needed, and those with suppliers and carriers."""

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.ids import new_token
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.kernel.words import said
from makegood.messages.events import ThreadOpened
from makegood.messages.models import Thread
from makegood.messages.queries.people import addresses_on
from makegood.messages.rules.addressing import TOKEN_LENGTH
from makegood.messages.rules.recipients import Recipients, may_write_to
from makegood.people.models import Staff
from makegood.people.rules import normalise_email
from makegood.shops.actions.suppliers import remember_address
from makegood.shops.models import Supplier


def thread_of(case: Case) -> Thread:
    """The customer's thread; the database allows one."""
    thread, _made = Thread.objects.get_or_create(
        case=case,
        side=Thread.With.CUSTOMER,
        defaults={"token": new_token(TOKEN_LENGTH), "created_at": clock.now()},
    )
    return thread


def new_thread(case: Case) -> Thread:
    """The thread of a case opened a moment ago, still to be inserted (with its first message, in one go)."""
    return Thread(
        case=case,
        side=Thread.With.CUSTOMER,
        token=new_token(TOKEN_LENGTH),
        created_at=clock.now(),
    )


@transaction.atomic
def open_thread(
    case: Case,
    by: Staff | None,
    side: str,
    name: str,
    address: str,
    *,
    supplier: Supplier | None = None,
    subject: str = "",
) -> Thread:
    """Begin a conversation with a supplier or carrier; nothing is sent yet. The one there is already, if there is.

    Refused (`customers_address`, `own_address`): the customer is never written to here.
    """
    if side not in (Thread.With.SUPPLIER, Thread.With.CARRIER):
        raise BadInput("side", gettext("Choose a supplier or a carrier."))
    name = bounded((supplier.name if supplier else name).strip(), 160)
    address = normalise_email(address)
    if not name:
        raise BadInput("name", gettext("Say who it is."))
    if not address:
        raise BadInput("address", gettext("Enter an e-mail address."))
    thread = Thread(
        case=case,
        side=side,
        token=new_token(TOKEN_LENGTH),
        supplier=supplier,
        name=name,
        address=address,
        subject=bounded(subject.strip(), 300) or _subject(case),
        created_at=clock.now(),
    )
    known = addresses_on(case, thread, [address])
    if refusal := may_write_to(Recipients(((name, address),)), known, is_customer=False):
        raise Refused(refusal.code, *map(said, refusal.reasons))
    if there := Thread.objects.filter(case=case, side=side, address=address).first():
        return there
    thread.save()
    if supplier is not None:
        remember_address(supplier, address)
    by_id = by.pk if by else None
    opened = ThreadOpened(case_id=case.pk, thread_id=thread.pk, side=side, name=name, by_id=by_id)
    record(opened)
    return thread


def _subject(case: Case) -> str:
    """What they know it by: the order's number, never the customer's words."""
    if case.order is not None:
        return gettext("Order %(number)s") % {"number": case.order.number}
    return gettext("A question from %(shop)s") % {"shop": case.shop.name}
