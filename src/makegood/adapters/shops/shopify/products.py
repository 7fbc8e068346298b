"""Products of a Shopify shop, with their variants."""

import json
from functools import partial
from typing import Any

from makegood.adapters.shops.shopify.asking import ask, gid, moment, tail
from makegood.adapters.shops.shopify.paging import changed_since
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.money import Money
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import NOT_UNDERSTOOD, not_understood, sort_out

PER_PAGE = 10
_VARIANTS = """pageInfo{hasNextPage endCursor} nodes{id sku price inventoryQuantity inventoryPolicy
    inventoryItem{tracked} selectedOptions{name value}}"""
FIELDS = f"id title status updatedAt variants(first:15){{{_VARIANTS}}}"


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    currency = str(cursor.get("currency") or currency_of(settings, web))
    answer = changed_since(settings, web, "products", FIELDS, PER_PAGE, cursor)
    things = [_whole(settings, web, edge["node"]) for edge in answer.edges]
    seen, unread = sort_out(things, partial(read, currency=currency))
    after = answer.after(len(things))
    kept = after if answer.is_last else {**after, "currency": currency}
    return Page(seen, kept, answer.is_last, unread, answer.left(len(things)))


def read(product: Any, currency: str) -> ProductSeen:
    """What the document says, as our values. Prices are in the shop's own currency."""
    is_sold = product["status"] == "ACTIVE"
    variants = tuple(_variant(one, is_sold, currency) for one in product["variants"]["nodes"])
    only = variants[0] if len(variants) == 1 else None
    return ProductSeen(
        external_id=tail(product["id"]),
        name=str(product["title"]),
        changed_at=moment(product["updatedAt"]),
        raw=json.dumps(product, sort_keys=True),
        sku=only.sku if only else "",
        price_minor=only.price_minor if only else None,
        variants=variants,
    )


def currency_of(settings: Settings, web: Caller) -> str:
    try:
        return str(ask(settings, web, "{shop{currencyCode}}")["shop"]["currencyCode"])
    except NOT_UNDERSTOOD as error:
        raise not_understood(error) from error


def _whole(settings: Settings, web: Caller, product: Any) -> Any:
    """With the variants that did not fit on the page. What is odd about it is told where it is read."""
    query = (
        f"query($i:ID!,$a:String){{product(id:$i){{variants(first:100,after:$a){{{_VARIANTS}}}}}}}"
    )
    try:
        page = product["variants"]["pageInfo"]
        nodes = list(product["variants"]["nodes"])
        while page["hasNextPage"]:
            this = {"i": gid("Product", tail(product["id"])), "a": page["endCursor"]}
            told = ask(settings, web, query, this)["product"]["variants"]
            if not told["nodes"]:
                raise ProviderFailed("its variants do not go on", permanent=False, code="protocol")
            nodes += told["nodes"]
            page = told["pageInfo"]
        return {**product, "variants": {"nodes": nodes}}
    except NOT_UNDERSTOOD:
        return product


def _variant(said: Any, is_sold: bool, currency: str) -> VariantSeen:
    stock = int(said["inventoryQuantity"] or 0) if said["inventoryItem"]["tracked"] else None
    is_there = stock is None or stock > 0 or said["inventoryPolicy"] == "CONTINUE"
    options = {str(one["name"]): str(one["value"]) for one in said["selectedOptions"]}
    return VariantSeen(
        external_id=tail(said["id"]),
        sku=str(said["sku"] or ""),
        options={} if options == {"Title": "Default Title"} else options,
        price_minor=Money.rounded(str(said["price"]), currency).minor,
        stock=stock,
        is_available=is_sold and is_there,
    )
