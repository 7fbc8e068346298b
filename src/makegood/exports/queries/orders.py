"""The shop and what it sold."""

from typing import Any

from django.db.models import QuerySet

from makegood.exports.queries.together import all_of, with_all
from makegood.exports.rules import Shape, field, logo_of
from makegood.shops.models import Order, Parcel, Product, Shop, Supplier

SHOP = Shape(
    "shops",
    "The shop with its settings.",
    (
        field("id", "key"),
        field("name", "name"),
        field("country", "country"),
        field("timezone", "its clock"),
        field("currency", "currency"),
        field("languages", "languages it answers in, the main one first"),
        field("email", "address in letters"),
        field("phone", "phone"),
        field("website", "website"),
        field("address", "postal address"),
        field("colour", "colour of letters and status page"),
        field("logo", "the logo's file in this archive", lambda row: logo_of(row.logo_sha256)),
        field("hours", '"mon".."sun" to [[from, to], ...]'),
        field("closed_days", "further closed days"),
        field("special_days", "days with hours of their own"),
        field("observes_holidays", "whether public holidays are kept"),
        field("holiday_region", "whose holidays"),
        field("worked_holidays", "holidays it works on"),
        field("answer_within_hours", "working hours within which an answer is promised"),
        field("silence_days", "days an open case may be without word"),
        field("rules_number", "version of its own rules in force; 0: none"),
        field("sends_news", "whether the desk writes how things stand before that"),
        field("contact_minutes", "minutes a customer's message takes on average"),
        field("hour_cost_minor", "what an hour of work costs, in minor units"),
        field(
            "adopted_in", "countries where the EU's rules on repairs are known to be national law"
        ),
        field("tones", "form of address by language"),
        field("others_in", "what customers of other languages are answered in; empty: their own"),
        field("created_at", "since when"),
    ),
)


def shops() -> QuerySet[Shop]:
    return Shop.objects.filter(is_sample=False).order_by("pk")


SUPPLIER = Shape(
    "suppliers",
    "Who makes or delivers products.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("name", "name"),
        field("email", "where they were written to last"),
    ),
)


def suppliers() -> QuerySet[Supplier]:
    return Supplier.objects.filter(shop__is_sample=False).order_by("pk")


def _variants(row: Product) -> list[dict[str, Any]]:
    return [
        {
            "external_id": one.external_id,
            "sku": one.sku,
            "options": one.options,
            "price_minor": one.price_minor,
            "stock": one.stock,
            "is_available": one.is_available,
        }
        for one in all_of(row, "variants")
    ]


PRODUCT = Shape(
    "products",
    "What the shop sells.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("sku", "article number"),
        field("name", "name"),
        field("supplier", "supplier", "supplier_id"),
        field("warranty_months", "months of warranty"),
        field("price_minor", "price, in the shop's currency"),
        field("connection", "the connected shop system it is read from", "connection_id"),
        field("external_id", "its id there"),
        field("variants", "external_id, sku, options, price_minor, stock, is_available", _variants),
    ),
)


def products() -> QuerySet[Product]:
    return with_all(Product.objects.filter(shop__is_sample=False).order_by("pk"), "variants")


def _lines(row: Order) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "position": one.position,
            "product": one.product_id,
            "sku": one.sku,
            "name": one.name,
            "quantity": one.quantity,
            "price_minor": one.price_minor,
            "total_minor": one.total_minor,
            "options": one.options,
        }
        for one in all_of(row, "lines")
    ]


def _entries(row: Order) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "amount_minor": one.amount_minor,
            "at": one.at,
            "reason": one.reason,
            "instrument": one.instrument_kind,
            "label": one.instrument_label,
            "last_digits": one.last_digits,
        }
        for one in all_of(row, "entries")
    ]


def _commands(row: Order) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "kind": one.kind,
            "arguments": one.arguments,
            "by": one.by_id,
            "at": one.drafted_at,
            "outcome": one.outcome,
            "external_id": one.external_id,
            "code": one.code,
            "why": one.why,
            "answered_at": one.answered_at,
            "answered_by": one.answered_by_id,
            "evidence": one.evidence,
        }
        for one in all_of(row, "commands")
    ]


def _parcels(row: Order) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "carrier": one.carrier,
            "state": one.state,
            "shipped_at": one.shipped_at,
            "first_expected_at": one.first_expected_at,
            "expected_at": one.expected_at,
            "collect_until": one.collect_until,
            "delivered_at": one.delivered_at,
            "lines": [line.pk for line in all_of(one, "lines")],
            "events": [
                {
                    "at": event.at,
                    "state": event.state,
                    "cause": event.cause,
                    "place": event.place,
                    "words": event.words,
                    "source": event.source,
                }
                for event in all_of(one, "events")
            ],
        }
        for one in all_of(row, "parcels")
    ]


ORDER = Shape(
    "orders",
    "Orders as the shop told them.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("number", "number"),
        field("customer", "customer", "customer_id"),
        field("state", "state, in the shop's own word"),
        field("currency", "currency"),
        field("total_minor", "total"),
        field("placed_at", "placed"),
        field("delivered_at", "delivered"),
        field("address", "where it went"),
        field("billing", "who pays, and where"),
        field("standing", "what the state means, in the desk's words"),
        field("shipping_minor", "delivery"),
        field("tax_minor", "tax"),
        field("discount_minor", "discount"),
        field("connection", "the connected shop system it is read from", "connection_id"),
        field("external_id", "its id there"),
        field("gone_at", "when the shop had it no longer"),
        field(
            "lines",
            "id, position, product, sku, name, quantity, price_minor (of one), total_minor (of all), options",
            _lines,
        ),
        field(
            "entries",
            "money that moved: kind, amount_minor, at, reason, instrument, label, last_digits",
            _entries,
        ),
        field(
            "commands",
            "what was to be done with it in the shop: id, kind, arguments, by, at, outcome, external_id, code, why, answered_at, answered_by, evidence",
            _commands,
        ),
        field(
            "parcels",
            "number, carrier, state, shipped_at, expected_at, delivered_at, lines (ids)",
            _parcels,
        ),
        field("said", "the row as the shop gave it"),
        field("updated_at", "last told"),
    ),
)


def orders() -> QuerySet[Order]:
    found = Order.objects.filter(shop__is_sample=False).order_by("pk")
    parcels = with_all(Parcel.objects.order_by("pk"), "lines", "events")
    return with_all(found, "lines", "entries", "commands", parcels=parcels)
