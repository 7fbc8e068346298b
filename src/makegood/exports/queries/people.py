"""Who works at the desk, and whom the shop sells to."""

from typing import Any

from django.db.models import QuerySet

from makegood.exports.queries.together import all_of, with_all
from makegood.exports.rules import Shape, field
from makegood.people.models import Customer, CustomRole, Staff, Team

STAFF = Shape(
    "staff",
    "Everybody with a seat at the desk, now or once.",
    (
        field("id", "key"),
        field("email", "what they sign in with"),
        field("name", "name"),
        field("role", "owner, manager, agent, light or custom"),
        field("custom_role", "the role in roles.jsonl, if it is custom", "custom_role_id"),
        field(
            "teams", "ids of their teams", lambda row: [team.pk for team in all_of(row, "teams")]
        ),
        field("language", "language of their pages"),
        field("timezone", "their clock"),
        field("is_active", "whether the seat is open"),
        field("away_until", "not at work until then"),
        field("hours", 'working hours: "mon".."sun" to [[from, to], ...]'),
        field("writes", "languages they answer in; none: any"),
        field("skills", "kinds of case they take on; none: any"),
        field("created_at", "since when"),
    ),
)


def staff() -> QuerySet[Staff]:
    return with_all(Staff.objects.order_by("pk"), "teams")


TEAM = Shape(
    "teams",
    "People who share a queue.",
    (
        field("id", "key"),
        field("name", "name"),
        field("senior", "who gets cases with threats and anger", "senior_id"),
        field("sharing", '"turn", "load" or "": how cases nobody has are given'),
        field("takes_new", "whether cases in no team come to this one"),
    ),
)


def teams() -> QuerySet[Team]:
    return Team.objects.order_by("pk")


ROLE = Shape(
    "roles",
    "Roles of the shop's own.",
    (
        field("id", "key"),
        field("name", "name"),
        field("permissions", "what it allows"),
    ),
)


def roles() -> QuerySet[CustomRole]:
    return CustomRole.objects.order_by("pk")


def _identities(row: Customer) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "value": one.value,
            "raw": one.raw,
            "unreachable_at": one.unreachable_at,
            "unreachable_why": one.unreachable_why,
        }
        for one in all_of(row, "identities")
    ]


def _marks(row: Customer) -> list[dict[str, Any]]:
    return [
        {
            "reason": one.reason,
            "by": one.by_id,
            "at": one.at,
            "until": one.until,
            "lifted_at": one.lifted_at,
        }
        for one in all_of(row, "marks")
    ]


CUSTOMER = Shape(
    "customers",
    "People the shop sells to.",
    (
        field("id", "key"),
        field("name", "name"),
        field("language", "language"),
        field("country", "country"),
        field("group", "the shop's group they are in"),
        field("timezone", "their clock"),
        field("preferred_channel", "how they like to be written to"),
        field("note", "what colleagues noted"),
        field("created_at", "known since"),
        field("merged_into", "the customer they turned out to be", "merged_into_id"),
        field("anonymised_at", "since when nothing is known of them any more"),
        field(
            "identities",
            "addresses and phones: kind, value (as compared), raw (as written), unreachable_at, unreachable_why",
            _identities,
        ),
        field("marks", "marks of abuse: reason, by, at, until, lifted_at", _marks),
    ),
)


def customers() -> QuerySet[Customer]:
    found = Customer.objects.filter(is_sample=False).order_by("pk")
    return with_all(found, "identities", "marks")
