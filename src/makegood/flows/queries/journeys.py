"""Reading what rules decide on: the journeys of many orders, in as many statements as for one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from makegood.cases.models import Case
from makegood.flows.models import Told
from makegood.flows.rules.deciding import FAILED_WITHIN
from makegood.flows.rules.journey import Journey, Move, Reader, Span, Way
from makegood.people.models import Customer, Identity
from makegood.shops.models import Order, Parcel, Shop
from makegood.shops.rules.countries import is_country, timezone_of
from makegood.shops.rules.languages import answered_in
from makegood.shops.rules.tracking import Scan, whereabouts

_FAILURES_LOOKED_AT = 20
MOST_SCANS = 60
"""The latest of a parcel's that are read: no more than that is told of one that arrives."""


def orders_with_all(order_ids: Collection[UUID]) -> list[Order]:
    """The orders with whom and what they hold, ready for `journeys`."""
    identities = Identity.objects.filter(kind=Identity.Kind.EMAIL).order_by("pk")
    boxes = Parcel.objects.order_by("pk").prefetch_related("events")
    orders = Order.objects.filter(pk__in=order_ids).select_related("shop", "customer__declined")
    return list(
        orders.order_by("pk").prefetch_related(
            Prefetch("customer__identities", identities, to_attr="emails"),
            Prefetch("parcels", boxes, to_attr="boxes"),
            Prefetch("cases", Case.objects.order_by("pk"), to_attr="matters"),
        )
    )


def journeys(orders: Iterable[Order]) -> dict[UUID, Journey]:
    """What is known of each; two statements more only where an order failed."""
    orders = list(orders)
    failures, troubles = _failures(orders), _troubles(orders)
    return {
        order.pk: _journey(
            order, failures.get(order.customer_id, ()), troubles.get(order.customer_id, ())
        )
        for order in orders
    }


def told_of_orders(order_ids: Collection[UUID]) -> dict[UUID, dict[tuple[str, str], datetime]]:
    """What their customers were told, and when."""
    found: dict[UUID, dict[tuple[str, str], datetime]] = defaultdict(dict)
    rows = Told.objects.filter(order__in=order_ids)
    for order_id, parcel_id, station, at in rows.values_list("order", "parcel", "station", "at"):
        found[order_id][(str(parcel_id or ""), station)] = at
    return found


def _journey(order: Order, failed: tuple[datetime, ...], troubles: Sequence[Case]) -> Journey:
    return Journey(
        key=str(order.pk),
        number=order.number,
        placed_at=order.placed_at,
        standing=_standing(order),
        standing_at=order.delivered_at or (order.updated_at if order.connection_id else None),
        reader=reader_of(order.customer, order.shop, order.address.get("country", "")),
        total=order.total,
        ways=tuple(way_of(box, order.placed_at) for box in order.boxes),  # type: ignore[attr-defined]  # prefetched
        cases=tuple(
            Span(one.opened_at, one.closed_at, str(one.pk))
            for one in (*order.matters, *troubles)  # type: ignore[attr-defined]  # prefetched
        ),
        failed=failed,
    )


def _standing(order: Order) -> str:
    """As its shop says; of an order from a file, what its arrival tells."""
    if order.gone_at is not None:
        return "cancelled"
    if order.standing == "unknown" and order.delivered_at is not None:
        return "delivered"
    return order.standing


def reader_of(customer: Customer | None, shop: Shop, country: str = "") -> Reader:
    """Who is written to, at the first address of theirs that takes letters, in the language they are answered in."""
    if customer is None:
        return Reader(zone=shop.timezone, language=shop.main_language)
    emails: list[Identity] = (
        customer.emails
        if hasattr(customer, "emails")
        else list(customer.identities.filter(kind=Identity.Kind.EMAIL).order_by("pk"))
    )
    living = [one for one in emails if one.unreachable_at is None]
    chosen = (living or emails)[:1]
    where = (customer.country or country or shop.country).upper()
    return Reader(
        name=customer.name,
        address=chosen[0].value if chosen else "",
        is_dead=bool(chosen) and not living,
        has_declined=hasattr(customer, "declined"),
        language=answered_in(shop.answering, customer.language),
        country=where,
        zone=customer.timezone or (timezone_of(where) if is_country(where) else shop.timezone),
    )


def way_of(parcel: Parcel, placed_at: datetime) -> Way:
    """A parcel's way as far as anybody told it."""
    scans = _scans(parcel)
    return Way(
        key=str(parcel.pk),
        number=parcel.number,
        carrier=parcel.carrier,
        link=parcel.url,
        moves=_moves(parcel, scans, placed_at),
        heard=tuple(sorted(one.at for one in scans)),
        first_expected_at=parcel.promised_at,
        expected_at=parcel.expected_at,
        collect_until=parcel.collect_until,
    )


def _scans(parcel: Parcel) -> list[Scan]:
    """All that was told of it, by its carrier and by its shop, in the order of time."""
    scans = [Scan(one.at, one.state, one.seen_at) for one in parcel.events.all()]
    if parcel.shipped_at:
        scans.append(Scan(parcel.shipped_at, Parcel.State.IN_TRANSIT.value, parcel.shipped_at))
    if parcel.delivered_at:
        scans.append(Scan(parcel.delivered_at, Parcel.State.DELIVERED.value, parcel.delivered_at))
    return sorted(scans, key=lambda one: one.at)[-MOST_SCANS:]


def _moves(parcel: Parcel, scans: Sequence[Scan], placed_at: datetime) -> tuple[Move, ...]:
    """Each state it came to be in, as the mirror reads its scans; what the mirror has it in now stands last."""
    moves: list[Move] = []
    for told in range(1, len(scans) + 1):
        found = whereabouts(scans[:told], placed_at)
        if found and (not moves or moves[-1].state != found.state):
            moves.append(Move(found.since, found.state))
    state = str(parcel.state)
    if state != Parcel.State.UNKNOWN and (not moves or moves[-1].state != state):
        last = moves[-1].at if moves else placed_at
        moves.append(Move(max(last, parcel.state_at or last), state))
    return tuple(moves)


def _failures(orders: list[Order]) -> Mapping[UUID | None, tuple[datetime, ...]]:
    """When orders of these customers failed lately, where one did now."""
    who = _whose_order_failed(orders)
    if not who:
        return {}
    found: dict[UUID | None, list[datetime]] = defaultdict(list)
    since = min(one.placed_at for one in orders) - 2 * FAILED_WITHIN
    rows = Order.objects.filter(customer__in=who, standing="failed", placed_at__gte=since)
    for customer_id, at in rows.order_by("-placed_at").values_list("customer", "placed_at"):
        if len(found[customer_id]) < _FAILURES_LOOKED_AT:
            found[customer_id].append(at)
    return {customer: tuple(ats) for customer, ats in found.items()}


def _troubles(orders: list[Order]) -> Mapping[UUID | None, list[Case]]:
    """Cases about their orders that failed: whichever order it was, somebody is at it."""
    who = _whose_order_failed(orders)
    found: dict[UUID | None, list[Case]] = defaultdict(list)
    if who:
        for case in Case.objects.filter(customer__in=who, kind=Case.Kind.ORDER_FAILED):
            found[case.customer_id].append(case)
    return found


def _whose_order_failed(orders: Iterable[Order]) -> set[UUID]:
    return {one.customer_id for one in orders if one.standing == "failed" and one.customer_id}
