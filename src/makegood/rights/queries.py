"""What the law gives on a case."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from makegood.cases.models import Case, Fact
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.money import Money
from makegood.messages.models import PHONE, Dispatch, Message, Thread
from makegood.policy.queries import ruling_on
from makegood.policy.rules.rulings import Ruling
from makegood.policy.rules.situation import zone_of
from makegood.rights.rules.gathering import facts_from
from makegood.rights.rules.gathering.goods import bought
from makegood.rights.rules.gathering.places import country_of
from makegood.rights.rules.knowing import Known, KnownLine, KnownOrder, KnownParcel, Told
from makegood.rights.rules.missing import missing_from
from makegood.shops.models import Entry, Line, Order, Parcel

_ASKING = "/s/facts/"
"""Stands in every letter that asks for facts by a form: such a letter is a question, not yet an answer."""
_IN = Message.Direction.IN
_GONE = {Parcel.State.LOST, Parcel.State.RETURNING}


@dataclass(frozen=True)
class CaseRights:
    """What the law gives on a case, by what is known of it. `ruling` is None where there is no pack for the country, or
    where something can't be judged: `trouble` names the field.
    """

    known: Known
    facts: dict[str, Any]
    """What the law was told, as `policy.rules.facts` reads it; lines are named by their positions."""
    country: str
    ruling: Ruling | None
    missing: tuple[str, ...]
    """Keys of the facts that would tell more."""
    zone: ZoneInfo
    """Of the customer's address, by which the law counts its days; the shop's where there is no pack."""
    trouble: str = ""
    why: str = ""
    """Why it can't be judged, as the law's own reading says it."""

    @property
    def today(self) -> date:
        """The customer's."""
        return self.known.now.astimezone(self.zone).date()

    @property
    def names(self) -> dict[str, str]:
        """Line → what was bought."""
        order = self.known.order
        return {line.id: line.name for line in bought(order)} if order else {}


def rights_of(case: Case) -> CaseRights:
    """Asks four questions, five of a connected shop's order, two of a case without one; shop, customer and order are at hand."""
    known = known_of(case)
    facts = facts_from(known)
    ruling, trouble, reason = None, "", ""
    try:
        ruling = ruling_on(facts)
    except BadInput as error:
        trouble, reason = error.field, error.message
    missing = missing_from(known, ruling)
    zone = zone_of(ruling.facts, ruling.law) if ruling else ZoneInfo(case.shop.timezone)
    return CaseRights(known, facts, country_of(known), ruling, missing, zone, trouble, reason)


def known_of(case: Case) -> Known:
    words = _words(case)
    region = case.shop.holiday_region
    return Known(
        case=str(case.number),
        kind=case.kind,
        now=clock.now(),
        heard_at=words.heard_at,
        shop_country=case.shop.country,
        shop_region=f"{case.shop.country}-{region}" if region else "",
        adopted_in=frozenset(case.shop.adopted_in),
        customer_country=case.customer.country if case.customer else "",
        customer_group=case.customer.group if case.customer else "",
        acknowledged_at=words.acknowledged_at,
        answered_at=words.answered_at,
        closed_at=case.closed_at,
        order=_order(case.order) if case.order else None,
        facts=_facts(case),
    )


@dataclass(frozen=True)
class _Words:
    heard_at: datetime
    acknowledged_at: datetime | None
    answered_at: datetime | None


def _words(case: Case) -> _Words:
    """When what was said first; what never left, or came back, was not said."""
    said = list(
        Message.objects.filter(case=case, thread__side=Thread.With.CUSTOMER, auto="none")
        .filter(Q(dispatch=None) | Q(dispatch__state=Dispatch.State.SENT))
        .order_by("at", "id")
        .annotate(
            asks=Q(text__contains=_ASKING),
            # What was moved here from elsewhere has no dispatch, and need not say which colleague wrote it.
            by_itself=Q(author=None, dispatch__isnull=False),
        )
        .values("direction", "purpose", "channel", "asks", "by_itself", "at")
    )
    heard_at = next((one["at"] for one in said if one["direction"] == _IN), case.opened_at)
    ours = [one for one in said if one["direction"] != _IN and one["at"] >= heard_at]
    answers = [one for one in ours if _takes_a_stand(one)]
    return _Words(
        heard_at,
        acknowledged_at=ours[0]["at"] if ours else None,
        answered_at=answers[0]["at"] if answers else None,
    )


def _takes_a_stand(message: Mapping[str, Any]) -> bool:
    """Written by a person, not by the desk that tells how things stand, and more than a question."""
    is_word = message["purpose"] == Message.Purpose.WORD and message["channel"] != PHONE
    return is_word and not message["asks"] and not message["by_itself"]


def _facts(case: Case) -> dict[str, Told]:
    told = Fact.objects.filter(case=case).values_list("key", "value", "source")
    return {key: Told(value, source == "staff") for key, value, source in told}


def _order(order: Order) -> KnownOrder:
    return KnownOrder(
        placed_at=order.placed_at,
        delivered_at=order.delivered_at,
        currency=order.currency,
        shipping=None
        if order.shipping_minor is None
        else Money(order.shipping_minor, order.currency),
        address=order.address,
        lines=tuple(
            _line(line, order) for line in Line.objects.filter(order=order).order_by("position")
        ),
        parcels=_parcels(order),
        refunds=_refunds(order) if order.connection_id else (),
    )


def _refunds(order: Order) -> tuple[tuple[datetime, int], ...]:
    """Only connected shops tell of money, so of others nobody asks."""
    given = Entry.objects.filter(order=order, kind=Entry.Kind.REFUND, at__isnull=False)
    return tuple(
        (at, minor)
        for at, minor in given.order_by("at", "id").values_list("at", "amount_minor")
        if at
    )


def _line(line: Line, order: Order) -> KnownLine:
    paid = line.total_minor
    if paid is None and line.price_minor is not None:
        paid = line.price_minor * line.quantity
    return KnownLine(
        id=str(line.position),
        name=line.name,
        sku=line.sku,
        price=None if paid is None else Money(paid, order.currency),
    )


def _parcels(order: Order) -> tuple[KnownParcel, ...]:
    rows = Parcel.objects.filter(order=order).values_list(
        "pk", "delivered_at", "state", "lines__position"
    )
    inside: dict[UUID, set[str]] = defaultdict(set)
    boxes: dict[UUID, tuple[datetime | None, bool]] = {}
    for pk, delivered_at, state, position in rows:
        boxes[pk] = delivered_at, state in _GONE
        inside[pk] |= {str(position)} if position is not None else set()
    return tuple(
        KnownParcel(frozenset(inside[pk]), delivered_at, is_gone)
        for pk, (delivered_at, is_gone) in boxes.items()
    )
