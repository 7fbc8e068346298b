"""Telling a WooCommerce shop to do something, and finding out afterwards whether it did.

It keeps no keys of ours, so each command leaves one where it can be found again: behind a refund's reason and in its
meta data, as a coupon's code. What sets a thing to a value is the same done twice, and is read back by that value.

A refund has its reason from the first (`wc_create_refund`), its meta data only when the payment system was asked and the
pieces are in stock again: what dies in between is known by the reason alone.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

from makegood.adapters.shops.woocommerce import replacing
from makegood.adapters.shops.woocommerce.asking import ask, base, failed, moment_or_none
from makegood.adapters.shops.woocommerce.replacing import KEY
from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import (
    NOT_DONE,
    AddNote,
    AddressSeen,
    Answer,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveCoupon,
    GiveRefund,
    ReplaceOrder,
    SetState,
    Settings,
)

CANCELLED = "cancelled"
COMMANDS = (
    AddNote, CancelOrder, ChangeAddress, GiveCoupon, GiveRefund, ReplaceOrder, SetState,
)  # fmt: skip
_CLOCKS_DIFFER = timedelta(minutes=5)


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    if isinstance(command, ReplaceOrder):
        order = replacing.order_told(settings, web, command)
        if order is None or len(order["line_items"]) < len(command.pieces):
            return Answer("refused", code="no_such_line", why="the order has no such pieces")
        method, path, body = "POST", "orders", order
    else:
        method, path, body = _as_told(command)
    try:
        reply = web.call(
            method,
            base(settings) + "wc/v3/" + path,
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            body=json.dumps(body).encode(),
            user=(str(settings.get("key", "")), str(settings.get("secret", ""))),
        )
    except ProviderFailed as error:
        if error.unclear:
            return Answer("unknown", code=error.code, why=error.message)
        raise
    return _answer(reply)


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    ways: dict[type[Command], Callable[[Settings, Caller, Any], Answer]] = {
        GiveRefund: _refund_there,
        GiveCoupon: _coupon_there,
        AddNote: _note_there,
        ReplaceOrder: replacing.order_there,
    }
    try:
        return ways.get(type(command), _is_so)(settings, web, command)
    except (AttributeError, KeyError, TypeError) as error:  # not what such a shop says
        return Answer("unknown", code="protocol", why=repr(error))


def _as_told(command: Command) -> tuple[str, str, dict[str, Any]]:
    order = f"orders/{command.order_id}"
    match command:
        case CancelOrder():
            return "PUT", order, {"status": CANCELLED}
        case SetState(state=state):
            return "PUT", order, {"status": state}
        case ChangeAddress(address=address):
            return "PUT", order, {"shipping": _place(address)}
        case AddNote(text=text, is_for_customer=seen):
            return "POST", f"{order}/notes", {"note": text, "customer_note": seen}
        case GiveRefund():
            return "POST", f"{order}/refunds", _refund(command)
        case GiveCoupon():
            return "POST", "coupons", _coupon(command)
    raise ProviderFailed(f"no such command: {type(command).__name__}", permanent=True)


def _answer(reply: Reply) -> Answer:
    """It says no with 4xx and, of a refund beyond the order's total, with 500 and a code of its own. A 500 without one
    is a shop that fell over, and nobody knows how far it came."""
    try:
        told = json.loads(reply.body)
    except ValueError:
        told = {}
    code = str(told.get("code") or "") if isinstance(told, dict) else ""
    if reply.is_ok and isinstance(told, dict) and told.get("id"):
        return Answer("done", external_id=str(told["id"]))
    if reply.status == 401:
        raise failed(reply)
    if 400 <= reply.status < 500 or code.startswith("woocommerce_rest_"):
        return Answer("refused", code=code or f"http_{reply.status}", why=reply.words)
    return Answer("unknown", code=code or f"http_{reply.status}", why=reply.words)


def _refund(command: GiveRefund) -> dict[str, Any]:
    lines = sorted({*command.pieces, *command.amounts})
    return {
        "amount": _said(command.amount_minor, command.currency),
        "reason": f"{command.reason} {mark_of(command.key)}".strip(),
        "api_refund": command.is_paid_out,
        "api_restock": command.restocks,
        "meta_data": [{"key": KEY, "value": command.key}],
        "line_items": [
            {
                "id": int(line),
                "quantity": command.pieces.get(line, 0),
                "refund_total": float(_said(command.amounts.get(line, 0), command.currency)),
            }
            for line in lines
        ],
    }


def mark_of(key: str) -> str:
    """The end of a key, which customers read behind the reason: enough to tell the refunds of one order apart."""
    return f"[{key[-8:]}]"


def _coupon(command: GiveCoupon) -> dict[str, Any]:
    is_percent = command.percent > 0
    amount = str(command.percent) if is_percent else _said(command.amount_minor, command.currency)
    return {
        "code": command.code,
        "discount_type": "percent" if is_percent else "fixed_cart",
        "amount": amount,
        "individual_use": True,
        "usage_limit": 1,
        "email_restrictions": [command.email],
        "date_expires": command.expires_on.isoformat(),
    }


def _refund_there(settings: Settings, web: Caller, command: GiveRefund) -> Answer:
    page = 1
    while True:
        path = f"orders/{command.order_id}/refunds"
        reply = ask(settings, web, path, {"per_page": 100, "page": page})
        told = reply.json()
        if not isinstance(told, list):
            return Answer("unknown", code="protocol", why=reply.words)
        for one in told:
            if answer := _of_refund(one, command):
                return answer
        if len(told) < 100:
            return NOT_DONE
        page += 1


def _of_refund(told: Any, command: GiveRefund) -> Answer | None:
    """Whether it is the one, and whether it is whole: money that was to be paid out may be on its way, or not."""
    metas = {meta.get("key"): meta.get("value") for meta in told.get("meta_data", [])}
    if KEY in metas:
        is_ours = metas[KEY] == command.key
        return Answer("done", external_id=str(told["id"])) if is_ours else None
    if not str(told.get("reason") or "").endswith(mark_of(command.key)):
        return None
    if command.is_paid_out and not told.get("refunded_payment"):
        words = "The refund is there; whether the money was sent it does not say."
        return Answer("unknown", external_id=str(told["id"]), code="half_done", why=words)
    return Answer("done", external_id=str(told["id"]))


def _coupon_there(settings: Settings, web: Caller, command: GiveCoupon) -> Answer:
    told = ask(settings, web, "coupons", {"code": command.code}).json()
    found = [one for one in told if one.get("code") == command.code.lower()]
    return Answer("done", external_id=str(found[0]["id"])) if found else NOT_DONE


def _note_there(settings: Settings, web: Caller, command: AddNote) -> Answer:
    """A note bears no mark: it is the one with these words, written since."""
    since = command.drafted_at - _CLOCKS_DIFFER
    for one in ask(settings, web, f"orders/{command.order_id}/notes").json():
        at = moment_or_none(one.get("date_created_gmt"))
        if unescape(str(one.get("note"))) == command.text and at and at >= since:
            return Answer("done", external_id=str(one["id"]))
    return NOT_DONE


def _is_so(settings: Settings, web: Caller, command: Command) -> Answer:
    """Whether the order is by now as it was to be."""
    reply = ask(settings, web, f"orders/{command.order_id}")
    if reply.status == 404:
        return NOT_DONE
    order = reply.json()
    match command:
        case CancelOrder():
            is_so = order["status"] == CANCELLED
        case SetState(state=state):
            is_so = order["status"] == state
        case ChangeAddress(address=address):
            is_so = {**order["shipping"], **_place(address)} == order["shipping"]
        case _:
            return Answer("unknown", code="protocol", why=type(command).__name__)
    return Answer("done", external_id=str(order["id"])) if is_so else NOT_DONE


def _place(address: AddressSeen) -> dict[str, str]:
    given, _space, family = address.name.partition(" ")
    return {
        "first_name": given,
        "last_name": family,
        "company": address.company,
        "address_1": address.street,
        "address_2": address.street2,
        "postcode": address.postcode,
        "city": address.city,
        "state": address.region,
        "country": address.country,
        "phone": address.phone,
    }


def _said(minor: int, currency: str) -> str:
    return str(Money(minor, currency).amount)
