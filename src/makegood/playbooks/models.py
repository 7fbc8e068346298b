"""Playbooks with their versions, the cases that go by them, and guides to products."""

from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff
from makegood.playbooks.rules import Stage, stages_of
from makegood.shops.models import Product, Shop


class Playbook(models.Model):
    """What to do with one kind of case, in one language; its words are in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="playbooks")
    kind = models.CharField(max_length=20, blank=True)
    """A case's kind; empty for cases not sorted yet."""
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "kind", "language"], name="one_playbook_per_kind_and_language"
            )
        ]


class Version(models.Model):
    """A playbook as it stood from a day on; never changed, so that a case in work keeps what it began with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    stages = models.JSONField()
    is_ready_made = models.BooleanField(default=False)
    """As it came with the desk."""
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    is_newest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["playbook", "number"], name="one_playbook_version_per_number"
            ),
            models.UniqueConstraint(
                fields=["playbook"],
                condition=Q(is_newest=True),
                name="one_newest_version_per_playbook",
            ),
        ]

    @property
    def read(self) -> tuple[Stage, ...]:
        return stages_of(self.stages)


class Course(models.Model):
    """A case going by one version of a playbook, since its first step was done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="courses")
    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="courses")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="courses")
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "playbook"], name="one_course_per_playbook")
        ]


class Tick(models.Model):
    """A step that was done: by whom, when. Taken back, the row goes; the log keeps both."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="ticks")
    step = models.CharField(max_length=40)
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "step"], name="one_tick_per_step")]


class Guide(models.Model):
    """First help with a product, or with all whose name or number holds `match`: questions, answers, advice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="guides")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    product = models.ForeignKey(
        Product, null=True, on_delete=models.SET_NULL, related_name="guides"
    )
    match = models.CharField(max_length=80, blank=True)
    """Part of a product's name or number (a sort of products); used where no single product is named."""
    text = models.TextField()
    """As its owner wrote it; `rules.read_guide` reads it."""
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["shop", "language"], name="guide_offered", condition=Q(is_active=True)
            )
        ]


class Attempt(models.Model):
    """That a guide's advice was tried on a case, and whether it helped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attempts")
    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="attempts")
    advice = models.CharField(max_length=500)
    solved = models.BooleanField()
    by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "guide", "advice"], name="one_attempt_per_advice"
            )
        ]
