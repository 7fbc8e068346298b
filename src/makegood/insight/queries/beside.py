"""What is told beside many cases: the rules of their day, and what is recorded of their goods and customers."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from makegood.cases.models import Case, Fact
from makegood.people.models import Identity
from makegood.rights.rules.gathering.places import country_told
from makegood.rulebook.models import Version
from makegood.rulebook.rules.judging import Known
from makegood.rulebook.rules.tables import NOTHING, Book
from makegood.shops.models import Line, Shop


class Then:
    """What was in force when: every version once, in one query."""

    def __init__(self, shop: Shop) -> None:
        published = Version.objects.filter(shop=shop, number__isnull=False).order_by("number")
        found = list(published)
        self._since = [one.published_at for one in found]
        self._books = [NOTHING, *(one.book for one in found)]

    def book(self, at: datetime) -> Book:
        return self._books[bisect_right(self._since, at)]  # type: ignore[type-var]  # published ones have their day


class Beside:
    """What else is told of many cases: tags, facts, addresses and lines, a query each."""

    def __init__(self, shop: Shop, cases: Sequence[Case]) -> None:
        self._shop, self._zone = shop, ZoneInfo(shop.timezone)
        ids = [case.pk for case in cases]
        self._tags: dict[UUID, set[str]] = defaultdict(set)
        through = Case.tags.through.objects.filter(case__in=ids)
        for case_id, name in through.values_list("case_id", "tag__name"):
            self._tags[case_id].add(name)
        facts = Fact.objects.filter(case__in=ids, key__in=("customer_group", "country"))
        self._facts = {
            (pk, key): value for pk, key, value in facts.values_list("case_id", "key", "value")
        }
        self._addresses: dict[UUID | None, set[str]] = defaultdict(set)
        theirs = Identity.objects.filter(kind=Identity.Kind.EMAIL)
        theirs = theirs.filter(customer__in={case.customer_id for case in cases})
        for customer_id, address in theirs.values_list("customer_id", "value"):
            self._addresses[customer_id].add(address)
        self._lines: dict[UUID | None, list[tuple[str, str, str | None]]] = defaultdict(list)
        bought = Line.objects.filter(order__in={case.order_id for case in cases if case.order_id})
        for order_id, *line in bought.order_by("order_id", "position").values_list(
            "order_id", "name", "sku", "product__supplier__name"
        ):
            self._lines[order_id].append((line[0], line[1], line[2]))

    def goods(self, case: Case) -> list[Known]:
        """What is known of each product of its order; of a case without one, or with an empty one, what is known of the case."""
        order, theirs = case.order, case.customer.country if case.customer else ""
        told = country_told(
            self._facts.get((case.pk, "country"), ""), order.address if order else {}, theirs
        )
        in_ours = order is not None and order.currency == self._shop.currency
        known = Known(
            tags=frozenset(self._tags[case.pk]),
            addresses=frozenset(self._addresses[case.customer_id]),
            group=self._facts.get((case.pk, "customer_group")) or group_of(case) or None,
            country=told or self._shop.country,
            value=order.total_minor if order and in_ours else None,
            bought_on=order.placed_at.astimezone(self._zone).date() if order else None,
            today=case.opened_at.astimezone(self._zone).date(),
        )
        lines = self._lines[case.order_id] if case.order_id else []
        return [replace(known, product=(name, sku), maker=maker) for name, sku, maker in lines] or [
            known
        ]


def group_of(case: Case) -> str:
    return case.customer.group if case.customer else ""
