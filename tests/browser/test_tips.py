"""Tips in a real browser: put away by keyboard, on a phone and without JavaScript; they shut nobody out."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_accessible import RULES, a_busy_desk, in_every_look, too_wide

from makegood.people.actions.tips import bring_tips_back, put_tip_away
from makegood.people.models import Staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_tip_is_put_away_by_keyboard_and_comes_back(site: Site, window: dict[str, Any]) -> None:
    agent = site.people.agent
    bring_tips_back(agent)
    page = site.visit(agent, viewport=window)
    page.goto("/")
    tip = page.get_by_role("region", name="Tip")
    expect(tip).to_contain_text("What is most urgent stands on top")

    page.get_by_role("button", name="Got it").focus()
    page.keyboard.press("Enter")

    expect(tip).to_have_count(0)
    said = page.get_by_text("Put away. Your profile brings the tips back.")
    expect(said).to_be_focused()
    page.reload()
    expect(tip).to_contain_text("Ctrl K goes anywhere")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-list [role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    page.reload()
    expect(tip).to_have_count(0)

    page.goto("/profile/")
    page.get_by_role("button", name="Show the tips again").press("Enter")
    expect(page.get_by_text("The tips show again")).to_be_visible()
    page.goto("/")
    expect(tip).to_contain_text("What is most urgent stands on top")


def test_a_tip_is_put_away_without_javascript(site: Site) -> None:
    bring_tips_back(site.people.agent)
    page = site.visit(site.people.agent, java_script_enabled=False, viewport=PHONE)
    page.goto("/promises/")

    page.get_by_role("button", name="Got it").click()

    page.wait_for_url("**/promises/")
    expect(page.get_by_text("Nobody need remember")).to_have_count(0)
    assert Staff.objects.get(pk=site.people.agent.pk).tips_gone == ["promises"]


@pytest.mark.thorough
def test_pages_with_a_tip_shut_nobody_out(site: Site) -> None:
    case = a_busy_desk(site.people.agent, site.people.owner)
    agent = site.people.agent
    page = site.visit(agent)
    wrong: dict[str, list[str]] = {}

    for name, address, gone in (
        ("inbox", "/", []),
        ("case", f"/cases/{case.number}/", []),
        ("composer", f"/cases/{case.number}/", ["case"]),
        ("promises", "/promises/", []),
        ("palette", "/promises/", ["promises"]),
    ):
        bring_tips_back(agent)
        for one in gone:
            put_tip_away(agent, one)
        page.goto(address)
        expect(page.locator(f'.tip form[action="/tips/{name}/removal/"]')).to_be_visible()
        for look in in_every_look(page):
            if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
                wrong[f"{name} {look}"] = bad
            picture(page, f"{look} tip {name}")

    assert wrong == {}


def picture(page: Page, name: str) -> None:
    if PICTURES:
        safe = "".join(c if c.isalnum() else "-" for c in name)[:60].strip("-")
        page.screenshot(path=str(Path(PICTURES) / f"{safe}.png"))
