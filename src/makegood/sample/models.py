"""Loading the sample, as rows."""

from django.db import models

from makegood.kernel.ids import new_id


class Loading(models.Model):
    """One load of the sample shop: how far it is, and how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    @property
    def percent(self) -> int:
        """From 0 to 100; 100 only when it is over."""
        if self.ended_at:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0
