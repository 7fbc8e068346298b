"""What is wrong with an order's parcels, for the pages that show them."""

from collections.abc import Iterable
from uuid import UUID

from makegood.people.models import Customer
from makegood.shops.models import Parcel, Shop
from makegood.shops.queries import troubles_of


def zone_of(customer: Customer | None, shop: Shop) -> str:
    """By whose clock a day is over for its customer."""
    return (customer.timezone if customer else "") or shop.timezone


def troubles_by_parcel(parcels: Iterable[Parcel], zone: str) -> dict[UUID, list[str]]:
    """What is wrong with each, in codes; asks nothing."""
    return {one.pk: [trouble.code for trouble in troubles_of(one, zone)] for one in parcels}
