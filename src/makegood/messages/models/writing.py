"""Words not said yet, and words prepared."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.messages.models.talk import Thread
from makegood.people.models import Staff
from makegood.shops.models import Shop


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
