"""Telling a Shopify shop to do something, and finding out afterwards whether it did."""

from collections.abc import Callable
from typing import Any

from makegood.adapters.shops.shopify import coupons, refunding
from makegood.adapters.shops.shopify.asking import ask, gid, tail
from makegood.adapters.shops.shopify.mutating import made, refused
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
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
    Settings,
)
from makegood.shops.reading import NOT_UNDERSTOOD

COMMANDS = (AddNote, CancelOrder, ChangeAddress, GiveCoupon, GiveRefund)
_OURS = "makegood"
_ERRORS = "userErrors{field message}"
_CANCEL = """mutation($i:ID!,$s:String){orderCancel(orderId:$i,reason:OTHER,staffNote:$s,restock:true,
    notifyCustomer:false,refundMethod:{originalPaymentMethodsRefund:false}){
    job{id done} orderCancelUserErrors{field message code}}}"""
_UPDATE = f"mutation($p:OrderInput!){{orderUpdate(input:$p){{order{{id}} {_ERRORS}}}}}"
_NOTE = f'query($i:ID!,$k:String!){{order(id:$i){{id note mark:metafield(namespace:"{_OURS}",key:$k){{value}}}}}}'
_AS_IT_IS = """query($i:ID!){order(id:$i){id cancelledAt
    shippingAddress{firstName lastName company address1 address2 zip city provinceCode countryCodeV2 phone}}}"""


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    ways: dict[type[Command], Callable[[Settings, Caller, Any], Answer]] = {
        AddNote: _note,
        CancelOrder: _cancel,
        ChangeAddress: _address,
        GiveCoupon: coupons.give,
        GiveRefund: refunding.give,
    }
    if not command.order_id.isdigit():
        return Answer("refused", code="not_found", why="there is no such order")
    try:
        return ways[type(command)](settings, web, command)
    except ProviderFailed as error:
        if error.unclear or error.code == "no_json":
            return Answer("unknown", code=error.code, why=error.message)
        raise


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    ways: dict[type[Command], Callable[[Settings, Caller, Any], Answer]] = {
        AddNote: _note_there,
        GiveCoupon: coupons.there,
        GiveRefund: refunding.there,
    }
    try:
        return ways.get(type(command), _is_so)(settings, web, command)
    except NOT_UNDERSTOOD as error:  # not what such a shop says
        return Answer("unknown", code="protocol", why=repr(error)[:200])


def _cancel(settings: Settings, web: Caller, command: CancelOrder) -> Answer:
    """It is cancelled by a job of theirs, which may take a while. The money is given back by a command of its own."""
    this = {"i": gid("Order", command.order_id), "s": command.reason[:255] or None}
    told = made(ask(settings, web, _CANCEL, this), "orderCancel")
    if isinstance(told, Answer):
        return told
    if (told.get("job") or {}).get("done"):
        return Answer("done", external_id=command.order_id)
    return Answer("unknown", code="cancel_pending", why="Shopify is at it")


def _address(settings: Settings, web: Caller, command: ChangeAddress) -> Answer:
    given = {"id": gid("Order", command.order_id), "shippingAddress": _place(command.address)}
    return _updated(settings, web, given)


def _note(settings: Settings, web: Caller, command: AddNote) -> Answer:
    """An order has one note, which grows. The mark is set in the same stroke, and only the two together."""
    if command.is_for_customer:
        return Answer("refused", code="not_for_customers", why="its notes are for staff only")
    order = ask(settings, web, _NOTE, _marked(command)).get("order")
    if order is None:
        return Answer("refused", code="not_found", why="there is no such order")
    text = "\n".join(part for part in (str(order.get("note") or ""), command.text) if part)
    mark = {
        "namespace": _OURS,
        "key": _marked(command)["k"],
        "type": "single_line_text_field",
        "value": command.key,
    }
    return _updated(settings, web, {"id": order["id"], "note": text, "metafields": [mark]})


def _updated(settings: Settings, web: Caller, given: dict[str, Any]) -> Answer:
    told = made(ask(settings, web, _UPDATE, {"p": given}), "orderUpdate")
    if isinstance(told, Answer):
        return told
    return Answer("done", external_id=tail(told["order"]["id"]) if told.get("order") else "")


def _note_there(settings: Settings, web: Caller, command: AddNote) -> Answer:
    order = ask(settings, web, _NOTE, _marked(command)).get("order")
    is_there = order is not None and (order["mark"] or {}).get("value") == command.key
    return Answer("done", external_id=command.order_id) if is_there else NOT_DONE


def _marked(command: Command) -> dict[str, str]:
    return {"i": gid("Order", command.order_id), "k": f"note-{command.key}"[:64]}


def _is_so(settings: Settings, web: Caller, command: Command) -> Answer:
    order = ask(settings, web, _AS_IT_IS, {"i": gid("Order", command.order_id)}).get("order")
    if order is None:
        return NOT_DONE
    match command:
        case CancelOrder():
            is_so = bool(order["cancelledAt"])
        case ChangeAddress(address=address):
            there = order["shippingAddress"] or {}
            there = {**there, "countryCode": there.get("countryCodeV2")}
            given = _place(address)
            # It writes phones and regions its own way.
            alike = (name for name in given if name not in {"phone", "provinceCode"})
            is_so = all(_folded(there.get(name)) == _folded(given[name]) for name in alike)
        case _:
            return refused("protocol", type(command).__name__)
    return Answer("done", external_id=command.order_id) if is_so else NOT_DONE


def _folded(said: Any) -> str:
    return " ".join(str(said or "").split()).casefold()


def _place(address: AddressSeen) -> dict[str, str | None]:
    given, _space, family = address.name.partition(" ")
    return {
        "firstName": given,
        "lastName": family,
        "company": address.company,
        "address1": address.street,
        "address2": address.street2,
        "zip": address.postcode,
        "city": address.city,
        "provinceCode": address.region or None,
        "countryCode": address.country or None,
        "phone": address.phone or None,
    }
