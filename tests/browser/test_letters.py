"""Our letters as a customer's mail program shows them."""

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PHONE, Site
from tests.browser.test_joining_and_others import a_case, sideways

from makegood.messages.layout import rendered
from makegood.shops.rules.looks import look_in_letters
from makegood.testing.makers import make_message

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_a_mails_own_colours_are_shown_without_complaint(site: Site) -> None:
    case = a_case()
    html = '<p style="color:#ff0000;margin:4px">Broken!</p>'
    message = make_message(case, "Broken!", html=html)
    page = site.visit(site.people.agent)

    page.goto(f"/cases/{case.number}/messages/{message.pk}/letter/")

    told = page.get_by_text("Broken!")
    assert told.evaluate("e => getComputedStyle(e).color") == "rgb(255, 0, 0)"


def test_a_part_swapped_in_takes_no_style_from_the_one_before(site: Site) -> None:
    case = a_case()
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")
    page.evaluate("document.getElementById('composer-state').style.minHeight = '1px'")

    page.locator("#body").fill("Dear Carla")

    expect(page.get_by_text("Draft saved at")).to_be_visible()


def test_a_long_address_stays_in_the_letter(site: Site) -> None:
    letter = rendered(
        "message.html",
        language="en",
        subject="Lamp",
        text="Where it stands:\nhttps://shop.example/s/" + "0123456789abcdef" * 8,
        shop={"name": "Lume"},
        logo=None,
        look=look_in_letters("#17614f"),
        pictures=[],
        signature="",
        status_url="",
        number=1,
        contact=[],
        quoted=None,
    )
    page = site.visit(None, viewport=PHONE)

    page.set_content(letter)

    assert not sideways(page)
