"""Coupons of a Vendure shop: a promotion with a code, for a group of one customer.

The group bears the code as its name, so that who died between the two finds it again.
"""

from typing import Any

from makegood.adapters.shops.vendure.asking import ask
from makegood.kernel.calling import Caller
from makegood.shops.ports import NOT_DONE, Answer, GiveCoupon, Settings

_WHO = "query($e:String!){customers(options:{filter:{emailAddress:{eq:$e}}}){items{id}}}"
_GROUPS = "query($n:String!){customerGroups(options:{filter:{name:{eq:$n}}}){items{id}}}"
_GROUP = "mutation($n:String!,$c:[ID!]!){createCustomerGroup(input:{name:$n,customerIds:$c}){id}}"
_PROMOTION = """mutation($i:CreatePromotionInput!){createPromotion(input:$i){
    __typename ... on Promotion{id} ... on ErrorResult{errorCode message}}}"""
_PROMOTIONS = "query($c:String!){promotions(options:{filter:{couponCode:{eq:$c}}}){items{id}}}"


def give(settings: Settings, web: Caller, command: GiveCoupon) -> Answer:
    found = ask(settings, web, _WHO, {"e": command.email})["customers"]["items"]
    if not found:
        why = "the shop knows no customer of this address"
        return Answer("refused", code="no_customer", why=why)
    group = _group(settings, web, command.code, str(found[0]["id"]))
    made = ask(settings, web, _PROMOTION, {"i": _promotion(command, group)})["createPromotion"]
    if made["__typename"] == "Promotion":
        return Answer("done", external_id=str(made["id"]))
    return Answer("refused", code=str(made.get("errorCode")), why=str(made.get("message")))


def there(settings: Settings, web: Caller, command: GiveCoupon) -> Answer:
    found = ask(settings, web, _PROMOTIONS, {"c": command.code})["promotions"]["items"]
    return Answer("done", external_id=str(found[0]["id"])) if found else NOT_DONE


def _group(settings: Settings, web: Caller, name: str, customer: str) -> str:
    known = ask(settings, web, _GROUPS, {"n": name})["customerGroups"]["items"]
    if known:
        return str(known[0]["id"])
    made = ask(settings, web, _GROUP, {"n": name, "c": [customer]})["createCustomerGroup"]
    return str(made["id"])


def _promotion(command: GiveCoupon, group: str) -> dict[str, Any]:
    is_percent = command.percent > 0
    return {
        "enabled": True,
        "couponCode": command.code,
        "usageLimit": 1,
        "perCustomerUsageLimit": 1,
        "endsAt": f"{command.expires_on.isoformat()}T23:59:59Z",
        "conditions": [_step("customer_group", "customerGroupId", group)],
        "actions": [
            _step("order_percentage_discount", "discount", str(command.percent))
            if is_percent
            else _step("order_fixed_discount", "discount", str(command.amount_minor))
        ],
        "translations": [{"languageCode": "en", "name": command.code, "description": ""}],
    }


def _step(code: str, name: str, value: str) -> dict[str, Any]:
    return {"code": code, "arguments": [{"name": name, "value": value}]}
