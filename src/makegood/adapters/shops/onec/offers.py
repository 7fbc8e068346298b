"""Products as 1C hands them over: its offers, a variant each, put together by the product they are of."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any
from xml.etree.ElementTree import Element

from makegood.adapters.shops.onec.unpacking import elements
from makegood.adapters.shops.onec.words import currency, is_so, minor, number, options, text
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import ProductSeen, Unread, VariantSeen
from makegood.shops.reading import NOT_UNDERSTOOD

OFFER = "Предложение"
MOST = 300_000
"""Offers of one file: they are held until the last was read, for those of one product need not stand together."""


def read_all(
    stream: IO[bytes], changed_at: datetime, usual_currency: str
) -> Iterator[ProductSeen | Unread]:
    of: dict[str, list[dict[str, Any]]] = {}
    for count, one in enumerate(elements(stream, OFFER)):
        if one.tag != OFFER:
            continue
        if count > MOST:
            raise ProviderFailed("too many offers in one file", permanent=True, code="too_big")
        try:
            told = _offer(one, usual_currency)
        except NOT_UNDERSTOOD as error:
            yield Unread(text(one, "Ид"), repr(error)[:300], text(one, "Наименование"))
            continue
        of.setdefault(str(told["id"]).partition("#")[0], []).append(told)
    for product_id, offers in of.items():
        if product_id:
            yield _product(product_id, offers, changed_at)


def _offer(one: Element, usual_currency: str) -> dict[str, Any]:
    price = one.find("Цены/Цена")
    money = currency(text(price, "Валюта"), usual_currency)
    return {
        "id": text(one, "Ид"),
        "sku": text(one, "Артикул"),
        "name": text(one, "Наименование"),
        "options": options(one),
        "price": minor(text(price, "ЦенаЗаЕдиницу"), money) if price is not None else None,
        "stock": _stock(one),
        "is_sold": not (is_so(text(one, "ПометкаУдаления")) or one.get("Статус") == "Удален"),
    }


def _stock(one: Element) -> int | None:
    """All stores together; a newer 1C counts them apart."""
    own = text(one, "Количество")
    if own:
        return int(number(own))
    stores = [number(store.get("КоличествоНаСкладе", "0")) for store in one.findall("Склад")]
    rests = [number(text(r, ".//Количество")) for r in one.findall("Остатки/Остаток")]
    found = stores or rests
    return int(sum(found)) if found else None


def _product(product_id: str, offers: list[dict[str, Any]], changed_at: datetime) -> ProductSeen:
    variants = tuple(
        VariantSeen(
            external_id=str(one["id"]),
            sku=str(one["sku"]),
            options=one["options"],
            price_minor=one["price"],
            stock=one["stock"],
            is_available=bool(one["is_sold"]) and one["stock"] != 0,
        )
        for one in offers
    )
    is_one = len(offers) == 1
    return ProductSeen(
        external_id=product_id,
        name=_name(offers[0]),
        changed_at=changed_at,
        raw=json.dumps(offers, ensure_ascii=False, sort_keys=True),
        sku=variants[0].sku if is_one else "",
        price_minor=variants[0].price_minor if is_one else None,
        variants=variants,
    )


def _name(offer: dict[str, Any]) -> str:
    """1C writes what makes the variant behind the name, in brackets."""
    name = str(offer["name"])
    is_variant = "#" in str(offer["id"]) and name.endswith(")")
    return (name.rpartition(" (")[0] if is_variant else "") or name
