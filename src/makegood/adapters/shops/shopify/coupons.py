"""Coupons of a Shopify shop: discount codes for one customer. They are found again by their code."""

from datetime import UTC, datetime, time
from typing import Any

from makegood.adapters.shops.shopify.asking import ask, gid, tail
from makegood.adapters.shops.shopify.mutating import made, refused
from makegood.kernel.calling import Caller
from makegood.kernel.money import Money
from makegood.shops.ports import NOT_DONE, Answer, GiveCoupon, Settings

_BUYER = "query($i:ID!){shop{currencyCode} order(id:$i){email customer{id}}}"
_MAKE = """mutation($d:DiscountCodeBasicInput!){discountCodeBasicCreate(basicCodeDiscount:$d){
    codeDiscountNode{id} userErrors{field message code}}}"""
_FIND = "query($c:String!){codeDiscountNodeByCode(code:$c){id}}"


def give(settings: Settings, web: Caller, command: GiveCoupon) -> Answer:
    """For the customer who ordered: it binds a code to a customer it knows, and not to an address."""
    told = ask(settings, web, _BUYER, {"i": gid("Order", command.order_id)})
    order, shop = told.get("order") or {}, told.get("shop") or {}
    buyer = (order.get("customer") or {}).get("id")
    if not buyer or str(order.get("email") or "").casefold() != command.email.casefold():
        return refused("no_customer", "the shop knows no customer of this order by that address")
    if not command.percent and shop.get("currencyCode") != command.currency:
        return refused("other_currency", f"its codes are in {shop.get('currencyCode')}")
    made_of = made(ask(settings, web, _MAKE, {"d": _discount(command, buyer)}), "discountCodeBasicCreate")  # fmt: skip
    if isinstance(made_of, Answer):
        return made_of
    return Answer("done", external_id=tail((made_of.get("codeDiscountNode") or {}).get("id")))


def there(settings: Settings, web: Caller, command: GiveCoupon) -> Answer:
    found = ask(settings, web, _FIND, {"c": command.code}).get("codeDiscountNodeByCode")
    return Answer("done", external_id=tail(found["id"])) if found else NOT_DONE


def _discount(command: GiveCoupon, buyer: str) -> dict[str, Any]:
    value: dict[str, Any] = {"percentage": command.percent / 100}
    if not command.percent:
        amount = str(Money(command.amount_minor, command.currency).amount)
        value = {"discountAmount": {"amount": amount, "appliesOnEachItem": False}}
    ends = datetime.combine(command.expires_on, time(23, 59, 59), UTC)
    return {
        "title": command.code,
        "code": command.code,
        "startsAt": command.drafted_at.astimezone(UTC).isoformat(),
        "endsAt": ends.isoformat(),
        "usageLimit": 1,
        "appliesOncePerCustomer": True,
        "context": {"customers": {"add": [buyer]}},
        "customerGets": {"value": value, "items": {"all": True}},
    }
