"""Products of a Vendure shop, with their variants."""

import json
from typing import Any

from makegood.adapters.shops.vendure.asking import changed_since, moment
from makegood.kernel.calling import Caller
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import sort_out

FIELDS = """
    id name enabled updatedAt
    variants{id sku enabled priceWithTax stockLevel options{name group{name}}}
"""
_OUT_OF_STOCK = "OUT_OF_STOCK"


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    answer = changed_since(settings, web, "products", FIELDS, cursor)
    seen, unread = sort_out(answer.things, read)
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def read(product: Any) -> ProductSeen:
    """What the document says, as our values. Of stock it says whether there is some, or a number, as it is set up."""
    is_sold = bool(product["enabled"])
    variants = tuple(_variant(one, is_sold) for one in product["variants"])
    only = variants[0] if len(variants) == 1 else None
    return ProductSeen(
        external_id=str(product["id"]),
        name=str(product["name"]),
        changed_at=moment(product["updatedAt"]),
        raw=json.dumps(product, sort_keys=True),
        sku=only.sku if only else "",
        price_minor=only.price_minor if only else None,
        variants=variants,
    )


def _variant(said: Any, is_sold: bool) -> VariantSeen:
    level = str(said["stockLevel"])
    price = said["priceWithTax"]
    return VariantSeen(
        external_id=str(said["id"]),
        sku=str(said["sku"] or ""),
        options={str(one["group"]["name"]): str(one["name"]) for one in said["options"]},
        price_minor=None if price is None else int(price),
        stock=int(level) if level.lstrip("-").isdigit() else None,
        is_available=is_sold and bool(said["enabled"]) and level not in {_OUT_OF_STOCK, "0"},
    )
