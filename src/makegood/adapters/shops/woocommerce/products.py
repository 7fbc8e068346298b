"""Products of a WooCommerce shop, with their variations and stock."""

import json
from typing import Any

from makegood.adapters.shops.woocommerce.asking import ask, changed_at, changed_since
from makegood.kernel.calling import Caller
from makegood.kernel.money import Money
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import sort_out


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    currency = str(cursor.get("currency") or _currency(settings, web))
    answer = changed_since(settings, web, "products", cursor)

    def whole(thing: Any) -> ProductSeen:
        variations = _variations(settings, web, thing) if thing["variations"] else []
        return read(thing, variations, currency)

    seen, unread = sort_out(answer.things, whole)
    after = {**answer.cursor, "currency": currency} if not answer.is_last else answer.cursor
    return Page(seen, after, answer.is_last, unread, answer.left)


def read(product: Any, variations: list[Any], currency: str) -> ProductSeen:
    """What the documents say, as our values."""
    own = VariantSeen(
        external_id=str(product["id"]),
        sku=str(product.get("sku") or ""),
        price_minor=_price(product, currency),
        stock=_stock(product),
        is_available=_is_available(product),
    )
    return ProductSeen(
        external_id=str(product["id"]),
        name=str(product["name"] or ""),
        changed_at=changed_at(product),
        raw=json.dumps({"product": product, "variations": variations}, sort_keys=True),
        sku=own.sku,
        price_minor=own.price_minor,
        variants=tuple(_variant(one, currency) for one in variations) or (own,),
    )


def _variant(said: Any, currency: str) -> VariantSeen:
    return VariantSeen(
        external_id=str(said["id"]),
        sku=str(said.get("sku") or ""),
        options={str(one["name"]): str(one["option"]) for one in said["attributes"]},
        price_minor=_price(said, currency),
        stock=_stock(said),
        is_available=_is_available(said),
    )


def _variations(settings: Settings, web: Caller, product: Any) -> list[Any]:
    """All of them: a hundred at a time, by the shop's own count."""
    found: list[Any] = []
    pages = page = 1
    while page <= pages:
        path = f"products/{product['id']}/variations"
        reply = ask(settings, web, path, {"per_page": 100, "page": page})
        found += reply.json() if reply.is_ok else []
        pages = int(reply.headers.get("x-wp-totalpages") or 1)
        page += 1
    return found


def _currency(settings: Settings, web: Caller) -> str:
    """Products bear no currency: it is the shop's own."""
    told = ask(settings, web, "settings/general/woocommerce_currency").json()
    return str(told.get("value") or "EUR") if isinstance(told, dict) else "EUR"


def _price(said: Any, currency: str) -> int | None:
    price = said.get("price")
    return None if price in {None, ""} else Money.rounded(str(price), currency).minor


def _stock(said: Any) -> int | None:
    counted = said.get("manage_stock") is True and said.get("stock_quantity") is not None
    return int(said["stock_quantity"]) if counted else None


def _is_available(said: Any) -> bool:
    is_sold = said.get("status", "publish") == "publish"
    return is_sold and bool(said.get("stock_status") != "outofstock")
