"""The case and what is written on its cover."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.ids import new_id
from makegood.people.models import Customer, Staff, Team
from makegood.shops.models import Order, Product, Shop

IN_QUEUE = Q(closed_at=None, snoozed_until=None)
"""The cases the inbox shows: open, and not put aside. The queue's indexes hold only these."""

ASKED_OF_OPEN = (
    "kind",
    "turn",
    "language",
    "channel",
    "assignee",
    "team",
    "customer",
    "owed",
    "opened_at",
    "heard_at",
    "told_at",
    "alarm_at",
)


class Tag(models.Model):
    """A word the shop sorts its cases by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One matter of one customer, from the first word to the last.

    `queue_at` is when its most urgent open promise falls due, `FAR_FUTURE` when nothing is owed: the
    inbox is this column in order. `promises` keeps it, through `actions.queueing`.
    """

    class Kind(models.TextChoices):
        UNKNOWN = ""
        WHERE_IS_IT = "where_is_it"
        LATE = "late"
        LOST = "lost"
        DAMAGED = "damaged"
        WRONG_ITEM = "wrong_item"
        MISSING_PART = "missing_part"
        NOT_AS_DESCRIBED = "not_as_described"
        DEFECTIVE = "defective"
        RETURN = "return"
        EXCHANGE = "exchange"
        WARRANTY = "warranty"
        REPAIR = "repair"
        CANCEL = "cancel"
        ADD_ITEM = "add_item"
        ORDER_FAILED = "order_failed"
        DOUBLE_CHARGE = "double_charge"
        UNKNOWN_CHARGE = "unknown_charge"
        BILLING = "billing"
        PRICE_MATCH = "price_match"
        PROMO_CODE = "promo_code"
        CONDUCT = "conduct"
        """A complaint about a person of the shop, or of a carrier."""
        DATA_REQUEST = "data_request"
        PUBLIC = "public"
        """A complaint made in public: a review, a comment."""
        OTHER = "other"

    class Turn(models.TextChoices):
        US = "us"
        CUSTOMER = "customer"
        OTHERS = "others"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.BigIntegerField(unique=True)
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="cases")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="cases"
    )
    order = models.ForeignKey(Order, null=True, on_delete=models.SET_NULL, related_name="cases")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.UNKNOWN, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    preview = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=20)
    turn = models.CharField(max_length=10, choices=Turn.choices, default=Turn.US)
    assignee = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="cases")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="cases")
    tags = models.ManyToManyField(Tag, related_name="cases", blank=True)
    opened_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    """When the customer last said something."""
    told_at = models.DateTimeField(null=True)
    """When the customer last had word from a person here (an acknowledgement is no word)."""
    queue_at = models.DateTimeField(default=FAR_FUTURE)
    queue_kind = models.CharField(max_length=10, blank=True)
    """What falls due at `queue_at`: an answer, news, money, …"""
    owed = models.PositiveSmallIntegerField(default=0)
    """How many open promises somebody waits for; silence falling due is not one of them."""
    law_risk = models.CharField(max_length=10, blank=True, default="", db_default="")
    """What a duty of the law that is open costs when its time goes by: accepted, doubled, surcharge, per_day; empty: nothing."""
    law_risk_at = models.DateTimeField(null=True)
    """When it goes by, or went."""
    law_cost_minor = models.BigIntegerField(null=True)
    law_cost_currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    """What being late has come to, by the last look at the law; null: nothing yet, or nobody knows."""
    signs = ArrayField(models.CharField(max_length=12), null=True)
    """What the customer's words tell of their mood and of threats, as kinds; null: nothing. `moods` keeps it."""
    alarm_at = models.DateTimeField(null=True)
    """Since when that weighs enough for the case to go before the others, until a person answers."""
    snoozed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    """Counts changes to the cover, for compare-and-set."""

    class Meta:
        indexes = [
            # With all that queries ask of an open case, so that none is read to be counted: docs/decisions/0035.
            models.Index(
                fields=["queue_at", "id"],
                include=ASKED_OF_OPEN,
                name="case_queue_asked",
                condition=IN_QUEUE,
            ),
            models.Index(
                fields=["assignee", "queue_at", "id"], name="case_queue_mine", condition=IN_QUEUE
            ),
            models.Index(
                fields=["queue_at", "id"],
                name="case_queue_unassigned",
                condition=IN_QUEUE & Q(assignee=None),
            ),
            models.Index(
                fields=["queue_at", "id"],
                name="case_queue_ours",
                condition=IN_QUEUE & Q(turn="us"),
            ),
            models.Index(
                fields=["queue_at", "id"],
                name="case_queue_theirs",
                condition=IN_QUEUE & ~Q(turn="us"),
            ),
            models.Index(
                fields=["queue_at", "id"],
                name="case_queue_alarm",
                condition=IN_QUEUE & Q(alarm_at__isnull=False),
            ),
            GinIndex(fields=["signs"], name="case_signs", condition=Q(signs__isnull=False)),
            models.Index(
                fields=["kind", "queue_at", "id"], name="case_queue_kind", condition=IN_QUEUE
            ),
            models.Index(
                fields=["id"],
                name="case_owes_nothing",
                condition=Q(closed_at=None, queue_at=FAR_FUTURE),
            ),
            models.Index(
                fields=["-closed_at", "-id"],
                name="case_closed",
                condition=Q(closed_at__isnull=False, merged_into=None),
            ),
            models.Index(
                fields=["changed_at", "id"],
                name="case_closed_quiet",
                condition=Q(closed_at__isnull=False, merged_into=None),
            ),
            models.Index(fields=["customer", "-opened_at"], name="case_by_customer"),
            models.Index(fields=["-changed_at", "-id"], name="case_by_change"),
            models.Index(
                fields=["kind", "-opened_at"],
                name="case_by_kind",
                condition=Q(merged_into=None) & ~Q(kind=""),
            ),
            models.Index(
                fields=["snoozed_until", "id"],
                name="case_snoozed",
                condition=Q(snoozed_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_snoozed(self) -> bool:
        return self.snoozed_until is not None

    @property
    def owes_something(self) -> bool:
        return self.queue_at < FAR_FUTURE


class LinkedCase(models.Model):
    """That two cases have to do with each other: `case` came from `other`. Read in both directions."""

    class Why(models.TextChoices):
        AFTER_CLOSED = "new_after_closed"
        """A message went on with `other`, closed, about something else."""
        OTHER_ORDER = "other_order"
        """A message went on with `other`, about another order."""
        STRANGER = "stranger"
        """Somebody unknown on `other` referred to it."""
        SPLIT = "split"
        """Messages of `other` were taken out of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_out")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_in")
    why = models.CharField(max_length=20, choices=Why.choices)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="one_link_per_pair"),
            models.CheckConstraint(
                condition=~Q(case=models.F("other")), name="no_case_linked_to_itself"
            ),
        ]


class Rearrangement(models.Model):
    """Two cases joined (`case` went into `other`), or one split (`other` came out of `case`), and how it was before.

    `kept` holds, for each room, its rows before and after: they are put back only while they are still as they were after.
    """

    class Kind(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rearrangements")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    kept = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)


class Fact(models.Model):
    """Something known of the case: key (`what_happened`, `order`, `product`, `failed_step`, `expectation`, …) and value."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(max_length=40)
    value = models.TextField()
    source = models.CharField(max_length=20)
    """Who said so: `customer`, `staff`, `desk` (worked out)."""
    evidence = models.CharField(max_length=50, blank=True, default="", db_default="")
    """What it rests on, as `message:<id>`, `file:<id>` or `note:<id>`; empty: nothing is named."""
    because = models.CharField(max_length=300, blank=True, default="", db_default="")
    """What it rests on, in words."""
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, db_default=1)
    """Counts changes, for compare-and-set."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="one_fact_per_key"),
            models.CheckConstraint(
                condition=Q(evidence="")
                | Q(evidence__regex=r"^(message|file|note):[0-9a-f-]{36}$"),
                name="evidence_is_something_said",
            ),
        ]

    @property
    def stamp(self) -> str:
        """The fact as it is now: another one stands here when it was changed, or removed and told again."""
        return f"{self.pk.hex}.{self.version}"


class FactRequest(models.Model):
    """What a customer was asked by a form of its own: a link that shows these questions and nothing else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="fact_requests")
    keys = models.JSONField(default=list)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)


class Note(models.Model):
    """A word among colleagues; no customer ever sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField()
    mentions = models.ManyToManyField(Staff, related_name="+", blank=True)
    at = models.DateTimeField()
    words = SearchVectorField(null=True)
    """Filled by a trigger, as a message's: stemmed in the writer's language and plain."""

    class Meta:
        indexes = [GinIndex(fields=["words"], name="note_words")]


class Follower(models.Model):
    """A colleague who wants to hear what happens to a case, though it need not be theirs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="follows")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "staff"], name="one_follower_per_case")
        ]


class Snooze(models.Model):
    """The case put aside until a day; it wakes earlier when the customer writes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="snoozes")
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    woke_at = models.DateTimeField(null=True)


class Closure(models.Model):
    """The end of a case: who ended it, when, and why although somebody waits (`reason`, may be empty)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(reopened_at=None), name="one_closure_in_force"
            )
        ]


class SavedView(models.Model):
    """A question asked of the inbox often enough to have a name, in the desk's query language. `staff` null: everybody's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=1000, blank=True, db_default="")
    group = models.CharField(max_length=10, blank=True, db_default="")
    """What its cases are grouped by: order, customer, product; empty: by nothing."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "name"], name="one_view_per_name", nulls_distinct=False
            )
        ]


class QueueLook(models.Model):
    """How somebody likes their queue: how close the rows stand, what they leave out, and what it opens with."""

    class Density(models.TextChoices):
        COMFORTABLE = "comfortable"
        COMPACT = "compact"

    staff = models.OneToOneField(
        Staff, primary_key=True, on_delete=models.CASCADE, related_name="queue_look"
    )
    density = models.CharField(max_length=12, choices=Density.choices, default=Density.COMFORTABLE)
    hidden = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    """The parts of a row not shown; what comes later is shown to everybody."""
    opens_with = models.CharField(max_length=1000, blank=True)
    """The query the inbox begins with."""


class StatusLink(models.Model):
    """The customer's way to the case without an account: signed, and dead once `revoked_at` is set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Incident(models.Model):
    """One thing that happened to many cases: a lost parcel, a fault of a product, a site that was down.

    `parcel`, or `product` with `kind`, say which cases fit; nothing of it set: none is suggested.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    """What is known of it, for colleagues."""
    product = models.ForeignKey(Product, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20, choices=Case.Kind.choices, default="", blank=True)
    parcel = models.CharField(max_length=80, blank=True)
    """A parcel's number, as it was entered; `parcel_key` is what is compared."""
    parcel_key = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    resolution = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="incident_by_age"),
            models.Index(
                fields=["-opened_at", "-id"], name="incident_open", condition=Q(resolved_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


class CaseInIncident(models.Model):
    """That a case is part of an incident; of one at most."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="members")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="in_incident")
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["incident", "-id"], name="incident_members")]
