"""Products of a Saleor, with their variants."""

import json
from functools import partial
from typing import Any

from makegood.adapters.shops.saleor.asking import changed_since, minor, moment
from makegood.kernel.calling import Caller
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import sort_out

FIELDS = """
    id name updatedAt channelListings{channel{slug} isPublished}
    variants{id name sku trackInventory attributes{attribute{name} values{name}}
        channelListings{channel{slug} price{amount currency}} stocks{quantity quantityAllocated}}
"""


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    channel = str(settings.get("channel") or "").strip()
    answer = changed_since(settings, web, "products", FIELDS, cursor)
    seen, unread = sort_out(answer.things, partial(read, channel=channel))
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def read(product: Any, channel: str) -> ProductSeen:
    """What the document says, as our values. Each channel has its price, so there is one only where it was chosen."""
    listings = product["channelListings"] or []
    is_sold = any(
        one["isPublished"] and channel in {"", one["channel"]["slug"]} for one in listings
    )
    variants = tuple(_variant(one, is_sold, channel) for one in product["variants"] or [])
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


def _variant(said: Any, is_sold: bool, channel: str) -> VariantSeen:
    held = sum(int(one["quantity"]) - int(one["quantityAllocated"]) for one in said["stocks"] or [])
    stock = held if said["trackInventory"] else None
    prices = [
        minor(one["price"])
        for one in said["channelListings"] or []
        if one["channel"]["slug"] == channel and one["price"]
    ]
    return VariantSeen(
        external_id=str(said["id"]),
        sku=str(said["sku"] or ""),
        options={
            str(one["attribute"]["name"]): ", ".join(str(value["name"]) for value in one["values"])
            for one in said["attributes"]
            if one["values"]
        },
        price_minor=prices[0] if prices else None,
        stock=stock,
        is_available=is_sold and (stock is None or stock > 0),
    )
