"""What is given beyond the law, and who said yes."""

from django.db import models
from django.db.models import F, Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.kernel.money import Money
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.rulebook.rules.tables import FORMS


class Approval(models.Model):
    """That something is given on a case beyond what the law gives: what, why, who asked, and how it was decided."""

    class Kind(models.TextChoices):
        MONEY = "money"
        RIGHT = "right"
        """A right that the law, or the house's rules, refuse."""

    class Decision(models.TextChoices):
        OPEN = ""
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="approvals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount_minor = models.BigIntegerField()
    """Of money: how much. Of a right: what the goods cost that it is about, as far as the shop told."""
    currency = models.CharField(max_length=3)
    form = models.CharField(max_length=10, choices=[(one, one) for one in FORMS], blank=True)
    """As what money is given."""
    within_days = models.PositiveSmallIntegerField(null=True)
    """How many working days it takes until it is paid, from when it is granted."""
    right = models.CharField(max_length=40, blank=True)
    """As the law names it (`policy`)."""
    line = models.CharField(max_length=12, blank=True)
    """Of the order, by its position; empty: all of it."""
    until = models.DateField(null=True)
    """The last day of a right; null: without end."""
    table_minor = models.BigIntegerField(null=True)
    """What the house's table had for the incident; null: no row fitted, or it was not asked."""
    rules_number = models.PositiveIntegerField(default=0)
    """The version of the house's rules it was judged by."""
    incident = models.JSONField(default=dict)
    """What was known of the incident, as `rulebook.rules.granting.Incident`."""
    reason = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    needs_second = models.BooleanField()
    """Whether it was above the limit of who asked."""
    remind_at = models.DateTimeField(null=True)
    """When those who may decide it are reminded; null: nobody is, any more."""
    reminded = models.PositiveSmallIntegerField(default=0, db_default=0)
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.OPEN, blank=True
    )
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    """What the second person said."""
    promise = models.ForeignKey(
        Promise, null=True, on_delete=models.SET_NULL, related_name="approvals"
    )
    """Of money: that it will be paid."""

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="approval_to_decide", condition=Q(decision="")),
            models.Index(
                fields=["remind_at"],
                name="approval_to_remind_of",
                condition=Q(decision="", remind_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(decision=""), name="one_open_approval_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | ~Q(decision="") & Q(decided_at__isnull=False),
                name="decision_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False)
                | ~Q(decision__in=["granted", "refused"])
                | Q(decided_by=None)
                | Q(asked_by=None)
                | ~Q(decided_by=F("asked_by")),
                name="nobody_decides_what_they_asked",
            ),
            models.CheckConstraint(
                condition=Q(kind="money", amount_minor__gt=0, right="", within_days__isnull=False)
                & ~Q(form="")
                | Q(kind="right", amount_minor__gte=0, form="", within_days=None, promise=None)
                & ~Q(right=""),
                name="money_or_a_right_is_given",
            ),
            models.CheckConstraint(
                condition=~Q(decision="refused") | ~Q(note=""), name="refusal_says_why"
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False) | ~Q(reason=""), name="asking_says_why"
            ),
        ]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def table(self) -> Money | None:
        """What the house's table had for it."""
        return None if self.table_minor is None else Money(self.table_minor, self.currency)

    @property
    def case_now(self) -> Case:
        """The case it is about since cases were joined."""
        return self.case.merged_into or self.case

    @property
    def is_open(self) -> bool:
        return self.decision == Approval.Decision.OPEN

    @property
    def is_granted(self) -> bool:
        return self.decision == Approval.Decision.GRANTED
