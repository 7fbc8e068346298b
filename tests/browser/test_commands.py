"""A refund is seen, given, and its answer comes by itself; what is done by hand is noted on a phone, without JavaScript."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide

from makegood.cases.models import Case
from makegood.kernel.web import Web
from makegood.messages.actions.accounts import post_office
from makegood.shops.actions.commanding import carry_out
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.giving_commands import give_command
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Command, Order
from makegood.testing.makers import make_case, make_message, make_promise, make_shop
from makegood.testing.woo_shop import SETTINGS
from makegood.testing.woo_teller import Teller

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""


@pytest.fixture
def woo() -> Teller:
    return Teller()


@pytest.fixture
def case(live_site: Site, woo: Teller) -> Case:
    shop = make_shop()
    woo.new_order()
    made = connect_shop(shop, None, "woocommerce", "Our shop", SETTINGS)
    with Web(transport=woo.transport()) as web:
        sync(made.pk, web)
    woo.now += timedelta(minutes=1)
    case = make_case(order=Order.objects.get(), kind="damaged", team=live_site.people.team)
    make_message(case, from_address="ann@example.com", account=post_office(shop))
    make_promise(case, kind="money")
    return case


def test_a_refund_is_seen_given_and_answered_and_keeps_what_was_promised(
    live_site: Site, case: Case, woo: Teller
) -> None:
    page = live_site.visit(live_site.people.manager)
    page.goto(f"/cases/{case.number}/")
    page.get_by_role("link", name="Do in the shop").click()
    found = looked_at(page, "list")
    page.get_by_role("link", name="Refund", exact=True).click()
    page.get_by_label("How much").fill("65.01")
    page.get_by_role("button", name="See what it will be").click()
    expect(page.get_by_text("No more than $65.00 can go back")).to_be_visible()
    page.get_by_label("How much").fill("")
    page.get_by_label("Pieces of “Shirt”").fill("1")
    page.get_by_label("Of it for the delivery").fill("5")
    found |= looked_at(page, "form")
    page.get_by_role("button", name="See what it will be").click()
    expect(page.get_by_text("1 × Shirt")).to_be_visible()
    found |= looked_at(page, "seen")
    assert not Command.objects.exists()
    page.get_by_role("button", name="Tell the shop").click()
    expect(page.get_by_text("The shop is being told.")).to_be_visible()

    with Web(transport=woo.transport()) as web:
        carry_out(Command.objects.get().pk, web)

    expect(page.get_by_text("The shop has done it.")).to_be_visible()
    found |= looked_at(page, "done")
    page.get_by_role("link", name="To the case").click()
    expect(page.get_by_text("The shop has done it: Refund").first).to_be_visible()
    assert case.promises.get(kind="money").end == "kept"

    assert case.order
    task = give_command(case.order, live_site.people.agent, "instrument", {"text": "By bank."})
    page.goto(f"/commands/{task.pk}/")
    found |= looked_at(page, "by hand")
    assert found == {}


def test_what_is_done_by_hand_is_noted_on_a_phone_without_javascript(
    live_site: Site, case: Case
) -> None:
    page = live_site.visit(live_site.people.manager, java_script_enabled=False, viewport=PHONE)
    page.goto(f"/orders/{case.order_id}/commands/credit/?case={case.number}")
    page.get_by_label("How much").fill("5")
    page.get_by_role("button", name="See what it will be").click()
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("How much").fill("6")
    page.get_by_role("button", name="See what it will be").click()
    page.get_by_role("button", name="Put it down for a person").click()
    expect(page.get_by_text("then note here what shows it")).to_be_visible()

    page.goto("/commands/")
    page.get_by_text("Give credit for the next order").click()
    page.get_by_label("What shows it").fill("Voucher 77")
    page.get_by_role("button", name="It is done").click()

    expect(page.get_by_text("Marko Manager has done it in the shop: Voucher 77")).to_be_visible()
    assert Command.objects.get().arguments["amount_minor"] == 600


def looked_at(page: Page, name: str) -> dict[str, list[str]]:
    """What is wrong with the page, look by look."""
    found = {}
    for look in in_every_look(page):
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"commands-{name}-{look}.png"), full_page=True)  # fmt: skip
        if wrong := complaints(page, *RULES.get(look, ())) + too_wide(page):
            found[f"{name} {look}"] = wrong
    list(in_every_look(page, "desk"))  # as it was
    return found
