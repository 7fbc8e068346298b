"""What happened to cases."""

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat

from makegood.cases.models import Case
from makegood.exports.rules import Shape, field
from makegood.kernel.models import Happening

OF_A_CASE = "case:"

HISTORY = Shape(
    "history",
    "What happened to each case, in its order.",
    (
        field("id", "key"),
        field("case", "case", lambda row: row.topic.removeprefix(OF_A_CASE)),
        field("name", "what: CaseClosed, PromiseMade, ..."),
        field("at", "when"),
        field("by", "who; null: nobody of the desk", "by_id"),
        field("via", "which way it came: console, api, portal, mail; desk: by itself"),
        field("facts", "what is known of it; other things by their id"),
    ),
)


def histories() -> QuerySet[Happening]:
    real = Case.objects.filter(shop__is_sample=False)
    topics = real.annotate(topic=Concat(Value(OF_A_CASE), "pk", output_field=TextField()))
    return Happening.objects.filter(topic__in=topics.values("topic")).order_by("pk")
