"""Landing what is in orders of a connected shop: lines, the products they name, parcels and what lies in them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from makegood.kernel import clock
from makegood.kernel.text import bounded, order_key
from makegood.shops.actions.stocking import products_named
from makegood.shops.models import Connection, Line, Order, Packed, Parcel, Product, Variant
from makegood.shops.ports import LineSeen, OrderSeen, ParcelSeen

Pair = tuple[Order, OrderSeen]
Lines = dict[UUID, dict[str, Line]]
"""Order → the line's id at the shop → the line."""
_LINE_FIELDS = (
    "product", "variant", "sku", "name", "quantity", "price_minor", "total_minor", "options", "external_id",
)  # fmt: skip
_PARCEL_FIELDS = (
    "external_id", "number", "number_key", "carrier", "url", "state", "state_at", "shipped_at", "delivered_at",
    "due_at",
)  # fmt: skip


def land_lines(connection: Connection, pairs: Sequence[Pair]) -> Lines:
    """A line keeps its place as long as it is there; a new one comes after those that ever were."""
    products, variants = products_named(connection, [line for _o, s in pairs for line in s.lines])
    there: dict[UUID, list[Line]] = defaultdict(list)
    found = Line.objects.filter(order__in=[order.pk for order, _seen in pairs])
    for line in found.order_by("position"):
        there[line.order_id].append(line)
    lines: Lines = {}
    new: list[Line] = []
    kept: list[Line] = []
    gone: list[UUID] = []
    for order, seen in pairs:
        before = there[order.pk]
        matched = _matched(before, seen.lines)
        gone += [line.pk for line in before if all(line is not one for one in matched.values())]
        place = max((line.position for line in before), default=0)
        for told in seen.lines:
            known = matched.get(told.external_id)
            if known is None:
                place += 1
            line = known or Line(order=order, position=place)
            (kept if known else new).append(line)
            _cover(line, told, products.get(told.product_id), variants.get(told.variant_id))
            lines.setdefault(order.pk, {})[told.external_id] = line
    Line.objects.filter(pk__in=gone).delete()
    Line.objects.bulk_create(new)
    Line.objects.bulk_update(kept, _LINE_FIELDS)
    return lines


class Moves(NamedTuple):
    """The orders of which a parcel has left, those of which one has arrived, and the parcels that are in another state."""

    sent: set[UUID]
    delivered: set[UUID]
    moved: list[Parcel]


def land_parcels(pairs: Sequence[Pair], lines: Lines) -> Moves:
    """Parcels and what lies in them. One the shop no longer names, and once did, goes; one that somebody else told of
    stays."""
    found = Parcel.objects.filter(order__in=[order.pk for order, _seen in pairs]).order_by("pk")
    found = found.select_for_update(no_key=True)  # a carrier may tell of them at this moment
    known = {(parcel.order_id, parcel.number_key): parcel for parcel in found}
    by_id = {(p.order_id, p.external_id): p for p in known.values() if p.external_id}
    news = Moves(set(), set(), [])
    new: list[Parcel] = []
    kept: list[Parcel] = []
    packed: dict[tuple[UUID, UUID], int] = {}
    named: set[UUID] = set()
    for order, seen in pairs:
        for told in seen.parcels:
            key = bounded(order_key(told.number), 80)
            there = known.get((order.pk, key)) or by_id.get((order.pk, told.external_id))
            parcel = there or Parcel(order=order)
            parcel.number_key = key
            if parcel.pk not in named:
                (kept if there else new).append(parcel)
            known[order.pk, key] = parcel
            named.add(parcel.pk)
            was_sent, was_there = parcel.is_on_its_way, parcel.delivered_at is not None
            if _tell(parcel, told):
                parcel.order = order
                news.moved.append(parcel)
            if parcel.is_on_its_way and not was_sent:
                news.sent.add(order.pk)
            if parcel.delivered_at and not was_there:
                news.delivered.add(order.pk)
            for line_id, quantity in told.pieces.items():
                if line := lines.get(order.pk, {}).get(line_id):
                    packed[parcel.pk, line.pk] = packed.get((parcel.pk, line.pk), 0) + quantity
    stale = [p.pk for p in by_id.values() if p.pk not in named]
    Parcel.objects.filter(pk__in=stale).delete()
    for parcel in new:
        parcel.begin_to_look(parcel.order.placed_at, clock.now())
    Parcel.objects.bulk_create(new)
    Parcel.objects.bulk_update(kept, _PARCEL_FIELDS)
    _pack(packed)
    return news


def _matched(before: Sequence[Line], told: Sequence[LineSeen]) -> dict[str, Line]:
    """Which line is which: by the shop's id; of one that came by a file, by article and number of pieces."""
    matched = {line.external_id: line for line in before if line.external_id}
    free = [line for line in before if not line.external_id]
    found: dict[str, Line] = {}
    for one in told:
        line = matched.get(one.external_id)
        if line is None:
            line = next((f for f in free if (f.sku, f.quantity) == (one.sku, one.quantity)), None)
            if line is not None:
                free.remove(line)
        if line is not None:
            found[one.external_id] = line
    return found


def _cover(line: Line, told: LineSeen, product: Product | None, variant: Variant | None) -> None:
    line.external_id = bounded(told.external_id, 120)
    line.product, line.variant = product, variant
    line.sku, line.name = bounded(told.sku, 80), bounded(told.name, 300)
    line.quantity = told.quantity
    line.total_minor = told.total_minor
    line.price_minor = _each(told)
    line.options = {bounded(k, 80): bounded(v, 200) for k, v in told.options.items()}


def _each(told: LineSeen) -> int | None:
    """For one piece, where the sum is one of whole pieces; a price that does not divide was never any piece's."""
    if told.total_minor is None or not told.quantity or told.total_minor % told.quantity:
        return None
    return told.total_minor // told.quantity


def _tell(parcel: Parcel, told: ParcelSeen) -> bool:
    """Put what was told on the parcel; whether it is in another state by that. What a carrier said of it stays."""
    parcel.external_id = bounded(told.external_id, 120) or parcel.external_id
    parcel.number = bounded(told.number, 80)
    parcel.carrier = bounded(told.carrier, 60) or parcel.carrier
    if told.url.startswith(("https://", "http://")):  # it becomes a link, and nothing else may
        parcel.url = bounded(told.url, 500)
    parcel.shipped_at = told.shipped_at or parcel.shipped_at
    parcel.delivered_at = told.delivered_at or parcel.delivered_at
    return parcel.be_as_told()


def _pack(packed: dict[tuple[UUID, UUID], int]) -> None:
    """What lies in the parcels the shop names, as it says now; of one it says nothing of, nothing is changed."""
    told = {parcel for parcel, _line in packed}
    for row in Packed.objects.filter(parcel__in=told):
        if (row.parcel_id, row.line_id) not in packed:
            row.delete()
    Packed.objects.bulk_create(
        [
            Packed(parcel_id=parcel, line_id=line, quantity=quantity)
            for (parcel, line), quantity in sorted(packed.items())
        ],
        update_conflicts=True,
        unique_fields=["parcel", "line"],
        update_fields=["quantity"],
    )
