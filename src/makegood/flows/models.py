"""Flows with their versions, their runs with what came of each step, and what customers were told."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.flows.rules.quiet import Quiet
from makegood.flows.rules.steps import Plan, plan_of
from makegood.kernel.ids import new_id
from makegood.messages.models import Message
from makegood.people.models import Customer, Staff
from makegood.shops.models import Order, Parcel, Shop


class Flow(models.Model):
    """When this happens, then that is done; what exactly is in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="flows")
    ready = models.CharField(max_length=20, blank=True)
    """Which of the ready-made ones it came as; empty for one of the shop's own."""
    name = models.CharField(max_length=80, blank=True)
    """As its owner calls it; empty: as the ready-made one is called in the reader's language."""
    on_since = models.DateTimeField(null=True)
    """Since when it is switched on; null: it is off. What happened before begins nothing."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "ready"], condition=~Q(ready=""), name="one_flow_per_ready_made"
            )
        ]
        indexes = [
            models.Index(
                fields=["shop"], condition=Q(on_since__isnull=False), name="flow_switched_on"
            )
        ]

    @property
    def is_on(self) -> bool:
        return self.on_since is not None


class Version(models.Model):
    """A flow as it was published, never changed; the newest may be a draft, which nothing goes by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    plan = models.JSONField()
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    """When it was published, or the draft was saved last."""
    is_draft = models.BooleanField(default=False)
    is_newest = models.BooleanField(default=False)
    """What runs begin with now."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["flow", "number"], name="one_flow_version_per_number"),
            models.UniqueConstraint(
                fields=["flow"], condition=Q(is_draft=True), name="one_draft_per_flow"
            ),
            models.UniqueConstraint(
                fields=["flow"], condition=Q(is_newest=True), name="one_newest_version_per_flow"
            ),
            models.CheckConstraint(
                condition=~Q(is_draft=True, is_newest=True), name="no_run_goes_by_a_draft"
            ),
        ]

    @property
    def read(self) -> Plan:
        return plan_of(self.plan)


class Run(models.Model):
    """A flow going for one order, parcel, case or promise (`key`), step by step. It is due at `due_at` until it has ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="runs", db_index=False)
    version = models.ForeignKey(
        Version, on_delete=models.RESTRICT, related_name="runs", db_index=False
    )
    key = models.CharField(max_length=60)
    """What it is about: a flow runs once for each."""
    order = models.ForeignKey(Order, null=True, on_delete=models.CASCADE, related_name="runs")
    parcel = models.ForeignKey(
        Parcel, null=True, on_delete=models.SET_NULL, related_name="runs", db_index=False
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="runs")
    """What it is about, or has opened."""
    begun_at = models.DateTimeField()
    """When that happened which it begins with."""
    place = models.PositiveSmallIntegerField(default=0)
    """Which step is next."""
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True)
    """Of `rules.deciding.REASONS`: what it waits for, or why it ended."""
    failures = models.PositiveSmallIntegerField(default=0)
    """Tries of the next step that broke."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["flow", "key"], name="one_run_per_flow_and_thing"),
            models.CheckConstraint(
                condition=Q(due_at=None, ended_at__isnull=False)
                | Q(due_at__isnull=False, ended_at=None),
                name="run_is_due_until_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(ended_at=None), name="run_due"),
            models.Index(fields=["flow", "-id"], name="run_by_flow"),
            models.Index(fields=["ended_at"], condition=Q(due_at=None), name="run_by_end"),
        ]


class Entry(models.Model):
    """What a run did at a step, or left undone, and why. Each step comes to one end, once."""

    class Do(models.TextChoices):
        ACT = "act"
        SKIP = "skip"
        END = "end"

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="entries", db_index=False)
    place = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=10)
    """What the step does, of `rules.steps.SORTS`."""
    station = models.CharField(max_length=12, blank=True)
    do = models.CharField(max_length=4, choices=Do.choices)
    reason = models.CharField(max_length=20)
    at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "place"], name="one_entry_per_step")]
        indexes = [
            models.Index(
                fields=["at"],
                include=["run"],
                condition=Q(sort="tell", do="act"),
                name="entry_told_lately",
            )
        ]


class Told(models.Model):
    """That the customer was told of a station of an order's or parcel's way: once, whatever tells it."""

    id = models.BigAutoField(primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+", db_index=False)
    parcel = models.ForeignKey(
        Parcel, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    station = models.CharField(max_length=12)
    at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "parcel", "station"],
                name="told_once_of_each_station",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["parcel"], name="told_by_parcel")]


class Declined(models.Model):
    """That a customer does not want to be told first: flows write to them no more. Cases and promises stay what they are."""

    customer = models.OneToOneField(
        Customer, primary_key=True, on_delete=models.CASCADE, related_name="declined"
    )
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()


class QuietHours(models.Model):
    """When the shop's customers are not written to by flows, by their own clocks."""

    shop = models.OneToOneField(
        Shop, primary_key=True, on_delete=models.CASCADE, related_name="quiet_hours"
    )
    since = models.PositiveSmallIntegerField(default=21 * 60)
    """Minutes of the day; `until` likewise. The same twice: at any hour."""
    until = models.PositiveSmallIntegerField(default=8 * 60)
    keeps_holidays = models.BooleanField(default=True)
    keeps_sundays = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lt=1440, until__lt=1440), name="quiet_hours_are_of_a_day"
            )
        ]

    @property
    def read(self) -> Quiet:
        return Quiet(self.since, self.until, self.keeps_holidays, self.keeps_sundays)
