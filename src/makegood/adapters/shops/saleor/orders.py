"""Orders of a Saleor, with their payments, refunds and fulfilments."""

import base64
import json
import re
from collections.abc import Iterable
from typing import Any

from makegood.adapters.shops.saleor.asking import ask, changed_since, minor, moment
from makegood.adapters.shops.saleor.states import state_of
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

_MONEY = "{amount currency}"
_TAXED = f"{{gross{_MONEY} tax{_MONEY}}}"
_ADDRESS = """{
    firstName lastName companyName streetAddress1 streetAddress2 city postalCode countryArea country{code} phone
}"""
FIELDS = f"""
    id number status chargeStatus authorizeStatus created updatedAt userEmail languageCodeEnum user{{id}}
    total{_TAXED} undiscountedTotal{{gross{_MONEY}}} shippingPrice{_TAXED}
    shippingAddress{_ADDRESS} billingAddress{_ADDRESS}
    lines{{id productName variantName productSku quantity totalPrice{_TAXED} variant{{id product{{id}}}}}}
    fulfillments{{id status trackingNumber created lines{{quantity orderLine{{id}}}}}}
    transactions{{id name createdAt chargedAmount{_MONEY} refundedAmount{_MONEY} refundPendingAmount{_MONEY}
        events{{id type createdAt message amount{_MONEY}}}}}
    grantedRefunds{{id status reason amount{_MONEY} lines{{quantity orderLine{{id}}}} transactionEvents{{id}}}}
    payments{{id gateway created capturedAmount{_MONEY} creditCard{{brand lastDigits}}
        transactions{{id kind isSuccess created amount{_MONEY}}}}}
"""
KEY = re.compile(r"\s*\[makegood:([\w-]+)\]$")
"""How a granted refund bears the key of the command that made it: at the end of its reason."""
_DRAFT = "DRAFT"
_SENT = {"FULFILLED", "RETURNED", "REFUNDED_AND_RETURNED", "REPLACED"}
_KINDS: tuple[tuple[str, InstrumentKind], ...] = (
    ("paypal", "wallet"),
    ("apple", "wallet"),
    ("google", "wallet"),
    ("gift", "stored_value"),
    ("card", "card"),
    ("stripe", "card"),
    ("adyen", "card"),
    ("bank", "bank"),
    ("transfer", "bank"),
    ("cash", "cash"),
    ("invoice", "invoice"),
)


def fetch(settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
    said = document(settings, web, external_id)
    try:
        return None if said is None or said["status"] == _DRAFT else read(said)
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def document(settings: Settings, web: Caller, external_id: str, beside: str = "") -> Any:
    """The order as it says it, and what is asked for beside; None: it has none of this id."""
    if not _is_an_id(external_id):
        return None
    query = f"query($i:ID!){{order(id:$i){{{FIELDS}{beside}}}}}"
    return ask(settings, web, query, {"i": external_id}).get("order")


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
    answer = changed_since(settings, web, "orders", FIELDS, cursor)
    seen, unread = sort_out(
        answer.things, lambda one: None if one["status"] == _DRAFT else read(one)
    )
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def read(order: Any) -> OrderSeen:
    """What the document says, as our values."""
    total = minor(order["total"]["gross"])
    address, billing = _address(order["shippingAddress"]), _address(order["billingAddress"])
    return OrderSeen(
        external_id=str(order["id"]),
        number=str(order["number"]),
        changed_at=moment(order["updatedAt"]),
        placed_at=moment(order["created"]),
        state=state_of(order),
        currency=str(order["total"]["gross"]["currency"]),
        total_minor=total,
        raw=json.dumps(order, sort_keys=True),
        shipping_minor=minor(order["shippingPrice"]["gross"]),
        tax_minor=minor(order["total"]["tax"]),
        discount_minor=max(minor(order["undiscountedTotal"]["gross"]) - total, 0),
        customer=CustomerSeen(
            email=str(order["userEmail"] or ""),
            name=billing.name or address.name,
            external_id=str((order["user"] or {}).get("id") or ""),
            language=str(order["languageCodeEnum"] or "").split("_")[0].lower(),
            phones=tuple(phone for phone in (billing.phone, address.phone) if phone),
        ),
        address=address,
        billing=billing,
        lines=tuple(_line(line) for line in order["lines"]),
        parcels=tuple(_parcels(order["fulfillments"] or [])),
        payments=(*_charged(order["transactions"] or []), *_captured(order["payments"] or [])),
        refunds=(*_returned(order), *_refunded(order["payments"] or [])),
    )


def _is_an_id(said: str) -> bool:
    try:
        return base64.b64decode(said, validate=True).startswith(b"Order:")
    except ValueError:
        return False


def _address(said: Any) -> AddressSeen:
    words = said or {}
    return AddressSeen(
        name=f"{words.get('firstName') or ''} {words.get('lastName') or ''}".strip(),
        company=words.get("companyName") or "",
        street=words.get("streetAddress1") or "",
        street2=words.get("streetAddress2") or "",
        postcode=words.get("postalCode") or "",
        city=words.get("city") or "",
        region=words.get("countryArea") or "",
        country=(words.get("country") or {}).get("code") or "",
        phone=words.get("phone") or "",
    )


def _line(line: Any) -> LineSeen:
    """The variant of a line is gone when it was taken out of the shop; its names stay."""
    name, variant = str(line["productName"]), str(line["variantName"] or "")
    there = line["variant"] or {}
    return LineSeen(
        external_id=str(line["id"]),
        name=f"{name} ({variant})" if variant and variant != name else name,
        quantity=int(line["quantity"]),
        sku=str(line["productSku"] or ""),
        product_id=str((there.get("product") or {}).get("id") or ""),
        variant_id=str(there.get("id") or ""),
        total_minor=minor(line["totalPrice"]["gross"]),
    )


def _parcels(fulfilments: Iterable[Any]) -> Iterable[ParcelSeen]:
    """What comes back is moved into a fulfilment of its own, without a number unless it had one: that is no parcel."""
    for one in fulfilments:
        number = str(one["trackingNumber"] or "")
        if one["status"] not in _SENT or (one["status"] != "FULFILLED" and not number):
            continue
        yield ParcelSeen(
            number=number if not number.startswith(("https://", "http://")) else "",
            external_id=str(one["id"]),
            url=number if number.startswith(("https://", "http://")) else "",
            shipped_at=moment(one["created"]),
            pieces={str(i["orderLine"]["id"]): int(i["quantity"]) for i in one["lines"] or []},
        )


def _charged(transactions: Iterable[Any]) -> Iterable[PaymentSeen]:
    """What came by each, also what went back of it since: that is taken off what it calls charged."""
    for one in transactions:
        parts = ("chargedAmount", "refundedAmount", "refundPendingAmount")
        came = sum(minor(one[part]) for part in parts)
        if came > 0:
            yield PaymentSeen(str(one["id"]), came, by(one["name"]), moment(one["createdAt"]))


def _captured(payments: Iterable[Any]) -> Iterable[PaymentSeen]:
    """Of its older kind of payments; what was refunded is taken off them, too."""
    for one in payments:
        back = [t for t in one["transactions"] or [] if t["kind"] == "REFUND" and t["isSuccess"]]
        came = minor(one["capturedAmount"]) if one["capturedAmount"] else 0
        came += sum(minor(refund["amount"]) for refund in back)
        if came > 0:
            yield PaymentSeen(str(one["id"]), came, _card_of(one), moment(one["created"]))


def _returned(order: Any) -> Iterable[RefundSeen]:
    """What a payment app has said went back. Of one that was granted first there is the reason, and its pieces."""
    granted = {
        str(event["id"]): grant
        for grant in order["grantedRefunds"] or []
        for event in grant["transactionEvents"] or []
    }
    for transaction in order["transactions"] or []:
        for event in transaction["events"]:
            if event["type"] != "REFUND_SUCCESS":
                continue
            grant = granted.get(str(event["id"])) or {}
            yield RefundSeen(
                external_id=str(grant.get("id") or event["id"]),
                amount_minor=minor(event["amount"]),
                instrument=by(transaction["name"]),
                at=moment(event["createdAt"]),
                reason=KEY.sub("", str(grant.get("reason") or event["message"] or "")),
                pieces={
                    str(line["orderLine"]["id"]): int(line["quantity"])
                    for line in grant.get("lines") or []
                },
            )


def _refunded(payments: Iterable[Any]) -> Iterable[RefundSeen]:
    for payment in payments:
        for one in payment["transactions"] or []:
            if one["kind"] == "REFUND" and one["isSuccess"]:
                at = moment(one["created"])
                yield RefundSeen(str(one["id"]), minor(one["amount"]), _card_of(payment), at)


def by(name: Any) -> InstrumentSeen:
    """A payment app names what was paid with in its own words, and often itself."""
    label = str(name or "")
    kinds = (kind for word, kind in _KINDS if word in label.lower())
    return InstrumentSeen(next(kinds, "other"), label)


def _card_of(payment: Any) -> InstrumentSeen:
    card = payment["creditCard"]
    if not card:
        return by(payment["gateway"])
    digits = str(card["lastDigits"] or "")
    return InstrumentSeen("card", str(card["brand"] or "card"), digits if digits.isdigit() else "")
