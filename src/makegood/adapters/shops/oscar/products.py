"""Products of a django-oscar shop, with their children as variants."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from makegood.adapters.shops.oscar.asking import listed, moment
from makegood.adapters.shops.oscar.orders import minor
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import sort_out

OVERLAP = timedelta(minutes=2)
BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    place = (str(cursor.get("since") or BEGIN.isoformat()), int(cursor.get("after", 0)))
    if not cursor.get("is_running") and cursor.get("since"):
        place = ((moment(place[0]).astimezone(UTC) - OVERLAP).isoformat(), 0)
    told = listed(settings, web, "products/", {"since": place[0], "after": place[1]}, "products")
    seen, unread = sort_out(told["products"], read)
    if told.get("more") and not seen:
        raise ProviderFailed("its pages do not go on", permanent=False, code="protocol")
    if not seen:
        return Page((), {k: v for k, v in cursor.items() if k != "is_running"}, True, unread)
    following = {"since": seen[-1].changed_at.isoformat(), "after": int(seen[-1].external_id)}
    if told.get("more"):
        return Page(seen, following | {"is_running": True}, False, unread)
    return Page(seen, following, True, unread)


def read(product: Any) -> ProductSeen:
    """What the document says, as our values. Tax is left to the shop's strategy: the price is without."""
    own = _variant(product)
    children = tuple(_variant(one) for one in product.get("children") or ())
    return ProductSeen(
        external_id=str(product["id"]),
        name=str(product["title"]),
        changed_at=moment(product["changed_at"]),
        raw=json.dumps(product, sort_keys=True),
        sku="" if children else own.sku,
        price_minor=None if children else own.price_minor,
        variants=children or (own,),
    )


def _variant(said: Mapping[str, Any]) -> VariantSeen:
    stock, price, currency = said.get("stock"), said.get("price"), said.get("currency")
    return VariantSeen(
        external_id=str(said["id"]),
        sku=str(said.get("sku") or ""),
        options={str(name): str(value) for name, value in (said.get("options") or {}).items()},
        price_minor=minor(price, str(currency)) if price is not None and currency else None,
        stock=None if stock is None else int(stock),
        is_available=bool(said.get("is_public", True)) and stock != 0,
    )
