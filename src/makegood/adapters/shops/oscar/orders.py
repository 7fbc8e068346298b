"""Orders of a django-oscar shop: lines as they were bought, events as parcels, transactions as money that moved."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from makegood.adapters.shops.oscar.asking import ask, moment
from makegood.adapters.shops.oscar.reaching import next_page
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

DEBIT, REFUND = "Debit", "Refund"
"""Oscar's own names of transactions."""
_SENT = {"shipped", "dispatched", "sent", "despatched"}
_ARRIVED = {"delivered", "arrived"}
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{5,39}")
_KINDS: dict[str, InstrumentKind] = {
    "bankcard": "card",
    "card": "card",
    "credit card": "card",
    "stripe": "card",
    "paypal": "wallet",
    "bank transfer": "bank",
    "cash on delivery": "cash",
    "invoice": "invoice",
    "gift card": "stored_value",
    "account": "stored_value",
}


def states(settings: Settings, web: Caller) -> list[StateSeen]:
    reply = ask(settings, web, "")
    told = reply.json() if reply.is_ok else None
    said = told.get("statuses") if isinstance(told, dict) else None
    return [StateSeen(str(one), str(one)) for one in said or [] if one]


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    if not external_id.isascii() or not external_id.isdigit():
        return None
    reply = ask(settings, web, f"orders/{external_id}/")
    if reply.status == 404:
        return None
    try:
        return read(reply.json())
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    reached = next_page(settings, web, cursor)
    seen, unread = sort_out(reached.orders, read)
    return Page(seen, reached.cursor, reached.is_last, unread, reached.left)


def read(order: Any) -> OrderSeen:
    """What the document says, as our values."""
    currency = str(order["currency"]).upper()
    total = minor(order["total_incl_tax"], currency)
    lines = order["lines"]
    address, billing = _address(order["shipping_address"]), _address(order["billing_address"])
    return OrderSeen(
        external_id=str(int(order["id"])),
        number=str(order["number"]),
        changed_at=moment(order["changed_at"]),
        placed_at=moment(order["date_placed"]),
        state=str(order["status"] or "new"),
        currency=currency,
        total_minor=total,
        raw=json.dumps(order, sort_keys=True),
        shipping_minor=minor(order["shipping_incl_tax"], currency),
        tax_minor=total - minor(order["total_excl_tax"], currency),
        discount_minor=sum(_discount(line, currency) for line in lines),
        customer=_customer(order, address, billing),
        address=address,
        billing=billing,
        delivered_at=_delivered_at(order),
        lines=tuple(_line(line, currency) for line in lines),
        parcels=tuple(_parcels(order["shipping_events"])),
        payments=tuple(_payments(order["sources"], currency)),
        refunds=tuple(_refunds(order, currency)),
    )


def minor(said: Any, currency: str) -> int:
    """Oscar keeps two decimals of any currency."""
    return Money.rounded(str(said), currency).minor


def _customer(order: Any, address: AddressSeen, billing: AddressSeen) -> CustomerSeen:
    user = order.get("user") or {}
    phones = (billing.phone, address.phone)
    return CustomerSeen(
        email=str(user.get("email") or order.get("guest_email") or ""),
        name=str(user.get("name") or "") or billing.name or address.name,
        external_id=str(user.get("id") or ""),
        phones=tuple(phone for phone in phones if phone),
    )


def _address(said: Any) -> AddressSeen:
    told = said or {}
    names = (told.get("first_name") or "", told.get("last_name") or "")
    lines = [told.get("line2") or "", told.get("line3") or ""]
    return AddressSeen(
        name=" ".join(name for name in names if name),
        street=told.get("line1") or "",
        street2=", ".join(line for line in lines if line),
        postcode=told.get("postcode") or "",
        city=told.get("line4") or "",  # so Oscar's forms label it
        region=told.get("state") or "",
        country=told.get("country") or "",
        phone=told.get("phone_number") or "",
    )


def _line(line: Any, currency: str) -> LineSeen:
    return LineSeen(
        external_id=str(line["id"]),
        name=str(line["title"]),
        quantity=int(line["quantity"]),
        sku=str(line.get("partner_sku") or line.get("upc") or ""),
        product_id=str(line.get("parent_id") or line.get("product_id") or ""),
        variant_id=str(line.get("product_id") or ""),
        total_minor=minor(line["line_price_incl_tax"], currency),
        options={str(name): str(value) for name, value in (line.get("options") or {}).items()},
    )


def _discount(line: Any, currency: str) -> int:
    before = minor(line["line_price_before_discounts_incl_tax"], currency)
    return before - minor(line["line_price_incl_tax"], currency)


def _parcels(events: Iterable[Any]) -> Iterable[ParcelSeen]:
    """Each sending is one; a shop writes the parcel's number into its notes. It came when as many pieces came after it."""
    in_turn = sorted(events, key=_at)  # Oscar tells the latest first
    arrived = [one for one in in_turn if _is(one, _ARRIVED)]
    for one in (event for event in in_turn if _is(event, _SENT)):
        pieces = _pieces(one)
        came = next((a for a in arrived if _pieces(a) == pieces and _at(a) > _at(one)), None)
        if came:
            arrived.remove(came)
        found = _NUMBER.search(str(one.get("words") or ""))
        yield ParcelSeen(
            number=found.group() if found and re.search(r"\d", found.group()) else "",
            external_id=str(one["id"]),
            shipped_at=moment(one["at"]),
            delivered_at=moment(came["at"]) if came else None,
            pieces=pieces,
        )


def _delivered_at(order: Any) -> datetime | None:
    """When every piece had come."""
    came: Counter[str] = Counter()
    wanted = {str(line["id"]): int(line["quantity"]) for line in order["lines"]}
    arrived = sorted((e for e in order["shipping_events"] if _is(e, _ARRIVED)), key=_at)
    for one in arrived:
        came.update(_pieces(one))
        if wanted and all(came[line] >= quantity for line, quantity in wanted.items()):
            return moment(one["at"])
    return None


def _payments(sources: Iterable[Any], currency: str) -> Iterable[PaymentSeen]:
    """What was debited; what is only allocated has not come."""
    for source in sources:
        for one in source["transactions"]:
            if one["txn_type"] == DEBIT:
                amount = minor(one["amount"], currency)
                yield PaymentSeen(str(one["id"]), amount, _by(source), moment(one["at"]))


def _refunds(order: Any, currency: str) -> Iterable[RefundSeen]:
    """Which pieces a refund was for is said by the payment event of the same reference."""
    events = {one["words"]: one for one in order["payment_events"] if one["words"]}
    for source in order["sources"]:
        for one in source["transactions"]:
            if one["txn_type"] != REFUND:
                continue
            yield RefundSeen(
                external_id=str(one["id"]),
                amount_minor=minor(one["amount"], currency),
                instrument=_by(source),
                at=moment(one["at"]),
                pieces=_pieces(events.get(one["reference"], {})),
            )


def _by(source: Any) -> InstrumentSeen:
    """Its label is for the customer to read, such as XXXX-XXXX-XXXX-1234."""
    name, label = str(source.get("type") or ""), str(source.get("label") or "")
    digits = re.search(r"[Xx*•]\W*(\d{4})$", label)
    return InstrumentSeen(
        kind=_KINDS.get(name.lower(), "card" if digits else "other"),
        label=name or label,
        last_digits=digits.group(1) if digits else "",
    )


def _pieces(event: Any) -> dict[str, int]:
    return {str(line): int(quantity) for line, quantity in (event.get("pieces") or {}).items()}


def _is(event: Any, names: set[str]) -> bool:
    return str(event["type"]).lower() in names


def _at(event: Any) -> tuple[datetime, int]:
    return moment(event["at"]), int(event["id"])
