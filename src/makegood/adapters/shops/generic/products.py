"""Products of a shop that offers our interface; one that offers none answers 404."""

import json
from collections.abc import Mapping
from typing import Any

from makegood.adapters.shops.generic.asking import (
    ask,
    changed_since,
    minor_or_none,
    moment,
)
from makegood.adapters.shops.generic.orders import options
from makegood.kernel.calling import Caller
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import sort_out


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    if not cursor and ask(settings, web, "products", {"limit": 1}).status == 404:
        return Page((), {}, True)
    answer = changed_since(settings, web, "products", cursor)
    seen, unread = sort_out(answer.things, read)
    return Page(seen, answer.cursor, answer.is_last, unread, answer.left)


def read(product: Any) -> ProductSeen:
    """What the document says, as our values. One without variants is its own only one."""
    own = _variant(product, str(product.get("currency") or ""))
    return ProductSeen(
        external_id=str(product["id"]),
        name=str(product["name"]),
        changed_at=moment(product["changed_at"]),
        raw=json.dumps(product, sort_keys=True),
        sku=own.sku,
        price_minor=own.price_minor,
        variants=tuple(
            _variant(one, str(product.get("currency") or ""))
            for one in product.get("variants") or ()
        )
        or (own,),
    )


def _variant(said: Mapping[str, Any], currency: str) -> VariantSeen:
    stock = said.get("stock")
    return VariantSeen(
        external_id=str(said["id"]),
        sku=str(said.get("sku") or ""),
        options=options(said),
        price_minor=minor_or_none(said.get("price"), currency) if currency else None,
        stock=None if stock is None else int(stock),
        is_available=said.get("is_available", True) is not False,
    )
