"""Orders, addresses and instruments follow the customers they are of, and go where those are forgotten."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from makegood.shops.models import (
    Command,
    CustomerAddress,
    Document,
    Hint,
    Instrument,
    Order,
    Refusal,
    TrackingEvent,
)
from makegood.shops.rules.commands import without_person

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
    """Their addresses, what they paid with, the words in which shops and carriers told of their orders, and those in which
    shops were told to do something. A command that is not answered keeps them: it could not be carried out."""
    CustomerAddress.objects.filter(customer=customer_id).delete()
    Instrument.objects.filter(customer=customer_id).delete()
    # A carrier's words may say who took the parcel in, and where.
    TrackingEvent.objects.filter(parcel__order__customer=customer_id).update(words="", place="")
    told = Order.objects.filter(customer=customer_id, connection__isnull=False)
    for connection_id, external_id in told.values_list("connection", "external_id"):
        named = Q(connection=connection_id, external_id=external_id, kind=Document.Kind.ORDER)
        Document.objects.filter(named).update(raw="")
        Refusal.objects.filter(named).update(raw="", why="")
        waiting = Hint.objects.filter(connection=connection_id, order_id=external_id, read_at=None)
        waiting.update(body=b"")
    _forget_commands(customer_id)


def _forget_commands(customer_id: UUID) -> None:
    told = Command.objects.filter(order__customer=customer_id, answered_at__isnull=False)
    commands = list(told.only("arguments", "why", "evidence", "answered_by_id"))
    for one in commands:
        one.arguments, one.why = without_person(one.arguments), ""
        one.evidence = one.evidence and "–"  # that there was some is part of what a person answered
    Command.objects.bulk_update(commands, ["arguments", "why", "evidence"], batch_size=500)
