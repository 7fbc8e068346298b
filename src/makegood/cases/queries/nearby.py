"""Other cases worth a look beside one: the customer's own, and those like it with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from makegood.cases.models import Case
from makegood.cases.queries.seeing import cases_visible_to
from makegood.cases.rules import likeness, shared_words
from makegood.kernel.written import written_rows
from makegood.people.models import Staff
from makegood.shops.models import Line

REASONS = ("product", "kind")
SHOWN = 5
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


def nearby_cases(case: Case, staff: Staff, *, has_products: bool) -> Nearby:
    """Other cases worth a look, as far as `staff` may see them; one query.

    `has_products`: whether a line of the case's order is of a product known to the shop.
    """
    order_id = case.order_id if has_products else None
    about = case.pk, case.shop_id, case.customer_id, case.kind or None, order_id
    rows = _of_all(*about) if staff.may("others") else list(_among(cases_visible_to(staff), *about))
    own = [_plain(row) for row in rows if row[-1] == "own"]
    return Nearby(
        sorted(own, key=lambda one: one.opened_at, reverse=True),
        _likest(case, [row for row in rows if row[0] not in {one.number for one in own}])[:SHOWN],
    )


@written_rows
def _of_all(
    case_id: UUID,
    shop_id: UUID,
    customer_id: UUID | None,
    kind: str | None,
    order_id: UUID | None,
) -> QuerySet[Case, Any]:
    return _among(Case.objects.all(), case_id, shop_id, customer_id, kind, order_id)


def _among(
    cases: QuerySet[Case],
    case_id: UUID,
    shop_id: UUID,
    customer_id: UUID | None,
    kind: str | None,
    order_id: UUID | None,
) -> QuerySet[Case, Any]:
    latest = cases.filter(merged_into=None).exclude(pk=case_id).order_by("-opened_at")
    here, parts = latest.filter(shop=shop_id), []
    if customer_id:
        parts.append(_near(latest.filter(customer=customer_id), "own", SHOWN))
    if kind:
        parts.append(_near(here.filter(kind=kind), "kind", LOOKED_AT))
    if order_id:
        products = Line.objects.filter(order=order_id).values("product")
        lines = Line.objects.filter(product__in=products).order_by("-id")
        orders = lines.values("order")[:LINES_LOOKED_AT]
        parts.append(_near(here.filter(order__in=orders), "product", LOOKED_AT))
    if not parts:
        return _near(latest.none(), "", 1)
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]


def _near(cases: QuerySet[Case], reason: str, limit: int) -> QuerySet[Case, Any]:
    told = cases.annotate(reason=Value(reason, output_field=CharField()))
    return told.values_list("number", "subject", "opened_at", "closed_at", "reason")[:limit]


def _plain(row: Any) -> Near:
    number, subject, opened_at, closed_at, _reason = row
    return Near(number, subject, opened_at, closed_at is not None)


def _likest(case: Case, rows: Iterable[Any]) -> list[Near]:
    found: dict[int, tuple[Any, list[str]]] = {}
    for row in rows:
        found.setdefault(row[0], (row, []))[1].append(row[-1])
    likes = [_like(case, row, reasons) for row, reasons in found.values()]
    return sorted(likes, key=lambda o: (likeness(o.reasons, o.words), o.opened_at), reverse=True)


def _like(case: Case, row: Any, reasons: list[str]) -> Near:
    number, subject, opened_at, closed_at, _reason = row
    words = shared_words(case.subject, subject)
    ordered = (*sorted(reasons, key=REASONS.index), *(["words"] if words else []))
    return Near(number, subject, opened_at, closed_at is not None, ordered, words)
