"""What was told of parcels on their way, scan by scan."""

from django.db import models

from makegood.kernel.ids import new_id
from makegood.shops.models.mirror import Parcel
from makegood.shops.ports.carriers import CAUSES


class TrackingEvent(models.Model):
    """One thing somebody said of a parcel: what became of it, where and when. Never changed; told twice, it is there once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parcel = models.ForeignKey(
        Parcel, on_delete=models.CASCADE, related_name="events", db_index=False
    )
    mark = models.CharField(max_length=64)
    """What makes it the same when it is told again: `rules.tracking.mark_of`."""
    at = models.DateTimeField()
    """When it happened, as they say."""
    seen_at = models.DateTimeField()
    """When the desk heard of it first."""
    state = models.CharField(max_length=20, choices=Parcel.State.choices)
    cause = models.CharField(
        max_length=20, blank=True, choices=[(cause, cause) for cause in CAUSES]
    )
    """Why, where they say; `rules.tracking.fault_of` tells whose it is."""
    place = models.CharField(max_length=160, blank=True)
    words = models.CharField(max_length=300, blank=True)
    """The carrier's own."""
    source = models.CharField(max_length=60)
    """Who told it: a carrier's kind, `hand`, `file`, `webhook`."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parcel", "mark"], name="one_event_per_scan")
        ]
