"""Orders of a WooCommerce shop, with their refunds and fulfilments."""

import json
import re
from collections.abc import Iterable
from typing import Any

from makegood.adapters.shops.woocommerce.asking import (
    ask,
    changed_at,
    changed_since,
    moment_or_none,
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
    StateSeen,
)
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood, sort_out

_MARK = re.compile(r" ?\[[0-9a-f]{8}\]$")
"""What `writing` puts behind a reason: of the desk's own refunds, and of no interest to people."""
_KINDS: dict[str, InstrumentKind] = {
    "bacs": "bank",
    "cheque": "invoice",
    "cod": "cash",
    "paypal": "wallet",
    "ppcp-gateway": "wallet",
    "ppec_paypal": "wallet",
    "stripe": "card",
    "woocommerce_payments": "card",
    "stripe_sepa": "bank",
}


def states(settings: Settings, web: Caller) -> list[StateSeen]:
    told = ask(settings, web, "orders/statuses").json()
    if not isinstance(told, list):  # an older shop does not tell
        return []
    named = [one for one in told if isinstance(one, dict) and one.get("slug")]
    return [StateSeen(str(one["slug"]), str(one.get("name", ""))) for one in named]


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    if not external_id.isdigit():
        return None
    reply = ask(settings, web, f"orders/{external_id}")
    if reply.status == 404:
        return None
    try:
        return _whole(settings, web, reply.json())
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    answer = changed_since(settings, web, "orders", cursor)
    seen, unread = sort_out(answer.things, lambda thing: _whole(settings, web, thing))
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def _whole(settings: Settings, web: Caller, order: Any) -> OrderSeen:
    """The order with what it only mentions: its refunds' lines, and its fulfilments, each asked for where it has some."""
    beside: dict[str, Any] = {}
    if order["refunds"]:
        beside["refunds"] = _beside(settings, web, order, "refunds")
    if any(meta.get("key") == "_fulfillment_status" for meta in order["meta_data"]):
        beside["fulfillments"] = _beside(settings, web, order, "fulfillments")
    return read(order, beside)


def _beside(settings: Settings, web: Caller, order: Any, what: str) -> list[Any]:
    path = f"orders/{order['id']}/{what}"
    reply = ask(settings, web, path, {"per_page": 100} if what == "refunds" else None)
    told = reply.json() if reply.is_ok else []
    return told if isinstance(told, list) else []


def read(order: Any, beside: dict[str, Any]) -> OrderSeen:
    """What the documents say, as our values."""
    currency = str(order["currency"]).upper()
    billing, shipping = _address(order["billing"]), _address(order["shipping"])
    by = _instrument(order)
    paid_at = moment_or_none(order["date_paid_gmt"])
    total = _minor(order["total"], currency)
    # It has no list of payments: it says that the order was paid, when, and by what.
    paid = (PaymentSeen(order.get("transaction_id") or "paid", total, by, paid_at),)
    return OrderSeen(
        external_id=str(order["id"]),
        number=str(order["number"]),
        changed_at=changed_at(order),
        placed_at=moment_or_none(order["date_created_gmt"]) or changed_at(order),
        state=str(order["status"]),
        currency=currency,
        total_minor=total,
        raw=json.dumps({"order": order, **beside}, sort_keys=True),
        shipping_minor=_minor(order["shipping_total"], currency)
        + _minor(order["shipping_tax"], currency),
        tax_minor=_minor(order["total_tax"], currency),
        discount_minor=_minor(order["discount_total"], currency)
        + _minor(order["discount_tax"], currency),
        customer=_customer(order, billing),
        address=shipping if shipping.street or shipping.city else billing,
        billing=billing,
        lines=tuple(_line(line, currency) for line in order["line_items"]),
        parcels=tuple(_parcels(beside.get("fulfillments", []))),
        payments=paid if paid_at else (),
        refunds=tuple(_refunds(order, beside.get("refunds", []), currency, by)),
    )


def _customer(order: Any, billing: AddressSeen) -> CustomerSeen:
    known = int(order.get("customer_id") or 0)
    return CustomerSeen(
        email=str(order["billing"].get("email") or ""),
        name=billing.name,
        external_id=str(known) if known else "",
        phones=tuple(p for p in (billing.phone,) if p),
    )


def _address(said: Any) -> AddressSeen:
    given, family = said.get("first_name") or "", said.get("last_name") or ""
    return AddressSeen(
        name=f"{given} {family}".strip(),
        company=said.get("company") or "",
        street=said.get("address_1") or "",
        street2=said.get("address_2") or "",
        postcode=said.get("postcode") or "",
        city=said.get("city") or "",
        region=said.get("state") or "",
        country=said.get("country") or "",
        phone=said.get("phone") or "",
    )


def _line(line: Any, currency: str) -> LineSeen:
    variant = int(line.get("variation_id") or 0)
    product = int(line.get("product_id") or 0)
    return LineSeen(
        external_id=str(line["id"]),
        name=str(line["name"] or ""),
        quantity=int(line["quantity"]),
        sku=str(line.get("sku") or ""),
        product_id=str(product) if product else "",
        variant_id=str(variant) if variant else "",
        total_minor=_minor(line["total"], currency) + _minor(line["total_tax"], currency),
        options={
            str(meta["display_key"]): str(meta["display_value"])
            for meta in line["meta_data"]
            if meta.get("display_key") and not str(meta["key"]).startswith("_")
        },
    )


def _parcels(fulfilments: Iterable[Any]) -> Iterable[ParcelSeen]:
    for one in fulfilments:
        if one.get("date_deleted"):
            continue
        said = {meta["key"]: meta["value"] for meta in one["meta_data"]}
        yield ParcelSeen(
            number=str(said.get("_tracking_number") or ""),
            external_id=str(one["id"]),
            carrier=str(said.get("_shipment_provider") or ""),
            url=str(said.get("_tracking_url") or ""),
            shipped_at=moment_or_none(said.get("_date_fulfilled")),
            pieces={str(item["item_id"]): int(item["qty"]) for item in said.get("_items", [])},
        )


def _refunds(
    order: Any, details: Iterable[Any], currency: str, by: InstrumentSeen
) -> Iterable[RefundSeen]:
    """The order names each refund and its sum; when, and which pieces, is said by the refund itself."""
    known = {str(one["id"]): one for one in details}
    for one in order["refunds"]:
        detail = known.get(str(one["id"]), {})
        yield RefundSeen(
            external_id=str(one["id"]),
            amount_minor=abs(_minor(one["total"], currency)),
            instrument=by,
            at=moment_or_none(detail.get("date_created_gmt")),
            reason=_MARK.sub("", str(one.get("reason") or "")),
            pieces=_refunded(detail),
        )


def _refunded(detail: Any) -> dict[str, int]:
    """It counts pieces below zero, and names the order's line in its meta data."""
    pieces: dict[str, int] = {}
    for line in detail.get("line_items", []):
        named = [m["value"] for m in line["meta_data"] if m["key"] == "_refunded_item_id"]
        if named and line["quantity"]:
            pieces[str(named[0])] = abs(int(line["quantity"]))
    return pieces


def _instrument(order: Any) -> InstrumentSeen:
    method = str(order.get("payment_method") or "")
    said = {meta.get("key"): meta.get("value") for meta in order["meta_data"]}
    digits = str(said.get("last4") or said.get("_last4") or "")
    return InstrumentSeen(
        kind=_KINDS.get(method, "other"),
        label=str(order.get("payment_method_title") or method),
        last_digits=digits if digits.isdigit() else "",
    )


def _minor(amount: Any, currency: str) -> int:
    return Money.rounded(str(amount or "0"), currency).minor
