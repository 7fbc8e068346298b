"""What was paid for an order of a Shopify shop, and what went back."""

from collections.abc import Iterable
from typing import Any

from makegood.adapters.shops.shopify.asking import MONEY, minor, moment, moment_or_none, tail
from makegood.shops.ports import InstrumentKind, InstrumentSeen, PaymentSeen, RefundSeen

TRANSACTION = f"""id kind status gateway formattedGateway processedAt amountSet{MONEY} parentTransaction{{id}}
    paymentDetails{{... on CardPaymentDetails{{company number}}}}"""
REFUNDS = f"""refunds(first:20){{id note createdAt
    refundLineItems(first:10){{pageInfo{{hasNextPage}} nodes{{quantity lineItem{{id}}}}}}
    transactions(first:3){{nodes{{{TRANSACTION}}}}}}}"""
MARK = " [makegood:"
"""How a refund bears the key of the command that made it: at the end of its note."""
_CAME = {"SALE", "CAPTURE"}
_KINDS: dict[str, InstrumentKind] = {
    "shopify_payments": "card",
    "bogus": "card",
    "paypal": "wallet",
    "gift_card": "stored_value",
    "shopify_store_credit": "stored_value",
    "cash": "cash",
    "cash on delivery (cod)": "cash",
    "bank deposit": "bank",
    "klarna": "invoice",
}


def payments(transactions: Iterable[Any]) -> Iterable[PaymentSeen]:
    """What came: what is only authorised has not."""
    for one in transactions:
        if one["kind"] in _CAME and one["status"] == "SUCCESS":
            at = moment_or_none(one["processedAt"])
            yield PaymentSeen(tail(one["id"]), minor(one["amountSet"]), _by(one), at)


def refunds(told: Iterable[Any]) -> Iterable[RefundSeen]:
    """A refund there may be of goods only, or of money that is still on its way: such a one moved nothing yet."""
    for one in told:
        moved = [t for t in one["transactions"]["nodes"] if is_back(t)]
        if not moved:
            continue
        inside = one["refundLineItems"]
        lines = [] if inside["pageInfo"]["hasNextPage"] else inside["nodes"]
        yield RefundSeen(
            external_id=tail(one["id"]),
            amount_minor=sum(minor(t["amountSet"]) for t in moved),
            instrument=_by(moved[0]),
            at=moment(one["createdAt"]),
            reason=str(one["note"] or "").partition(MARK)[0],
            pieces={tail(i["lineItem"]["id"]): int(i["quantity"]) for i in lines},
        )


def is_back(transaction: Any) -> bool:
    return bool(transaction["kind"] == "REFUND" and transaction["status"] == "SUCCESS")


def held(order: Any) -> dict[str, int]:
    """Payment's id → what of it was not given back, nor is on its way back."""
    back = [t for t in order["transactions"] if t["kind"] == "REFUND"]
    gone: dict[str, int] = {}
    for one in [t for t in back if t["status"] in {"SUCCESS", "PENDING", "AWAITING_RESPONSE"}]:
        of = tail((one["parentTransaction"] or {}).get("id"))
        gone[of] = gone.get(of, 0) + minor(one["amountSet"])
    return {
        tail(one["id"]): minor(one["amountSet"]) - gone.get(tail(one["id"]), 0)
        for one in order["transactions"]
        if one["kind"] in _CAME and one["status"] == "SUCCESS"
    }


def _by(transaction: Any) -> InstrumentSeen:
    """Of a card it tells the last digits, behind dots."""
    gateway = str(transaction["gateway"] or "")
    label = str(transaction["formattedGateway"] or gateway)
    details = transaction["paymentDetails"] or {}
    digits = "".join(filter(str.isdigit, str(details.get("number") or "")))[-4:]
    if digits:
        return InstrumentSeen("card", str(details.get("company") or label), digits)
    return InstrumentSeen(_KINDS.get(gateway.lower(), "other"), label)
