"""Orders follow the customers they are of."""

from uuid import UUID

from django.db import transaction

from makegood.shops.models import Order


@transaction.atomic
def move_orders(gone_id: UUID, kept_id: UUID) -> None:
    """Two customers turned out to be one: all orders are the kept one's."""
    Order.objects.filter(customer=gone_id).update(customer=kept_id)
