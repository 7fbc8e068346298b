"""The versions of a shop's own rules."""

from django.db import models
from django.db.models import Q

from makegood.kernel.ids import new_id
from makegood.people.models import Staff
from makegood.rulebook.rules.tables import Book, read_book
from makegood.shops.models import Shop


class Version(models.Model):
    """The tables as they stand in the draft, or as they were published under a number; published ones never change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="rule_versions")
    number = models.PositiveIntegerField(null=True)
    """From 1 on; null: the draft."""
    tables = models.JSONField()
    changes = models.PositiveIntegerField(default=0)
    """Counts what was changed in the draft, for compare-and-set."""
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop"], condition=Q(number=None), name="one_draft_of_rules_per_shop"
            ),
            models.UniqueConstraint(
                fields=["shop", "number"], name="one_version_of_rules_per_number"
            ),
            models.CheckConstraint(
                condition=Q(number=None, published_at=None)
                | Q(number__gte=1, published_at__isnull=False),
                name="published_rules_have_their_number",
            ),
        ]

    @property
    def book(self) -> Book:
        return read_book(self.tables)

    @property
    def is_draft(self) -> bool:
        return self.number is None
