"""The lines to shop systems: what is connected, how far it is read, what it said and what could not be read."""

from django.db import models

from makegood.kernel.ids import new_id


class Standing(models.TextChoices):
    """Where an order stands, in our words; `shops.ports.Standing` are the same."""

    UNPAID = "unpaid"
    PREPARING = "preparing"
    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Connection(models.Model):
    """One shop system that is read. `settings` are the connector's own, `secret` its secrets, sealed together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(max_length=30)
    """The connector's name: `woocommerce`."""
    name = models.CharField(max_length=120)
    settings = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    orders_cursor = models.JSONField(default=dict)
    """How far orders were read, in the connector's own terms."""
    products_cursor = models.JSONField(default=dict)
    read = models.PositiveIntegerField(default=0)
    """Orders read in the first import so far; `left` as many more as the shop said there are."""
    left = models.PositiveIntegerField(null=True)
    imported_at = models.DateTimeField(null=True)
    """When the first import had read everything there was."""
    swept_at = models.DateTimeField(null=True)
    """When it was last known that nothing more had changed."""
    hinted_at = models.DateTimeField(null=True)
    """When the shop last called us."""
    due_at = models.DateTimeField()
    """When it is read next."""
    failing_since = models.DateTimeField(null=True)
    """Since when reading fails; null while it works."""
    failure = models.JSONField(default=dict)
    """Why: `step`, `code`, `detail`; empty while it works."""
    failures = models.PositiveIntegerField(default=0)
    """Tries that failed since the last that worked."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failing_since=None, failures=0)
                | models.Q(failing_since__isnull=False, failures__gt=0),
                name="failing_since_the_first_failure",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="connection_due", condition=models.Q(is_active=True)
            )
        ]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """What a shop said of one thing, as it came, in its latest version. The row that decides what is newer."""

    class Kind(models.TextChoices):
        ORDER = "order"
        PRODUCT = "product"

    id = models.BigAutoField(primary_key=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    external_id = models.CharField(max_length=120)
    changed_at = models.DateTimeField()
    """The version: when it was last changed there, as the shop says."""
    read_at = models.DateTimeField()
    """When we began to read it: of two readings of one version the later one counts."""
    digest = models.CharField(max_length=64)
    raw = models.TextField()
    gone_at = models.DateTimeField(null=True)
    """When the shop said that it has no such thing any more."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "kind", "external_id"], name="one_document_per_thing"
            )
        ]


class StateMapping(models.Model):
    """What a state of a shop means in our words. `is_chosen`: by the owner; else it is what such shops usually mean."""

    id = models.BigAutoField(primary_key=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(max_length=80)
    name = models.CharField(max_length=160, blank=True)
    """As the shop's own staff read it."""
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.UNKNOWN)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "state"], name="one_meaning_per_state")
        ]

    def __str__(self) -> str:
        return self.name or self.state


class Hint(models.Model):
    """A webhook that was signed: something to read again. Its body is kept as it came until then."""

    id = models.BigAutoField(primary_key=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="hints")
    event_id = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    """SHA-256 of the body: shops send other news under an id they used before."""
    order_id = models.CharField(max_length=120)
    body = models.BinaryField()
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    """When the order it speaks of was read for it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "event_id", "digest"], name="one_hint_per_delivery"
            )
        ]
        indexes = [
            models.Index(
                fields=["connection", "id"],
                name="hint_waiting",
                condition=models.Q(read_at=None),
            ),
            models.Index(fields=["received_at"], name="hint_by_age"),
        ]


class Refusal(models.Model):
    """Something of a shop that can't be taken in as it is: which, why, and what the shop said. It goes when it can."""

    id = models.BigAutoField(primary_key=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="refusals")
    kind = models.CharField(max_length=10, choices=Document.Kind.choices)
    external_id = models.CharField(max_length=120)
    why = models.CharField(max_length=300)
    raw = models.TextField()
    """Empty after a month: whose it is nobody can tell, so it would go with no customer."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "kind", "external_id"], name="one_refusal_per_thing"
            )
        ]
        indexes = [models.Index(fields=["connection", "-id"], name="refusal_by_age")]
