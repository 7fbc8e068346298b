"""What was said, in either direction, and what came with it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.messages.models.accounts import Account
from makegood.people.models import Staff
from makegood.shops.models import Shop, Supplier

PHONE = "phone"
"""The channel of what was said, not written."""


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
