"""Orders of a shop that offers our interface."""

import json
from collections.abc import Mapping
from typing import Any, cast, get_args

from makegood.adapters.shops.generic.asking import (
    ask,
    changed_since,
    minor,
    minor_or_none,
    moment,
    moment_or_none,
)
from makegood.kernel.calling import Caller
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


def states(settings: Settings, web: Caller) -> list[StateSeen]:
    reply = ask(settings, web, "states")
    told = (
        reply.json() if reply.is_ok else {}
    )  # a shop need not tell: then they are met with the orders
    said = told.get("states") if isinstance(told, dict) else None
    named = [one for one in said or [] if isinstance(one, dict) and one.get("code")]
    return [StateSeen(str(one["code"]), str(one.get("name") or ""), _usual(one)) for one in named]


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    if not external_id or set(external_id) & set("/?#%\\") or external_id in {".", ".."}:
        return None
    reply = ask(settings, web, f"orders/{external_id}")
    if reply.status == 404:
        return None
    try:
        return read(reply.json())
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    answer = changed_since(settings, web, "orders", cursor)
    seen, unread = sort_out(answer.things, read)
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def read(order: Any) -> OrderSeen:
    """What the document says, as our values."""
    currency = str(order["currency"])
    return OrderSeen(
        external_id=str(order["id"]),
        number=str(order.get("number") or order["id"]),
        changed_at=moment(order["changed_at"]),
        placed_at=moment(order["placed_at"]),
        state=str(order["state"]),
        currency=currency,
        total_minor=minor(order["total"], currency),
        raw=json.dumps(order, sort_keys=True),
        shipping_minor=minor_or_none(order.get("shipping"), currency),
        tax_minor=minor_or_none(order.get("tax"), currency),
        discount_minor=minor_or_none(order.get("discount"), currency),
        customer=_customer(order.get("customer") or {}),
        address=_address(order.get("address") or {}),
        billing=_address(order.get("billing") or {}),
        delivered_at=moment_or_none(order.get("delivered_at")),
        lines=tuple(_line(line, currency) for line in order["lines"]),
        parcels=tuple(_parcel(parcel) for parcel in order.get("parcels") or ()),
        payments=tuple(_payment(one, currency) for one in order.get("payments") or ()),
        refunds=tuple(_refund(one, currency) for one in order.get("refunds") or ()),
    )


def _customer(said: Mapping[str, Any]) -> CustomerSeen:
    return CustomerSeen(
        email=_text(said, "email"),
        name=_text(said, "name"),
        external_id=_text(said, "id"),
        language=_text(said, "language"),
        phones=tuple(str(phone) for phone in said.get("phones") or () if phone),
        addresses=tuple(_address(one) for one in said.get("addresses") or ()),
    )


def _address(said: Mapping[str, Any]) -> AddressSeen:
    return AddressSeen(**{name: _text(said, name) for name in vars(AddressSeen())})


def _line(said: Mapping[str, Any], currency: str) -> LineSeen:
    return LineSeen(
        external_id=str(said["id"]),
        name=str(said["name"]),
        quantity=int(said["quantity"]),
        sku=_text(said, "sku"),
        product_id=_text(said, "product_id"),
        variant_id=_text(said, "variant_id"),
        total_minor=minor_or_none(said.get("total"), currency),
        options=options(said),
    )


def options(said: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in (said.get("options") or {}).items()}


def _parcel(said: Mapping[str, Any]) -> ParcelSeen:
    return ParcelSeen(
        number=_text(said, "number"),
        external_id=str(said["id"]),
        carrier=_text(said, "carrier"),
        url=_text(said, "url"),
        shipped_at=moment_or_none(said.get("shipped_at")),
        delivered_at=moment_or_none(said.get("delivered_at")),
        pieces=_pieces(said),
    )


def _payment(said: Mapping[str, Any], currency: str) -> PaymentSeen:
    at = moment_or_none(said.get("at"))
    return PaymentSeen(str(said["id"]), minor(said["amount"], currency), _instrument(said), at)


def _refund(said: Mapping[str, Any], currency: str) -> RefundSeen:
    return RefundSeen(
        external_id=str(said["id"]),
        amount_minor=minor(said["amount"], currency),
        instrument=_instrument(said),
        at=moment_or_none(said.get("at")),
        reason=_text(said, "reason"),
        pieces=_pieces(said),
    )


def _instrument(said: Mapping[str, Any]) -> InstrumentSeen:
    digits = _text(said, "last_digits")
    kind = said.get("kind")
    return InstrumentSeen(
        kind=cast(InstrumentKind, kind) if kind in get_args(InstrumentKind) else "other",
        label=_text(said, "label"),
        last_digits=digits if digits.isdigit() and len(digits) <= 4 else "",
    )


def _pieces(said: Mapping[str, Any]) -> dict[str, int]:
    return {str(line): int(quantity) for line, quantity in (said.get("pieces") or {}).items()}


def _usual(said: Mapping[str, Any]) -> Standing:
    usual = said.get("usual")
    return cast(Standing, usual) if usual in get_args(Standing) else "unknown"


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return "" if value is None else str(value)
