"""Telling a Medusa to do something, and finding out afterwards whether it did.

A refund leaves the key of its command in its note; what sets an order to something is the same done twice, and is read
back by what is so.
"""

import json
from typing import Any

from makegood.adapters.shops.medusa import orders
from makegood.adapters.shops.medusa.asking import amount, base, failed, minor, opening, told
from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import (
    NOT_DONE,
    AddressSeen,
    Answer,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveRefund,
    Settings,
)
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood

COMMANDS = (CancelOrder, ChangeAddress, GiveRefund)


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    order = orders.document(settings, web, command.order_id)
    if order is None:
        return Answer("refused", code="not_found", why="there is no such order")
    match command:
        case CancelOrder():
            return _told(settings, web, f"orders/{order['id']}/cancel", {})
        case ChangeAddress(address=address):
            return _told(
                settings, web, f"orders/{order['id']}", {"shipping_address": _place(address)}
            )
        case GiveRefund():
            return _refunded(settings, web, order, command)
    raise ProviderFailed(f"no such command: {type(command).__name__}", permanent=True)


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    order = orders.document(settings, web, command.order_id)
    if order is None:
        return NOT_DONE
    try:
        found = _found(order, command)
    except NOT_UNDERSTOOD as error:  # not what such a shop says
        return Answer("unknown", code="protocol", why=repr(error)[:200])
    return Answer("done", external_id=found) if found else NOT_DONE


def _found(order: Any, command: Command) -> str:
    """The id of what shows that it was done; empty where nothing does."""
    match command:
        case CancelOrder():
            return str(order["id"]) if order["status"] == "canceled" else ""
        case ChangeAddress(address=address):
            there = order["shipping_address"] or {}
            is_so = all((there.get(name) or "") == said for name, said in _place(address).items())
            return str(order["id"]) if is_so else ""
        case GiveRefund(key=key):
            made = [one for payment in _payments(order) for one in payment.get("refunds") or []]
            marked = ((one, orders.KEY.search(str(one.get("note") or ""))) for one in made)
            return next((str(one["id"]) for one, mark in marked if mark and mark[1] == key), "")
    raise TypeError(type(command).__name__)


def _refunded(settings: Settings, web: Caller, order: Any, command: GiveRefund) -> Answer:
    """On the payment that was chosen, or one that still holds the whole sum: it gives back by one only."""
    try:
        able = [one for one in _payments(order) if _held(one, command) >= command.amount_minor]
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error
    fitting = [one for one in able if command.payment_id in {"", one["id"]}]
    if not fitting:
        return Answer("refused", code="too_much", why="no such payment still holds so much")
    sent = {
        "amount": amount(command.amount_minor, command.currency),
        "note": f"{command.reason} [makegood:{command.key}]".strip(),
    }
    return _told(settings, web, f"payments/{fitting[0]['id']}/refund", sent, command.key)


def _payments(order: Any) -> list[Any]:
    return [one for collection in order["payment_collections"] for one in collection["payments"]]


def _held(payment: Any, command: GiveRefund) -> int:
    """What was captured of it and not given back, in the command's own currency."""
    currency = command.currency
    if str(payment["currency_code"]).upper() != currency:
        return -1
    came = sum(minor(one["amount"], currency) for one in payment.get("captures") or [])
    return came - sum(minor(one["amount"], currency) for one in payment.get("refunds") or [])


def _told(
    settings: Settings, web: Caller, path: str, body: dict[str, Any], key: str = ""
) -> Answer:
    known = opening(settings)
    known["headers"] |= {"Content-Type": "application/json"}
    try:
        reply = web.call("POST", base(settings) + path, body=json.dumps(body).encode(), **known)
    except ProviderFailed as error:
        if error.unclear:
            return Answer("unknown", code=error.code, why=error.message)
        raise
    return _answer(reply, key)


def _answer(reply: Reply, key: str) -> Answer:
    """It says no with 4xx. 409 is another doing something with the order at this moment, and whatever is 500 may have
    come half of the way: a payment given back, and the order not yet told of it."""
    said = told(reply)
    if reply.is_ok and said:
        return Answer("done", external_id=_made(said, key))
    if reply.status in {401, 403}:
        raise failed(reply)
    code = str(said.get("type") or "") or f"http_{reply.status}"
    if 400 <= reply.status < 500 and reply.status != 409:
        return Answer("refused", code=code, why=reply.words)
    return Answer("unknown", code=code, why=reply.words)


def _made(said: dict[str, Any], key: str) -> str:
    """The refund that bears the key, or else what it names."""
    thing = next((one for one in said.values() if isinstance(one, dict)), {})
    for one in thing.get("refunds") or []:
        mark = orders.KEY.search(str(one.get("note") or ""))
        if key and mark and mark[1] == key:
            return str(one["id"])
    return str(thing.get("id") or "")


def _place(address: AddressSeen) -> dict[str, str]:
    given, _space, family = address.name.partition(" ")
    return {
        "first_name": given,
        "last_name": family,
        "company": address.company,
        "address_1": address.street,
        "address_2": address.street2,
        "postal_code": address.postcode,
        "city": address.city,
        "province": address.region,
        "country_code": address.country.lower(),
        "phone": address.phone,
    }
