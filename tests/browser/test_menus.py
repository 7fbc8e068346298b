"""Menus open inside the window: at every width, from every place on the page, by hand and by key."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Route, expect
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_joining_and_others import a_case, sideways

from makegood.testing.makers import make_case, make_customer, make_message, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
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


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_menu_of_the_composer_opens_at_the_first_press(
    site: Site, has_script: bool, size: dict[str, int]
) -> None:
    case = a_case()
    page = site.visit(site.people.agent, viewport=size, java_script_enabled=has_script)
    page.goto(f"/cases/{case.number}/")
    button = page.locator("#templates > summary")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(150)
    page.mouse.up()

    expect(page.locator("#templates .menu-sheet")).to_be_visible()


def test_a_toast_leaves_the_composer_of_a_phone_free(site: Site) -> None:
    case = a_case()
    page = site.visit(site.people.agent, viewport=PHONE)
    page.goto(f"/cases/{case.number}/")
    page.locator("#body").scroll_into_view_if_needed()

    page.evaluate("window.dispatchEvent(new CustomEvent('makegood:toast', {detail: 'It failed.'}))")

    toast, composer = (page.locator(one).bounding_box() for one in (".toast", "#composer"))
    assert toast
    assert composer
    assert toast["y"] + toast["height"] <= composer["y"]


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


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("query", ["/", "/?q=kind:late"])
@pytest.mark.parametrize("menu", ["How to ask", "Filter", "Group", "Look", "View"])
def test_menus_of_the_inbox_stay_on_a_phone(
    site: Site, menu: str, query: str, has_script: bool
) -> None:
    a_case()
    page = site.visit(
        site.people.owner, viewport=PHONE, is_mobile=True, java_script_enabled=has_script
    )
    page.goto(query)
    place = page.locator("main details.menu", has=page.locator("summary", has_text=menu)).or_(
        page.locator(f"main details.menu:has(> summary[aria-label='{menu}'])")
    )

    place.locator("> summary").click()

    sheet = place.locator(".menu-sheet")
    expect(sheet).to_be_visible()
    assert is_whole(sheet)
    assert not sideways(page)


def test_callers_that_are_found_are_whole_on_a_phone(site: Site) -> None:
    name = "Konstantina-Alexandra Papadopoulou-Christodoulopoulou"
    caller = make_customer("konstantina.papadopoulou@very-long-name.example", name=name)
    case = make_case(customer=caller, subject="The reading lamp of the living room flickers again")
    make_message(case, "It flickers.")
    page = site.visit(site.people.agent, viewport=PHONE, is_mobile=True)
    page.goto("/calls/")
    page.get_by_role("button", name="Somebody is calling").click()
    page.wait_for_load_state()
    page.get_by_label("Number or name").press_sequentially("Konstantina")

    known = page.get_by_role("button", name=case.subject)
    expect(known).to_be_visible()
    assert is_whole(known)
    assert known.locator("span").evaluate("words => words.scrollWidth <= words.clientWidth")
    assert not sideways(page)


def test_a_link_keeps_the_focus_when_its_list_comes_anew(site: Site) -> None:
    make_shop()
    page = site.visit(site.people.owner)
    page.goto(reverse("console:settings"))
    held: list[Route] = []
    page.route("**/settings/?*", lambda route: held.append(route))

    page.get_by_label("Find a setting").press_sequentially("holiday")
    link = page.locator("#settings-pages").get_by_role("link", name="Hours and promises")
    link.focus()
    page.wait_for_timeout(400)
    for route in held:
        route.continue_()

    expect(page.locator("#settings-pages li")).to_have_count(2)
    expect(link).to_be_focused()


def test_what_takes_a_moment_shows_where_it_will_come(site: Site) -> None:
    page = site.visit(site.people.agent)
    page.goto(reverse("console:search"))
    results = page.locator("#results")
    held: list[Route] = []
    page.route("**/search/?q=*", lambda route: held.append(route))

    page.locator("#search-text").press_sequentially("mug")
    expect(results).to_have_attribute("aria-busy", "true")
    height = "(one) => parseInt(getComputedStyle(one, '::after').height)"
    assert results.evaluate(height) > 100

    for one in held:
        one.continue_()
    expect(results).not_to_have_attribute("aria-busy", "true")
    expect(results).not_to_have_class(re.compile("is-awaited"))
