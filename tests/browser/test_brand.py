"""The brand as its owner sets it: tried in the frames, saved, and what a customer sees then."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site

from makegood.messages.actions.accounts import post_office
from makegood.shops.models import Shop
from makegood.testing.makers import make_shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "look",
    [{"viewport": DESKTOP, "color_scheme": "dark"}, {"viewport": PHONE}],
    ids=["desk", "phone"],
)
def test_what_is_typed_is_seen_before_it_is_saved(site: Site, look: dict[str, Any]) -> None:
    post_office(make_shop(colour="#1f6f5c"))
    page = site.visit(site.people.owner, **look)
    page.goto("/settings/brand/")
    mail = page.frame_locator("iframe[title='A mail']")
    by_day = page.frame_locator("iframe[title='The status page by day']")

    page.get_by_label("Name of the shop").fill("Lume")
    page.get_by_label("Website").fill("lume.example")
    page.get_by_label("Website").blur()

    expect(mail.get_by_text("https://lume.example")).to_be_visible()
    expect(by_day.locator(".customer-brand")).to_contain_text("Lume")
    assert Shop.objects.get().name == "Northwind"
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Shop.objects.get().website == "https://lume.example"

    page.get_by_label("Picture").set_input_files(_picture())
    page.get_by_role("button", name="Put it up").click()

    expect(mail.get_by_role("img", name="Lume")).to_be_visible()
    expect(by_day.get_by_role("img", name="Lume")).to_be_visible()
    expect(page.get_by_role("img", name="Your logo")).to_be_visible()
    drawn = "document.querySelector('.brand-mark img').naturalWidth"
    assert page.evaluate(drawn) == 300
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert site.problems == []


def _picture() -> Any:
    made = BytesIO()
    Image.new("RGB", (300, 100), "teal").save(made, "PNG")
    return {"name": "logo.png", "mimeType": "image/png", "buffer": made.getvalue()}
