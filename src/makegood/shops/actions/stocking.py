"""Products of a connected shop, with their variants and stock; and those that order lines name before they are read."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from makegood.kernel.text import bounded
from makegood.shops.actions.documents import forget_refusals, newer
from makegood.shops.models import Connection, Document, Product, Variant
from makegood.shops.ports import LineSeen, ProductSeen, VariantSeen
from makegood.shops.rules.reading import each_once

Named = tuple[dict[str, Product], dict[str, Variant]]
"""Products and variants by their ids at the shop."""


def products_named(connection: Connection, lines: Sequence[LineSeen]) -> Named:
    """The products lines name, by their ids there; made of what the lines say where nobody told of them yet."""
    named = {bounded(one.product_id, 120): one for one in lines if one.product_id}
    known = _known(connection, named)
    missing = {pid: line for pid, line in sorted(named.items()) if pid not in known}
    if missing:
        skus = {pid: bounded(one.sku, 80) for pid, one in missing.items() if not one.variant_id}
        adopt(connection, skus)
        Product.objects.bulk_create(
            [
                Product(
                    shop_id=connection.shop_id,
                    connection=connection,
                    external_id=pid,
                    sku=skus.get(pid, ""),
                    name=bounded(line.name, 300),
                )
                for pid, line in missing.items()
            ],
            ignore_conflicts=True,
        )
        known = _known(connection, named)
    wanted = {one.variant_id for one in lines if one.variant_id}
    variants = Variant.objects.filter(product__in=known.values(), external_id__in=wanted)
    return known, {one.external_id: one for one in variants} if wanted else {}


def adopt(connection: Connection, skus: dict[str, str]) -> None:
    """Products a file told of, by their numbers: from now on they are the shop's own of these ids."""
    by_sku = {sku: pid for pid, sku in skus.items() if sku}
    if not by_sku:
        return
    rows = Product.objects.filter(shop=connection.shop_id, connection=None, sku__in=by_sku)
    found = list(rows.order_by("sku").select_for_update())
    taken = set(_known(connection, [by_sku[row.sku] for row in found]))
    free = [row for row in found if by_sku[row.sku] not in taken]
    for row in free:
        row.connection, row.external_id = connection, by_sku[row.sku]
    Product.objects.bulk_update(free, ["connection", "external_id"])


@transaction.atomic
def land_products_seen(
    connection: Connection, seen: Sequence[ProductSeen], read_at: datetime
) -> int:
    """Products with their variants; how many said something new. A variant that is no longer sold stays, unavailable."""
    news = newer(connection, Document.Kind.PRODUCT, each_once(seen), read_at)
    ids = [one.external_id for one in news]
    known = _known(connection, ids)
    adopt(connection, {o.external_id: o.sku for o in news if o.external_id not in known})
    known = _known(connection, ids)
    new = [
        Product(
            shop_id=connection.shop_id,
            connection=connection,
            external_id=one.external_id,
        )
        for one in news
        if one.external_id not in known
    ]
    rows = known | {row.external_id: row for row in new}
    for one in news:
        row = rows[one.external_id]
        row.name, row.sku = bounded(one.name, 300), bounded(one.sku, 80)
        row.price_minor = one.price_minor
    Product.objects.bulk_create(new)
    Product.objects.bulk_update(known.values(), ["name", "sku", "price_minor"])
    _land_variants([(rows[one.external_id], one) for one in news])
    forget_refusals(connection, Document.Kind.PRODUCT, ids)
    return len(news)


def _land_variants(pairs: Sequence[tuple[Product, ProductSeen]]) -> None:
    rows = [_variant(product, one) for product, seen in pairs for one in seen.variants]
    Variant.objects.bulk_create(
        {(row.product_id, row.external_id): row for row in rows}.values(),
        update_conflicts=True,
        unique_fields=["product", "external_id"],
        update_fields=["sku", "options", "price_minor", "stock", "is_available"],
    )
    named: dict[UUID, list[str]] = {product.pk: [] for product, _seen in pairs}
    for row in rows:
        named[row.product_id].append(row.external_id)
    there = Variant.objects.filter(product__in=named, is_available=True)
    ended = [v.pk for v in there if v.external_id not in named[v.product_id]]
    Variant.objects.filter(pk__in=ended).update(is_available=False)


def _variant(product: Product, seen: VariantSeen) -> Variant:
    return Variant(
        product=product,
        external_id=bounded(seen.external_id, 120),
        sku=bounded(seen.sku, 80),
        options={bounded(k, 80): bounded(v, 200) for k, v in seen.options.items()},
        price_minor=seen.price_minor,
        stock=seen.stock,
        is_available=seen.is_available,
    )


def _known(connection: Connection, ids: Sequence[str] | dict[str, LineSeen]) -> dict[str, Product]:
    found = Product.objects.filter(connection=connection, external_id__in=list(ids))
    return {row.external_id: row for row in found}
