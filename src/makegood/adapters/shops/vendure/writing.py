"""Telling a Vendure shop to do something, and finding out afterwards whether it did.

It keeps no keys of ours. A refund bears its key at the end of its reason, a coupon is found by its code, a note by its
words; what sets a thing to a value is the same done twice, and is read back by that value.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from makegood.adapters.shops.vendure import coupons, modifying
from makegood.adapters.shops.vendure.asking import ask, moment
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import (
    NOT_DONE,
    AddNote,
    Answer,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveCoupon,
    GiveRefund,
    SetState,
    Settings,
    SwapLines,
)

COMMANDS = (AddNote, CancelOrder, ChangeAddress, GiveCoupon, GiveRefund, SetState, SwapLines)
CANCELLED = "Cancelled"
_CLOCKS_DIFFER = timedelta(minutes=5)
_NO = "... on ErrorResult{errorCode message}"
_NOTE = "mutation($i:AddNoteToOrderInput!){addNoteToOrder(input:$i){id}}"
_CANCEL = f"mutation($i:CancelOrderInput!){{cancelOrder(input:$i){{__typename ... on Order{{id}} {_NO}}}}}"
_REFUND = f"mutation($i:RefundOrderInput!){{refundOrder(input:$i){{__typename ... on Refund{{id state}} {_NO}}}}}"
_PAYMENTS = "query($i:ID!){order(id:$i){payments{id amount state refunds{id state total reason}}}}"
_NOTES = """query($i:ID!){order(id:$i){
    history(options:{filter:{type:{eq:"ORDER_NOTE"}},sort:{createdAt:DESC},take:100}){items{id createdAt data}}}}"""


def carry_out(settings: Settings, web: Caller, command: Command) -> Answer:
    ways: dict[type[Command], Callable[[Settings, Caller, Any], Answer]] = {
        AddNote: _note,
        CancelOrder: _cancel,
        ChangeAddress: modifying.change_address,
        GiveCoupon: coupons.give,
        GiveRefund: _refund,
        SetState: _state,
        SwapLines: modifying.swap_lines,
    }
    try:
        return ways[type(command)](settings, web, command)
    except ProviderFailed as error:
        if error.code == "not_taken":
            return Answer("refused", code=error.code, why=error.message)
        if error.unclear or error.code in {"protocol", "no_json"}:
            return Answer("unknown", code=error.code, why=error.message)
        raise


def read_back(settings: Settings, web: Caller, command: Command) -> Answer:
    ways: dict[type[Command], Callable[[Settings, Caller, Any], Answer]] = {
        AddNote: _note_there,
        ChangeAddress: modifying.address_there,
        GiveCoupon: coupons.there,
        GiveRefund: _refund_there,
        SwapLines: modifying.lines_there,
    }
    try:
        return ways.get(type(command), _is_so)(settings, web, command)
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # not what such a shop says
        return Answer("unknown", code="protocol", why=repr(error))


def _note(settings: Settings, web: Caller, command: AddNote) -> Answer:
    told = {"id": command.order_id, "note": command.text, "isPublic": command.is_for_customer}
    made = ask(settings, web, _NOTE, {"i": told})["addNoteToOrder"]
    return Answer("done", external_id=str(made["id"]))


def _cancel(settings: Settings, web: Caller, command: CancelOrder) -> Answer:
    told = {"orderId": command.order_id, "reason": command.reason, "cancelShipping": True}
    return _said(ask(settings, web, _CANCEL, {"i": told})["cancelOrder"])


def _state(settings: Settings, web: Caller, command: SetState) -> Answer:
    return _said(modifying.transition(settings, web, command.order_id, command.state))


def _refund(settings: Settings, web: Caller, command: GiveRefund) -> Answer:
    """By the payment that was chosen, else by the first that has so much left. Vendure 3 wants the sum, and of old what
    it is for: its pieces, and the delivery."""
    payment = command.payment_id or _payment_for(settings, web, command)
    if not payment:
        why = "no settled payment has so much left"
        return Answer("refused", code="no_payment", why=why)
    told = {
        "paymentId": payment,
        "amount": command.amount_minor,
        "reason": marked(command.reason, command.key),
        "lines": [
            {"orderLineId": line, "quantity": count} for line, count in command.pieces.items()
        ],
        "shipping": command.shipping_minor,
        "adjustment": 0,
    }
    made = ask(settings, web, _REFUND, {"i": told})["refundOrder"]
    return _refunded(made) if made["__typename"] == "Refund" else _said(made)


def _payment_for(settings: Settings, web: Caller, command: GiveRefund) -> str:
    for one in _payments(settings, web, command):
        gone = sum(int(refund["total"]) for refund in one["refunds"] if refund["state"] != "Failed")
        if one["state"] == "Settled" and int(one["amount"]) - gone >= command.amount_minor:
            return str(one["id"])
    return ""


def _payments(settings: Settings, web: Caller, command: Command) -> list[Any]:
    order = ask(settings, web, _PAYMENTS, {"i": command.order_id})["order"]
    return order["payments"] or [] if order else []


def marked(reason: str, key: str) -> str:
    """The reason with the key behind it; `orders` takes it off again."""
    return f"{reason} ({key})".strip()


def _refunded(refund: Mapping[str, Any]) -> Answer:
    """What no payment system sends stays pending until somebody has paid it."""
    is_paid = refund["state"] == "Settled"
    if refund["state"] == "Failed":
        return Answer("refused", str(refund["id"]), "failed", "The payment system refused it.")
    return Answer("done", external_id=str(refund["id"]), code="" if is_paid else "pending")


def _said(made: Mapping[str, Any]) -> Answer:
    """An order that was changed, or one of its error results, each of which did nothing."""
    if made["__typename"] == "Order":
        return Answer("done", external_id=str(made["id"]))
    why = str(made.get("transitionError") or made.get("message") or "")
    return Answer("refused", code=str(made.get("errorCode") or made["__typename"]), why=why)


def _refund_there(settings: Settings, web: Caller, command: GiveRefund) -> Answer:
    for payment in _payments(settings, web, command):
        for one in payment["refunds"]:
            if str(one["reason"] or "").endswith(f"({command.key})"):
                return _refunded(one)
    return NOT_DONE


def _note_there(settings: Settings, web: Caller, command: AddNote) -> Answer:
    """A note bears no mark: it is the one with these words, written since."""
    since = command.drafted_at - _CLOCKS_DIFFER
    order = ask(settings, web, _NOTES, {"i": command.order_id})["order"]
    for one in order["history"]["items"] if order else []:
        if one["data"]["note"] == command.text and moment(one["createdAt"]) >= since:
            return Answer("done", external_id=str(command.order_id))
    return NOT_DONE


def _is_so(settings: Settings, web: Caller, command: Command) -> Answer:
    """Whether the order stands by now as it was to stand."""
    state = modifying.state_of(settings, web, command.order_id)
    wanted = command.state if isinstance(command, SetState) else CANCELLED
    return Answer("done", external_id=command.order_id) if state == wanted else NOT_DONE
