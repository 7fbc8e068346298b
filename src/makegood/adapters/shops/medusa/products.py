"""Products of a Medusa, with their variants."""

import json
from functools import partial
from typing import Any

from makegood.adapters.shops.medusa.asking import ask, changed_since, minor, moment
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import sort_out

FIELDS = "id,title,status,updated_at,*variants,*variants.options,*variants.options.option,*variants.prices"


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    currency = str(cursor.get("currency") or _currency(settings, web))
    answer = changed_since(settings, web, "products", FIELDS, cursor)
    seen, unread = sort_out(answer.things, partial(read, currency=currency))
    after = answer.cursor if answer.is_last else {**answer.cursor, "currency": currency}
    return Page(seen, after, answer.is_last, unread, answer.left)


def read(product: Any, currency: str) -> ProductSeen:
    """What the document says, as our values. Of a variant's prices the one in the shop's own currency."""
    is_sold = product["status"] == "published"
    variants = tuple(_variant(one, is_sold, currency) for one in product["variants"] or [])
    only = variants[0] if len(variants) == 1 else None
    return ProductSeen(
        external_id=str(product["id"]),
        name=str(product["title"] or ""),
        changed_at=moment(product["updated_at"]),
        raw=json.dumps(product, sort_keys=True),
        sku=only.sku if only else "",
        price_minor=only.price_minor if only else None,
        variants=variants,
    )


def _variant(said: Any, is_sold: bool, currency: str) -> VariantSeen:
    """Its stock is kept by location, beside the products: of that it says nothing here."""
    return VariantSeen(
        external_id=str(said["id"]),
        sku=str(said.get("sku") or ""),
        options={
            str(one["option"]["title"]): str(one["value"]) for one in said.get("options") or []
        },
        price_minor=_price(said.get("prices") or [], currency),
        is_available=is_sold,
    )


def _price(prices: Any, currency: str) -> int | None:
    """The plain one: others are for many pieces, or for some region or group only."""
    for one in prices:
        is_plain = not one.get("rules") and not (one.get("min_quantity") or 0) > 1
        if is_plain and str(one["currency_code"]).upper() == currency:
            return minor(one["amount"], currency)
    return None


def _currency(settings: Settings, web: Caller) -> str:
    """Prices are in several: the store says which one is its own."""
    said = ask(settings, web, "stores", {"limit": 1}).json()
    try:
        own = said["stores"][0]["supported_currencies"]
        found = next((one for one in own if one["is_default"]), own[0])
        return str(found["currency_code"]).upper()
    except (KeyError, IndexError, TypeError) as error:
        raise ProviderFailed(
            "no currency of the store", permanent=False, code="protocol"
        ) from error
