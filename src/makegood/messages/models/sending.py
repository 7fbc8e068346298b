"""On the way out: what is to be sent, what became of it, and what was acknowledged."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.messages.models.accounts import Account
from makegood.messages.models.talk import Message


class Dispatch(models.Model):
    """A message on its way out: the outbox. One row a message; `message_id` is the idempotency key on the wire."""

    class State(models.TextChoices):
        WAITING = "waiting"
        """For its undo window, its turn, or the next try."""
        SENDING = "sending"
        """An attempt is under way; after a crash it becomes `unknown`, never `waiting`."""
        SENT = "sent"
        UNKNOWN = "unknown"
        """The server may or may not have it: looked up or decided by a person, not sent again by itself."""
        FAILED = "failed"
        BOUNCED = "bounced"
        """It was sent, and came back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="dispatch")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="dispatches")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    error = models.JSONField(default=dict)
    wish = models.JSONField(default=dict)
    """What else the writer asked for: `promise_text`, `promise_kind`, `promise_due_at`, `close` once it is sent."""
    only = models.JSONField(default=list)
    """Addresses that still wait for it, where others have it already; empty: everybody it is written to."""

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], name="dispatch_due", condition=Q(state="waiting")),
            models.Index(
                fields=["state", "not_before"],
                name="dispatch_open",
                condition=~Q(state="sent"),
            ),
        ]


class Delivery(models.Model):
    """One attempt to hand a message over, and what the server said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="deliveries")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    """Through which it went."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    """`accepted`, `refused`, `failed`, `unknown`; empty while under way."""
    response = models.TextField(blank=True)
    bounced_at = models.DateTimeField(null=True)
    bounce = models.JSONField(default=dict)
    """Of one that came back: `address`, `reason`, `status`, `words`, `hard`."""

    class Meta:
        indexes = [models.Index(fields=["account", "started_at"], name="delivery_by_account")]


class Acknowledgement(models.Model):
    """That a case was acknowledged on a day: the row that makes a second one impossible."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="acknowledgements")
    day = models.DateField()
    """In the shop's zone."""
    address = models.CharField(max_length=320)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    domain = models.CharField(max_length=255, blank=True, db_default="")
    heard_at = models.DateTimeField(null=True)
    """When the message it answers came in, by the server's clock."""
    digest = models.CharField(max_length=32, blank=True, db_default="")
    """Of the words it answers: the same ones again and again are a machine's."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "day"], name="one_acknowledgement_a_day")
        ]
        indexes = [
            models.Index(fields=["address", "at"], name="acknowledgement_by_address"),
            models.Index(fields=["account", "heard_at"], name="acknowledgement_by_account"),
        ]
