"""What was bought, which of it the case is about, and what was paid for it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from makegood.cases.rules import plain_sum
from makegood.kernel.text import folded
from makegood.rights.rules.knowing import Known, KnownLine, KnownOrder

SEALED = {"sealed_hygiene", "sealed_media"}


def concerned(known: Known) -> list[KnownLine]:
    """The lines the case is about: those the customer's product fits, else none in particular."""
    product = folded(known.told("product"))
    lines = bought(known.order) if known.order else []
    return [line for line in lines if product and _is_meant(line, product)]


def _is_meant(line: KnownLine, product: str) -> bool:
    return folded(line.name) in product or product in (folded(line.name), folded(line.sku))


def bought(order: KnownOrder) -> list[KnownLine]:
    """Without what is no goods but a discount; where there is one, nobody can tell what each line cost in the end."""
    bought = [line for line in order.lines if not line.is_discount]
    is_whole = len(bought) == len(order.lines)
    return bought if is_whole else [replace(line, price=None) for line in bought]


def line_of(line: KnownLine, known: Known) -> dict[str, Any]:
    meant = [one.id for one in concerned(known)]
    is_meant = not meant or line.id in meant
    category = known.told("goods") if is_meant else ""
    seal = known.told("seal") if category in SEALED else ""
    price = line.price
    return {
        "id": line.id,
        "category": category or "standard",
        "condition": known.told("bought_as") if is_meant else "",
        "price": str(price.amount) if price else None,
        "currency": price.currency if price else "",
        "facts": {
            "sealed": bool(seal),
            "seal_broken": seal == "broken",
            "durable": is_meant and known.told("durable") == "yes",
        },
    }


def charges(known: Known) -> Iterator[dict[str, Any]]:
    """What a colleague noted goes before what the shop says, which may hold more than the cheapest way costs."""
    if known.order and (paid := plain_sum(known.told("delivery_paid")) or _shipping(known.order)):
        currency = known.order.currency
        yield {
            "kind": "standard_delivery",
            "amount": paid,
            "currency": currency,
            "paid_by": "consumer",
        }


def _shipping(order: KnownOrder) -> str:
    return str(order.shipping.amount) if order.shipping and order.shipping.minor > 0 else ""
