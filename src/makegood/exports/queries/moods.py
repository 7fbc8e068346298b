"""What customers' words told, and which phrases count."""

from django.db.models import QuerySet

from makegood.exports.rules import Shape, field
from makegood.moods.models import Finding, Switch

FINDING = Shape(
    "moods",
    "Threats, anger, repeat contact and silence found on cases.",
    (
        field("id", "key"),
        field("case", "case", "case_id"),
        field("message", "message it was found in; null: in none", "message_id"),
        field("kind", "lawyer, press, chargeback, authority, angry, repeat or silence"),
        field("weight", "how much it weighs"),
        field("phrase", "phrase that was met; empty: a colleague's own finding"),
        field("words", "the words that told it"),
        field("times", "of what no words tell: how many messages, cases or days"),
        field("start", "where the words begin in the message"),
        field("end", "where they end"),
        field("by", "colleague who noticed it", "by_id"),
        field("at", "when"),
        field("over_at", "when it was over"),
        field("refused_by", "colleague who said that it is not so", "refused_by_id"),
        field("refused_at", "when"),
    ),
)


def findings() -> QuerySet[Finding]:
    return Finding.objects.filter(case__shop__is_sample=False).order_by("pk")


PHRASE = Shape(
    "phrases",
    "Phrases put on or off by hand, among those that tell a mood.",
    (
        field("id", "key"),
        field("shop", "shop", "shop_id"),
        field("phrase", "phrase"),
        field("is_on", "whether it counts"),
        field("by", "who said so", "by_id"),
        field("at", "when"),
    ),
)


def phrases() -> QuerySet[Switch]:
    return Switch.objects.filter(shop__is_sample=False).order_by("pk")
