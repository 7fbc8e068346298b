"""Whose an address is: ours, the customer's side's, a supplier's or carrier's."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from makegood.cases.models import Case
from makegood.messages.models import PHONE, Message, Thread
from makegood.messages.rules.addressing import is_ours, without_detail
from makegood.messages.rules.concerns import Said
from makegood.messages.rules.recipients import (
    Addresses,
    Person,
    Recipients,
    Spoken,
    reply_all,
)
from makegood.people.models import Customer
from makegood.people.queries import main_email
from makegood.people.rules import normalise_email

_OWN = """
    SELECT 'own', address FROM messages_account
    UNION ALL SELECT 'own', email FROM shops_shop
    UNION ALL SELECT 'own', jsonb_array_elements_text(settings->'aliases') FROM messages_account
    WHERE jsonb_typeof(settings->'aliases') = 'array'
"""
_OTHERS = """
    UNION ALL SELECT 'other', address FROM messages_thread WHERE case_id = %s AND side <> 'customer'
    UNION ALL SELECT 'other', m.from_address FROM messages_message m JOIN messages_thread t ON t.id = m.thread_id
    WHERE t.case_id = %s AND t.side <> 'customer' AND m.direction = 'in'
    UNION ALL SELECT 'other', email FROM shops_supplier WHERE email = ANY(%s)
"""
_CUSTOMERS = """
    UNION ALL SELECT 'other', value FROM people_identity i WHERE kind = 'email' AND (customer_id = %s OR value = ANY(%s)
    AND EXISTS (SELECT FROM shops_order o WHERE o.customer_id = i.customer_id))
    UNION ALL SELECT 'other', m.from_address FROM messages_message m JOIN messages_thread t ON t.id = m.thread_id
    WHERE m.case_id = %s AND t.side = 'customer' AND m.direction = 'in'
    UNION ALL SELECT 'other', person ->> 1 FROM messages_message m JOIN messages_thread t ON t.id = m.thread_id
    CROSS JOIN jsonb_array_elements(m.to || m.cc) AS person
    WHERE m.case_id = %s AND t.side = 'customer' AND m.direction = 'out'
"""
"""By every address the case's customer; of those asked about every buyer; whoever wrote for them or was answered."""


def own_addresses() -> frozenset[str]:
    """Every address that is ours, aliases of mailboxes too: these never identify a customer."""
    return frozenset(_found(_OWN, [])["own"])


def said_to(customer: Customer, latest: int = 20) -> list[Said]:
    """What we wrote to this customer last, in whichever case; also what is on its way."""
    ours = Message.objects.filter(case__customer=customer, direction=Message.Direction.OUT)
    ours = ours.filter(purpose=Message.Purpose.WORD, thread__side=Thread.With.CUSTOMER)
    rows = ours.order_by("-at", "-pk").values_list("text", "at", "case__number")
    return [Said(*row) for row in rows[:latest]]


def addresses_on(case: Case, thread: Thread | None, asked: Iterable[str]) -> Addresses:
    """What matters for a message in this conversation (None: the customer's, not begun yet) to the addresses `asked`."""
    wanted = {normalise_email(one) for one in asked} - {""}
    if thread is None or thread.is_with_customer:
        found = _found(_OWN + _OTHERS, [case.pk, case.pk, list(wanted)])
        return Addresses(own=found["own"], others=found["other"])
    buyers = list(_with_and_without_detail(wanted))
    found = _found(_OWN + _CUSTOMERS, [case.customer_id, buyers, case.pk, case.pk])
    return Addresses(own=found["own"], customers=found["other"])


def recipients_by_rule(
    case: Case, thread: Thread | None, words: Iterable[Message] | None = None
) -> Recipients:
    """To whom an answer goes unless its writer says otherwise: everybody of the last message.

    `words`: the case's messages with their threads and accounts, if they are at hand.
    """
    last = _last_word(case, thread, words)
    is_customer = thread is None or thread.is_with_customer
    if last is None:
        otherwise = _otherwise(case, thread)
        known = addresses_on(case, thread, [address for _name, address in otherwise])
        return reply_all(None, known, otherwise, is_customer=is_customer)
    spoken = _spoken(last)
    if is_customer and (alone := _alone(case, last, spoken)):
        return Recipients((alone,))  # by far the most: nobody else to ask about
    asked = [a for _n, a in (spoken.sender, *spoken.to, *spoken.cc)]
    known = addresses_on(case, thread, asked)
    found = reply_all(spoken, known, is_customer=is_customer)
    return (
        found
        if found.to
        else reply_all(None, known, _otherwise(case, thread), is_customer=is_customer)
    )


def _otherwise(case: Case, thread: Thread | None) -> list[Person]:
    if thread is not None and not thread.is_with_customer:
        return [(thread.name, thread.address)]
    address = main_email(case.customer) if case.customer else ""
    return [(case.customer.name, address)] if case.customer and address else []


def _last_word(
    case: Case, thread: Thread | None, words: Iterable[Message] | None
) -> Message | None:
    """Of this conversation; None for the customer's means whichever thread of theirs there is."""
    if words is not None:
        here = [m for m in words if m.is_word and not m.is_spoken and _is_in(m, thread)]
        return max(here, key=lambda m: (m.at, m.pk), default=None)
    found = Message.objects.filter(case=case, auto="none", purpose=Message.Purpose.WORD)
    found = found.exclude(channel=PHONE)
    found = found.filter(thread=thread) if thread else found.filter(thread__side="customer")
    found = found.select_related("account").defer(
        "words", "html", "text", "reply_text", "quoted_text"
    )
    return found.order_by("-at", "-pk").first()


def _is_in(message: Message, thread: Thread | None) -> bool:
    if thread is not None and not thread.is_with_customer:
        return message.thread_id == thread.pk
    return message.thread is not None and message.thread.is_with_customer


def _alone(case: Case, last: Message, spoken: Spoken) -> Person | None:
    """The customer themselves, having written to nobody but this mailbox: answered without looking anything up."""
    ours = {last.account.address if last.account else "", case.shop.email}
    written_to = {without_detail(address) for _name, address in (*spoken.to, *spoken.cc)}
    address = spoken.sender[1]
    is_plain = not spoken.is_ours and written_to <= {one.lower() for one in ours}
    if is_plain and "@" in address and not is_ours(address, ours) and last.thread:
        return spoken.sender
    return None


def _spoken(message: Message) -> Spoken:
    return Spoken(
        sender=(message.from_name, message.from_address),
        to=_pairs(message.to),
        cc=_pairs(message.cc),
        is_ours=message.direction == Message.Direction.OUT,
    )


def _pairs(people: list[list[str]]) -> tuple[Person, ...]:
    return tuple((name, address) for name, address in people)


def _found(statement: str, values: list[Any]) -> dict[str, set[str]]:
    """In one round trip: whose → addresses, lower case."""
    found: dict[str, set[str]] = {"own": set(), "other": set()}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for whose, address in cursor.fetchall():
            if address:
                found[whose].add(address.lower())
    return found


def _with_and_without_detail(addresses: set[str]) -> set[str]:
    return addresses | {
        f"{local.partition('+')[0]}@{domain}"
        for local, _at, domain in (address.rpartition("@") for address in addresses)
    }
