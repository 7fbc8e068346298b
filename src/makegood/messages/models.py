"""Accounts, arrivals, threads, messages and the outbox."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff
from makegood.shops.models import Shop, Supplier

PHONE = "phone"
"""The channel of what was said, not written."""


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


class Thread(models.Model):
    """One conversation with one side about a case; its token is in the reply address."""

    class With(models.TextChoices):
        CUSTOMER = "customer"
        SUPPLIER = "supplier"
        CARRIER = "carrier"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="threads")
    side = models.CharField(max_length=10, choices=With.choices, default=With.CUSTOMER)
    token = models.CharField(max_length=32, unique=True)
    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=160, blank=True)
    """Who is on the other side, of a supplier or carrier; `address` is where they are written to first."""
    address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    @property
    def is_with_customer(self) -> bool:
        return self.side == Thread.With.CUSTOMER

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(side="customer"), name="one_customer_thread_per_case"
            )
        ]


class Message(models.Model):
    """Something said, in either direction. `reply_text` is what was written now, `quoted_text` what was quoted,
    `signature` the name card and what programs and lawyers put below it."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    class Purpose(models.TextChoices):
        WORD = "word"
        """A person's words."""
        ACKNOWLEDGEMENT = "acknowledgement"
        NOTICE = "notice"
        """Sent by the desk: an invitation, an update nobody wrote."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="messages")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="messages")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=20)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.WORD)
    author = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=320, blank=True)
    to = models.JSONField(default=list)
    """[[name, address], …]; `cc` likewise."""
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    """Sanitised."""
    reply_text = models.TextField(blank=True)
    quoted_text = models.TextField(blank=True)
    signature = models.TextField(blank=True, default="", db_default="")
    language = models.CharField(max_length=10, blank=True)
    auto = models.CharField(max_length=20, default="none")
    message_id = models.CharField(max_length=998, blank=True)
    in_reply_to = models.CharField(max_length=998, blank=True)
    references = ArrayField(models.CharField(max_length=998), default=list, blank=True)
    conversation = models.CharField(max_length=32, blank=True, default="", db_default="")
    """The root of Outlook's Thread-Index, hexadecimal: another sign of what belongs together."""
    at = models.DateTimeField()
    """When it was received, or when it was sent (until then: when it was written)."""
    words = SearchVectorField(null=True)
    """Filled by a trigger: the words of subject, text and sender, stemmed in the message's language and plain."""

    class Meta:
        indexes = [
            models.Index(fields=["case", "at", "id"], name="message_by_case"),
            models.Index(fields=["message_id"], name="message_by_id", condition=~Q(message_id="")),
            models.Index(
                fields=["conversation"],
                name="message_by_conversation",
                condition=~Q(conversation=""),
            ),
            models.Index(fields=["-at", "-id"], name="message_by_age"),
            # With the month, so that a search need not visit every place a word ever stood in.
            GinIndex(
                models.F("words"),
                models.Func("at", function="makegood_month"),
                name="message_words_by_month",
                fastupdate=False,
            ),
        ]

    @property
    def is_spoken(self) -> bool:
        """Whether it was said on the phone: there are no words to show a customer, and no address to answer to."""
        return self.channel == PHONE

    @property
    def is_word(self) -> bool:
        """Whether a person said it: no machine's report, no letter of the desk's own."""
        return self.auto == "none" and self.purpose == self.Purpose.WORD


class Call(models.Model):
    """A talk on the phone. It runs from `started_at` until it is ended; `summary` is for colleagues only.

    Once it has ended, and somebody was reached, it is a message of channel `phone` on its case, without words of its own.
    """

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="calls")
    staff = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="calls")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="calls")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    number = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    was_reached = models.BooleanField(default=True)
    summary = models.TextField(blank=True)
    message = models.OneToOneField(
        Message, null=True, on_delete=models.SET_NULL, related_name="call"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=Q(ended_at=None), name="one_call_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["staff", "-started_at"], name="call_by_staff")]


class OtherId(models.Model):
    """A Message-ID a server gave a message of ours in place of our own: answers refer to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="other_ids")
    mail_id = models.CharField(max_length=998)

    class Meta:
        indexes = [models.Index(fields=["mail_id"], name="message_by_other_id")]


class Attachment(models.Model):
    """A file that came or goes with a message; the bytes are in `kernel.files`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="attachments", null=True
    )
    draft = models.ForeignKey(
        "Draft", on_delete=models.SET_NULL, related_name="attachments", null=True
    )
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=255, blank=True)
    is_inline = models.BooleanField(default=False)


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


class Template(models.Model):
    """A prepared answer; `{{ customer.first_name }}` and its like fill themselves from the case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10)
    tone = models.CharField(max_length=10, blank=True, default="", db_default="")
    """`formal` or `informal`; empty: fits either, or the language makes no difference."""
    asks = models.CharField(max_length=20, blank=True, default="", db_default="")
    """What it asks the customer for (`rules.offering.ASKED`); empty: for nothing in particular."""
    body = models.TextField()
    promise_kind = models.CharField(max_length=10, blank=True, default="", db_default="")
    """What an answer made from it promises, as the promises room calls it; empty: nothing by itself."""
    promise_days = models.PositiveSmallIntegerField(null=True)
    """Within so many working days."""
    used = models.PositiveIntegerField(default=0, db_default=0)
    """How often it was put into an answer."""
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(promise_kind="", promise_days=None)
                | ~Q(promise_kind="") & Q(promise_days__isnull=False, promise_days__gte=1),
                name="template_promises_by_a_day",
            ),
            models.UniqueConstraint(
                fields=["shop", "language", "name", "tone"], name="one_template_per_name_and_tone"
            ),
        ]


class Draft(models.Model):
    """What an agent is writing, saved as they type. `version` refuses an older tab's text.

    `thread` is a supplier's or carrier's; null: to the customer. `to` empty: to whom the rules say.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="drafts")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="drafts")
    body = models.TextField(blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    promise_text = models.CharField(max_length=200, blank=True)
    promise_due_at = models.DateTimeField(null=True)
    promised_by = models.ForeignKey(
        Template, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The last prepared answer put into it that promises something by itself."""
    is_prepared = models.BooleanField(default=False, db_default=False)
    """Written by the desk, and nobody has put a hand to it since."""
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "staff"],
                condition=Q(thread=None),
                name="one_draft_per_person_and_customer",
            ),
            models.UniqueConstraint(
                fields=["thread", "staff"], name="one_draft_per_person_and_thread"
            ),
        ]


class EarlierDraft(models.Model):
    """What stood in somebody's draft before: kept at each pause, and whenever words would else be lost. The last twenty."""

    class Why(models.TextChoices):
        PAUSE = "pause"
        SHORTENED = "shortened"
        """Much of it was deleted at once."""
        OTHER_WINDOW = "other_window"
        """Typed in a window that did not know of what another had saved."""
        DISCARDED = "discarded"
        REPLACED = "replaced"
        """An earlier one was put back in its place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="earlier_drafts")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    why = models.CharField(max_length=20, choices=Why.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "staff", "-at", "-id"], name="earlier_by_draft")]


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
