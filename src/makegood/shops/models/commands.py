"""What shop systems are told to do, and what became of it."""

from django.db import models

from makegood.kernel.ids import new_id
from makegood.shops.models.connections import Connection
from makegood.shops.models.mirror import Order


class Command(models.Model):
    """One thing a shop is to do with an order, once: its id is the key that the shop is given.

    The row is there before the shop is told. `under_way` that nobody is at, and `unknown`, are read back before they are
    tried again; `done` and `refused` are for good.
    """

    class Outcome(models.TextChoices):
        DRAFTED = "drafted"
        UNDER_WAY = "under_way"
        DONE = "done"
        REFUSED = "refused"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.RESTRICT, related_name="commands")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="commands")
    kind = models.CharField(max_length=12)
    """As `shops.rules.commands.KINDS` names it."""
    arguments = models.JSONField(default=dict)
    by_id = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.DRAFTED)
    external_id = models.CharField(max_length=120, blank=True)
    """The shop's id for what was made."""
    code = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=300, blank=True)
    """The shop's own words when it was refused, or when it is not known."""
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    """When it is looked at next by itself; null when nothing is left to do, or only for a person."""
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    outcome__in=["done", "refused"], answered_at__isnull=False, due_at=None
                )
                | models.Q(outcome__in=["drafted", "under_way", "unknown"], answered_at=None),
                name="command_answered_or_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="command_due",
                condition=models.Q(due_at__isnull=False),
            ),
        ]
