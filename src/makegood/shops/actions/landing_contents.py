"""Landing what is in orders: lines, the products they name, parcels and what lies in them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID

from makegood.kernel import clock
from makegood.kernel.text import order_key
from makegood.shops.actions.suppliers import suppliers_named
from makegood.shops.models import Line, Order, Packed, Parcel, Product, Shop
from makegood.shops.rules.eaten_zeros import known_by, spellings
from makegood.shops.rules.sheets import LineSheet, OrderSheet, ParcelSheet

Pair = tuple[Order, OrderSheet]

_PARCEL_FIELDS = (
    "carrier", "state", "state_at", "shipped_at", "first_expected_at", "expected_at", "delivered_at",
    "due_at",
)  # fmt: skip


class News(NamedTuple):
    """What contents told: the orders that differ now, those of which a parcel has left, has arrived, or comes later; and the
    parcels that are in another state."""

    changed: set[UUID]
    sent: set[UUID]
    delivered: set[UUID]
    delayed: set[UUID]
    moved: list[Parcel]


def land_contents(shop: Shop, pairs: Sequence[Pair]) -> News:
    """Lines and parcels of orders that are there."""
    products = _products(shop, [line for _order, sheet in pairs for line in sheet.lines])
    changed, lines = _land_lines(pairs, products)
    parcels = _land_parcels(pairs, lines)
    return parcels._replace(changed=changed | parcels.changed)


def _products(shop: Shop, lines: Sequence[LineSheet]) -> dict[str, Product]:
    """The products lines name, by that name, made when nobody told of them yet; a supplier is filled in where none
    is known."""
    named = {line.sku: line for line in lines if line.sku}
    suppliers = suppliers_named(shop, [line.supplier for line in lines])
    known = _known(shop, named)
    new = [
        Product(shop=shop, sku=sku, name=line.name, supplier=suppliers.get(line.supplier))
        for sku, line in sorted(named.items())
        if sku not in known
    ]
    Product.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        known = _known(shop, named)
    orphans = {
        product: suppliers[named[sku].supplier]
        for sku, product in sorted(known.items())
        if product.supplier_id is None and named[sku].supplier
    }
    for product, supplier in orphans.items():
        product.supplier = supplier
    Product.objects.bulk_update(orphans, ["supplier"])
    return known


def _known(shop: Shop, skus: Collection[str]) -> dict[str, Product]:
    """The products there are, by the article numbers of a file."""
    asked = [spelling for sku in skus for spelling in spellings(sku)]
    products = {p.sku: p for p in Product.objects.filter(shop=shop, sku__in=asked)}
    found = {sku: known_by(products, sku) for sku in skus}
    return {sku: product for sku, product in found.items() if product}


def _land_lines(
    pairs: Sequence[Pair], products: dict[str, Product]
) -> tuple[set[UUID], dict[UUID, list[Line]]]:
    """The orders whose lines differ, and the lines of all."""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    found = Line.objects.filter(order__in=[order.pk for order, _ in pairs]).order_by("position")
    for line in found:
        lines[line.order_id].append(line)
    changed: set[UUID] = set()
    new: list[Line] = []
    differing: list[Line] = []
    gone: list[UUID] = []
    for order, sheet in pairs:
        if not sheet.lines or order.connection_id is not None:
            continue
        kept, before = [], len(new) + len(differing) + len(gone)
        for position, (line, told) in enumerate(zip_longest(lines[order.pk], sheet.lines), start=1):
            if told is None:
                gone.append(line.pk)
            elif line is None:
                new.append(_line(order, position, told, products))
                kept.append(new[-1])
            else:
                kept.append(line)
                if _differs(line, told, products):
                    differing.append(line)
        if len(new) + len(differing) + len(gone) > before:
            changed.add(order.pk)
        lines[order.pk] = kept
    Line.objects.filter(pk__in=gone).delete()
    Line.objects.bulk_create(new)
    Line.objects.bulk_update(differing, ["product", "sku", "name", "quantity", "price_minor"])
    return changed, lines


def _line(order: Order, position: int, told: LineSheet, products: dict[str, Product]) -> Line:
    product = products.get(told.sku)
    return Line(
        order=order,
        position=position,
        product=product,
        sku=product.sku if product else told.sku,
        name=told.name,
        quantity=told.quantity,
        price_minor=told.price_minor,
    )


def _differs(line: Line, told: LineSheet, products: dict[str, Product]) -> bool:
    """Put what was told on the line; whether that was news."""
    product = products.get(told.sku)
    price = line.price_minor if told.price_minor is None else told.price_minor
    sku = product.sku if product else told.sku
    after = (sku, told.name, told.quantity, price, product.pk if product else None)
    before = (line.sku, line.name, line.quantity, line.price_minor, line.product_id)
    line.sku, line.name, line.quantity, line.price_minor, line.product_id = after
    return after != before


def _land_parcels(pairs: Sequence[Pair], lines: dict[UUID, list[Line]]) -> News:
    """The orders whose parcels differ."""
    told = [(order, sheet) for order, sheet in pairs if sheet.parcels]
    found = Parcel.objects.filter(order__in=[order.pk for order, _ in told]).order_by("pk")
    found = found.select_for_update(no_key=True)  # a carrier may tell of them at this moment
    known = {(parcel.order_id, parcel.number_key): parcel for parcel in found}
    changed: set[UUID] = set()
    sent: set[UUID] = set()
    delivered: set[UUID] = set()
    delayed: set[UUID] = set()
    moved: list[Parcel] = []
    new: list[Parcel] = []
    differing: list[Parcel] = []
    inside: set[tuple[UUID, UUID]] = set()
    for order, sheet in told:
        for said in sheet.parcels:
            parcel = known.get((order.pk, said.key))
            is_new = parcel is None
            parcel = parcel or Parcel(
                order=order, number=said.number, number_key=order_key(said.number)
            )
            before, was_there = parcel.state, parcel.delivered_at is not None
            was_sent, expected_before = parcel.is_on_its_way, parcel.expected_at
            if _tell(parcel, said) or is_new:
                (new if is_new else differing).append(parcel)
                changed.add(order.pk)
            if parcel.state != before:
                parcel.order = order
                moved.append(parcel)
            if parcel.is_on_its_way and not was_sent:
                sent.add(order.pk)
            if parcel.delivered_at and not was_there:
                delivered.add(order.pk)
            elif parcel.comes_later_than(expected_before):
                delayed.add(order.pk)
            if order.connection_id is None:  # a connected shop's lines stand in an order of its own
                there = lines[order.pk]
                inside |= {(parcel.pk, there[position - 1].pk) for position in said.positions}
    for parcel in new:
        parcel.begin_to_look(parcel.order.placed_at, clock.now())
    Parcel.objects.bulk_create(new)
    Parcel.objects.bulk_update(differing, _PARCEL_FIELDS)
    return News(changed | _put_in(inside), sent, delivered, delayed, moved)


def _tell(parcel: Parcel, said: ParcelSheet) -> bool:
    changed = False
    for name in ("carrier", "shipped_at", "delivered_at"):
        value = getattr(said, name)
        if value and getattr(parcel, name) != value:
            setattr(parcel, name, value)
            changed = True
    if said.expected_at and parcel.expected_at != said.expected_at:
        parcel.expect(said.expected_at)
        changed = True
    return parcel.be_as_told() or changed


def _put_in(inside: set[tuple[UUID, UUID]]) -> set[UUID]:
    """Say which lines lie in which parcels; the orders for which that was news."""
    there = set(
        Packed.objects.filter(parcel__in={parcel for parcel, _line in inside}).values_list(
            "parcel_id", "line_id"
        )
    )
    news = sorted(inside - there)
    Packed.objects.bulk_create(
        [Packed(parcel_id=parcel, line_id=line) for parcel, line in news], ignore_conflicts=True
    )
    parcels = Parcel.objects.filter(pk__in={parcel for parcel, _line in news})
    return set(parcels.values_list("order_id", flat=True))
