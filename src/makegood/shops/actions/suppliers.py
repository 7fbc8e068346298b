"""Suppliers, known by name."""

from collections.abc import Sequence

from makegood.shops.models import Shop, Supplier


def suppliers_named(shop: Shop, names: Sequence[str]) -> dict[str, Supplier]:
    """The suppliers of these names, new ones made."""
    wanted = sorted({name for name in names if name})
    if not wanted:
        return {}
    Supplier.objects.bulk_create(
        [Supplier(shop=shop, name=name) for name in wanted], ignore_conflicts=True
    )
    return {s.name: s for s in Supplier.objects.filter(shop=shop, name__in=wanted)}


def remember_address(supplier: Supplier, email: str) -> None:
    """Where they were written to last: offered the next time."""
    if supplier.email != email:
        supplier.email = email
        supplier.save(update_fields=["email"])
