"""What the law says on a case, opened: a French withdrawal that ends on Christmas, and why it does not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide
from tests.browser.test_playbooks_and_calls import picture
from tests.rights.test_rights_of_a_case import a_french_order

from makegood.cases.actions.facts import set_fact
from makegood.cases.models import FactRequest
from makegood.cases.queries import status_url
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Draft
from makegood.testing.makers import make_message, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
DELIVERED = datetime(2025, 12, 11, 14, 0, tzinfo=UTC)
CHRISTMAS = (
    "That is a public holiday, so it ends on the next working day: Friday, 26 December 2025."
)


def test_why_a_french_withdrawal_does_not_end_on_christmas(site: Site) -> None:
    post_office(make_shop())
    case = a_french_order(DELIVERED)
    make_message(case, "Can I still send it back?")
    page = site.visit(site.people.agent, reduced_motion="reduce")
    page.goto(f"/cases/{case.number}/#about")

    page.locator("#law-open").press("Enter")
    law = page.locator("#law")
    expect(law).to_contain_text("By the law of France.")
    assert page.evaluate("document.activeElement.id") == "law-open"
    date = law.locator("li", has_text="Sending it back without a reason")
    date.get_by_text("Why this date").focus()
    page.keyboard.press("Enter")
    expect(date.get_by_text(CHRISTMAS)).to_be_visible()

    wrong: dict[str, list[str]] = {}
    for look in in_every_look(page):
        if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
            wrong[look] = bad
        law.scroll_into_view_if_needed()
        picture(page, f"law-{look}")
    assert wrong == {}

    page.set_viewport_size({"width": 1280, "height": 800})
    law.get_by_role("button", name=re.compile("Ask the customer.*Bought for")).click()
    expect(page.get_by_label("Your answer")).to_have_value(re.compile("/s/facts/"))
    assert FactRequest.objects.get().keys == ["buyer"]


def test_without_javascript_the_law_is_a_page_and_a_no_is_a_draft(site: Site) -> None:
    post_office(make_shop())
    case = a_french_order(DELIVERED)
    set_fact(case, "expectation", "My money back", "customer")
    page = site.visit(site.people.agent, java_script_enabled=False, viewport=PHONE)
    page.goto(f"/cases/{case.number}/#about")

    page.locator("#law-open").click()
    expect(page.get_by_text("The time for it is over.")).to_be_visible()
    page.get_by_role("button", name="Write a no").click()

    expect(page.get_by_label("Your answer")).to_have_value(Draft.objects.get(case=case).body)


def test_the_customers_page_says_until_when(site: Site) -> None:
    post_office(make_shop())
    case = a_french_order(clock.now() - timedelta(days=2))
    page = site.visit(None, reduced_motion="reduce")
    page.goto(status_url(case))
    mine = page.get_by_role("region", name="What you are entitled to")
    expect(mine).to_contain_text("You can send it back without giving a reason until")
    wrong: dict[str, list[str]] = {}
    for look in in_every_look(page):
        if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
            wrong[look] = bad
        picture(page, f"law-customer-{look}")
    assert wrong == {}
