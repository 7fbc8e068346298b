"""Where words come in and go out, and what the server was last counted to hold."""

from django.db import models
from django.db.models import Q

from makegood.kernel.ids import new_id
from makegood.shops.models import Shop


class Account(models.Model):
    """One channel set up for a shop: a mailbox, the post office. `settings` are the adapter's own, secrets sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="accounts")
    kind = models.CharField(max_length=30)
    """The adapter's name: `email`, `postoffice`."""
    address = models.CharField(max_length=320)
    name = models.CharField(max_length=120, blank=True)
    settings = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    token = models.JSONField(default=dict)
    """On the owner's consent: the access token in force, sealed, until `ends_at`, and the latest refresh token."""
    cursor = models.JSONField(default=dict)
    """How far was read, in the adapter's own terms (IMAP: folder → uidvalidity, uid)."""
    catching_up = models.JSONField(default=dict)
    """While much waits on the server: `done` of `of` since `since`; empty when we are up to date."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    receiving_failed_at = models.DateTimeField(null=True)
    """Since when receiving fails; null while it works."""
    receiving_error = models.JSONField(default=dict)
    sending_failed_at = models.DateTimeField(null=True)
    sending_error = models.JSONField(default=dict)
    retry_at = models.DateTimeField(null=True)
    """When receiving is tried again."""
    failures = models.PositiveIntegerField(default=0)
    """Tries to receive that failed since the last that worked."""
    sending_retry_at = models.DateTimeField(null=True)
    sending_failures = models.PositiveIntegerField(default=0)
    sending_full_until = models.DateTimeField(null=True)
    """When it may send again, having sent as much as its settings allow."""
    answers_paused_at = models.DateTimeField(null=True)
    """Since when a storm keeps it from answering by itself; null while it does."""
    answers_pause = models.JSONField(default=dict)
    """Why: `why` (`domain`, `mailbox`), `domain`, `count`."""
    answers_counted_from = models.DateTimeField(null=True)
    """When it was last told to answer again: what was before is no sign of a storm."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "address"], name="one_account_per_address")
        ]

    @property
    def aliases(self) -> list[str]:
        """Other addresses that are delivered there."""
        found: list[str] = self.settings.get("aliases") or []
        return found


class Census(models.Model):
    """One counting of what lies on an account's server, beside what is in the ledger; `is_fetching`: what was missing, too."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="censuses")
    since = models.DateField(null=True)
    """The first day counted, on the shop's clock; null: everything since the account was connected."""
    is_fetching = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seen = models.PositiveIntegerField(default=0)
    """Messages counted on the server so far."""
    missing = models.PositiveIntegerField(default=0)
    fetched = models.PositiveIntegerField(default=0)
    error = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at=None), name="one_census_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["account", "-asked_at"], name="census_by_account")]


class CensusDay(models.Model):
    """What the last census found of one day of one folder. The day is the shop's, of the arrival at the server."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="census_days")
    folder = models.CharField(max_length=200)
    day = models.DateField()
    on_server = models.PositiveIntegerField()
    with_us = models.PositiveIntegerField()
    coming = models.PositiveIntegerField(default=0)
    """Of those on the server, not read yet: the reading has not got so far."""
    missing = models.PositiveIntegerField(default=0)
    """Of those on the server, passed over by the reading and not with us. There should be none."""
    missing_ids = models.JSONField(default=list)
    """The server's names of the first of them."""
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "folder", "day"], name="one_census_day_per_folder"
            )
        ]

    @property
    def removed(self) -> int:
        """With us and no longer on the server: deleted or moved there by somebody else."""
        return max(0, self.with_us - (self.on_server - self.coming - self.missing))
