"""Who is told what happens, and what is on its way to them."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from makegood.kernel.ids import new_id
from makegood.people.models import ApiKey, Staff


class Endpoint(models.Model):
    """A program's address that is told what happens, as whoever added it may see it."""

    class Off(models.TextChoices):
        """Why it is told nothing."""

        NOT = ""
        BY_HAND = "by_hand"
        FAILED = "failed"
        """It has not answered for days."""
        GONE = "gone"
        """It said itself that it is gone for good (410)."""
        LEFT = "left"
        """Whoever added it has no seat any more, or may no longer change settings."""
        KEY = "key"
        """The key it was added with was revoked, or has ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="endpoints")
    key = models.ForeignKey(ApiKey, null=True, on_delete=models.CASCADE, related_name="+")
    """The key it was added with; null: a person added it, or has switched it on since."""
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    secret = models.TextField()
    """Sealed."""
    former_secret = models.TextField(blank=True, default="", db_default="")
    """Sealed; signs beside the new one until `former_until`, so that no call is refused while a program learns it."""
    former_until = models.DateTimeField(null=True)
    kinds = ArrayField(models.CharField(max_length=30))
    """Of `rules.kinds.KINDS`."""
    created_at = models.DateTimeField()
    after = models.BigIntegerField()
    """The last Happening before it was added or switched on: it is told of none up to this."""
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    """In a row."""
    rests_until = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)
    off_why = models.CharField(max_length=10, choices=Off.choices, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(off_at=None, off_why="") | Q(off_at__isnull=False) & ~Q(off_why=""),
                name="endpoint_is_off_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(failing_since=None, failures=0)
                | Q(failing_since__isnull=False, failures__gt=0),
                name="endpoint_fails_since_a_time",
            ),
        ]

    @property
    def is_on(self) -> bool:
        return self.off_at is None

    def secrets_at(self, now: datetime) -> list[str]:
        """Sealed, what a call is signed with then; the one that lasts first."""
        is_both = self.former_until is not None and now < self.former_until
        return [self.secret, self.former_secret] if is_both else [self.secret]

    @property
    def is_failing(self) -> bool:
        return self.is_on and self.failing_since is not None


class Post(models.Model):
    """One thing that happened, on its way to one endpoint. Its id is the `webhook-id`, the same at every try."""

    class End(models.TextChoices):
        WAITING = ""
        DELIVERED = "delivered"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="posts")
    happening = models.BigIntegerField(null=True)
    """The Happening it tells of; null: a test."""
    kind = models.CharField(max_length=30)
    body = models.TextField()
    """As it is signed and sent, to the byte."""
    at = models.DateTimeField()
    """When it happened."""
    end = models.CharField(max_length=10, choices=End.choices, default="", blank=True)
    next_at = models.DateTimeField(null=True)
    """When it is tried next; while it is being sent, when it is tried again if nobody notes what became of it."""
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    """What the endpoint answered last; null: nothing, and `code` says why."""
    code = models.CharField(max_length=30, blank=True, default="")
    answer = models.CharField(max_length=500, blank=True, default="")
    took_ms = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "happening"], name="one_post_per_happening"
            ),
            models.CheckConstraint(
                condition=Q(end="", next_at__isnull=False) | ~Q(end="") & Q(next_at=None),
                name="post_waits_until_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["endpoint", "next_at"], name="post_to_send", condition=Q(end="")),
            models.Index(fields=["endpoint", "-id"], name="post_by_endpoint"),
            models.Index(fields=["tried_at"], name="post_by_age", condition=~Q(end="")),
        ]


class Feed(models.Model):
    """How far the happenings have been read; one row. Nothing at or below `mark` comes any more once `writers` are done."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    after = models.BigIntegerField(default=0)
    mark = models.BigIntegerField(null=True)
    writers = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_feed")]
