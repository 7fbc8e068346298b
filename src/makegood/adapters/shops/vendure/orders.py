"""Orders of a Vendure shop. It counts in minor units, as we do."""

import json
import re
from collections.abc import Iterable
from typing import Any

from makegood.adapters.shops.vendure.asking import ask, changed_since, moment
from makegood.kernel.calling import Caller
from makegood.shops.ports import (
    AddressSeen,
    Cursor,
    CustomerSeen,
    InstrumentSeen,
    LineSeen,
    OrderSeen,
    Page,
    ParcelSeen,
    PaymentSeen,
    RefundSeen,
    Settings,
)
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood, sort_out

_ADDRESS = (
    "fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber"
)
FIELDS = f"""
    id code state active orderPlacedAt updatedAt currencyCode totalWithTax total shippingWithTax
    customer{{id firstName lastName emailAddress phoneNumber}}
    shippingAddress{{{_ADDRESS}}} billingAddress{{{_ADDRESS}}}
    lines{{id quantity orderPlacedQuantity proratedUnitPriceWithTax proratedLinePriceWithTax
        productVariant{{id sku name product{{id}}}}}}
    fulfillments{{id state method trackingCode createdAt updatedAt lines{{orderLineId quantity}}}}
    payments{{id method amount state transactionId createdAt
        refunds{{id total state reason createdAt lines{{orderLineId quantity}}}}}}
"""
_SETTLED = "Settled"
# What the desk leaves in the shop to know its own refund by.
_KEY = re.compile(r"\s*\([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\)$")
_ON_ITS_WAY = {"Shipped", "Delivered"}


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    query = f"query($i:ID!){{order(id:$i){{{FIELDS}}}}}"
    order = ask(settings, web, query, {"i": external_id}).get("order")
    if order is None:
        return None
    try:
        return read(order) if is_placed(order) else None
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    answer = changed_since(settings, web, "orders", FIELDS, cursor)
    seen, unread = sort_out(answer.things, lambda thing: read(thing) if is_placed(thing) else None)
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def is_placed(order: Any) -> bool:
    """Carts are orders there, too, until they are placed."""
    return bool(order["orderPlacedAt"])


def read(order: Any) -> OrderSeen:
    """What the document says, as our values."""
    total = int(order["totalWithTax"])
    buyer = order.get("customer") or {}
    address = _address(order.get("shippingAddress"))
    phones = (buyer.get("phoneNumber") or "", address.phone)
    return OrderSeen(
        external_id=str(order["id"]),
        number=str(order["code"]),
        changed_at=moment(order["updatedAt"]),
        placed_at=moment(order["orderPlacedAt"]),
        state=str(order["state"]),
        currency=str(order["currencyCode"]),
        total_minor=total,
        raw=json.dumps(order, sort_keys=True),
        shipping_minor=int(order["shippingWithTax"]),
        tax_minor=total - int(order["total"]) if order.get("total") is not None else None,
        customer=CustomerSeen(
            email=buyer.get("emailAddress") or "",
            name=f"{buyer.get('firstName') or ''} {buyer.get('lastName') or ''}".strip(),
            external_id=str(buyer.get("id") or ""),
            phones=tuple(phone for phone in phones if phone),
        ),
        address=address,
        billing=_address(order.get("billingAddress")),
        lines=tuple(_line(line) for line in order["lines"]),
        parcels=tuple(_parcels(order["fulfillments"] or [])),
        payments=tuple(_payments(order["payments"] or [])),
        refunds=tuple(_refunds(order["payments"] or [])),
    )


def _address(said: Any) -> AddressSeen:
    told = said or {}
    return AddressSeen(
        name=told.get("fullName") or "",
        company=told.get("company") or "",
        street=told.get("streetLine1") or "",
        street2=told.get("streetLine2") or "",
        postcode=told.get("postalCode") or "",
        city=told.get("city") or "",
        region=told.get("province") or "",
        country=told.get("countryCode") or "",
        phone=told.get("phoneNumber") or "",
    )


def _line(line: Any) -> LineSeen:
    """What is cancelled is counted no longer, there as here. Prorated is what is paid: discounts of the whole order shared out."""
    variant = line["productVariant"]
    quantity = int(line["quantity"])
    whole = line.get("proratedLinePriceWithTax")
    if whole is None:
        whole = int(line["proratedUnitPriceWithTax"]) * quantity
    return LineSeen(
        external_id=str(line["id"]),
        name=str(variant["name"]),
        quantity=quantity,
        sku=str(variant["sku"] or ""),
        product_id=str((variant.get("product") or {}).get("id") or ""),
        variant_id=str(variant["id"]),
        total_minor=int(whole),
    )


def _parcels(fulfilments: Iterable[Any]) -> Iterable[ParcelSeen]:
    """When it was handed over and when it came is the day its state changed, which is kept in the order's history only:
    of the latest change there is the date."""
    for one in fulfilments:
        if one["state"] in {"Cancelled", "Created", "Pending"}:
            continue
        changed = moment(one.get("updatedAt") or one["createdAt"])
        yield ParcelSeen(
            number=str(one["trackingCode"] or ""),
            external_id=str(one["id"]),
            carrier=str(one["method"] or ""),
            shipped_at=moment(one["createdAt"]) if one["state"] in _ON_ITS_WAY else None,
            delivered_at=changed if one["state"] == "Delivered" else None,
            pieces={str(line["orderLineId"]): int(line["quantity"]) for line in one["lines"]},
        )


def _payments(payments: Iterable[Any]) -> Iterable[PaymentSeen]:
    """Settled ones: what is only authorised has not come."""
    for one in payments:
        if one["state"] == _SETTLED:
            at = moment(one["createdAt"]) if one.get("createdAt") else None
            yield PaymentSeen(str(one["id"]), int(one["amount"]), _by(one), at)


def _refunds(payments: Iterable[Any]) -> Iterable[RefundSeen]:
    """Settled ones: what is pending has not gone back yet."""
    for payment in payments:
        for one in payment["refunds"]:
            if one["state"] != _SETTLED:
                continue
            yield RefundSeen(
                external_id=str(one["id"]),
                amount_minor=int(one["total"]),
                instrument=_by(payment),
                at=moment(one["createdAt"]) if one.get("createdAt") else None,
                reason=_KEY.sub("", str(one["reason"] or "")),
                pieces={str(line["orderLineId"]): int(line["quantity"]) for line in one["lines"]},
            )


def _by(payment: Any) -> InstrumentSeen:
    """It says by which of the shop's own methods, and nothing of the instrument."""
    return InstrumentSeen("other", str(payment["method"] or ""))
