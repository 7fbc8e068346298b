"""Menus open inside the window: at every width, from every place on the page, by hand and by key."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect
from tests.browser.conftest import PHONE, Site
from tests.browser.test_joining_and_others import a_case, sideways

from makegood.testing.makers import make_message

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


def is_whole(sheet: Locator) -> bool:
    """Nothing of it is outside the window."""
    size = sheet.page.viewport_size
    box = sheet.bounding_box()
    assert size
    assert box
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_menus_of_the_composer_stay_on_a_phone(site: Site, has_script: bool) -> None:
    case = a_case()
    page = site.visit(site.people.agent, viewport=PHONE, java_script_enabled=has_script)
    page.goto(f"/cases/{case.number}/")
    page.locator("#body").focus()  # it grows then, and what is below it moves

    for menu in ("#templates", "#later"):
        page.locator(f"{menu} > summary").click()
        sheet = page.locator(f"{menu} .menu-sheet")
        expect(sheet).to_be_visible()
        assert is_whole(sheet)
        assert not sideways(page)
        page.locator(f"{menu} > summary").click()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_the_menu_of_languages_stays_on_a_phone(site: Site, has_script: bool) -> None:
    page = site.visit(None, viewport=PHONE, java_script_enabled=has_script)
    page.goto(reverse("account_login"))

    page.locator(".plain-head summary").click()

    sheet = page.locator(".plain-head .menu-sheet")
    expect(sheet).to_be_visible()
    assert is_whole(sheet)
    assert not sideways(page)


def test_a_menu_opened_by_key_comes_into_view(site: Site) -> None:
    case = a_case()
    for number in range(12):
        make_message(case, f"Letter {number}.\n\nThe lamp is late.")
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")
    # Its button is just out of sight, and its field would still be in the window.
    page.locator("#more-to-do").evaluate(
        "menu => scrollBy(0, menu.getBoundingClientRect().bottom + 20)"
    )

    page.keyboard.press("m")

    field = page.locator("#more-to-do").get_by_label("Join into case number")
    expect(field).to_be_focused()
    assert is_whole(page.locator("#more-to-do .menu-sheet"))
    assert is_whole(field)
