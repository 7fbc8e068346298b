"""What was found in customers' words, and which phrases count."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.shops.models import Shop


class Finding(models.Model):
    """One thing found: a threat, anger, repeat contact or silence; with the words where words tell it.

    Found in a message it goes where that goes; otherwise it stays with `case`.
    """

    class Kind(models.TextChoices):
        LAWYER = "lawyer"
        PRESS = "press"
        CHARGEBACK = "chargeback"
        AUTHORITY = "authority"
        ANGRY = "angry"
        REPEAT = "repeat"
        SILENCE = "silence"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="findings")
    message = models.ForeignKey(
        Message, null=True, on_delete=models.CASCADE, related_name="findings"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    weight = models.PositiveSmallIntegerField()
    phrase = models.CharField(max_length=200, blank=True)
    """The name of the phrase that was met; of a colleague's own finding empty."""
    words = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField(default=0, db_default=0)
    """Of what no words tell: how many messages, cases or days."""
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    """Where the words stand in the message; both 0: nowhere."""
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who noticed it, where it was a colleague."""
    at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)
    """When repeat contact or silence came to its end: somebody answered."""
    refused_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    refused_at = models.DateTimeField(null=True)

    @property
    def counts(self) -> bool:
        """Whether it weighs anything still."""
        return self.refused_at is None and self.over_at is None

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="finding_by_case"),
            models.Index(
                fields=["phrase"],
                name="finding_refused",
                condition=Q(refused_at__isnull=False),
            ),
            models.Index(
                fields=["at"],
                name="finding_not_over",
                condition=Q(kind__in=["repeat", "silence"], over_at=None),
            ),
        ]


class Switch(models.Model):
    """A phrase of the lists put on or off for a shop by hand; what colleagues refuse counts no longer for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    phrase = models.CharField(max_length=200)
    is_on = models.BooleanField()
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "phrase"], name="one_switch_per_phrase")
        ]
