"""Orders of a PrestaShop, with what lies in resources of their own: lines, buyers, addresses, parcels, slips, payments."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from makegood.adapters.shops.prestashop.asking import (
    Thing,
    among,
    changed_since,
    listed,
    moment,
    zone,
)
from makegood.kernel.calling import Caller
from makegood.kernel.money import Money
from makegood.shops.ports import (
    AddressSeen,
    Cursor,
    CustomerSeen,
    InstrumentKind,
    InstrumentSeen,
    LineSeen,
    OrderSeen,
    Page,
    ParcelSeen,
    PaymentSeen,
    RefundSeen,
    Settings,
    Standing,
    StateSeen,
)
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood, sort_out

_MODULES: dict[str, InstrumentKind] = {
    "bankwire": "bank",
    "ps_wirepayment": "bank",
    "cheque": "invoice",
    "ps_checkpayment": "invoice",
    "cashondelivery": "cash",
    "ps_cashondelivery": "cash",
    "paypal": "wallet",
    "ps_checkout": "wallet",
    "stripe_official": "card",
}
_MAILS: dict[str, Standing] = {
    "payment": "preparing",
    "preparation": "preparing",
    "cashondelivery": "preparing",
    "shipped": "sent",
    "order_canceled": "cancelled",
    "refund": "refunded",
    "payment_error": "failed",
    "outofstock": "waiting",
    "cheque": "unpaid",
    "bankwire": "unpaid",
}
"""A state is known by the mail it sends: its number and its name are the shop's own."""


@dataclass
class Beside:
    """What the orders of a page refer to, by its ids."""

    details: dict[str, list[Thing]] = field(default_factory=dict)
    carriages: dict[str, list[Thing]] = field(default_factory=dict)
    slips: dict[str, list[Thing]] = field(default_factory=dict)
    payments: dict[str, list[Thing]] = field(default_factory=dict)
    """By the order's id: of orders that share a number they are the first one's."""
    customers: dict[str, Thing] = field(default_factory=dict)
    addresses: dict[str, Thing] = field(default_factory=dict)
    carriers: dict[str, Thing] = field(default_factory=dict)
    countries: dict[str, Thing] = field(default_factory=dict)
    currencies: dict[str, Thing] = field(default_factory=dict)
    languages: dict[str, Thing] = field(default_factory=dict)


def states(settings: Settings, web: Caller) -> list[StateSeen]:
    return [
        StateSeen(str(one["id"]), str(one.get("name") or ""), _usual(one))
        for one in listed(settings, web, "order_states")
        if one.get("id")
    ]


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    if not external_id.isdigit():
        return None
    found = listed(settings, web, "orders", **{"filter[id]": f"[{external_id}]"})
    mine = [one for one in found if one.get("id") == external_id]
    if not mine:
        return None
    try:
        return read(mine[0], _beside(settings, web, mine), zone(settings))
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    where = zone(settings)
    answer = changed_since(settings, web, "orders", cursor)
    beside = _beside(settings, web, answer.things)
    seen, unread = sort_out(answer.things, lambda thing: read(thing, beside, where))
    return Page(seen, answer.cursor, answer.is_last, unread)


def read(order: Thing, beside: Beside, where: ZoneInfo) -> OrderSeen:
    """What the documents say, as our values."""
    order_id = order["id"]
    currency = str(beside.currencies[order["id_currency"]]["iso_code"]).upper()
    changed_at = moment(order["date_upd"], where)
    if changed_at is None:
        raise ValueError("it bears no date")
    buyer = beside.customers.get(order["id_customer"], {})
    address = _address(order["id_address_delivery"], beside)
    billing = _address(order["id_address_invoice"], beside)
    by = InstrumentSeen(_MODULES.get(order["module"], "other"), order["payment"])
    kept = {
        "order": order,
        "details": beside.details.get(order_id, []),
        "carriages": beside.carriages.get(order_id, []),
        "slips": beside.slips.get(order_id, []),
        "payments": beside.payments.get(order_id, []),
    }
    return OrderSeen(
        external_id=order_id,
        number=order["reference"] or order_id,
        changed_at=changed_at,
        placed_at=moment(order["date_add"], where) or changed_at,
        state=order["current_state"],
        currency=currency,
        total_minor=_minor(order["total_paid_tax_incl"], currency),
        raw=json.dumps(kept, sort_keys=True),
        shipping_minor=_minor(order["total_shipping_tax_incl"], currency),
        tax_minor=_minor(order["total_paid_tax_incl"], currency)
        - _minor(order["total_paid_tax_excl"], currency),
        discount_minor=_minor(order["total_discounts_tax_incl"], currency),
        customer=CustomerSeen(
            email=buyer.get("email", ""),
            name=_name(buyer) or billing.name,
            external_id=order["id_customer"],
            language=beside.languages.get(order["id_lang"], {}).get("iso_code", ""),
            phones=tuple(phone for phone in (billing.phone, address.phone) if phone),
        ),
        address=address,
        billing=billing,
        delivered_at=None,
        lines=tuple(_lines(order, beside.details.get(order_id, []), currency)),
        parcels=tuple(_parcels(beside.carriages.get(order_id, []), beside, where)),
        payments=tuple(_payments(beside.payments.get(order_id, []), currency, by, where)),
        refunds=tuple(_refunds(beside.slips.get(order_id, []), currency, by, where)),
    )


def _beside(settings: Settings, web: Caller, orders: Sequence[Thing]) -> Beside:
    """Everything a page of orders refers to: a call for each kind of thing, not for each order."""

    def asked(resource: str, by: str, values: Iterable[object]) -> list[Thing]:
        wanted = among(by, values)
        return listed(settings, web, resource, **wanted) if wanted else []

    def of(name: str) -> list[str]:
        return [str(order.get(name) or "") for order in orders]

    ids = of("id")
    addresses = asked("addresses", "id", [*of("id_address_delivery"), *of("id_address_invoice")])
    carriages = asked("order_carriers", "id_order", ids)
    return Beside(
        details=_by(asked("order_details", "id_order", ids), "id_order"),
        carriages=_by(carriages, "id_order"),
        slips=_by(asked("order_slip", "id_order", ids), "id_order"),
        payments=_payments_of(settings, web, orders),
        customers=_each(asked("customers", "id", of("id_customer"))),
        addresses=_each(addresses),
        carriers=_each(asked("carriers", "id", [one.get("id_carrier") for one in carriages])),
        countries=_each(asked("countries", "id", [one.get("id_country") for one in addresses])),
        currencies=_each(asked("currencies", "id", of("id_currency"))),
        languages=_each(asked("languages", "id", of("id_lang"))),
    )


def _payments_of(
    settings: Settings, web: Caller, orders: Sequence[Thing]
) -> dict[str, list[Thing]]:
    """Payments bear an order's number, and a cart sent in two parcels makes two orders of one number: there they are
    the first one's, for money that came once is written down once."""
    numbers = {str(order.get("reference") or "") for order in orders}
    wanted = among("order_reference", numbers)
    if not wanted:
        return {}
    payments = _by(listed(settings, web, "order_payments", **wanted), "order_reference")
    if not payments:
        return {}
    sharing = listed(settings, web, "orders", **among("reference", payments))
    first: dict[str, str] = {}
    for order in sorted([*sharing, *orders], key=lambda one: int(one.get("id") or 0)):
        first.setdefault(str(order.get("reference")), str(order.get("id")))
    return {first[number]: told for number, told in payments.items() if number in first}


def _usual(state: Thing) -> Standing:
    if usual := _MAILS.get(state.get("template", "")):
        return usual
    if state.get("shipped") == "1":
        return "delivered"  # what is shipped and sends no mail of it is the state after that
    return "preparing" if state.get("paid") == "1" else "unknown"


def _address(address_id: str, beside: Beside) -> AddressSeen:
    said = beside.addresses.get(address_id, {})
    country = beside.countries.get(said.get("id_country", ""), {})
    return AddressSeen(
        name=_name(said),
        company=said.get("company", ""),
        street=said.get("address1", ""),
        street2=said.get("address2", ""),
        postcode=said.get("postcode", ""),
        city=said.get("city", ""),
        country=country.get("iso_code", ""),
        phone=said.get("phone_mobile", "") or said.get("phone", ""),
    )


def _name(said: Thing) -> str:
    return f"{said.get('firstname', '')} {said.get('lastname', '')}".strip()


def _lines(order: Thing, details: Sequence[Thing], currency: str) -> Iterable[LineSeen]:
    """The order names its rows; what was paid for all pieces of one is said by the row itself."""
    paid = {one["id"]: one["total_price_tax_incl"] for one in details}
    for row in order.get("order_rows", []):
        total = paid.get(row["id"])
        variant = row["product_attribute_id"]
        yield LineSeen(
            external_id=row["id"],
            name=row["product_name"],
            quantity=int(row["product_quantity"]),
            sku=row["product_reference"],
            product_id=row["product_id"],
            variant_id=variant if variant != "0" else row["product_id"],
            total_minor=None if total is None else _minor(total, currency),
        )


def _parcels(carriages: Sequence[Thing], beside: Beside, where: ZoneInfo) -> Iterable[ParcelSeen]:
    """One for each with a number; without one it only says how it is meant to be sent."""
    for one in carriages:
        if one["tracking_number"]:
            carrier = beside.carriers.get(one["id_carrier"], {})
            number = one["tracking_number"]
            yield ParcelSeen(
                number=number,
                external_id=one["id"],
                carrier=carrier.get("name", ""),
                url=carrier.get("url", "").replace("@", number),
                shipped_at=None,
            )


def _payments(
    told: Sequence[Thing], currency: str, by: InstrumentSeen, where: ZoneInfo
) -> Iterable[PaymentSeen]:
    for one in told:
        amount = _minor(one["amount"], currency)
        if amount > 0:
            yield PaymentSeen(one["id"], amount, _paid_by(one, by), moment(one["date_add"], where))


def _paid_by(one: Thing, by: InstrumentSeen) -> InstrumentSeen:
    digits = "".join(sign for sign in one.get("card_number", "")[-4:] if sign.isdigit())
    if len(digits) == 4:
        return InstrumentSeen("card", one.get("card_brand") or by.label, digits)
    return InstrumentSeen(by.kind, one.get("payment_method") or by.label)


def _refunds(
    slips: Sequence[Thing], currency: str, by: InstrumentSeen, where: ZoneInfo
) -> Iterable[RefundSeen]:
    """A credit slip, articles and delivery together."""
    for one in slips:
        articles = one.get("total_products_tax_incl") or one["amount"]
        delivery = one.get("total_shipping_tax_incl") or one.get("shipping_cost_amount") or "0"
        yield RefundSeen(
            external_id=one["id"],
            amount_minor=_minor(articles, currency) + _minor(delivery, currency),
            instrument=by,
            at=moment(one["date_add"], where),
            pieces={
                row["id_order_detail"]: int(row["product_quantity"])
                for row in one.get("order_slip_details", [])
            },
        )


def _by(things: Sequence[Thing], name: str) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = defaultdict(list)
    for one in things:
        found[str(one.get(name, ""))].append(one)
    return found


def _each(things: Sequence[Thing]) -> dict[str, Thing]:
    return {str(one.get("id", "")): one for one in things}


def _minor(amount: Any, currency: str) -> int:
    return Money.rounded(str(amount or "0"), currency).minor
