"""Sending pieces of a WooCommerce order once more, as an order of their own that costs nothing.

The new order bears the command's key in its meta data, by which it is found among those made since.
"""

from datetime import timedelta
from typing import Any

from makegood.adapters.shops.woocommerce.asking import ask
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import NOT_DONE, Answer, ReplaceOrder, Settings

KEY = "_makegood_key"
_CLOCKS_DIFFER = timedelta(minutes=5)
_PER_PAGE = 100


def order_told(settings: Settings, web: Caller, command: ReplaceOrder) -> dict[str, Any] | None:
    """The new order as the shop is told it, to where the old one went; None: it has no such order any more."""
    reply = ask(settings, web, f"orders/{command.order_id}")
    if reply.status == 404:
        return None
    try:
        return _again(reply.json(), command)
    except (AttributeError, KeyError, TypeError) as error:  # not what such a shop says
        raise ProviderFailed(repr(error)[:300], permanent=False, code="protocol") from error


def order_there(settings: Settings, web: Caller, command: ReplaceOrder) -> Answer:
    since = (command.drafted_at - _CLOCKS_DIFFER).strftime("%Y-%m-%dT%H:%M:%S")
    asked: dict[str, str | int] = {
        "modified_after": since, "dates_are_gmt": "true", "orderby": "modified", "order": "asc",
        "per_page": _PER_PAGE,
    }  # fmt: skip
    page = 1
    while True:
        told = ask(settings, web, "orders", asked | {"page": page}).json()
        for one in told:
            metas = {meta.get("key"): meta.get("value") for meta in one.get("meta_data", [])}
            if metas.get(KEY) == command.key:
                return Answer("done", external_id=str(one["id"]))
        if len(told) < _PER_PAGE:
            return NOT_DONE
        page += 1


def _again(old: Any, command: ReplaceOrder) -> dict[str, Any]:
    lines = {str(line["id"]): line for line in old["line_items"]}
    return {
        "status": "processing",
        "currency": old["currency"],
        "customer_id": old["customer_id"],
        "customer_note": command.text,
        "billing": old["billing"],
        "shipping": old["shipping"],
        "line_items": [
            _line(lines[line], count) for line, count in command.pieces.items() if line in lines
        ],
        "meta_data": [{"key": KEY, "value": command.key}],
    }


def _line(old: dict[str, Any], count: int) -> dict[str, Any]:
    said = {"product_id": old["product_id"], "variation_id": old.get("variation_id") or 0}
    return said | {"quantity": count, "subtotal": "0", "total": "0"}
