"""What the shop's own rules give on a case beside the law: only what is more, once where all get it, with what to ask."""

from datetime import date

import pytest

from makegood.rights.rules.giving import Day, OfCase, gifts
from makegood.rights.rules.knowing import Known, KnownLine, KnownOrder, Told
from makegood.rulebook.rules.tables import Book, ReturnRow, WarrantyRow
from makegood.testing.makers import MONDAY

CAME = date(2026, 3, 2)
DAY = Day(CAME, date(2026, 3, 16), date(2028, 3, 2))
CASE = OfCase("FR", date(2026, 2, 27), date(2026, 3, 5), days={"": DAY, "1": DAY, "2": DAY})
LINES = (KnownLine("1", "Blue lamp"), KnownLine("2", "Mug"))


def told(book: Book, lines: tuple[KnownLine, ...] = LINES, **facts: str) -> tuple[list[str], str]:
    known = Known(
        case="1",
        kind="return",
        now=MONDAY,
        heard_at=MONDAY,
        shop_country="FR",
        order=KnownOrder(MONDAY, lines=lines) if lines else None,
        facts={key: Told(value) for key, value in facts.items()},
    )
    found = gifts(book, known, CASE)
    return [f"{one.line} {one.row.key} {one.until} {one.is_more_time}" for one in found.found], (
        " ".join(found.asks)
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"days": 30}, [" a 2026-04-01 True"]),
        ({"days": 14}, []),
        ({"days": 14, "pays": "shop"}, [" a 2026-03-16 False"]),
        ({"days": None}, [" a None True"]),
        ({"days": 30, "products": ("lamp",)}, ["1 a 2026-04-01 True"]),
        ({"days": 30, "countries": ("DE",)}, []),
    ],
)
def test_a_return_window_counts_where_it_is_more(row: dict[str, object], said: list[str]) -> None:
    assert told(Book(returns=(ReturnRow(key="a", **row),))) == (said, "")  # type: ignore[arg-type]  # a table of examples


def test_what_only_the_customer_knows_is_asked_until_it_is_told() -> None:
    silver = ReturnRow(key="silver", groups=("Silver",), any_of=("receipt", "packaging"), days=90)
    book = Book(returns=(silver, ReturnRow(key="all", days=30)))

    assert told(book) == ([" all 2026-04-01 True"], "receipt packaging customer_group")
    assert told(book, customer_group="silver") == ([" all 2026-04-01 True"], "receipt packaging")
    assert told(book, customer_group="Silver", receipt="yes") == ([" silver 2026-05-31 True"], "")
    assert told(book, customer_group="none") == ([" all 2026-04-01 True"], "")
    assert told(book, customer_group="Silver", receipt="no", packaging="no")[1] == ""


def test_a_warranty_runs_from_delivery_or_purchase_and_longer_than_the_law() -> None:
    def row(**fields: object) -> Book:
        return Book(warranties=(WarrantyRow(key="w", **fields),))  # type: ignore[arg-type]  # a table of examples

    assert told(row(months=36)) == ([" w 2029-03-02 True"], "")
    assert told(row(months=36, start="purchase")) == ([" w 2029-02-27 True"], "")
    assert told(row(months=24)) == ([], "")


def test_without_an_order_the_product_told_counts() -> None:
    book = Book(returns=(ReturnRow(key="a", products=("lamp",), days=30),))

    assert told(book, ()) == ([], "product")
    assert told(book, (), product="The blue LAMP") == ([" a 2026-04-01 True"], "")
