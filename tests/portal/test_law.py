"""What the law gives, on the customer's own page: until when, and what they can do next."""

from datetime import timedelta

import pytest
from tests.rights.test_rights_of_a_case import TODAY, a_french_order

from makegood.cases.actions.facts import set_fact
from makegood.kernel import clock
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db


def entitled(reader_of, case) -> str:
    page = reader_of(case).get().content.decode()
    return page.partition('id="law-title"')[2].partition("</section>")[0]


def test_the_customer_reads_until_when_they_may_return_and_complain(reader_of):
    with clock.frozen(TODAY):
        case = a_french_order()
        shown = entitled(reader_of, case)
        in_italian = reader_of(case).get(lang="it").content.decode()

    assert "You can send it back without giving a reason until 28 December 2026." in shown
    assert "The legal guarantee runs until 11 December 2028." in shown
    assert "By the law of France." in shown
    assert "no legal advice" in shown
    assert "28 dicembre 2026" in in_italian


def test_what_may_not_be_sent_back_is_not_told_of_with_the_rest(reader_of):
    with clock.frozen(TODAY):
        case = a_french_order()
        set_fact(case, "product", "Mug", "staff")
        set_fact(case, "goods", "personalised", "staff")
        shown = entitled(reader_of, case)

    assert "Blue lamp: You can send it back without giving a reason until" in shown
    assert shown.count("without giving a reason") == 1


def test_who_withdrew_reads_when_to_send_it_back_and_when_the_money_comes(reader_of):
    with clock.frozen(TODAY):
        case = a_french_order(kind="return")
        shown = entitled(reader_of, case)
        set_fact(case, "refunded_on", "2026-12-14", "staff")
        paid = entitled(reader_of, case)

    assert "Send it back by 28 December 2026 at the latest." in shown
    assert "You get your money by 28 December 2026 at the latest." in shown
    assert "without giving a reason" not in shown
    assert "You get your money" not in paid


def test_what_is_over_or_is_no_consumers_is_not_shown(reader_of):
    with clock.frozen(TODAY + timedelta(days=60)):
        case = a_french_order()
        case.order.parcels.update(delivered_at=TODAY - timedelta(days=1500))
        assert entitled(reader_of, case) == ""
    with clock.frozen(TODAY):
        case.order.parcels.update(delivered_at=TODAY)
        assert "without giving a reason" in entitled(reader_of, case)
        set_fact(case, "buyer", "business", "staff")
        assert entitled(reader_of, case) == ""


def test_before_it_has_come_the_page_says_how_long_there_will_be(reader_of):
    with clock.frozen(TODAY):
        case = a_french_order()
        case.order.parcels.update(delivered_at=None)
        shown = entitled(reader_of, case)

    assert "Once you have received everything, you have 14 days to send it back" in shown
    assert "guarantee" not in shown


def test_what_the_shop_itself_gives_stands_with_it_as_long_as_it_lasts(reader_of):
    owner, shop = make_staff("Olga Owner", "owner"), make_shop(country="LT")
    with clock.frozen(TODAY - timedelta(days=1)):
        for table, row in (
            ("returns", {"days": 60, "pays": "shop"}),
            ("warranties", {"months": 36}),
        ):
            save_row(shop, owner, table, row, stamp_of(shop, draft_of(shop)))
        publish_draft(shop, owner, "Ours", stamp_of(shop, draft_of(shop)))
    with clock.frozen(TODAY):
        case = a_french_order()
        shown = entitled(reader_of, case)
    with clock.frozen(TODAY + timedelta(days=60)):
        later = entitled(reader_of, case)

    assert "By our own rules you can send it back until 9 February 2027." in shown
    assert "Our own warranty runs until 11 December 2029." in shown
    assert "By our own rules" not in later
