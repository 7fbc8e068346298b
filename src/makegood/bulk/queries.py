"""Reads about bulks and macros."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from makegood.bulk.models import Bulk, MacroVersion, Outcome
from makegood.cases.models import Case, Incident
from makegood.cases.queries import cases_visible_to
from makegood.kernel.errors import BadInput
from makegood.kernel.written import written_rows
from makegood.people.models import Staff


@dataclass(frozen=True)
class OutcomeRow:
    """What became of one case, with the case if the reader may see it."""

    outcome: Outcome
    case: Case | None


@dataclass(frozen=True)
class OutcomesPage:
    """Some outcomes in their order, and the place the next ones are after (None: these were the last)."""

    rows: list[OutcomeRow]
    next: int | None


def outcomes_page(
    staff: Staff, bulk: Bulk, result: str | None = None, after: int = 0, limit: int = 50
) -> OutcomesPage:
    """What became of each case; two queries, however many. `result` narrows."""
    outcomes = bulk.outcomes.filter(place__gt=after).order_by("place")
    if result is not None:
        outcomes = outcomes.filter(result=result)
    found = list(outcomes.defer("seen", "kept")[: limit + 1])
    ids = [one.case_id for one in found[:limit] if one.case_id]
    seen = cases_visible_to(staff).select_related("customer").in_bulk(ids) if ids else {}
    rows = [
        OutcomeRow(one, seen.get(one.case_id) if one.case_id else None) for one in found[:limit]
    ]
    return OutcomesPage(rows, found[limit - 1].place if len(found) > limit else None)


@dataclass(frozen=True)
class BulksPage:
    """Bulks, the latest first, and where the next page starts."""

    rows: list[Bulk]
    next: str | None


def bulks_page(staff: Staff, after: str | None = None, limit: int = 50) -> BulksPage:
    """One's own; everybody's for those who lead. What was done to a single case is in its history only."""
    bulks = Bulk.objects.filter(Q(total__gt=1) | Q(macro=None))
    bulks = bulks.select_related("by", "macro", "undoes", "undone_by")
    if not staff.may("others"):
        bulks = bulks.filter(by=staff)
    if after:
        at, pk = _place(after)
        bulks = bulks.filter(asked_at__lte=at).filter(Q(asked_at__lt=at) | Q(pk__lt=pk))
    found = list(bulks.order_by("-asked_at", "-pk")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return BulksPage(found[:limit], f"{last.asked_at.isoformat()}_{last.pk}" if last else None)


def macros_of(staff: Staff) -> list[MacroVersion]:
    """The macros this person may run, each as it is now: everybody's first, by name."""
    return _macros_of(staff.pk)


@written_rows
def _macros_of(staff_id: UUID) -> QuerySet[MacroVersion]:
    versions = MacroVersion.objects.filter(number=F("macro__version"), macro__is_active=True)
    versions = versions.filter(Q(macro__staff=None) | Q(macro__staff=staff_id))
    return versions.select_related("macro").order_by(
        F("macro__staff").asc(nulls_first=True), "name", "pk"
    )


def incident_titles(steps: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The titles of the incidents these steps name, by id."""
    ids = {step["incident"] for step in steps if step["do"] == "incident"}
    rows = Incident.objects.filter(pk__in=ids).values_list("pk", "title") if ids else ()
    return {str(pk): title for pk, title in rows}


def _place(after: str) -> tuple[datetime, UUID]:
    at, _, pk = after.partition("_")
    try:
        instant, bulk_id = datetime.fromisoformat(at), UUID(pk)
    except ValueError as error:
        raise BadInput("after", "not a place in this list") from error
    if instant.tzinfo is None:
        raise BadInput("after", "not a place in this list")
    return instant, bulk_id
