"""Exports asked for, as rows."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from makegood.kernel.ids import new_id

KEPT_FOR = timedelta(days=7)


class Export(models.Model):
    """Everything as one file: asked for, written by the worker, offered until `expires_at`, then removed.

    `done` of `total` rows and attachments are written; `counts` are the lines of each kind, once it has ended.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    """Counted before it is written, so that one that kills the worker is given up."""
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=20, blank=True)
    """`no_room` or `failed`; empty: it went well."""
    counts = models.JSONField(default=dict)
    missing = models.PositiveIntegerField(default=0)
    """Attachments whose bytes were not there."""
    size = models.BigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-asked_at"], name="export_by_age"),
            models.Index(
                fields=["expires_at"], name="export_to_remove", condition=Q(removed_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"],
                condition=Q(ended_at=None),
                name="one_export_at_a_time",
                nulls_distinct=False,
            )
        ]

    @property
    def path(self) -> str:
        """Its name among the stored files."""
        return f"exports/{self.pk}.zip"

    @property
    def percent(self) -> int:
        """From 0 to 100; 100 only when it is over."""
        if self.ended_at:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def is_offered(self) -> bool:
        """Whether it can be fetched, as far as the row knows."""
        return self.ended_at is not None and not self.error and self.removed_at is None
