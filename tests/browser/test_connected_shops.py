"""A shop system connected in the browser: a wrong key, the right one, how far it is, what its states mean."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site

from makegood.shops.actions.syncing import sync
from makegood.shops.models import Connection, Order
from makegood.testing.woo_shop import WooShop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": DESKTOP},
        {"viewport": PHONE, "color_scheme": "dark", "java_script_enabled": False},
    ],
    ids=["desk", "dark phone without scripts"],
)
def test_an_owner_connects_their_shop(site: Site, look: dict[str, Any]) -> None:
    woo = WooShop()
    for number in range(150):
        woo.now += timedelta(minutes=3)
        woo.new_order(f"buyer{number}@example.com", status="at-the-tailor")
    page = site.visit(site.people.owner, **look)
    with woo.serving() as settings:
        page.goto("/settings/shops/")
        page.get_by_role("link", name="Connect a shop").click()
        page.get_by_role("link", name="WooCommerce").click()
        page.get_by_label("Address of the shop").fill(settings["url"])
        page.get_by_label("Consumer key").fill(settings["key"])
        page.get_by_label("Consumer secret").fill("cs_wrong")
        page.get_by_role("button", name="Test").click()
        expect(page.get_by_text("The shop does not take the key.")).to_be_visible()
        _is_fit_to_be_seen(page, look)

        page.get_by_label("Consumer secret").fill(settings["secret"])
        page.get_by_label("Secret of the webhooks").fill(settings["webhook_secret"])
        page.get_by_role("button", name="Connect", exact=True).click()
        expect(page.get_by_text("The shop is connected.")).to_be_visible()
        expect(page.get_by_text("/hints/")).to_be_visible()
        _is_fit_to_be_seen(page, look)

        found = Connection.objects.get()
        assert sync(found.pk, seconds=0), "there is more"
        page.goto("/settings/shops/")
        expect(page.get_by_text("Orders read: 100 of 150")).to_be_visible()
        _is_fit_to_be_seen(page, look)

        while sync(found.pk):
            pass
        page.goto("/settings/shops/")
        expect(page.get_by_text("Works", exact=True)).to_be_visible()

    page.get_by_role("link", name="What its states mean").click()
    page.get_by_label("At the tailor").select_option(label="Being prepared")
    _is_fit_to_be_seen(page, look)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 state means something else now")).to_be_visible()
    assert set(Order.objects.values_list("standing", flat=True)) == {"preparing"}
    page.goto(f"/orders/{Order.objects.latest('placed_at').pk}/")
    expect(page.get_by_text("Being prepared")).to_be_visible()
    _is_fit_to_be_seen(page, look)
    assert site.problems == []


def _is_fit_to_be_seen(page: Page, look: dict[str, Any]) -> None:
    if look.get("java_script_enabled", True):
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
