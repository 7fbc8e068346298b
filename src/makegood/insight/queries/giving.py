"""What was given beyond the law last year, by two books: how much, and whether a second person would have been asked."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from makegood.cases.models import Case
from makegood.insight.queries.beside import Beside, Then
from makegood.insight.rules.replaying import (
    Asked,
    Given,
    Replay,
    asked_otherwise,
    given_otherwise,
    limit_by,
)
from makegood.remedies.models import Approval
from makegood.remedies.queries import role_of
from makegood.rulebook.rules.granting import Incident
from makegood.rulebook.rules.tables import Book
from makegood.shops.models import Shop


def decided_since(cases: QuerySet[Case], since: datetime) -> QuerySet[Approval]:
    """What was given, and what a second person refused."""
    decided = Approval.objects.filter(
        case__in=cases,
        decision__in=[Approval.Decision.GRANTED, Approval.Decision.REFUSED],
        asked_at__gte=since,
    )
    related = ("case__customer", "case__order", "asked_by__custom_role")
    return decided.select_related(*related).order_by("asked_at", "pk")


class Giving:
    """In the order in which it was given: what was given on a case before counts against the limit."""

    def __init__(self, shop: Shop, then: Then, draft: Book, found: Replay) -> None:
        self._shop, self._then, self._draft, self._found = shop, then, draft, found
        self._given: dict[UUID, int] = defaultdict(int)

    def look_at(self, rows: list[Approval]) -> None:
        beside = Beside(self._shop, [row.case for row in rows])
        for row in rows:
            role = role_of(row.asked_by) if row.asked_by else "agent"
            self._look_at_limit(row, role, beside)
            if row.kind == Approval.Kind.MONEY and row.is_granted:
                self._look_at_table(row, role)

    def _look_at_table(self, row: Approval, role: str) -> None:
        given = Given(
            row.case_id,
            row.case.number,
            row.case.subject,
            row.asked_at,
            Incident(**row.incident),
            role,
            row.table_minor or 0,
        )
        self._found.goodwill += 1
        if changed := given_otherwise(given, self._draft):
            self._found.changed.append(changed)

    def _look_at_limit(self, row: Approval, role: str, beside: Beside) -> None:
        goods, case = beside.goods(row.case), row.case
        before = limit_by(self._then.book(row.asked_at), role, goods)
        after = limit_by(self._draft, role, goods)
        is_unknown = row.kind == Approval.Kind.RIGHT and not row.amount_minor
        asked = Asked(
            case.pk,
            case.number,
            case.subject,
            row.asked_at,
            None if is_unknown else row.amount_minor + self._given[case.pk],
            row.needs_second,
        )
        self._found.limits += 1
        if changed := asked_otherwise(asked, before, after):
            self._found.changed.append(changed)
        if row.is_granted and not row.needs_second:
            self._given[case.pk] += row.amount_minor
