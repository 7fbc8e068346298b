"""Notices."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff


class Notice(models.Model):
    """One thing one member of staff should know; never two unread ones about the same."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned"
        MENTIONED = "mentioned"
        PROMISE_AT_RISK = "promise_at_risk"
        PROMISE_BROKEN = "promise_broken"
        CHANNEL_FAILED = "channel_failed"
        DELIVERY_FAILED = "delivery_failed"
        MESSAGE_BOUNCED = "message_bounced"
        ANSWERS_PAUSED = "answers_paused"
        MAIL_QUARANTINED = "mail_quarantined"
        MAIL_MISSING = "mail_missing"
        CASE_LEFT_OPEN = "case_left_open"
        CASE_ALARMED = "case_alarmed"
        HANDED_OVER = "handed_over"
        FOLLOWED = "followed"
        """Something happened to a case they follow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=80, blank=True)
    """What it is about, as `kind:id` (a case, a promise, an account): told again, it is the same notice while unread."""
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["staff", "-id"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["staff", "-at"], name="notice_by_staff"),
            models.Index(fields=["about"], name="notice_about", condition=Q(read_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "kind", "about"],
                condition=Q(read_at=None),
                name="one_unread_notice_about_a_thing",
            )
        ]
