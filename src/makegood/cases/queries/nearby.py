"""Other cases worth a look beside one: the customer's own, and those like it with the reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from makegood.cases.models import Case
from makegood.cases.queries.seeing import cases_visible_to
from makegood.cases.rules import likeness, shared_words
from makegood.people.models import Staff
from makegood.shops.models import Line

REASONS = ("product", "kind")
LOOKED_AT = 60
"""So many of the latest cases of a kind, and about a product, are compared: however large the desk, it costs the same."""
LINES_LOOKED_AT = 300


@dataclass(frozen=True)
class Near:
    """Another case near this one: of the same customer, or like it, and why it is thought to be."""

    number: int
    subject: str
    opened_at: datetime
    is_closed: bool
    reasons: tuple[str, ...] = ()
    """Of one that is like it: `product`, `kind`, `words`."""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nearby:
    """The customer's other cases, the latest first; and others' like this one, the likest first."""

    own: list[Near]
    similar: list[Near]


def nearby_cases(case: Case, staff: Staff, products: Collection[UUID], limit: int = 5) -> Nearby:
    """Other cases worth a look, as far as `staff` may see them; one query."""
    seen = cases_visible_to(staff).filter(merged_into=None).exclude(pk=case.pk)
    latest, parts = seen.order_by("-opened_at"), []
    if case.customer_id:
        parts.append(_near(latest.filter(customer=case.customer_id), "own", limit))
    here = latest.filter(shop=case.shop_id)
    if case.kind:
        parts.append(_near(here.filter(kind=case.kind), "kind", LOOKED_AT))
    if products:
        lines = Line.objects.filter(product__in=products).order_by("-id")
        orders = lines.values("order")[:LINES_LOOKED_AT]
        parts.append(_near(here.filter(order__in=orders), "product", LOOKED_AT))
    if not parts:
        return Nearby([], [])
    rows = list(parts[0].union(*parts[1:], all=True)) if parts[1:] else list(parts[0])
    own = [_plain(row) for row in rows if row[-1] == "own"]
    return Nearby(
        sorted(own, key=lambda one: one.opened_at, reverse=True),
        _likest(case, [row for row in rows if row[0] not in {one.number for one in own}])[:limit],
    )


def _near(cases: QuerySet[Case], reason: str, limit: int) -> QuerySet[Case, Any]:
    told = cases.annotate(reason=Value(reason, output_field=CharField()))
    return told.values_list("number", "subject", "opened_at", "closed_at", "reason")[:limit]


def _plain(row: Any) -> Near:
    number, subject, opened_at, closed_at, _reason = row
    return Near(number, subject, opened_at, closed_at is not None)


def _likest(case: Case, rows: Iterable[Any]) -> list[Near]:
    found: dict[int, Near] = {}
    for row in rows:
        near = found.get(row[0]) or _plain(row)
        words = shared_words(case.subject, near.subject)
        found[row[0]] = replace(near, reasons=(*near.reasons, row[-1]), words=words)
    likes = [
        replace(o, reasons=(*sorted(o.reasons, key=REASONS.index), *(["words"] if o.words else [])))
        for o in found.values()
    ]
    return sorted(likes, key=lambda o: (likeness(o.reasons, o.words), o.opened_at), reverse=True)
