"""What a shop has set, and the rounds made since."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from makegood.kernel.ids import new_id
from makegood.retention.rules import LONGEST, Terms
from makegood.shops.models import Shop

GRACE = timedelta(days=1)
"""Between saving and the first round: a slip can be put right before anything is gone."""


def _within(field: str) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gte": 1, f"{field}__lte": LONGEST})


class Retention(models.Model):
    """How many months a shop keeps its closed cases, and its mails as they came; null: as long as there is a desk."""

    shop = models.OneToOneField(
        Shop, primary_key=True, on_delete=models.CASCADE, related_name="retention"
    )
    cases_months = models.PositiveSmallIntegerField(null=True)
    mails_months = models.PositiveSmallIntegerField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_within("cases_months"), name="cases_kept_a_month"),
            models.CheckConstraint(condition=_within("mails_months"), name="mails_kept_a_month"),
        ]

    @property
    def terms(self) -> Terms:
        return Terms(self.cases_months, self.mails_months)

    @property
    def holds_from(self) -> datetime:
        """Nothing goes by new terms before then."""
        return self.set_at + GRACE


class Sweep(models.Model):
    """One round through what is old enough. Its limits were fixed when it began."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="sweeps")
    cases_before = models.DateTimeField(null=True)
    mails_before = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cases = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)
    looked_to = models.UUIDField(null=True)
    """The last customer looked at; the next round goes on behind. Null: that was the last there is."""

    class Meta:
        indexes = [models.Index(fields=["shop", "-begun_at"], name="sweep_by_shop")]
        constraints = [
            models.UniqueConstraint(
                fields=["shop"], condition=Q(ended_at=None), name="one_sweep_at_a_time"
            )
        ]
