"""Landing what a connected shop said of orders: what is newer than what is known, whole, many in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.text import bounded, order_key
from makegood.people.actions.taking_in import Person, take_in
from makegood.shops.actions.documents import forget_refusals, newer
from makegood.shops.actions.mirroring_contents import land_lines, land_parcels
from makegood.shops.actions.mirroring_money import land_addresses, land_entries
from makegood.shops.actions.standings import standings_of
from makegood.shops.actions.tracking import tell_moves
from makegood.shops.events import OrdersMirrored, ParcelsDelivered, ParcelsSent
from makegood.shops.models import Connection, Document, Order
from makegood.shops.ports import OrderSeen, Unread
from makegood.shops.rules.reading import each_once, fault_of, parts_of, phones_of

Pair = tuple[Order, OrderSeen]

_ORDER_FIELDS = (
    "connection", "external_id", "number", "number_key", "customer", "state", "standing", "currency",
    "total_minor", "placed_at", "delivered_at", "address", "billing", "shipping_minor", "tax_minor",
    "discount_minor", "gone_at", "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Landed:
    """How many of what was read were new here, differed, or were known already."""

    created: int
    changed: int
    unchanged: int


class Safely(NamedTuple):
    """How many said something new, and what could not be kept."""

    news: int
    odd: list[Unread]


@transaction.atomic
def land_orders_seen(
    connection: Connection, seen: Sequence[OrderSeen], read_at: datetime, *, is_import: bool = False
) -> Landed:
    """Orders with all that is in them. Older than what is known, or the same once more: left alone.

    `read_at` is when the reading began. The rooms above hear once which orders are new and which differ.
    """
    news = newer(connection, Document.Kind.ORDER, each_once(seen), read_at)
    if not news:
        return Landed(0, 0, len(seen))
    pairs, created = _orders(connection, news)
    lines = land_lines(connection, pairs)
    moves = land_parcels(pairs, lines)
    land_entries(connection, pairs)
    land_addresses(connection, pairs)
    forget_refusals(connection, Document.Kind.ORDER, [one.external_id for one in news])
    changed = tuple(order.pk for order, _seen in pairs if order.pk not in created)
    record(
        OrdersMirrored(
            connection_id=connection.pk,
            created_ids=tuple(created),
            changed_ids=changed,
            is_import=is_import,
        )
    )
    if not is_import:
        tell_moves([one for one in moves.moved if one.order_id not in created])
    if gone := tuple(pk for pk in changed if pk in moves.sent):
        record(ParcelsSent(shop_id=connection.shop_id, order_ids=gone))
    if there := tuple(pk for pk in changed if pk in moves.delivered):
        record(ParcelsDelivered(shop_id=connection.shop_id, order_ids=there))
    return Landed(len(created), len(changed), len(seen) - len(pairs))


def land_safely(
    connection: Connection, seen: Sequence[OrderSeen], read_at: datetime, *, is_import: bool = False
) -> Safely:
    """As `land_orders_seen`; what can't be kept stops no other: what a connector lets pass and the database would not
    take is found one by one."""
    odd = [Unread(one.external_id, why, one.raw) for one in seen if (why := fault_of(one))]
    good = [one for one in seen if not fault_of(one)]
    try:
        landed = _land_again(connection, good, read_at, is_import)
    except (DataError, IntegrityError, OverflowError) as error:
        if len(good) == 1:
            return Safely(0, [*odd, Unread(good[0].external_id, why_refused(error), good[0].raw)])
        parts = [land_safely(connection, [one], read_at, is_import=is_import) for one in good]
        told = [unread for part in parts for unread in part.odd]
        return Safely(sum(part.news for part in parts), odd + told)
    return Safely(landed.created + landed.changed, odd)


def why_refused(error: Exception) -> str:
    """What the database has against it, without its details: they quote the row, a customer's address among it."""
    said = getattr(getattr(error.__cause__, "diag", None), "message_primary", None)
    return str(said or type(error).__name__)[:300]


@transaction.atomic
def note_gone(connection: Connection, external_id: str, read_at: datetime) -> None:
    """The shop has no such order any more: it stays here, and says so. What was read later is believed."""
    held = Document.objects.filter(
        connection=connection,
        kind=Document.Kind.ORDER,
        external_id=external_id,
        read_at__lt=read_at,
        gone_at=None,
    )
    if held.update(gone_at=clock.now(), read_at=read_at):
        Order.objects.filter(connection=connection, external_id=external_id).update(
            gone_at=clock.now()
        )


def _land_again(
    connection: Connection, seen: Sequence[OrderSeen], read_at: datetime, is_import: bool
) -> Landed:
    """Somebody else may make the same customer at this moment: then theirs is found the next time."""
    for is_last in (False, False, True):
        try:
            return land_orders_seen(connection, seen, read_at, is_import=is_import)
        except IntegrityError:
            if is_last:
                raise
    raise AssertionError("the last try lands or raises")


def _orders(connection: Connection, seen: Sequence[OrderSeen]) -> tuple[list[Pair], set[UUID]]:
    """Their rows, and which of them are new here. A row a file made of the same number becomes this one."""
    known = _known(connection, seen)
    buyers = _buyers(connection, seen)
    standings = standings_of(connection, {one.state for one in seen})
    pairs: list[Pair] = []
    new: list[Order] = []
    for one, buyer in zip(seen, buyers, strict=True):
        order = known.get(one.external_id)
        if order is None:
            order = Order(shop_id=connection.shop_id)
            new.append(order)
        _cover(order, connection, one, buyer, standings[one.state])
        pairs.append((order, one))
    created = {order.pk for order in new}
    Order.objects.bulk_create(new)
    Order.objects.bulk_update([o for o, _seen in pairs if o.pk not in created], _ORDER_FIELDS)
    return pairs, created


def _known(connection: Connection, seen: Sequence[OrderSeen]) -> dict[str, Order]:
    ids = [one.external_id for one in seen]
    found = Order.objects.filter(connection=connection, external_id__in=ids)
    known = {order.external_id: order for order in found.order_by("external_id")}
    keys = {order_key(one.number): one.external_id for one in seen if one.external_id not in known}
    if keys:
        files = Order.objects.filter(shop=connection.shop_id, connection=None, number_key__in=keys)
        for order in files.order_by("number_key").select_for_update():
            known[keys[order.number_key]] = order
    return known


def _buyers(connection: Connection, seen: Sequence[OrderSeen]) -> list[UUID | None]:
    """Who they are, with all phones they name: the first names them, each further one is known of them too."""
    people: list[Person] = []
    places: list[int] = []
    for one in seen:
        places.append(len(people))
        country = one.billing.country or one.address.country or connection.shop.country
        for phone in phones_of(one) or ("",):
            people.append(
                Person(
                    email=one.customer.email,
                    phone=phone,
                    name=one.customer.name or one.billing.name or one.address.name,
                    language=one.customer.language,
                    country=country,
                )
            )
    taken = take_in(people, overwrites=False, sample=connection.shop.is_sample)
    found = [taken[place] for place in places]
    return [one.customer_id if one else None for one in found]


def _cover(
    order: Order, connection: Connection, seen: OrderSeen, buyer: UUID | None, standing: str
) -> None:
    order.connection = connection
    order.external_id = seen.external_id
    order.number = bounded(seen.number, 80)
    order.number_key = bounded(order_key(seen.number), 80)
    order.customer_id = buyer or order.customer_id
    order.state, order.standing = bounded(seen.state, 80), standing
    order.currency, order.total_minor = seen.currency, seen.total_minor
    order.shipping_minor, order.tax_minor = seen.shipping_minor, seen.tax_minor
    order.discount_minor = seen.discount_minor
    order.placed_at = seen.placed_at
    order.delivered_at = seen.delivered_at or order.delivered_at
    order.address, order.billing = parts_of(seen.address), parts_of(seen.billing)
    order.gone_at = None
    order.updated_at = clock.now()
