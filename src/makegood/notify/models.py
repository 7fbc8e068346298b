"""Notices, what each member of staff wishes to be told, and their calendars."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff, Team
from makegood.promises.models import Promise


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
        PRACTICE_GIVEN = "practice_given"
        PRACTICE_DONE = "practice_done"
        PRACTICE_REVIEWED = "practice_reviewed"
        LAW_REVIEW = "law_review"
        APPROVAL_ASKED = "approval_asked"
        APPROVAL_DECIDED = "approval_decided"
        HOOK_OFF = "hook_off"
        SHOP_TASK = "shop_task"
        """Something is to be done in a shop by hand."""
        SHOP_ANSWERED = "shop_answered"
        """What they asked of a shop was not done, nobody knows, or a colleague saw to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=80, blank=True)
    """What it is about, as `kind:id` (a case, a promise, an account): told again, it is the same notice while unread."""
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    """Since when it need not come by mail: it did, or it was told before mail was wished for. Told again, it may once more."""

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


class NoticeWish(models.Model):
    """What one member of staff wishes to be told, and when; without one: everything, in the desk only."""

    staff = models.OneToOneField(
        Staff, on_delete=models.CASCADE, primary_key=True, related_name="notice_wish"
    )
    refused = ArrayField(models.CharField(max_length=20), default=list)
    """Kinds of notice they are not told of at all."""
    mailed = ArrayField(models.CharField(max_length=20), default=list)
    """Kinds that also come by mail, gathered."""
    every = models.CharField(max_length=4, choices=[("hour", "hour"), ("day", "day")], blank=True)
    """How often that mail comes at most (`notify.rules.Rhythm`); empty: never."""
    day_at = models.TimeField(default=time(8))
    """When the daily one comes, on their own clock."""
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    """Between these nothing shows outside the desk and no mail comes; on their own clock, and over midnight."""
    mailed_at = models.DateTimeField()
    """When the last mail came, or was wished for: the next is due some time after it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_begin_and_end",
            )
        ]


class CalendarLink(models.Model):
    """The private address at which a calendar reads what one member of staff owes, or (`team`) what the people of a team owe.
    Whoever has it reads it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="calendar_links")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    token = models.TextField()
    """Sealed, to be shown again to whose it is."""
    names_customers = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=Q(team=None), name="one_calendar_of_ones_own"
            ),
            models.UniqueConstraint(fields=["staff", "team"], name="one_calendar_of_a_team"),
        ]


class CalendarEntry(models.Model):
    """A promise as it was last shown at a calendar link, and since when it is so: its calendar is to see that it changed."""

    link = models.ForeignKey(CalendarLink, on_delete=models.CASCADE, related_name="entries")
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="calendar_entries")
    fingerprint = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "promise"], name="one_entry_per_promise")
        ]
