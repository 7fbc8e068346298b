"""Landing sheets in the mirror: many at once, each told whether it was new, different or known already.

Blank keeps what is there: a file of parcel numbers alone adds parcels and leaves the rest of an order be.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.text import Phrase, _
from makegood.people.actions.taking_in import Person, take_in
from makegood.shops.actions.landing_contents import land_contents
from makegood.shops.actions.suppliers import suppliers_named
from makegood.shops.actions.tracking import tell_moves
from makegood.shops.events import ParcelsDelayed, ParcelsDelivered, ParcelsSent
from makegood.shops.models import Order, Product, Shop, Supplier
from makegood.shops.rules.eaten_zeros import known_by, spellings
from makegood.shops.rules.sheets import CustomerSheet, OrderSheet, ProductSheet

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"
Landed = str | Phrase
"""What became of a sheet: one of the three words, or why it was refused."""

_ORDER_FIELDS = ("state", "currency", "total_minor", "delivered_at", "customer_id", "placed_at")


@transaction.atomic
def land_orders(
    shop: Shop, sheets: Sequence[OrderSheet], said: Sequence[Any], *, sample: bool = False
) -> list[Landed]:
    """Orders with their lines, parcels, buyers and suppliers. `said` is what the file said of each, kept whole."""
    keys = [sheet.key for sheet in sheets]
    orders = {order.number_key: order for order in _locked_orders(shop, keys)}
    buyers = _buyers(sheets, sample)
    results: list[Landed] = []
    new: list[Order] = []
    touched: list[Order] = []
    landing: list[tuple[int, Order, OrderSheet]] = []
    for sheet, buyer, words in zip(sheets, buyers, said, strict=True):
        order = known_by(orders, sheet.key)
        if order is None and sheet.placed_at is None:
            results.append(_("A new order needs its date."))
            continue
        is_new = order is None
        order = order or _blank_order(shop, sheet)
        differs = _cover(order, sheet, buyer)
        if is_new or differs:
            order.said, order.updated_at = {"rows": words}, clock.now()
            (new if is_new else touched).append(order)
        results.append(CREATED if is_new else CHANGED if differs else UNCHANGED)
        landing.append((len(results) - 1, order, sheet))
    Order.objects.bulk_create(new)
    names = [name.removesuffix("_id") for name in _ORDER_FIELDS]
    Order.objects.bulk_update(touched, [*names, "address", "said", "updated_at"])
    _touch_contents(shop, landing, results, said)
    return results


@transaction.atomic
def land_customers(
    shop: Shop, sheets: Sequence[CustomerSheet], said: Sequence[Any], *, sample: bool = False
) -> list[Landed]:
    """Customers, recognised by address or phone; what the file says of them replaces what was known."""
    people = [
        Person(
            s.email,
            s.phone,
            s.name,
            s.language,
            s.country or shop.country,
            s.note,
            s.group,
            s.unread_phone,
        )
        for s in sheets
    ]
    taken = take_in(people, overwrites=True, sample=sample)
    nobody = _("There is neither an e-mail address nor a phone number.")
    return [one.outcome if one else nobody for one in taken]


@transaction.atomic
def land_products(
    shop: Shop, sheets: Sequence[ProductSheet], said: Sequence[Any], *, sample: bool = False
) -> list[Landed]:
    """Products by article number, with their suppliers."""
    suppliers = suppliers_named(shop, [sheet.supplier for sheet in sheets])
    skus = [sheet.sku for sheet in sheets]
    asked = [spelling for sku in skus for spelling in spellings(sku)]
    found = Product.objects.filter(shop=shop, sku__in=asked).order_by("sku").select_for_update()
    products = {product.sku: product for product in found}
    results: list[Landed] = []
    new, changed = [], []
    for sheet in sheets:
        product = known_by(products, sheet.sku)
        is_new = product is None
        product = product or Product(shop=shop, sku=sheet.sku)
        differs = _describe(product, sheet, suppliers)
        if is_new:
            new.append(product)
        elif differs:
            changed.append(product)
        products[sheet.sku] = product
        results.append(CREATED if is_new else CHANGED if differs else UNCHANGED)
    Product.objects.bulk_create(new)
    Product.objects.bulk_update(changed, ["name", "supplier", "warranty_months", "price_minor"])
    return results


def _locked_orders(shop: Shop, keys: Sequence[str]) -> list[Order]:
    """In one order everywhere, so that two imports at once wait for each other and never embrace."""
    asked = [spelling for key in keys for spelling in spellings(key)]
    orders = Order.objects.filter(shop=shop, number_key__in=asked)
    return list(orders.order_by("number_key").select_for_update())


def _buyers(sheets: Sequence[OrderSheet], sample: bool) -> list[UUID | None]:
    people = [
        Person(s.email, s.phone, s.name, s.language, s.country, unread_phone=s.unread_phone)
        for s in sheets
    ]
    return [
        one.customer_id if one else None for one in take_in(people, overwrites=False, sample=sample)
    ]


def _blank_order(shop: Shop, sheet: OrderSheet) -> Order:
    return Order(
        shop=shop, number=sheet.number, number_key=sheet.key, currency=shop.currency, total_minor=0
    )


def _cover(order: Order, sheet: OrderSheet, buyer: UUID | None) -> bool:
    """Put what the sheet says on the order; whether anything differs (it always does for a new one).

    Of an order that a connected shop tells of, a file adds its parcels and their arrival: all else the shop knows better.
    """
    if order.connection_id is not None:
        is_news = sheet.delivered_at is not None and order.delivered_at is None
        order.delivered_at = order.delivered_at or sheet.delivered_at
        return is_news
    said: dict[str, Any] = {name: getattr(sheet, name, None) for name in _ORDER_FIELDS}
    said["customer_id"] = buyer
    changed = {
        name: value
        for name, value in said.items()
        if value not in {None, ""} and getattr(order, name) != value
    }
    for name, value in changed.items():
        setattr(order, name, value)
    address = {**order.address, **sheet.address}
    differs = bool(changed) or address != order.address
    order.address = address
    return differs


def _touch_contents(
    shop: Shop,
    landing: Sequence[tuple[int, Order, OrderSheet]],
    results: list[Landed],
    said: Sequence[Any],
) -> None:
    """Lines and parcels; an order only they changed is changed too."""
    news = land_contents(shop, [(order, sheet) for _index, order, sheet in landing])
    touched = []
    for index, order, _sheet in landing:
        if order.pk in news.changed and results[index] == UNCHANGED:
            results[index] = CHANGED
            order.said, order.updated_at = {"rows": said[index]}, clock.now()
            touched.append(order)
    Order.objects.bulk_update(touched, ["said", "updated_at"])
    known = [order.pk for index, order, _sheet in landing if results[index] != CREATED]
    tell_moves([one for one in news.moved if one.order_id in set(known)])
    if gone := tuple(pk for pk in known if pk in news.sent):
        record(ParcelsSent(shop_id=shop.pk, order_ids=gone))
    if there := tuple(pk for pk in known if pk in news.delivered):
        record(ParcelsDelivered(shop_id=shop.pk, order_ids=there))
    if late := tuple(pk for pk in known if pk in news.delayed):
        record(ParcelsDelayed(shop_id=shop.pk, order_ids=late))


def _describe(product: Product, sheet: ProductSheet, suppliers: dict[str, Supplier]) -> bool:
    said: dict[str, Any] = {
        "name": sheet.name,
        "price_minor": sheet.price_minor,
        "warranty_months": sheet.warranty_months,
        "supplier_id": suppliers[sheet.supplier].pk if sheet.supplier else None,
    }
    differs = {k: v for k, v in said.items() if v is not None and getattr(product, k) != v}
    for name, value in differs.items():
        setattr(product, name, value)
    return bool(differs)
