"""Cases with all that is written on them but the conversation."""

from typing import Any

from django.db.models import QuerySet

from makegood.cases.models import Case, Incident
from makegood.exports.queries.together import all_of, with_all
from makegood.exports.rules import Shape, field

INCIDENT = Shape(
    "incidents",
    "One thing that happened to many cases.",
    (
        field("id", "key"),
        field("title", "title"),
        field("about", "what is known, for colleagues"),
        field("product", "product it is about", "product_id"),
        field("kind", "kind of case it is about"),
        field("parcel", "parcel it is about"),
        field("by", "who opened it", "by_id"),
        field("opened_at", "opened"),
        field("resolved_at", "resolved"),
        field("resolved_by", "by whom", "resolved_by_id"),
        field("resolution", "how"),
    ),
)


def incidents() -> QuerySet[Incident]:
    return Incident.objects.order_by("pk")


def _facts(row: Case) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "value": one.value,
            "source": one.source,
            "evidence": one.evidence,
            "because": one.because,
            "by": one.by_id,
            "at": one.at,
        }
        for one in all_of(row, "facts")
    ]


def _notes(row: Case) -> list[dict[str, Any]]:
    return [{"by": one.by_id, "at": one.at, "body": one.body} for one in all_of(row, "notes")]


def _links(row: Case) -> list[dict[str, Any]]:
    return [
        {"other": one.other_id, "why": one.why, "by": one.by_id, "at": one.at}
        for one in all_of(row, "links_out")
    ]


def _promises(row: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "kind": one.kind,
            "text": one.text,
            "amount_minor": one.amount_minor,
            "currency": one.currency,
            "source": one.source,
            "basis": one.basis,
            "made_at": one.made_at,
            "made_in": one.made_in_id,
            "due_at": one.due_at,
            "owner": one.owner_id,
            "broken_at": one.broken_at,
            "end": one.end,
            "ended_at": one.ended_at,
            "evidence": one.evidence,
            "kept_by": one.kept_by_id,
            "kept_by_parcel": one.kept_by_parcel_id,
            "end_note": one.end_note,
            "replaced_by": one.replaced_by_id,
            "penalty_minor": one.penalty_minor,
            "penalty_currency": one.penalty_currency,
        }
        for one in all_of(row, "promises")
    ]


def _approvals(row: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "kind": one.kind,
            "amount_minor": one.amount_minor,
            "currency": one.currency,
            "form": one.form,
            "right": one.right,
            "line": one.line,
            "until": one.until,
            "incident": one.incident,
            "table_minor": one.table_minor,
            "reason": one.reason,
            "asked_by": one.asked_by_id,
            "asked_at": one.asked_at,
            "needs_second": one.needs_second,
            "decision": one.decision,
            "decided_by": one.decided_by_id,
            "decided_at": one.decided_at,
            "note": one.note,
            "promise": one.promise_id,
        }
        for one in all_of(row, "approvals")
    ]


def _closures(row: Case) -> list[dict[str, Any]]:
    return [
        {"by": one.by_id, "at": one.at, "reason": one.reason, "reopened_at": one.reopened_at}
        for one in all_of(row, "closures")
    ]


def _threads(row: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "side": one.side,
            "supplier": one.supplier_id,
            "name": one.name,
            "address": one.address,
            "subject": one.subject,
            "created_at": one.created_at,
        }
        for one in all_of(row, "threads")
    ]


def _incident(row: Case) -> Any:
    membership = getattr(row, "in_incident", None)
    return membership.incident_id if membership else None


CASE = Shape(
    "cases",
    "Matters of customers, from the first word to the last.",
    (
        field("id", "key"),
        field("number", "the number people know it by"),
        field("shop", "shop", "shop_id"),
        field("customer", "customer", "customer_id"),
        field("order", "order", "order_id"),
        field("kind", "kind: late, damaged, return, ...; empty: not sorted"),
        field("subject", "subject"),
        field("language", "language"),
        field("channel", "how it came"),
        field("turn", "whose move it is: us, customer, others"),
        field("assignee", "who has it", "assignee_id"),
        field("team", "team", "team_id"),
        field("tags", "tags, by name", lambda row: [tag.name for tag in all_of(row, "tags")]),
        field("signs", "what the customer's words tell of their mood"),
        field("opened_at", "opened"),
        field("heard_at", "when the customer last said something"),
        field("told_at", "when they last had word from a person"),
        field("snoozed_until", "put aside until"),
        field("closed_at", "closed"),
        field("merged_into", "the case it went into", "merged_into_id"),
        field("incident", "the incident it is part of", _incident),
        field("changed_at", "last change"),
        field("facts", "key, value, source, evidence, because, by, at", _facts),
        field("notes", "by, at, body", _notes),
        field(
            "followers",
            "ids of who follows it",
            lambda row: [f.staff_id for f in all_of(row, "followers")],
        ),
        field("links", "cases it came from: other, why, by, at", _links),
        field(
            "promises",
            "id, kind, text, amount_minor, currency, source, made_at, made_in (message), due_at, owner, broken_at, end, ended_at, kept_by (message), end_note, replaced_by, penalty_minor, penalty_currency",
            _promises,
        ),
        field(
            "approvals",
            "what was given beyond the law: id, kind, amount_minor, currency, form, right, line, until, incident, table_minor, reason, asked_by, asked_at, needs_second, decision, decided_by, decided_at, note, promise",
            _approvals,
        ),
        field("closures", "by, at, reason, reopened_at", _closures),
        field(
            "threads",
            "conversations: id, side, supplier, name, address, subject, created_at",
            _threads,
        ),
    ),
)


def cases() -> QuerySet[Case]:
    found = Case.objects.filter(shop__is_sample=False).order_by("pk")
    hanging = (
        "tags",
        "facts",
        "notes",
        "followers",
        "links_out",
        "promises",
        "approvals",
        "closures",
        "threads",
    )
    return with_all(found.select_related("in_incident"), *hanging)
