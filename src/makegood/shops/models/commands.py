"""What shop systems are told to do, and what became of it."""

from django.db import models

from makegood.kernel.ids import new_id
from makegood.shops.models.connections import Connection
from makegood.shops.models.mirror import Order
from makegood.shops.rules.commands import PENDING


class Command(models.Model):
    """One thing a shop is to do with an order, once: its id is the key that the shop is given.

    The row is there before the shop is told. `under_way` that nobody is at, and `unknown`, are read back before they are
    tried again; `done` and `refused` are for good. What the shop can't be told is `by_hand`: a person does it in the
    shop's own pages, and says here when it is done and what shows it.
    """

    class Outcome(models.TextChoices):
        DRAFTED = "drafted"
        BY_HAND = "by_hand"
        UNDER_WAY = "under_way"
        DONE = "done"
        REFUSED = "refused"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(
        Connection, null=True, on_delete=models.RESTRICT, related_name="commands"
    )
    """The line it is told over; null for an order that no connected shop told of."""
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="commands")
    kind = models.CharField(max_length=12)
    """As `shops.rules.commands.KINDS` or `ONLY_BY_HAND` name it."""
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
    answered_by_id = models.UUIDField(null=True)
    """The person who did it, or looked what became of it; null when the shop answered."""
    evidence = models.CharField(max_length=500, blank=True, default="", db_default="")
    """What that person says shows it: a number in the shop, a link."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    outcome__in=["done", "refused"], answered_at__isnull=False, due_at=None
                )
                | models.Q(
                    outcome__in=["drafted", "by_hand", "under_way", "unknown"], answered_at=None
                ),
                name="command_answered_or_open",
            ),
            models.CheckConstraint(
                condition=models.Q(connection__isnull=False)
                | models.Q(outcome__in=["by_hand", "done", "refused"], due_at=None),
                name="command_without_a_line_is_by_hand",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by_id=None)
                | models.Q(answered_at__isnull=False) & ~models.Q(evidence=""),
                name="command_by_a_person_has_evidence",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="command_due",
                condition=models.Q(due_at__isnull=False),
            ),
            # What only a person can bring to an end.
            models.Index(
                fields=["drafted_at", "id"],
                name="command_for_a_person",
                condition=models.Q(outcome__in=["by_hand", "unknown"], due_at=None),
            ),
        ]

    @property
    def is_for_a_person(self) -> bool:
        """Nothing more happens by itself: somebody does it, or looks in the shop what became of it."""
        left = {self.Outcome.BY_HAND, self.Outcome.UNKNOWN}
        return self.outcome in left and self.due_at is None

    @property
    def is_pending(self) -> bool:
        """A refund the shop has written down, and whose money has yet to go out."""
        return self.outcome == self.Outcome.DONE and self.code == PENDING

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
