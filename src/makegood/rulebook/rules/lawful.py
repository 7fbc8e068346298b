"""Where a book gives less than the law of the countries its rows are for.

A row that names no country is for all where the shop has customers. Of a row's other conditions only the category of goods matters: some may not
come back by law at all, and there the shop gives what it likes. Everything else (a group, a proof, a sale) narrows a row and
never the law. A country without a pack can't be compared.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from makegood.policy.ports import Rule
from makegood.policy.rules.conditions import NAMES, Inputs
from makegood.policy.rules.packs import Law
from makegood.rulebook.rules.tables import Book, ReturnRow, Row, TimeRow, WarrantyRow

_LEAST_DAYS = {"calendar_days": 1, "months": 28, "years": 365}
"""A unit's shortest length: an answer has to be in time in February, too."""
_MONTHS = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that gives less than the law: at which field, what the law gives there (`least` of `unit`), in which countries, by which article."""

    table: str
    key: str
    field: str
    least: int
    unit: str
    """days or months; `days_to_answer` at most; `shop` where the shop pays; `delivery` where the time runs from it."""
    article: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laws:
    """The law by country, on a day."""

    by_country: Mapping[str, Law]
    served: Collection[str]
    """Where the shop has customers: what a row is for that names no country."""
    today: date
    weekly_hours: float
    """How long the shop is open in a usual week; 168: always."""


def breaches(book: Book, laws: Laws) -> list[Breach]:
    """All of them, by table and row."""
    return [
        *_by_country(book.returns, laws, _return_below),
        *_by_country(book.warranties, laws, _warranty_below),
        *_by_country(book.times, laws, _answer_below),
    ]


def _by_country(
    rows: Iterable[Any], laws: Laws, below: Callable[[Any, Law, Laws], Iterator[Breach]]
) -> Iterator[Breach]:
    """The same shortcoming in several countries is one, where the article is the same."""
    for row in rows:
        found: dict[Breach, list[str]] = {}
        for country in _countries_of(row) or laws.served:
            if law := laws.by_country.get(country):
                for breach in below(row, law, laws):
                    found.setdefault(breach, []).append(country)
        for one, countries in found.items():
            yield Breach(
                one.table, one.key, one.field, one.least, one.unit, one.article, tuple(countries)
            )


def _countries_of(row: Row) -> tuple[str, ...]:
    """Those it names; a row of answering times names none."""
    return row.countries if isinstance(row, ReturnRow | WarrantyRow) else ()


def _return_below(row: ReturnRow, law: Law, laws: Laws) -> Iterator[Breach]:
    period = law.rule("withdrawal.period", laws.today)
    if period is None or _may_not_come_back(row, law, laws.today):
        return
    least = _whole(period)
    if least and row.days is not None and row.days < least:
        yield Breach("returns", row.key, "days", least, "days", period.source, ())
    cost = law.rule("withdrawal.return_cost", laws.today)
    if cost and cost.value == "trader" and row.pays == "customer":
        yield Breach("returns", row.key, "pays", 0, "shop", cost.source, ())


def _warranty_below(row: WarrantyRow, law: Law, laws: Laws) -> Iterator[Breach]:
    liability = law.rule("guarantee.liability", laws.today)
    if liability is None or liability.unit not in _MONTHS:
        return
    least = _whole(liability) * _MONTHS[liability.unit]
    if row.months < least:
        yield Breach("warranties", row.key, "months", least, "months", liability.source, ())
    elif row.months == least and row.start == "purchase":
        yield Breach("warranties", row.key, "start", least, "delivery", liability.source, ())


def _answer_below(row: TimeRow, law: Law, laws: Laws) -> Iterator[Breach]:
    answer = law.rule("complaint.answer", laws.today, laws.today)
    if row.answer_hours is None or answer is None or answer.unit not in _LEAST_DAYS:
        return
    most = _whole(answer) * _LEAST_DAYS[answer.unit]
    if most and ceil(row.answer_hours / laws.weekly_hours * 7) > most:
        yield Breach("times", row.key, "answer_hours", most, "days_to_answer", answer.source, ())


def _may_not_come_back(row: ReturnRow, law: Law, today: date) -> bool:
    """Whether the law lets none of the row's categories come back, whatever else is so."""
    if not row.categories:
        return False
    exceptions = [
        rule.when
        for one in law.exceptions
        if one.startswith("withdrawal.exception.") and (rule := law.rule(one, today))
    ]
    return all(
        any(_of_nothing_else(category).hold(when) for when in exceptions if when)
        for category in row.categories
    )


def _of_nothing_else(category: str) -> Inputs:
    """Goods of the category of which nothing else is known: what nobody gave is no."""
    return Inputs(dict.fromkeys(NAMES, False) | {"line.category": category})


def _whole(rule: Rule) -> int:
    return rule.value if type(rule.value) is int else 0
