"""No row of the house's gives less than the law of the countries it is for."""

from dataclasses import replace
from datetime import date

import pytest

from makegood.policy.queries import law_of
from makegood.rulebook.rules.lawful import Laws, breaches
from makegood.rulebook.rules.tables import Book, ReturnRow, TimeRow, WarrantyRow

COUNTRIES = ("DE", "ES", "FR", "GB", "LT", "PL", "RS", "RU", "UA")
LAWS = Laws({code: law_of(code) for code in COUNTRIES}, COUNTRIES, date(2026, 11, 28), 40.0)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"days": 14, "countries": ("DE",)}, []),
        ({"days": 13, "countries": ("DE",)}, ["days 14 days DE: BGB § 355(2), § 356(2)"]),
        ({"days": 13, "countries": ("RU",)}, []),
        ({"days": 13, "countries": ("RU",), "groups": ("new",), "all_of": ("receipt",)}, []),
        ({"days": 6, "countries": ("RU",)}, ["days 7 days RU: Закон РФ 2300-1 «О защите прав потребителей» ст. 26.1(4)"]),
        ({"days": None}, ["pays 0 shop UA: Закон 1023-XII «Про захист прав споживачів» ст. 13"]),
        ({"days": None, "pays": "shop"}, []),
        ({"days": 0, "countries": ("FR",), "categories": ("personalised", "perishable")}, []),
        ({"days": 0, "countries": ("FR",), "categories": ("personalised", "technical")}, ["days 14 days FR: C. conso. L221-18"]),
        ({"days": 0, "countries": ("FR",), "categories": ("sealed_hygiene",)}, ["days 14 days FR: C. conso. L221-18"]),
        ({"days": 1, "countries": ("FR",), "groups": ("gold",), "on_sale": True}, ["days 14 days FR: C. conso. L221-18"]),
        ({"days": 1, "countries": ("JP",)}, []),
    ],
)  # fmt: skip
def test_a_return_window(row: dict[str, object], said: list[str]) -> None:
    book = Book(returns=(ReturnRow(key="a", **row),))  # type: ignore[arg-type]  # a table of examples

    found = breaches(book, LAWS)

    told = [
        f"{one.field} {one.least} {one.unit} {' '.join(one.countries)}: {one.article}"
        for one in found
    ]
    assert told == said


def test_a_row_for_everywhere_is_held_against_each_law_once() -> None:
    found = breaches(Book(returns=(ReturnRow(key="a", days=7, pays="shop"),)), LAWS)

    assert {one.countries for one in found} == {(code,) for code in COUNTRIES if code != "RU"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"months": 24, "countries": ("FR",)}, None),
        ({"months": 24, "countries": ("FR", "ES")}, ("months", 36, "RDLeg 1/2007 (TRLGDCU) art. 120.1")),
        ({"months": 24, "countries": ("FR",), "start": "purchase"}, ("start", 24, "C. conso. L217-3")),
        ({"months": 25, "countries": ("FR",), "start": "purchase"}, None),
    ],
)  # fmt: skip
def test_a_warranty(row: dict[str, object], said: tuple[str, int, str] | None) -> None:
    book = Book(warranties=(WarrantyRow(key="a", **row),))  # type: ignore[arg-type]  # a table of examples

    found = [(one.field, one.least, one.article) for one in breaches(book, LAWS)]

    assert found == ([said] if said else [])


@pytest.mark.parametrize(
    ("hours", "weekly", "countries"),
    [(45, 40.0, ()), (46, 40.0, ("RS",)), (192, 168.0, ()), (193, 168.0, ("RS",)), (81, 40.0, ("LT", "PL", "RS"))],
)  # fmt: skip
def test_complaints_are_answered_in_time_at_the_shops_hours(
    hours: int, weekly: float, countries: tuple[str, ...]
) -> None:
    book = Book(times=(TimeRow(key="a", answer_hours=hours),))

    found = breaches(book, replace(LAWS, weekly_hours=weekly))

    assert {code for one in found for code in one.countries} == set(countries)
