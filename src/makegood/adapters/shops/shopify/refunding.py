"""Giving money back in a Shopify shop.

The key goes with the call, by which Shopify itself does nothing twice (`@idempotent`), and stays in the refund's note,
since it forgets keys after a while.
"""

from typing import Any

from makegood.adapters.shops.shopify import money, orders
from makegood.adapters.shops.shopify.asking import ask, gid, tail
from makegood.adapters.shops.shopify.mutating import made, refused
from makegood.kernel.calling import Caller
from makegood.kernel.money import Money
from makegood.shops.ports import NOT_DONE, Answer, GiveRefund, Settings
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood

_REFUND = """mutation($p:RefundInput!,$k:String!){refundCreate(input:$p) @idempotent(key:$k){
    refund{id transactions(first:3){nodes{kind status}}} userErrors{field message}}}"""
_WAITS = {"PENDING", "AWAITING_RESPONSE"}


def give(settings: Settings, web: Caller, command: GiveRefund) -> Answer:
    """By the payment that was chosen, or one that still holds the whole sum."""
    order = orders.document(settings, web, command.order_id)
    if order is None:
        return refused("not_found", "there is no such order")
    try:
        if order["presentmentCurrencyCode"] != command.currency:
            return refused("other_currency", f"paid in {order['presentmentCurrencyCode']}")
        able = [pay for pay, held in money.held(order).items() if held >= command.amount_minor]
        fitting = [pay for pay in able if command.payment_id in {"", pay}]
        if not fitting:
            return refused("too_much", "no such payment still holds so much")
        paid = next(one for one in order["transactions"] if tail(one["id"]) == fitting[0])
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error
    given = {"p": _input(command, paid), "k": command.key}
    told = made(ask(settings, web, _REFUND, given), "refundCreate")
    if isinstance(told, Answer):
        return told
    refund = told.get("refund")
    return _how_far(refund) if refund else Answer("unknown", code="protocol", why="no refund")


def there(settings: Settings, web: Caller, command: GiveRefund) -> Answer:
    order = orders.document(settings, web, command.order_id)
    if order is None:
        return NOT_DONE
    mark = _marked(command)
    found = [one for one in order["refunds"] if str(one["note"] or "").endswith(mark)]
    return _how_far(found[0]) if found else NOT_DONE


def _how_far(refund: Any) -> Answer:
    """A refund is there before its money is back; what became of that is said by its transactions."""
    statuses = {t["status"] for t in refund["transactions"]["nodes"] if t["kind"] == "REFUND"}
    made_as = tail(refund["id"])
    if statuses & _WAITS:
        return Answer("done", external_id=made_as, code="pending")
    if "SUCCESS" in statuses or not statuses:
        return Answer("done", external_id=made_as)
    return Answer("refused", made_as, "refund_failed", "the payment said no")


def _input(command: GiveRefund, paid: Any) -> dict[str, Any]:
    currency = command.currency
    told: dict[str, Any] = {
        "orderId": gid("Order", command.order_id),
        "currency": currency,
        "note": command.reason + _marked(command),
        "notify": False,
        "refundLineItems": [
            {"lineItemId": gid("LineItem", line), "quantity": count, "restockType": "NO_RESTOCK"}
            for line, count in command.pieces.items()
        ],
        "transactions": [
            {
                "orderId": gid("Order", command.order_id),
                "gateway": paid["gateway"],
                "kind": "REFUND",
                "amount": _said(command.amount_minor, currency),
                "parentId": paid["id"],
            }
        ],
    }
    if command.shipping_minor:
        told["shipping"] = {"amount": _said(command.shipping_minor, currency)}
    return told


def _marked(command: GiveRefund) -> str:
    return f"{money.MARK}{command.key}]"


def _said(minor: int, currency: str) -> str:
    return str(Money(minor, currency).amount)
