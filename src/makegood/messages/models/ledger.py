"""The intake: every mail as it came, and what was deleted for good."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from makegood.kernel.ids import new_id
from makegood.messages.models.accounts import Account
from makegood.messages.models.talk import Message


class Arrival(models.Model):
    """One message seen on a channel: the intake ledger. Every row ends in exactly one outcome.

    Written before anything is understood; `outcome` stays empty until `actions.receiving` has decided.
    """

    class Outcome(models.TextChoices):
        WAITING = ""
        JOINED = "joined"
        OPENED = "opened"
        QUARANTINED = "quarantined"
        IGNORED = "ignored"
        DELETED = "deleted"
        """It was in a case that somebody deleted: a tombstone, so that it does not come back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="arrivals"
    )
    """Null for what came through no account: the portal, the API."""
    source = models.CharField(max_length=20, default="")
    """Which way it came: the account's kind, or `portal`, `api`, `pipe`, `lmtp`, `webhook`."""
    server_id = models.CharField(max_length=200)
    """The server's name for it (IMAP: folder/uidvalidity/uid); unique with the account."""
    sender = models.CharField(max_length=320, blank=True)
    """As far as it could be read, like `subject` and `mail_id`: so that it is found again whatever became of it."""
    subject = models.CharField(max_length=300, blank=True)
    mail_id = models.CharField(max_length=998, blank=True)
    """Its Message-ID, or what stands in for one."""
    fingerprint = models.CharField(max_length=64, blank=True)
    """Of a deleted one only: a hash of who wrote what, which tells it again in any mailbox and holds no word of it."""
    sha256 = models.CharField(max_length=64)
    """Of the raw bytes, which are in `kernel.files`."""
    size = models.BigIntegerField()
    problem = models.CharField(max_length=20, blank=True)
    """Why the bytes we have are not the whole (`too_big`, `unreadable`, `cut_off`); `size` is then the whole's."""
    recipient = models.CharField(max_length=320, blank=True)
    """The address it was handed over for, where whoever brought it said so."""
    arrived_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(max_length=60, blank=True)
    """By which rule, as a code: `token`, `references`, `new`, `duplicate`, `unreadable`, …"""
    detail = models.TextField(blank=True)
    message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="arrivals"
    )
    tries = models.PositiveSmallIntegerField(default=0)
    """Claims so far: counted before it is read, so that one that kills the process is found out."""
    tried_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    took_ms = models.PositiveIntegerField(null=True)
    emptied_at = models.DateTimeField(null=True)
    """When its bytes were thrown away, because they were old enough; what was read out of them stays."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "server_id"], name="one_arrival_per_server_id"
            )
        ]
        indexes = [
            models.Index(fields=["arrived_at"], name="arrival_waiting", condition=Q(outcome="")),
            models.Index(fields=["outcome", "-arrived_at", "-id"], name="arrival_by_outcome"),
            models.Index(fields=["-arrived_at", "-id"], name="arrival_by_age"),
            models.Index(fields=["account", "-arrived_at", "-id"], name="arrival_by_account"),
            models.Index(
                fields=["arrived_at", "id"],
                name="arrival_with_bytes",
                condition=Q(emptied_at=None, outcome__in=["joined", "opened", "ignored"]),
            ),
            models.Index(fields=["sha256"], name="arrival_by_content"),
            models.Index(fields=["mail_id"], name="arrival_by_mail_id", condition=~Q(mail_id="")),
            GinIndex(
                OpClass(Upper("sender"), name="gin_trgm_ops"),
                OpClass(Upper("subject"), name="gin_trgm_ops"),
                name="arrival_by_words",
            ),
        ]

    @property
    def has_bytes(self) -> bool:
        """Whether it is still there as it came."""
        return self.outcome != Arrival.Outcome.DELETED and self.emptied_at is None

    @property
    def folder(self) -> str:
        """Where it lies on a server with folders."""
        return self.server_id.rsplit("/", 2)[0] if self.source == "email" else ""


class DeletedThread(models.Model):
    """The reply address of a deleted case: who still answers to it gets a new case, which says so."""

    token = models.CharField(max_length=32, primary_key=True)
    number = models.BigIntegerField()
    """Of the case."""
    deleted_at = models.DateTimeField()


class Leftover(models.Model):
    """Bytes somebody let go of: removed from the store once they are old enough and nobody else uses them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="leftover_by_age")]
