"""Products of a PrestaShop, with their combinations and stock. It says prices without tax: they are left out."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from makegood.adapters.shops.prestashop.asking import (
    Thing,
    among,
    changed_since,
    listed,
    moment,
    zone,
)
from makegood.kernel.calling import Caller
from makegood.shops.ports import Cursor, Page, ProductSeen, Settings, VariantSeen
from makegood.shops.reading import sort_out

ONLY = "0"
"""The stock of a product as a whole bears this for a combination."""


def since(settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
    where = zone(settings)
    answer = changed_since(settings, web, "products", cursor)
    ids = [thing.get("id") for thing in answer.things]
    combinations = _of(settings, web, "combinations", ids)
    stock = _of(settings, web, "stock_availables", ids)
    options = _options(settings, web, [one for group in combinations.values() for one in group])

    def whole(thing: Thing) -> ProductSeen:
        mine = {"combinations": combinations[thing["id"]], "stock": stock[thing["id"]]}
        return read(thing, mine, options, where)

    seen, unread = sort_out(answer.things, whole)
    return Page(seen, answer.cursor, answer.is_last, unread)


def read(
    product: Thing,
    mine: dict[str, list[Thing]],
    options: dict[str, tuple[str, str]],
    where: ZoneInfo,
) -> ProductSeen:
    changed_at = moment(product["date_upd"], where)
    if changed_at is None:
        raise ValueError("it bears no date")
    return ProductSeen(
        external_id=product["id"],
        name=product["name"],
        changed_at=changed_at,
        raw=json.dumps({"product": product, **mine}, sort_keys=True),
        sku=product["reference"],
        variants=tuple(_variants(product, mine, options)),
    )


def _variants(
    product: Thing, mine: dict[str, list[Thing]], options: dict[str, tuple[str, str]]
) -> Iterable[VariantSeen]:
    counted = {one["id_product_attribute"]: int(one["quantity"]) for one in mine["stock"]}
    is_sold = product["active"] == "1" and product.get("available_for_order", "1") == "1"
    if not mine["combinations"]:
        stock = counted.get(ONLY)
        yield VariantSeen(
            product["id"], product["reference"], stock=stock, is_available=_is_there(is_sold, stock)
        )
    for one in mine["combinations"]:
        named = [value["id"] for value in one.get("product_option_values", [])]
        stock = counted.get(one["id"])
        yield VariantSeen(
            external_id=one["id"],
            sku=one["reference"],
            options=dict(options[value] for value in named if value in options),
            stock=stock,
            is_available=_is_there(is_sold, stock),
        )


def _is_there(is_sold: bool, stock: int | None) -> bool:
    return is_sold and (stock is None or stock > 0)


def _options(
    settings: Settings, web: Caller, combinations: Sequence[Thing]
) -> dict[str, tuple[str, str]]:
    """The value's id → the option's name and the value's."""
    named = [v["id"] for one in combinations for v in one.get("product_option_values", [])]
    wanted = among("id", named)
    if not wanted:
        return {}
    values = listed(settings, web, "product_option_values", **wanted)
    groups = among("id", [one.get("id_attribute_group") for one in values])
    told = listed(settings, web, "product_options", **groups) if groups else []
    names = {str(one["id"]): str(one.get("name") or one["id"]) for one in told}
    return {
        str(one["id"]): (names.get(one["id_attribute_group"], ""), str(one.get("name") or ""))
        for one in values
    }


def _of(
    settings: Settings, web: Caller, resource: str, products: Iterable[object]
) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = defaultdict(list)
    wanted = among("id_product", products)
    for one in listed(settings, web, resource, **wanted) if wanted else []:
        found[str(one.get("id_product", ""))].append(one)
    return found
