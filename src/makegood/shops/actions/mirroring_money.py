"""Landing what a connected shop says of an order's money, and the addresses it names."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from makegood.kernel import clock
from makegood.kernel.text import bounded
from makegood.people.rules import normalise_phone
from makegood.shops.models import Connection, CustomerAddress, Entry, Instrument, Order
from makegood.shops.ports import InstrumentSeen, OrderSeen
from makegood.shops.rules.reading import address_digest, is_an_address, parts_of

Pair = tuple[Order, OrderSeen]
Known = tuple[UUID, str, str, str, str]
"""What an instrument is known by: whose, kind, label, last digits, its id there."""


def land_entries(connection: Connection, pairs: Sequence[Pair]) -> None:
    """The ledger as the shop has it now: what it names no more was taken back there, and goes here too."""
    instruments = _instruments(connection, pairs)
    rows = [row for order, seen in pairs for row in _entries(order, seen, instruments)]
    named = {(row.order_id, row.kind, row.external_id) for row in rows}
    there = Entry.objects.filter(order__in=[order.pk for order, _seen in pairs])
    gone = [
        pk
        for pk, *key in there.values_list("pk", "order_id", "kind", "external_id")
        if tuple(key) not in named
    ]
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    Entry.objects.bulk_create(
        {(row.order_id, row.kind, row.external_id): row for row in rows}.values(),
        update_conflicts=True,
        unique_fields=["order", "kind", "external_id"],
        update_fields=[
            "amount_minor", "at", "reason", "instrument_kind", "instrument_label", "last_digits", "instrument",
            "pieces",
        ],
    )  # fmt: skip


def land_addresses(connection: Connection, pairs: Sequence[Pair]) -> None:
    """Every address an order names of its customer, once; a phone in E.164 where it can be read as one."""
    rows: dict[tuple[UUID, str], CustomerAddress] = {}
    for order, seen in pairs:
        if order.customer_id is None:
            continue
        for address in (seen.address, seen.billing, *seen.customer.addresses):
            parts = parts_of(address)
            if not is_an_address(parts):
                continue
            row = CustomerAddress(
                connection=connection,
                customer_id=order.customer_id,
                digest=address_digest(parts),
                parts=parts,
                phone=_e164(parts.get("phone", ""), parts.get("country", "")),
                seen_at=clock.now(),
            )
            rows[order.customer_id, row.digest] = row
    CustomerAddress.objects.bulk_create(
        [rows[key] for key in sorted(rows)],
        update_conflicts=True,
        unique_fields=["connection", "customer", "digest"],
        update_fields=["seen_at"],
    )


def _entries(
    order: Order, seen: OrderSeen, instruments: dict[Known, Instrument]
) -> Iterable[Entry]:
    for payment in seen.payments:
        row = _entry(order, payment.instrument, instruments)
        row.kind, row.external_id = Entry.Kind.PAYMENT, bounded(payment.external_id, 120)
        row.amount_minor, row.at = payment.amount_minor, payment.at
        yield row
    for refund in seen.refunds:
        row = _entry(order, refund.instrument, instruments)
        row.kind, row.external_id = Entry.Kind.REFUND, bounded(refund.external_id, 120)
        row.amount_minor, row.at = refund.amount_minor, refund.at
        row.reason, row.pieces = bounded(refund.reason, 300), dict(refund.pieces)
        yield row


def _entry(order: Order, by: InstrumentSeen, instruments: dict[Known, Instrument]) -> Entry:
    key = _known(order.customer_id, by)
    return Entry(
        order=order,
        instrument_kind=by.kind,
        instrument_label=bounded(by.label, 120),
        last_digits=bounded(by.last_digits, 8),
        instrument=instruments.get(key) if key else None,
    )


def _instruments(connection: Connection, pairs: Sequence[Pair]) -> dict[Known, Instrument]:
    """What the customers of these orders pay with, made where it was not known."""
    wanted: dict[Known, InstrumentSeen] = {}
    for order, seen in pairs:
        used = [one.instrument for one in seen.payments]
        for by in [*used, *(one.instrument for one in seen.refunds)]:
            if key := _known(order.customer_id, by):
                wanted[key] = by
    if not wanted:
        return {}
    names = ("customer_id", "kind", "label", "last_digits", "external_id")
    Instrument.objects.bulk_create(
        [
            Instrument(
                connection=connection,
                balance_minor=wanted[key].balance_minor,
                **dict(zip(names, key, strict=True)),
            )
            for key in sorted(wanted)
        ],
        update_conflicts=True,
        unique_fields=["connection", "customer", "kind", "label", "last_digits", "external_id"],
        update_fields=["balance_minor"],
    )
    rows = Instrument.objects.filter(connection=connection, customer__in={key[0] for key in wanted})
    return {(r.customer_id, r.kind, r.label, r.last_digits, r.external_id): r for r in rows}


def _known(customer_id: UUID | None, by: InstrumentSeen) -> Known | None:
    if customer_id is None:
        return None
    label, digits = bounded(by.label, 120), bounded(by.last_digits, 8)
    return customer_id, by.kind, label, digits, bounded(by.external_id, 120)


def _e164(raw: str, country: str) -> str:
    found = normalise_phone(raw, country) if raw else ""
    return found if found.startswith("+") else ""
