"""The rows a message becomes in the case it goes to, or with which a new one begins. Few queries: mail comes in by the thousand."""

from collections.abc import Iterable, Sequence
from typing import Any

from makegood.cases.actions.changing import change_case
from makegood.cases.actions.hearing import heard, heard_from_others
from makegood.cases.actions.linking import link_cases
from makegood.cases.actions.opening import open_case
from makegood.cases.models import Case
from makegood.kernel import files
from makegood.kernel.log import record
from makegood.kernel.mail.values import File
from makegood.kernel.rows import insert
from makegood.kernel.text import bounded
from makegood.messages.actions.finding import MOST_REFERENCES, Arriving, Place
from makegood.messages.actions.threads import new_thread, thread_of
from makegood.messages.events import MessageReceived
from makegood.messages.models import Attachment, Message, Thread
from makegood.messages.ports import Address
from makegood.messages.rules import (
    plain_subject,
    sanitised,
)
from makegood.messages.rules.logos import is_own_logo
from makegood.people.actions.recognising import recognise
from makegood.people.models import Customer
from makegood.people.rules import normalise_email
from makegood.shops.models import Order
from makegood.shops.rules.languages import answered_in, of_ours

MOST_ADDRESSES = 200
"""Recipients kept on the row; all of them stay in the raw message."""
MOST_TEXT = 1_000_000
MOST_HTML = 2_000_000


def join(arriving: Arriving, place: Place) -> Message:
    """Add it to the case it belongs to: the customer has spoken, a closed case goes on.

    In a supplier's or carrier's conversation nobody is waiting for us: only whose turn it is changes.
    """
    candidate = place.match.candidate
    assert candidate is not None, "there is a case to join"
    thread = _own_thread(place.threads[candidate.thread_id], place.customer)
    case = thread.case
    message = _message(arriving, thread, case, arriving.inbound.language or case.language)
    insert(message)
    keep_files(message, arriving.inbound.files, arriving.shop.logo_sha256)
    if arriving.is_word:
        _spoke(arriving, thread, place)
    heard_of = MessageReceived(
        case_id=case.pk, message_id=message.pk, auto=arriving.inbound.auto, side=thread.side
    )
    record(heard_of, message)
    return message


def _own_thread(thread: Thread, sender: Customer | None) -> Thread:
    """Of a merged case the conversation of the one it went into; a customer's word is never a supplier's, even if
    they were sent the supplier's mail.
    """
    case = thread.case.merged_into or thread.case
    is_theirs = sender is not None and sender.pk == case.customer_id
    if thread.side == Thread.With.CUSTOMER:
        return thread if thread.case_id == case.pk else thread_of(case)
    return thread_of(case) if is_theirs else thread


def _spoke(arriving: Arriving, thread: Thread, place: Place) -> None:
    case = thread.case
    if thread.side != Thread.With.CUSTOMER:
        heard_from_others(case)
        return
    heard(case, arriving.arrival.arrived_at, arriving.preview)
    if case.order_id is None and place.orders:
        change_case(case, None, order=place.orders[0])


def open_with(arriving: Arriving, place: Place) -> Message:
    """A new case begins with it; the customer is made if nobody knows the address."""
    inbound, shop = arriving.inbound, arriving.shop
    customer = place.customer or _new_customer(arriving)
    known = customer.language if customer else ""
    language = answered_in(shop.answering, inbound.language, known)
    case = open_case(
        shop=shop,
        customer=customer,
        subject=plain_subject(inbound.subject) or arriving.preview[:80],
        language=language,
        channel=arriving.account.kind,
        preview=arriving.preview,
        order=order_meant(place.orders, customer),
        # A machine wrote: nobody waits for our answer, and the case may be closed at once.
        turn=Case.Turn.US if arriving.is_word else Case.Turn.CUSTOMER,
    )
    thread = new_thread(case)
    message = _message(arriving, thread, case, inbound.language or language)
    insert(thread, message)
    keep_files(message, inbound.files, shop.logo_sha256)
    heard_of = MessageReceived(
        case_id=case.pk, message_id=message.pk, auto=inbound.auto, opened=True
    )
    record(heard_of, message, case)
    if came_from := place.match.linked_to:
        meant = place.threads[came_from.thread_id].case
        link_cases(case, meant.merged_into or meant, place.match.rule)
    return message


def order_meant(orders: list[Order], customer: Customer | None) -> Order | None:
    """The customer's own order before another that happens to be named."""
    own = [order for order in orders if customer and order.customer_id == customer.pk]
    return next(iter(own or orders), None)


def keep_files(message: Message, found: Iterable[File], logo: str = "") -> None:
    """The files into the store, their rows in one statement. Our own `logo` that came back with an answer is none of them."""
    rows = []
    for file in found:
        if file.is_inline and is_own_logo(file.content_id, file.content, logo):
            continue
        kept = files.store(file.content)
        rows.append(
            Attachment(
                message=message,
                name=bounded(file.name, 255) or "file",
                type=bounded(file.type, 120) or "application/octet-stream",
                size=kept.size,
                sha256=kept.sha256,
                content_id=bounded(file.content_id, 255),
                is_inline=file.is_inline,
            )
        )
    if rows:
        Attachment.objects.bulk_create(rows)


def _new_customer(arriving: Arriving) -> Customer | None:
    author = arriving.author
    if not normalise_email(author.address):
        return None
    spoken = of_ours(arriving.inbound.language)
    return recognise("email", author.address, author.name, spoken, is_new=True)


def _message(arriving: Arriving, thread: Thread, case: Case, language: str) -> Message:
    inbound = arriving.inbound
    return Message(
        thread=thread,
        case=case,
        account=arriving.account,
        channel=arriving.account.kind,
        direction=Message.Direction.IN,
        from_name=bounded(arriving.author.name, 200),
        from_address=bounded(arriving.author.address, 320),
        to=_people(inbound.to),
        cc=_people(inbound.cc),
        subject=bounded(inbound.subject, 998),
        text=bounded(inbound.text, MOST_TEXT),
        html=sanitised(bounded(inbound.html, MOST_HTML)) if inbound.html else "",
        reply_text=bounded(inbound.reply_text, MOST_TEXT),
        quoted_text=bounded(inbound.quoted_text, MOST_TEXT),
        signature=bounded(inbound.signature, MOST_TEXT),
        language=bounded(language, 10),
        auto=bounded(inbound.auto, 20),
        message_id=bounded(arriving.identity, 998),
        in_reply_to=bounded(inbound.in_reply_to, 998),
        references=[bounded(r, 998) for r in inbound.references[-MOST_REFERENCES:]],
        conversation=inbound.conversation,
        at=arriving.arrival.arrived_at,
    )


def _people(addresses: Sequence[Address]) -> list[Any]:
    return [[bounded(a.name, 200), bounded(a.address, 320)] for a in addresses[:MOST_ADDRESSES]]
