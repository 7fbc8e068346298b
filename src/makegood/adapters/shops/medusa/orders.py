"""Orders of a Medusa, with their payments, refunds and fulfilments."""

import json
import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from makegood.adapters.shops.medusa.asking import (
    ask,
    changed_since,
    minor,
    moment,
    moment_or_none,
)
from makegood.adapters.shops.medusa.states import state_of
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
)
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood, sort_out

FIELDS = ",".join(
    (
        "id", "display_id", "status", "payment_status", "fulfillment_status", "created_at", "updated_at", "email",
        "currency_code", "customer_id", "total", "shipping_total", "tax_total", "discount_total", "*items",
        "*shipping_address", "*billing_address", "*fulfillments", "*fulfillments.items", "*fulfillments.labels",
        "*payment_collections", "*payment_collections.payments", "*payment_collections.payments.captures",
        "*payment_collections.payments.refunds",
    )
)  # fmt: skip
KEY = re.compile(r"\s*\[makegood:([\w-]+)\]$")
"""How a refund bears the key of the command that made it: at the end of its note."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_DRAFT = "draft"
_ONLY = "Default variant"
"""What it calls the variant of a product that has one only."""
_KINDS: tuple[tuple[str, InstrumentKind], ...] = (
    ("paypal", "wallet"),
    ("klarna", "invoice"),
    ("ideal", "bank"),
    ("bancontact", "bank"),
    ("giropay", "bank"),
    ("przelewy24", "bank"),
    ("blik", "wallet"),
    ("stripe", "card"),
    ("adyen", "card"),
)


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    said = document(settings, web, external_id)
    try:
        return None if said is None or said["status"] == _DRAFT else read(said)
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def document(settings: Settings, web: Caller, external_id: str) -> Any:
    """The order as it says it; None: it has none of this id."""
    if not _ID.fullmatch(external_id):
        return None
    reply = ask(settings, web, f"orders/{external_id}", {"fields": FIELDS})
    if reply.status == 404:
        return None
    try:
        return reply.json()["order"]
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    answer = changed_since(settings, web, "orders", FIELDS, cursor)
    placed = [one for one in answer.things if not _is_draft(one)]
    seen, unread = sort_out(placed, read)
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def read(order: Any) -> OrderSeen:
    """What the document says, as our values. Its totals are of now: what came back is taken off them."""
    collections = order["payment_collections"]
    said = order.get("currency_code") or collections[0]["currency_code"]
    currency = str(said).upper()
    sum_of = partial(_sum, order, currency)
    payments = [one for collection in collections for one in collection["payments"]]
    address, billing = (
        _address(order.get("shipping_address")),
        _address(order.get("billing_address")),
    )
    return OrderSeen(
        external_id=str(order["id"]),
        number=str(order["display_id"]),
        changed_at=moment(order["updated_at"]),
        placed_at=moment(order["created_at"]),
        state=state_of(order),
        currency=currency,
        total_minor=minor(order["total"], currency),
        raw=json.dumps(order, sort_keys=True),
        shipping_minor=sum_of("shipping_total"),
        tax_minor=sum_of("tax_total"),
        discount_minor=sum_of("discount_total"),
        customer=CustomerSeen(
            email=str(order.get("email") or ""),
            name=address.name or billing.name,
            external_id=str(order.get("customer_id") or ""),
            phones=tuple(phone for phone in (billing.phone, address.phone) if phone),
        ),
        address=address,
        billing=billing,
        lines=tuple(_line(line, currency) for line in order["items"]),
        parcels=tuple(_parcels(order.get("fulfillments") or [])),
        payments=tuple(_payments(payments, currency)),
        refunds=tuple(_refunds(payments, currency)),
    )


def _is_draft(order: Any) -> bool:
    return isinstance(order, dict) and order.get("status") == _DRAFT


def _sum(order: Any, currency: str, name: str) -> int | None:
    return None if order.get(name) is None else minor(order[name], currency)


def _address(said: Any) -> AddressSeen:
    words = said or {}
    return AddressSeen(
        name=f"{words.get('first_name') or ''} {words.get('last_name') or ''}".strip(),
        company=words.get("company") or "",
        street=words.get("address_1") or "",
        street2=words.get("address_2") or "",
        postcode=words.get("postal_code") or "",
        city=words.get("city") or "",
        region=words.get("province") or "",
        country=str(words.get("country_code") or "").upper(),
        phone=words.get("phone") or "",
    )


def _line(line: Any, currency: str) -> LineSeen:
    """A line's total there is for what is left of it, so what came back is counted no longer, as there.

    Claims and exchanges add what they send to the order's lines, and it is told as such.
    """
    detail = line.get("detail") or {}
    back = int(detail.get("return_received_quantity") or 0)
    back += int(detail.get("return_dismissed_quantity") or 0)
    name, variant = str(line.get("product_title") or line["title"]), line.get("variant_title")
    return LineSeen(
        external_id=str(line["id"]),
        name=f"{name} ({variant})" if variant and variant != _ONLY else name,
        quantity=max(int(line["quantity"]) - back, 0),
        sku=str(line.get("variant_sku") or ""),
        product_id=str(line.get("product_id") or ""),
        variant_id=str(line.get("variant_id") or ""),
        total_minor=minor(line["total"], currency),
    )


def _parcels(fulfilments: Iterable[Any]) -> Iterable[ParcelSeen]:
    """What is packed and waits is no parcel yet. Of several labels of one it does not say what is in which box."""
    for one in fulfilments:
        shipped_at, delivered_at = one["shipped_at"], one["delivered_at"]
        if one["canceled_at"] or not (shipped_at or delivered_at):
            continue
        labels = one.get("labels") or [{}]
        pieces = {str(i["line_item_id"]): int(i["quantity"]) for i in one.get("items") or []}
        for place, label in enumerate(labels):
            yield ParcelSeen(
                number=str(label.get("tracking_number") or ""),
                external_id=str(one["id"]) if not place else f"{one['id']}/{place + 1}",
                url=_link(label.get("tracking_url")),
                shipped_at=moment_or_none(shipped_at),
                delivered_at=moment_or_none(delivered_at),
                pieces=pieces if len(labels) == 1 else {},
            )


def _link(said: Any) -> str:
    """Whoever has no address enters something all the same."""
    return said if isinstance(said, str) and said.startswith(("https://", "http://")) else ""


def _payments(payments: Iterable[Any], currency: str) -> Iterable[PaymentSeen]:
    """What was captured of each: what is only authorised has not come. It is given back by the same payment."""
    for payment in payments:
        if captures := payment.get("captures"):
            came = sum(minor(one["amount"], currency) for one in captures)
            at = moment_or_none(captures[-1].get("created_at"))
            yield PaymentSeen(str(payment["id"]), came, _by(payment), at)


def _refunds(payments: Iterable[Any], currency: str) -> Iterable[RefundSeen]:
    """They are of payments and not of lines, so it says of none which pieces it is for."""
    for payment in payments:
        for one in payment.get("refunds") or []:
            yield RefundSeen(
                external_id=str(one["id"]),
                amount_minor=minor(one["amount"], currency),
                instrument=_by(payment),
                at=moment_or_none(one.get("created_at")),
                reason=KEY.sub("", str(one.get("note") or "")),
            )


def _by(payment: Any) -> InstrumentSeen:
    """It says by which provider (`pp_stripe_stripe`), and of the instrument nothing."""
    provider = str(payment["provider_id"] or "")
    kinds = (kind for word, kind in _KINDS if word in provider.lower())
    return InstrumentSeen(next(kinds, "other"), provider.removeprefix("pp_"))
