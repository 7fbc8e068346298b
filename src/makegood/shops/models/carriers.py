"""The carriers a shop sends with, and how they are asked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from makegood.kernel.ids import new_id


class CarrierAccount(models.Model):
    """One carrier of a shop's own. `settings` are its adapter's, `secret` its secrets, sealed together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="carriers")
    kind = models.CharField(max_length=30)
    """The adapter's name."""
    name = models.CharField(max_length=60)
    called = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """What shops call it beside its name: `DHL Paket`."""
    timezone = models.CharField(max_length=64)
    """Its clock: times it tells without a zone are by it."""
    settings = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    """When it last answered."""
    heard_at = models.DateTimeField(null=True)
    """When it last called us."""
    rests_until = models.DateTimeField(null=True)
    """It is not asked before: it failed, or wants us to wait."""
    failing_since = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict)
    """Why: `step`, `code`, `detail`; empty while it works."""
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "name"], name="one_carrier_per_name"),
            models.CheckConstraint(
                condition=models.Q(failing_since=None, failures=0)
                | models.Q(failing_since__isnull=False, failures__gt=0),
                name="carrier_failing_since_the_first_failure",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """What parcels call it."""
        return [self.name, *self.called]
