"""Money the shop says moved: the ledger of an order, and what was paid with."""

from django.db import models

from makegood.kernel.ids import new_id
from makegood.kernel.money import Money
from makegood.people.models import Customer
from makegood.shops.models.connections import Connection
from makegood.shops.models.mirror import Order


class InstrumentKind(models.TextChoices):
    """`shops.ports.InstrumentKind` are the same."""

    CARD = "card"
    WALLET = "wallet"
    BANK = "bank"
    CASH = "cash"
    INVOICE = "invoice"
    STORED_VALUE = "stored_value"
    OTHER = "other"


class Instrument(models.Model):
    """What a customer pays with in one shop, known by its kind and last digits; of stored value, what is left on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="instruments")
    kind = models.CharField(max_length=14, choices=InstrumentKind.choices)
    label = models.CharField(max_length=120, blank=True)
    """The shop's name for it."""
    last_digits = models.CharField(max_length=8, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    balance_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "customer", "kind", "label", "last_digits", "external_id"],
                name="one_instrument_as_known",
            )
        ]


class Entry(models.Model):
    """One movement of money on an order, as the shop's ledger has it. Never computed: what the shop does not say is not here."""

    class Kind(models.TextChoices):
        PAYMENT = "payment"
        REFUND = "refund"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    external_id = models.CharField(max_length=120)
    amount_minor = models.BigIntegerField()
    """In the order's currency, and never negative: the kind says which way it went."""
    at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    instrument_kind = models.CharField(max_length=14, choices=InstrumentKind.choices)
    instrument_label = models.CharField(max_length=120, blank=True)
    last_digits = models.CharField(max_length=8, blank=True)
    instrument = models.ForeignKey(
        Instrument, null=True, on_delete=models.SET_NULL, related_name="entries"
    )
    """The customer's own, where the order's customer is known."""
    pieces = models.JSONField(default=dict)
    """Of a refund: line's id there → how many pieces of it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "kind", "external_id"], name="one_entry_per_movement"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gte=0), name="entry_is_not_negative"
            ),
        ]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.order.currency)
