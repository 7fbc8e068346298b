"""What colleagues wrote to learn by it."""

from django.db.models import QuerySet

from makegood.exports.rules import Shape, field
from makegood.playbooks.models import Practice

PRACTICE = Shape(
    "practice",
    "Answers written to past cases for practice; no customer got them.",
    (
        field("id", "key"),
        field("case", "case", "case_id"),
        field("staff", "who practised", "staff_id"),
        field("given_by", "who picked the case; null: they themselves", "given_by_id"),
        field("begun_at", "begun"),
        field("text", "what they wrote"),
        field("ticked", "steps of the playbook they did"),
        field("left_out", "what they found not needed"),
        field("done_at", "handed in"),
        field("score", "point by point: what it was held against"),
        field("reviewed_by", "who looked at it", "reviewed_by_id"),
        field("reviewed_at", "when"),
        field("comment", "what they said of it"),
    ),
)


def practices() -> QuerySet[Practice]:
    return Practice.objects.filter(case__shop__is_sample=False).order_by("pk")
