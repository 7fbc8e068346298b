"""Goods of last year, by two books: those that customers wanted to send back, and those that had a fault."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from makegood.cases.models import Case
from makegood.insight.queries.beside import Beside, Then
from makegood.insight.rules.replaying import (
    Faulty,
    Replay,
    SendingBack,
    covered_otherwise,
    returned_otherwise,
)
from makegood.kernel.errors import BadInput
from makegood.rulebook.rules.tables import Book
from makegood.shops.models import Shop

SENT_BACK = ("return", "exchange")
_MONTHS = {"months": 1, "years": 12}


def cases_since(cases: QuerySet[Case], kinds: Collection[str], since: datetime) -> QuerySet[Case]:
    """Of these kinds, the oldest first."""
    found = cases.filter(kind__in=kinds, opened_at__gte=since)
    return found.select_related("order", "customer").order_by("opened_at", "pk")


def look_at_returns(shop: Shop, cases: list[Case], then: Then, draft: Book, found: Replay) -> None:
    beside = Beside(shop, cases)
    for case in cases:
        back = _sending_back(shop, case, beside)
        if back is None:
            found.unclear += 1
            continue
        found.returns += 1
        if changed := returned_otherwise(back, then.book(case.opened_at), draft):
            found.changed.append(changed)


def look_at_faults(shop: Shop, cases: list[Case], then: Then, draft: Book, found: Replay) -> None:
    beside = Beside(shop, cases)
    for case in cases:
        faulty = _faulty(shop, case, beside)
        if faulty is None:
            found.unclear += 1
            continue
        found.faults += 1
        if changed := covered_otherwise(faulty, then.book(case.opened_at), draft):
            found.changed.append(changed)


def _sending_back(shop: Shop, case: Case, beside: Beside) -> SendingBack | None:
    order = case.order
    if order is None:
        return None
    zone, goods = ZoneInfo(shop.timezone), beside.goods(case)
    opened_on = case.opened_at.astimezone(zone).date()
    return SendingBack(
        case_id=case.pk,
        number=case.number,
        subject=case.subject,
        opened_at=case.opened_at,
        opened_on=opened_on,
        had_since=(order.delivered_at or order.placed_at).astimezone(zone).date(),
        lines=goods,
        law_days=_law_gives("withdrawal.period", goods[0].country, opened_on, {"calendar_days": 1}),
        value=order.total_minor if order.currency == shop.currency else 0,
    )


def _faulty(shop: Shop, case: Case, beside: Beside) -> Faulty | None:
    order = case.order
    if order is None:
        return None
    zone, goods = ZoneInfo(shop.timezone), beside.goods(case)
    bought_on = order.placed_at.astimezone(zone).date()
    return Faulty(
        case_id=case.pk,
        number=case.number,
        subject=case.subject,
        opened_at=case.opened_at,
        opened_on=case.opened_at.astimezone(zone).date(),
        had_since=(order.delivered_at or order.placed_at).astimezone(zone).date(),
        bought_on=bought_on,
        lines=goods,
        law_months=_law_gives("guarantee.liability", goods[0].country, bought_on, _MONTHS),
    )


def _law_gives(rule_id: str, country: str | None, day: date, units: dict[str, int]) -> int:
    """What the law gives where the customer lives, in days or months; 0 where no pack says."""
    from makegood.policy.queries import law_of  # noqa: PLC0415  slow import

    try:
        rule = law_of(country or "").rule(rule_id, day)
    except BadInput:
        return 0
    if rule is None or type(rule.value) is not int:
        return 0
    return rule.value * units.get(rule.unit, 0)
