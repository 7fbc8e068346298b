"""Which conversation a message on its way in belongs to: the rows behind the rules of `rules.threading`.

Few queries: mail comes in by the thousand.
"""

import json
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from makegood.kernel import clock
from makegood.kernel.text import first_words
from makegood.kernel.written import written_rows
from makegood.messages.models import Account, Arrival, Thread
from makegood.messages.ports import Address, Inbound
from makegood.messages.rules import (
    Candidate,
    Incoming,
    Match,
    case_numbers_in,
    match_thread,
    tokens_in,
)
from makegood.messages.rules.renaming import comparable
from makegood.messages.rules.threading import RECENT_DAYS
from makegood.people.actions.reaching import mark_reached
from makegood.people.actions.recognising import stays
from makegood.people.models import Customer
from makegood.people.rules import normalise_email
from makegood.shops.models import Order, Shop
from makegood.shops.queries import orders_in_text

MOST_REFERENCES = 50
SEARCHED_FOR_ORDERS = 20_000
"""Characters of a message looked through for order numbers."""
# By hand, as a few more statements on this way: every mail takes it, and Django needs longer to write such a
# statement than the database to run it.
_KNOWN = """
    SELECT id, message_id, thread_id, case_id, direction, from_address, text, message_id FROM messages_message
    WHERE message_id = ANY(%s) AND message_id <> '' LIMIT 200
"""
_RENAMED = """
    SELECT m.id, m.message_id, m.thread_id, m.case_id, m.direction, m.from_address, m.text, o.mail_id
    FROM messages_otherid o JOIN messages_message m ON m.id = o.message_id
    WHERE o.mail_id = ANY(%s) LIMIT 200
"""
_CONVERSING = """
    SELECT id, message_id, thread_id, case_id, direction, from_address, '', '' FROM messages_message
    WHERE conversation = %s AND conversation <> '' AND thread_id IS NOT NULL LIMIT 200
"""
_SPEAKERS = """
    SELECT thread_id, from_address, "to", cc FROM messages_message
    WHERE thread_id = ANY(%s) AND auto = 'none' LIMIT 500
"""


def account_of(arrival: Arrival) -> Account:
    """Where it came in; what has none (the portal) was settled as it was written."""
    assert arrival.account is not None, "only what came through an account waits to be settled"
    return arrival.account


@dataclass(frozen=True)
class Arriving:
    """One message on its way in: what was understood, whose words it is, and by what name it is known."""

    arrival: Arrival
    inbound: Inbound
    author: Address
    identity: str

    @property
    def account(self) -> Account:
        return account_of(self.arrival)

    @property
    def shop(self) -> Shop:
        return self.account.shop

    @property
    def is_word(self) -> bool:
        """Whether a person wrote it."""
        return self.inbound.auto == "none"

    @property
    def is_from_author(self) -> bool:
        """Whether it came from the author's own mailbox: a form of the shop writes in their name, not from there."""
        sender = self.inbound.sender
        return sender is not None and sender.address == self.author.address

    @property
    def preview(self) -> str:
        return first_words(self.inbound.reply_text or self.inbound.text)


@dataclass(frozen=True)
class Known:
    """A message we have, of those an arriving one is or refers to."""

    pk: UUID
    message_id: str
    thread_id: UUID | None
    case_id: UUID | None
    direction: str
    from_address: str
    text: str
    found_by: str
    """The id it was looked for; "" for one of the same conversation by Thread-Index."""


@dataclass(frozen=True)
class Place:
    """Where it goes: `match`, with the rows behind it."""

    match: Match
    threads: dict[UUID, Thread]
    customer: Customer | None
    orders: list[Order]


def known_messages(identity: str, inbound: Inbound) -> list[Known]:
    """The messages we have under its own id or one it refers to, or of its conversation; one query."""
    ids = {identity, inbound.in_reply_to, *inbound.references[-MOST_REFERENCES:]} - {""}
    if inbound.bounce:
        ids |= {inbound.bounce.original_message_id} - {""}
    statements, values = [_KNOWN], list[Any]([list(ids)])
    if ids - {identity}:  # a first mail refers to nothing, and most are
        statements.append(_RENAMED)
        values.append([comparable(one) for one in ids - {identity}])
    if inbound.conversation:
        statements.append(_CONVERSING)
        values.append(inbound.conversation)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({one})" for one in statements), values)
        return [Known(*row) for row in cursor.fetchall()]


def find_place(arriving: Arriving, known: Sequence[Known]) -> Place:
    """Ask the rows for candidates, cheapest and strongest sign first, and let the rules choose."""
    inbound, shop = arriving.inbound, arriving.shop
    customer = _known_customer(arriving)
    text = f"{inbound.subject}\n{inbound.text[:SEARCHED_FOR_ORDERS]}"
    orders = orders_in_text(shop, text)
    incoming = _incoming(arriving, known, customer, orders)
    lost = _tokens_of_lost(inbound, known)
    threads = {t.pk: t for t in _threads(incoming, lost)}
    of_lost = {t.pk for t in threads.values() if t.token in lost}
    incoming = replace(incoming, referred=incoming.referred | of_lost)
    speakers = _speakers(incoming, threads.values())
    candidates = [_candidate(t, speakers.get(t.pk, frozenset())) for t in threads.values()]
    return Place(match_thread(incoming, candidates), threads, customer, orders)


def place_at(thread_id: UUID, rule: str) -> Place:
    """A place that is known already: this conversation, whatever the message looks like."""
    thread = Thread.objects.select_related("case__shop", "case__merged_into__shop").get(
        pk=thread_id
    )
    return Place(Match(_candidate(thread, frozenset()), rule), {thread.pk: thread}, None, [])


def _incoming(
    arriving: Arriving, known: Sequence[Known], customer: Customer | None, orders: list[Order]
) -> Incoming:
    inbound = arriving.inbound
    tokens = tokens_in((*inbound.recipients, arriving.arrival.recipient), ())
    answers = inbound.in_reply_to or next(reversed(inbound.references), "")
    referred = [k for k in known if k.thread_id and k.found_by]
    answered = [k for k in referred if k.found_by in (answers, comparable(answers))]
    # A message moved to another case since it went out still bears the token of the one it left.
    moved = [k for k in answered if tokens_in((), (k.message_id,)) & tokens]
    return Incoming(
        subject=inbound.subject,
        topic=inbound.topic,
        sender=normalise_email(arriving.author.address),
        customer_id=customer.pk if customer else None,
        tokens=tokens,
        referred=_threads_of(referred),
        answered=_threads_of(answered),
        moved=_threads_of(moved),
        conversing=_threads_of(k for k in known if not k.found_by),
        numbers=case_numbers_in(inbound.subject) - _numbers_of(orders),
        order_ids={order.pk for order in orders},
        is_word=arriving.is_word,
    )


def _numbers_of(orders: Iterable[Order]) -> set[int]:
    return {int(one.number) for one in orders if one.number.isdecimal()}


def _tokens_of_lost(inbound: Inbound, known: Sequence[Known]) -> set[str]:
    """Of letters of ours it refers to which we do not have under that id: sent after the backup that was restored,
    or in other letters than we gave it.
    """
    here = {k.found_by for k in known}
    ids = {inbound.in_reply_to, *inbound.references[-MOST_REFERENCES:]} - here
    return tokens_in((), ids)


def _threads_of(known: Iterable[Known]) -> set[UUID]:
    return {k.thread_id for k in known if k.thread_id}


def _known_customer(arriving: Arriving) -> Customer | None:
    value = normalise_email(arriving.author.address)
    if not value:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_id, unreachable_at IS NOT NULL FROM people_identity"
            " WHERE kind = 'email' AND value = %s",
            [value],
        )
        row = cursor.fetchone()
    if row and row[1] and arriving.is_from_author:
        mark_reached(value)
    return stays(row[0]) if row else None


def _threads(incoming: Incoming, tokens: set[str]) -> list[Thread]:
    """Strong signs first; the weak ones are asked about only when those found nothing. `tokens`: of letters of ours that are lost."""
    found: list[Thread] = []
    if ids := incoming.referred | incoming.conversing:
        found += _threads_by_id(list(ids))
    if missing := (incoming.tokens | tokens) - {t.token for t in found}:
        found += _threads_by_token(list(missing))
    if found:
        return found
    threads = _with_cases()
    if incoming.numbers:
        found += threads.filter(case__number__in=incoming.numbers)
    if incoming.order_ids and incoming.customer_id is not None:
        since = clock.now() - timedelta(days=RECENT_DAYS)
        found += threads.filter(
            side=Thread.With.CUSTOMER,
            case__customer=incoming.customer_id,
            case__order__in=incoming.order_ids,
            case__closed_at=None,
            case__changed_at__gte=since,
        )
    return found


@written_rows
def _threads_by_id(ids: list[UUID]) -> QuerySet[Thread]:
    return _with_cases().filter(pk__any=ids)


@written_rows
def _threads_by_token(tokens: list[str]) -> QuerySet[Thread]:
    return _with_cases().filter(token__any=tokens)


def _with_cases() -> QuerySet[Thread]:
    return Thread.objects.select_related("case__shop", "case__merged_into__shop")


def _speakers(incoming: Incoming, threads: Iterable[Thread]) -> dict[UUID, set[str]]:
    """Who is known in each conversation; asked only where the sender is not the customer of the case."""
    if not incoming.is_word:
        return {}
    others = [t.pk for t in threads if not _is_of(t, incoming.customer_id)]
    if not others:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SPEAKERS, [others])
        rows = cursor.fetchall()
    found: dict[UUID, set[str]] = {}
    for thread_id, sender, to, cc in rows:
        people = (sender, *(address for _name, address in (*json.loads(to), *json.loads(cc))))
        found.setdefault(thread_id, set()).update(map(normalise_email, people))
    return found


def _is_of(thread: Thread, customer_id: UUID | None) -> bool:
    case = thread.case.merged_into or thread.case
    return customer_id is not None and case.customer_id == customer_id


def _candidate(thread: Thread, participants: Set[str]) -> Candidate:
    case = thread.case.merged_into or thread.case
    return Candidate(
        thread_id=thread.pk,
        case_id=case.pk,
        token=thread.token,
        number=thread.case.number,
        customer_id=case.customer_id,
        order_id=case.order_id,
        subject=case.subject,
        is_closed=case.is_closed,
        idle_days=(clock.now() - case.changed_at).total_seconds() / 86_400,
        is_with_customer=thread.side == Thread.With.CUSTOMER,
        participants=participants,
    )
