"""What the shop's own rules give on a case beside the law: only what is more, once where all get it, with what to ask."""

from datetime import date, timedelta

import pytest
from tests.rights.test_rights_of_a_case import TODAY, a_french_order

from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.rights.giving import gifts_on
from makegood.rights.queries import rights_of
from makegood.rights.rules.giving import Day, OfCase, gifts
from makegood.rights.rules.knowing import Known, KnownLine, KnownOrder, Told
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.rulebook.rules.tables import Book, ReturnRow, WarrantyRow
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_shop

CAME = date(2026, 3, 2)
DAY = Day(CAME, date(2026, 3, 16), date(2028, 3, 2))
CASE = OfCase("FR", date(2026, 2, 27), date(2026, 3, 5), days={"": DAY, "1": DAY, "2": DAY})
LINES = (KnownLine("1", "Blue lamp"), KnownLine("2", "Mug"))


def told(
    book: Book, lines: tuple[KnownLine, ...] = LINES, group: str = "", **facts: str
) -> tuple[list[str], str]:
    known = Known(
        case="1",
        kind="return",
        now=MONDAY,
        heard_at=MONDAY,
        shop_country="FR",
        customer_group=group,
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
    assert told(book, group="Silver", receipt="yes") == ([" silver 2026-05-31 True"], "")
    assert told(book, group="Silver", customer_group="none") == ([" all 2026-04-01 True"], "")
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


def test_what_was_told_of_one_article_tells_nothing_of_the_others_and_a_discount_is_none() -> None:
    book = Book(returns=(ReturnRow(key="a", categories=("mattress",), days=30),))
    voucher = KnownLine("3", "Voucher", price=Money(-500, "EUR"))

    assert told(book, (*LINES, voucher), goods="mattress", product="Mug") == (
        ["2 a 2026-04-01 True"],
        "",
    )
    assert told(Book(returns=(ReturnRow(key="a", days=30),)), (*LINES, voucher)) == (
        [" a 2026-04-01 True"],
        "",
    )


@pytest.mark.django_db
def test_where_the_law_gives_nothing_the_house_counts_from_the_day_they_got_it() -> None:
    shop, owner = make_shop(country="LT"), make_staff("Olga Owner", "owner")
    with clock.frozen(TODAY - timedelta(days=90)):
        save_row(shop, owner, "returns", {"days": 14, "pays": "customer"}, stamp_of(shop, None))
        publish_draft(shop, owner, "Ours", stamp_of(shop, draft_of(shop)))
    with clock.frozen(TODAY):  # the goods came on 11 December
        case = a_french_order()
        set_fact(case, "product", "Mug", "staff")
        set_fact(case, "goods", "personalised", "staff")
        case = Case.objects.select_related("shop", "customer", "order").get(pk=case.pk)
        of_one = gifts_on(case, rights_of(case)).found
        set_fact(case, "buyer", "business", "staff")
        of_a_business = gifts_on(case, rights_of(case))

    assert [(one.line, str(one.until)) for one in of_one] == [("2", "2026-12-25")]
    assert [(one.line, str(one.until)) for one in of_a_business.found] == [("", "2026-12-25")]
    assert of_a_business.gives("withdrawal", "1", date(2026, 12, 25))
    assert not of_a_business.gives("withdrawal", "1", date(2026, 12, 26))
