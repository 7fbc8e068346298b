"""The ledger of promises."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.kernel.money import Money
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.promises.rules.standing import standing
from makegood.shops.models import Parcel, Shop

RESTABLE = ("", "replaced", "released")
"""Ends with which a promise may rest: one that was kept was judged by the time it had left."""


class Promise(models.Model):
    """Something owed to a customer: what, by when, who keeps it, and the message it was made in."""

    class Kind(models.TextChoices):
        ANSWER = "answer"
        NEWS = "news"
        DECISION = "decision"
        MONEY = "money"
        SHIPMENT = "shipment"
        """That a parcel leaves us: kept when its carrier has it."""
        PARCEL = "parcel"
        """That it is with the customer."""
        REPAIR = "repair"
        CALL_BACK = "call_back"
        COLLECTION = "collection"
        """That we, or a carrier for us, fetch something at the customer's."""
        OTHER = "other"

    class Source(models.TextChoices):
        PERSON = "person"
        ACKNOWLEDGEMENT = "acknowledgement"
        SILENCE = "silence"
        LAW = "law"
        TEMPLATE = "template"
        """A prepared answer, by itself; `basis` is its name."""
        PLAYBOOK = "playbook"
        """A stage of the case's playbook; `basis` is the stage's name."""
        FLOW = "flow"
        """A flow, which saw that something went wrong; `basis` is its name."""
        CARRIER = "carrier"
        """The day a carrier expects a parcel, which the customer was told; `basis` is the parcel's number."""

    class End(models.TextChoices):
        OPEN = ""
        KEPT = "kept"
        KEPT_LATE = "kept_late"
        REPLACED = "replaced"
        """Renegotiated: another promise took its place before it broke."""
        RELEASED = "released"
        """No longer owed: the case was closed, the customer let go of it."""

    class Evidence(models.TextChoices):
        """What shows that it was kept."""

        NONE = ""
        MESSAGE = "message"
        CALL = "call"
        PARCEL = "parcel"
        """The carrier says that it was delivered."""
        SHOP = "shop"
        """The shop confirms that the money went back."""
        NOTE = "note"
        """Somebody says so, and how they know."""

    class Pause(models.TextChoices):
        """What a promise that rests waits for."""

        NONE = ""
        ANSWER = "answer"
        """The customer's answer."""
        GOODS = "goods"
        """The customer's goods, on their way to us."""
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(
        Case, db_index=False, on_delete=models.CASCADE, related_name="promises"
    )  # `promise_by_case` begins with it
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=200, blank=True)
    amount_minor = models.BigIntegerField(null=True)
    """Of money: how much, where somebody said."""
    currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    source = models.CharField(max_length=20, choices=Source.choices)
    basis = models.CharField(max_length=120, blank=True, default="", db_default="")
    """What of its source it came from: the rule of the law, and the line of the order if not all; of what the house's rules say the
    time of, their version ("rules:3").
    """
    made_at = models.DateTimeField()
    made_in = models.ForeignKey(
        Message, db_index=False, null=True, on_delete=models.SET_NULL, related_name="promises"
    )
    due_at = models.DateTimeField()
    counted_hours = models.PositiveSmallIntegerField(null=True)
    """Working hours from `made_at` on, where it is due by such: other hours of the shop make it due at another time."""
    owner = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="promises")
    warn_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    """When the next of those it escalates to hear of it; null: nobody does before it breaks."""
    escalated = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How many steps (`rules.warning.STEPS`) it has gone."""
    act_at = models.DateTimeField(null=True)
    """When the desk itself does something about it (`actions.acting`); null: nothing, or nothing more."""
    waits_for = models.ForeignKey(
        "self", db_index=False, null=True, on_delete=models.SET_NULL, related_name="first_of"
    )
    """What must be done first: a refund waits for an inspection."""
    paused_at = models.DateTimeField(null=True)
    """Since when it rests: it neither warns nor breaks, and goes on later by the working time it rested. Stays where it is
    replaced or let go of: owed again, it rests as before.
    """
    pause_reason = models.CharField(
        max_length=10, choices=Pause.choices, default="", db_default="", blank=True
    )
    pause_note = models.CharField(max_length=300, default="", db_default="", blank=True)
    broken_at = models.DateTimeField(null=True)
    """When `due_at` passed unkept; stays set when it is kept late."""
    penalty_minor = models.BigIntegerField(null=True)
    """What being late has come to by law, as far as the case's facts tell; stays when it has ended."""
    penalty_currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    end = models.CharField(max_length=10, choices=End.choices, default=End.OPEN, blank=True)
    ended_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(
        Message, db_index=False, null=True, on_delete=models.SET_NULL, related_name="keeps"
    )
    kept_by_parcel = models.ForeignKey(
        Parcel, db_index=False, null=True, on_delete=models.SET_NULL, related_name="keeps"
    )
    evidence = models.CharField(
        max_length=10, choices=Evidence.choices, default="", db_default="", blank=True
    )
    """Stays when the message or parcel itself is deleted."""
    end_note = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self", db_index=False, null=True, on_delete=models.SET_NULL, related_name="replaces"
    )

    class Meta:
        indexes = [
            models.Index(fields=["case", "due_at"], name="promise_by_case"),
            # What few promises name costs the others nothing.
            models.Index(
                fields=["made_in"], name="promise_made_in", condition=Q(made_in__isnull=False)
            ),
            models.Index(
                fields=["waits_for"], name="promise_waits_for", condition=Q(waits_for__isnull=False)
            ),
            models.Index(
                fields=["kept_by"], name="promise_kept_by", condition=Q(kept_by__isnull=False)
            ),
            models.Index(
                fields=["kept_by_parcel"],
                name="promise_kept_by_parcel",
                condition=Q(kept_by_parcel__isnull=False),
            ),
            models.Index(
                fields=["replaced_by"],
                name="promise_replaced_by",
                condition=Q(replaced_by__isnull=False),
            ),
            models.Index(fields=["due_at"], name="promise_by_due"),
            models.Index(
                fields=["warn_at"],
                name="promise_to_warn",
                condition=Q(end="", warned_at=None, paused_at=None),
            ),
            models.Index(
                fields=["due_at"],
                name="promise_to_break",
                condition=Q(end="", broken_at=None, paused_at=None),
            ),
            models.Index(
                fields=["escalate_at"],
                name="promise_to_escalate",
                condition=Q(end="", paused_at=None, escalate_at__isnull=False),
            ),
            models.Index(
                fields=["act_at"],
                name="promise_to_act",
                condition=Q(end="", paused_at=None, act_at__isnull=False),
            ),
            models.Index(fields=["due_at", "id"], name="promise_open", condition=Q(end="")),
            models.Index(
                fields=["owner", "due_at"], name="promise_load", condition=Q(end="", paused_at=None)
            ),
            models.Index(fields=["id"], name="promise_to_recount", condition=Q(end="")),
            models.Index(
                fields=["-ended_at", "-id"], name="promise_kept_lately", condition=Q(end="kept")
            ),
            models.Index(
                fields=["-broken_at", "-id"],
                name="promise_broken_lately",
                condition=Q(broken_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(penalty_minor=None, penalty_currency="")
                | Q(penalty_minor__isnull=False, penalty_minor__gt=0) & ~Q(penalty_currency=""),
                name="penalty_has_its_currency",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(end="", source="silence"),
                name="one_open_silence_promise_per_case",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(end="", source="acknowledgement"),
                name="one_open_answer_promise_per_case",
            ),
            models.CheckConstraint(
                condition=Q(end="", ended_at=None) | ~Q(end="") & Q(ended_at__isnull=False),
                name="promise_end_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(end__in=["kept", "kept_late"]) & ~Q(evidence="")
                | ~Q(end__in=["kept", "kept_late"]) & Q(evidence=""),
                name="kept_promise_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, pause_reason="")
                | Q(paused_at__isnull=False, end__in=RESTABLE) & ~Q(pause_reason=""),
                name="what_was_kept_does_not_rest",
            ),
            models.CheckConstraint(
                condition=Q(waits_for=None) | ~Q(waits_for=F("id")),
                name="promise_waits_for_another",
            ),
            models.CheckConstraint(
                condition=~Q(evidence="note") | ~Q(end_note=""), name="evidence_by_note_is_told"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor=None, currency="")
                | Q(amount_minor__gt=0, kind="money") & ~Q(currency=""),
                name="only_money_has_an_amount",
            ),
        ]

    @property
    def amount(self) -> Money | None:
        """How much money, where somebody said."""
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)

    @property
    def is_open(self) -> bool:
        return self.end == Promise.End.OPEN

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    def state_at(self, now: datetime) -> str:
        """How it stands then (`rules.standing`)."""
        return standing(
            self.end,
            self.due_at,
            now,
            is_paused=self.is_paused,
            is_warned=self.warned_at is not None,
        )


class LawLook(models.Model):
    """A case of which more is known than when the law was last asked about it."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="law_to_look_at")]


class Recount(models.Model):
    """That all a shop or a member of staff owes is to be worked out anew; `after` is the promise it has come to."""

    shop = models.OneToOneField(Shop, null=True, on_delete=models.CASCADE, related_name="+")
    staff = models.OneToOneField(Staff, null=True, on_delete=models.CASCADE, related_name="+")
    after = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shop__isnull=False, staff=None) | Q(shop=None, staff__isnull=False),
                name="recount_of_shop_or_staff",
            )
        ]
