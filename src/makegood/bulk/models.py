"""Macros, and decisions carried out on many cases."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff


class Macro(models.Model):
    """Steps under a name. `staff` null: everybody's. What it does is in its latest version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.CASCADE, related_name="macros")
    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    """The number of the version in force."""
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "name"],
                condition=Q(is_active=True),
                name="one_macro_per_name",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.name


class MacroVersion(models.Model):
    """A macro as it was saved once: never changed, so that what was done can still be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    macro = models.ForeignKey(Macro, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    steps = models.JSONField(default=list)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["macro", "number"], name="one_version_per_number")
        ]


class Bulk(models.Model):
    """One decision for a set of cases, fixed when it was started: `steps` on every one of them.

    `undoes` is set on one that takes another back. The counts are of its outcomes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="bulks")
    """Who started it, and whose doors it goes through."""
    macro = models.ForeignKey(
        MacroVersion, null=True, on_delete=models.SET_NULL, related_name="bulks"
    )
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    steps = models.JSONField(default=list)
    """As they were started with: the words of answers are in them, not only the names of templates."""
    chosen = models.CharField(max_length=500, blank=True)
    """How the cases were chosen: the question asked of the inbox; empty when they were marked one by one."""
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    stopped = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="bulk_by_age"),
            models.Index(fields=["by", "-asked_at", "-id"], name="bulk_by_starter"),
            models.Index(fields=["asked_at"], name="bulk_under_way", condition=Q(ended_at=None)),
        ]

    @property
    def handled(self) -> int:
        """How many cases it has come to."""
        return self.done + self.skipped + self.refused + self.changed + self.failed + self.stopped


class Outcome(models.Model):
    """One case of a bulk: what was seen of it when it was chosen, and what became of it."""

    class Result(models.TextChoices):
        WAITING = ""
        DONE = "done"
        SKIPPED = "skipped"
        """There was nothing to do."""
        REFUSED = "refused"
        CHANGED = "changed"
        """Somebody changed, meanwhile, what the steps build upon."""
        FAILED = "failed"
        """Something broke; nothing was done."""
        STOPPED = "stopped"
        """The bulk was stopped before its turn came."""

    id = models.BigAutoField(primary_key=True)
    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="outcomes")
    place = models.PositiveIntegerField()
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.BigIntegerField()
    """Of the case: what is left to tell of one that was deleted."""
    seen = models.JSONField(default=dict)
    """The case as it was when it was chosen, as far as steps build upon it; its version among it."""
    result = models.CharField(
        max_length=10, choices=Result.choices, default=Result.WAITING, db_default="", blank=True
    )
    code = models.CharField(max_length=40, blank=True, db_default="")
    """Why it was not done."""
    why = models.TextField(blank=True, db_default="")
    """The same in sentences, in the language of who started it."""
    kept = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    """What was done, part by part, as it takes to undo it."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bulk", "place"], name="one_outcome_per_place"),
            models.UniqueConstraint(fields=["bulk", "number"], name="one_outcome_per_case"),
        ]
        indexes = [
            models.Index(fields=["bulk", "place"], name="outcome_waiting", condition=Q(result="")),
            models.Index(fields=["bulk", "result", "place"], name="outcome_by_result"),
        ]
