"""A carrier added in the browser, a parcel added to an order and followed until it is late."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site

from makegood.kernel import clock
from makegood.shops.actions.looking_after import ask_carrier, find_carriers
from makegood.shops.models import CarrierAccount
from makegood.testing.fake_carrier import FakeCarrier
from makegood.testing.makers import make_case, make_order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": DESKTOP},
        {"viewport": PHONE, "color_scheme": "dark", "java_script_enabled": False},
    ],
    ids=["desk", "dark phone without scripts"],
)
def test_an_owner_adds_a_carrier_and_follows_a_parcel(site: Site, look: dict[str, Any]) -> None:
    order = make_order(placed_at=clock.now() - timedelta(days=6))
    case = make_case(order=order)
    fake = FakeCarrier(clock.now() - timedelta(days=5))
    fake.take("FC00000001", "silent")
    fake.pass_on(5)
    page = site.visit(site.people.owner, **look)
    with fake.serving() as settings:
        page.goto("/settings/carriers/")
        _is_fit_to_be_seen(page, look)
        page.get_by_role("link", name="REST", exact=True).click()
        page.get_by_label("Name", exact=True).fill("Fast Parcels")
        page.get_by_label("Address of the interface").fill(settings["url"])
        page.get_by_label("Token").fill("wrong")
        page.get_by_role("button", name="Test").click()
        expect(page.get_by_text("The carrier does not take the token or password.")).to_be_visible()
        _is_fit_to_be_seen(page, look)
        page.get_by_label("Token").fill(settings["token"])
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("heading", name="Fast Parcels")).to_be_visible()

        page.goto(f"/orders/{order.pk}/")
        page.get_by_role("link", name="Add a parcel").click()
        page.get_by_label("Parcel's number").fill("FC 0000 0001")
        page.get_by_role("textbox", name="Carrier").fill("fast parcels")
        _is_fit_to_be_seen(page, look)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_text("The parcel is added.")).to_be_visible()
        find_carriers()
        ask_carrier(CarrierAccount.objects.get().pk)

    page.reload()
    expect(page.get_by_text("At a sorting centre").first).to_be_visible()
    expect(page.get_by_text("The first day promised is over. Days late: 3.")).to_be_visible()
    _is_fit_to_be_seen(page, look)
    page.get_by_label("Where it is").select_option(label="Delivery failed")
    page.get_by_label("Why").select_option(label="nobody was at home")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Noted.")).to_be_visible()
    expect(page.get_by_text("the customer's")).to_be_visible()
    page.goto(f"/cases/{case.number}/")
    expect(page.get_by_text("Delivery failed")).to_be_attached()  # on a phone it is behind a tab
    assert site.problems == []


def _is_fit_to_be_seen(page: Page, look: dict[str, Any]) -> None:
    if look.get("java_script_enabled", True):
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
