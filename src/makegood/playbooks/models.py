"""Playbooks with their versions, the cases that go by them, guides to products, and practice."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel.ids import new_id
from makegood.people.models import Staff
from makegood.playbooks.rules import Point, Stage, held_of, points_of, stages_of
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


class Practice(models.Model):
    """An answer somebody wrote to a past case to learn by it: a row of its own, that nothing but its pages reads.

    It is no message: it can't be sent, counted, searched or mistaken for what the customer was told.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="practices")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="practices")
    given_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who picked the case for them; null: they took it themselves."""
    begun_at = models.DateTimeField()
    text = models.TextField(blank=True)
    ticked = ArrayField(models.CharField(max_length=40), default=list)
    """Steps of the playbook they did."""
    left_out = ArrayField(models.CharField(max_length=40), default=list)
    """What they found not needed here: steps, or `promise`."""
    done_at = models.DateTimeField(null=True)
    """When it was handed in, and scored."""
    score = models.JSONField(default=list)
    reviewed_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "staff"], condition=Q(done_at=None), name="one_practice_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["staff", "-begun_at"], name="practice_by_staff"),
            models.Index(
                fields=["-done_at", "-id"],
                name="practice_by_end",
                condition=Q(done_at__isnull=False),
            ),
        ]

    @property
    def points(self) -> tuple[Point, ...]:
        return points_of(self.score)

    @property
    def held(self) -> tuple[int, int]:
        """How many points it has, of how many that count."""
        return held_of(self.points)
