"""Orders, addresses and instruments follow the customers they are of, and go where those are forgotten."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from makegood.shops.models import CustomerAddress, Document, Instrument, Order

_KNOWN_BY = ("connection", "kind", "label", "last_digits", "external_id")


@transaction.atomic
def move_orders(gone_id: UUID, kept_id: UUID) -> None:
    """Two customers turned out to be one: all orders are the kept one's, and what both have is kept once."""
    Order.objects.filter(customer=gone_id).update(customer=kept_id)
    same = {name: OuterRef(name) for name in _KNOWN_BY}
    instruments = Instrument.objects.filter(customer=gone_id)
    instruments.filter(Exists(Instrument.objects.filter(customer=kept_id, **same))).delete()
    instruments.update(customer=kept_id)
    addresses = CustomerAddress.objects.filter(customer=gone_id)
    known = CustomerAddress.objects.filter(
        customer=kept_id, connection=OuterRef("connection"), digest=OuterRef("digest")
    )
    addresses.filter(Exists(known)).delete()
    addresses.update(customer=kept_id)


@transaction.atomic
def forget_customer(customer_id: UUID) -> None:
    """Their addresses, what they paid with, and the words in which their shops told of their orders."""
    CustomerAddress.objects.filter(customer=customer_id).delete()
    Instrument.objects.filter(customer=customer_id).delete()
    told = Order.objects.filter(customer=customer_id, connection__isnull=False)
    for connection_id, external_id in told.values_list("connection", "external_id"):
        named = Q(connection=connection_id, external_id=external_id)
        Document.objects.filter(named, kind=Document.Kind.ORDER).update(raw="")
