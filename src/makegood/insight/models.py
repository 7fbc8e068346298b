"""Trials of drafts, as rows."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff
from makegood.rulebook.models import Version
from makegood.shops.models import Shop


class Trial(models.Model):
    """What a draft, as it stood after so many `changes`, would have changed last year. A shop has one at most: the latest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    changes = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    """Counted before it is worked out, so that one that kills the worker is given up."""
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    is_failed = models.BooleanField(default=False)
    returns = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0, db_default=0)
    answers = models.PositiveIntegerField(default=0)
    repairs = models.PositiveIntegerField(default=0, db_default=0)
    goodwill = models.PositiveIntegerField(default=0)
    limits = models.PositiveIntegerField(default=0, db_default=0)
    """How many of each were looked at (`rules.replaying.Replay`)."""
    unclear = models.PositiveIntegerField(default=0)
    """Returns and faults without an order."""
    changed = models.PositiveIntegerField(default=0)
    """How many cases would have ended otherwise."""
    sent_back_minor = models.BigIntegerField(default=0)
    """By how much the worth of orders that may come back would have grown."""
    cost_minor = models.BigIntegerField(default=0)
    """By how much what was given for incidents would have grown."""
    broken = models.IntegerField(default=0)
    """How many more promises would have broken; fewer where it is below nothing."""

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="trial_to_work_out", condition=Q(ended_at=None)),
        ]

    @property
    def looked_at(self) -> int:
        """How much there was to try the draft on."""
        return self.returns + self.faults + self.answers + self.repairs + self.limits

    @property
    def percent(self) -> int:
        """From 0 to 100; 100 only when it is over."""
        if self.ended_at:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class Difference(models.Model):
    """A case that would have ended otherwise, and how (`rules.replaying.Changed`)."""

    id = models.BigAutoField(primary_key=True)
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="differences")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=12)
    value_minor = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["trial", "-at", "-id"], name="difference_by_age")]
