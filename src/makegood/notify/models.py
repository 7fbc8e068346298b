"""Notices."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff


class Notice(models.Model):
    """One thing one member of staff should know."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned"
        MENTIONED = "mentioned"
        PROMISE_AT_RISK = "promise_at_risk"
        PROMISE_BROKEN = "promise_broken"
        CHANNEL_FAILED = "channel_failed"
        DELIVERY_FAILED = "delivery_failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["staff", "-id"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["staff", "-at"], name="notice_by_staff"),
        ]
