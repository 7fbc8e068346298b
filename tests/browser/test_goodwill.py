"""An agent gives goodwill, asks for more than their role may give, and an owner says yes on the phone, without JavaScript."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Message
from makegood.promises.models import Promise
from makegood.remedies.models import Approval
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.shops.models import Line
from makegood.testing.makers import make_case, make_message, make_order, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""


@pytest.fixture
def case(site: Site) -> Case:
    shop, people = make_shop(), site.people
    for table, given in (
        ("compensation", {"percent": 10, "form": "coupon"}),
        ("limits", {"role": "agent", "most": 2000}),
    ):
        save_row(shop, people.owner, table, given, stamp_of(shop, draft_of(shop)))
    publish_draft(shop, people.owner, "Fair", stamp_of(shop, draft_of(shop)))
    came = clock.now() - timedelta(days=40)
    order = make_order(placed_at=came - timedelta(days=3), delivered_at=came)
    Line.objects.create(order=order, position=1, sku="L", name="Lamp", price_minor=4990)
    case = make_case(order=order, kind="return", team=people.team)
    make_message(case, from_address="carla@customer.example", account=post_office(shop))
    return case


def test_goodwill_is_given_asked_for_and_granted_on_a_phone(site: Site, case: Case) -> None:
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")
    page.locator("#goodwill-open").click()
    expect(page.locator("#goodwill").get_by_text("10% of the order as a coupon")).to_be_visible()
    expect(page.get_by_label("How much (EUR)", exact=True)).to_have_value("4.99")
    found = looked_at(page, "panel")
    page.locator("#goodwill").get_by_role("button", name="Promise it").click()
    expect(page.locator("#promises").get_by_text("Money back €4.99").first).to_be_visible()

    page.goto(f"/cases/{case.number}/goodwill/")
    page.get_by_label("How much (EUR)", exact=True).fill("60")
    page.get_by_label("Why", exact=True).fill("Lost twice")
    page.get_by_role("button", name="Promise it").click()
    expect(page.get_by_text("A second person is asked.").first).to_be_visible()

    owner = site.visit(site.people.owner, java_script_enabled=False, viewport=PHONE)
    owner.goto("/notices/")
    owner.get_by_text("Ana Agent asks you for a yes: €60.00").click()
    expect(owner.get_by_text("Lost twice")).to_be_visible()
    owner.get_by_role("button", name="Refuse it").click()
    expect(owner.get_by_text("Say why not").first).to_be_visible()
    owner.get_by_role("button", name="Grant it").click()
    expect(owner.get_by_text("Granted", exact=True)).to_be_visible()
    granted = Approval.objects.get(needs_second=True)
    assert granted.promise
    assert granted.promise.amount_minor == 6000

    page.goto(f"/approvals/{granted.pk}/")
    found |= looked_at(page, "approval")
    page.goto("/approvals/")
    found |= looked_at(page, "list")
    assert found == {}


def test_an_answer_above_the_limit_does_not_leave_and_its_words_stay(
    site: Site, case: Case
) -> None:
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")
    box = page.get_by_role("textbox", name="Your answer")
    box.fill("Dear Carla, we refund you 60 € for order W-1001 by Friday next week.")
    expect(page.get_by_text("€60.00")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()

    said = page.get_by_text("is more than your role gives on one case without asking")
    anyway = page.get_by_role("button", name="Send anyway")
    expect(said.or_(anyway).first).to_be_visible()
    if anyway.is_visible():
        anyway.click()
    expect(said).to_be_visible()
    expect(box).to_have_value("Dear Carla, we refund you 60 € for order W-1001 by Friday next week.")  # fmt: skip
    assert not Message.objects.filter(direction="out").exists()
    assert not Promise.objects.filter(kind="money", source="person").exists()


def test_a_return_past_its_time_is_taken_back_all_the_same(site: Site, case: Case) -> None:
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/law/")
    page.locator("summary", has_text="Give it all the same").first.click()
    found = looked_at(page, "law")
    giving = page.locator("details[open]", has_text="Give it all the same").first
    until = (clock.now() + timedelta(days=14)).date()
    giving.get_by_label("Until the end of").fill(until.isoformat())
    giving.get_by_label("Why").fill("She was in hospital")
    giving.get_by_role("button", name="Give it").click()
    expect(page.get_by_text("A second person is asked whether")).to_be_visible()

    owner = site.visit(site.people.owner)
    owner.goto(f"/approvals/{Approval.objects.get().pk}/")
    found |= looked_at(owner, "right")
    owner.get_by_role("button", name="Grant it").click()
    page.reload()

    expect(page.get_by_text("We give more: until")).to_be_visible()
    expect(page.get_by_text("She was in hospital")).to_be_visible()
    assert found == {}


def looked_at(page: Page, name: str) -> dict[str, list[str]]:
    """What is wrong with the page, look by look."""
    found = {}
    for look in in_every_look(page):
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"goodwill-{name}-{look}.png"), full_page=True)  # fmt: skip
        if wrong := complaints(page, *RULES.get(look, ())) + too_wide(page):
            found[f"{name} {look}"] = wrong
    list(in_every_look(page, "desk"))  # as it was
    return found
