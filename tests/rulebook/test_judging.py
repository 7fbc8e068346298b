"""Which row of the house's tables fits, and what has to be asked: tables of examples."""

from datetime import date
from typing import Any

import pytest

from makegood.policy.rules.facts import CATEGORIES as AS_THE_LAW_SORTS
from makegood.rulebook.rules.differing import Difference, differences
from makegood.rulebook.rules.judging import (
    Known,
    Moment,
    Times,
    judge_return,
    judge_times,
    judge_warranty,
    months_after,
)
from makegood.rulebook.rules.tables import (
    CATEGORIES,
    BadBook,
    Book,
    ExceptionRow,
    ReturnRow,
    TimeRow,
    WarrantyRow,
    plain_book,
    read_book,
)

GOLD = ReturnRow(key="gold", groups=("Gold",), pays="shop")
SILVER = ReturnRow(
    key="silver", groups=("Silver",), any_of=("receipt", "packaging"), within_months=6, days=180
)
LAMPS = ReturnRow(key="lamps", products=("lamp",), all_of=("unused",), days=60)
DEAR = ReturnRow(key="dear", value_from=10_000, value_below=50_000, on_sale=False, days=30)
ALL = ReturnRow(key="all", days=14)
BOOK = Book(returns=(GOLD, SILVER, LAMPS, DEAR, ALL))
TODAY = date(2026, 8, 31)
KNOWN = {"product": ("Chair", "C-1"), "group": "none", "value": 500, "on_sale": False}


@pytest.mark.parametrize(
    ("known", "row", "maybe", "asks"),
    [
        ({"group": "gold"}, "gold", "", ""),
        ({"group": "silver", "proofs": {"receipt": True}}, "silver", "", ""),
        ({"group": "silver", "bought_on": date(2026, 2, 28), "today": TODAY}, "all", "silver", "receipt packaging"),
        ({"group": "silver", "bought_on": date(2026, 3, 1), "today": TODAY}, "silver", "", ""),
        ({"group": "silver", "bought_on": date(2026, 1, 1), "today": TODAY, "proofs": {"receipt": False, "packaging": False}}, "all", "", ""),
        ({"group": None, "proofs": {"receipt": True}}, "all", "gold silver", "customer_group"),
        ({"product": ("Desk LAMP", "L-1")}, "all", "lamps", "unused"),
        ({"product": ("Desk lamp", "L-1"), "proofs": {"unused": True}}, "lamps", "", ""),
        ({"value": 10_000}, "dear", "", ""),
        ({"value": 50_000}, "all", "", ""),
        ({"value": None, "on_sale": None}, "all", "dear", "order_value on_sale"),
        ({"value": 20_000, "on_sale": True}, "all", "", ""),
    ],
)  # fmt: skip
def test_the_first_row_that_fits_wins_and_those_that_may_are_asked_about(
    known: dict[str, object], row: str, maybe: str, asks: str
) -> None:
    judged = judge_return(BOOK, Known(**KNOWN | known))  # type: ignore[arg-type]  # a table of examples

    assert judged.row is not None
    assert (judged.row.key, judged.asks) == (row, tuple(asks.split()))
    assert [one.key for one in judged.maybe] == maybe.split()


def test_where_no_row_fits_the_house_says_nothing() -> None:
    lithuania = Book(returns=(ReturnRow(key="lt", countries=("LT",), days=30),))

    assert judge_return(lithuania, Known(country="EE")).row is None
    assert judge_return(lithuania, Known(country="EE")).asks == ()
    assert judge_return(lithuania, Known()).asks == ("country",)
    assert judge_return(Book(), Known()).row is None


def test_a_warranty_goes_by_product_and_maker() -> None:
    ours = WarrantyRow(key="ours", makers=("Lumen",), months=60)
    usual = WarrantyRow(key="usual", months=24)
    book = Book(warranties=(ours, usual))

    assert judge_warranty(book, Known(maker="LUMEN")).row == ours
    assert judge_warranty(book, Known(maker="Other")).row == usual
    assert judge_warranty(book, Known()).asks == ("maker",)


@pytest.mark.parametrize(
    ("moment", "times"),
    [
        (Moment("damaged", "mail", is_first=True), Times(2, 3)),
        (Moment("damaged", "phone", is_first=False), Times(8, 3)),
        (Moment("return", "mail", is_first=True), Times(24, None)),
        (Moment("return", "phone", is_first=True), Times(None, None)),
    ],
)
def test_each_time_is_from_the_first_row_that_says_it(moment: Moment, times: Times) -> None:
    book = Book(
        times=(
            TimeRow(key="first", kinds=("damaged",), stage="first", answer_hours=2),
            TimeRow(key="damaged", kinds=("damaged",), answer_hours=8, news_days=3),
            TimeRow(key="mail", channels=("mail",), answer_hours=24),
        )
    )

    assert judge_times(book, moment) == times


@pytest.mark.parametrize(
    ("known", "days", "months"),
    [
        ({"addresses": frozenset({"eve@abuse.example"})}, "never", None),
        ({"addresses": frozenset({"eve@sub.abuse.example"})}, 30, 36),
        ({"addresses": frozenset({"x@x.example", "all@bad.example"})}, "never", None),
        ({"group": "staff"}, None, 36),
        ({"group": None}, 30, 36),
        ({"product": ("Gift card",)}, "never", None),
        ({"tags": frozenset({"vip"})}, None, 36),
    ],
)
def test_exceptions_go_before_the_tables(
    known: dict[str, Any], days: int | str | None, months: int | None
) -> None:
    book = Book(
        returns=(ReturnRow(key="r", days=30),),
        warranties=(WarrantyRow(key="w", months=36),),
        exceptions=(
            ExceptionRow(key="a", verdict="always", tags=("vip",)),
            ExceptionRow(key="b", verdict="never", customers=("Eve@abuse.example", "@bad.example")),
            ExceptionRow(key="c", verdict="never", products=("gift card",)),
            ExceptionRow(key="d", verdict="always", groups=("Staff",)),
        ),
    )

    back = judge_return(book, Known(**known)).row
    faults = judge_warranty(book, Known(**known)).row

    assert (back.days if back else "never") == days
    assert (faults.months if faults else None) == months


def test_months_end_with_the_month() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)


def test_a_book_is_read_as_it_is_written() -> None:
    assert read_book(plain_book(BOOK)) == BOOK
    assert sorted(CATEGORIES) == sorted(AS_THE_LAW_SORTS)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"days": -1}, "returns.0.days"),
        ({"days": "x"}, "returns.0.days"),
        ({"countries": ["Italy"]}, "returns.0.countries.0"),
        ({"any_of": ["ticket"]}, "returns.0.any_of.0"),
        ({"dayz": 3}, "returns.0.dayz"),
        ({"products": ["x"] * 51}, "returns.0.products"),
    ],
)
def test_what_is_no_row_is_refused(row: dict[str, object], place: str) -> None:
    with pytest.raises(BadBook) as refused:
        read_book({"returns": [{"key": "a"} | row]})

    assert refused.value.place == place


def test_versions_differ_by_what_was_added_changed_taken_out_and_put_elsewhere() -> None:
    longer = ReturnRow(key="all", days=30)
    new = ReturnRow(key="new", days=20)

    found = differences(
        Book(returns=(GOLD, SILVER, ALL)), Book(returns=(SILVER, GOLD, new, longer))
    )

    assert found == [
        Difference("returns", None, new),
        Difference("returns", ALL, longer),
        Difference("returns", None, None),
    ]
    assert differences(BOOK, BOOK) == []
