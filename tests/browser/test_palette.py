"""The palette, by keyboard alone and on a phone."""

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site

from makegood.messages.actions.accounts import post_office
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def chosen(page: Page) -> str:
    """The option the field points at."""
    option = page.locator("#palette-text").get_attribute("aria-activedescendant")
    return page.locator(f"#{option}").inner_text()


def test_a_case_is_found_and_opened_and_an_action_done_by_keyboard(site: Site) -> None:
    post_office(make_shop())
    case = make_case(subject="Blue lamp", customer=site.people.customer)
    make_message(case, "It does not shine")
    page = site.visit(site.people.owner)
    page.goto("/")

    page.keyboard.press("Control+k")
    expect(page.locator("#palette-text")).to_be_focused()
    page.keyboard.type("shine")
    expect(page.locator("#palette-list [aria-selected=true]")).to_contain_text("Blue lamp")
    assert complaints(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{case.number}/")

    page.keyboard.press("Control+k")
    page.keyboard.type("note for coll")
    expect(page.locator("#palette-list [aria-selected=true]")).to_contain_text(
        "Note for colleagues"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#note-body")).to_be_focused()


def test_arrows_go_round_and_escape_gives_the_focus_back(site: Site) -> None:
    page = site.visit(site.people.owner)
    page.goto("/search/")
    page.locator("#search-text").focus()

    page.keyboard.press("Control+k")
    expect(page.locator("#palette-list [role=option]").first).to_be_visible()
    first = chosen(page)
    page.keyboard.press("ArrowDown")
    assert chosen(page) != first
    page.keyboard.press("ArrowUp")
    assert chosen(page) == first
    page.keyboard.type("xyzzy")
    expect(page.locator("#palette-list")).to_have_text("Nothing found")
    page.keyboard.press("Escape")

    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#search-text")).to_be_focused()


def test_on_a_phone_it_opens_from_the_menu(site: Site) -> None:
    page = site.visit(site.people.owner, viewport=PHONE)
    page.goto("/")

    page.locator(".rail-me summary").click()
    page.get_by_role("button", name="Go to, or do").click()
    page.locator("#palette-text").fill("hours and")
    page.get_by_role("option", name="Hours and promises").click()

    page.wait_for_url("**/settings/hours/")


def test_single_keys_are_switched_off_and_ctrl_k_still_works(site: Site) -> None:
    page = site.visit(site.people.agent)
    page.goto("/profile/")
    page.get_by_label("Single keys do things").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved")).to_be_visible()

    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.locator("#keys")).to_be_hidden()
    assert page.url.endswith("/profile/")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-text")).to_be_focused()
    page.keyboard.press("Escape")

    page.get_by_label("Single keys do things").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_enter_takes_what_was_typed_however_late_the_answer_comes(site: Site) -> None:
    post_office(make_shop())
    case = make_case(subject="Blue lamp", customer=site.people.customer)
    make_message(case, "It does not shine")
    page = site.visit(site.people.owner)
    page.goto("/")

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.keyboard.press("Control+k")
    expect(page.locator("#palette-list [role=option]").first).to_be_visible()
    page.route("**/palette/**", slowly)
    page.keyboard.type("shine")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/cases/{case.number}/")


def test_an_action_says_what_it_does_and_not_only_who_has_the_case(site: Site) -> None:
    case = make_case(assignee=site.people.owner)
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")

    page.keyboard.press("Control+k")
    page.keyboard.type("assign")

    first = page.locator("#palette-list [aria-selected=true]")
    expect(first.locator("span").first).to_have_text(f"Assign: {site.people.owner.name}")
    assert complaints(page) == []
