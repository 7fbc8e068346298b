"""Which version of its own rules a shop goes by; `rulebook` keeps them."""

from makegood.shops.models import Shop


def put_rules_in_force(shop: Shop, number: int) -> None:
    """From now on this version; the caller holds the shop, and says in the history what happened."""
    shop.rules_number = number
    shop.save(update_fields=["rules_number"])
