"""The desk in a language one reads from the right: every page by axe, and a day's work by keyboard and on a phone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.backwards import CODE, START, write_backwards
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_accessible import ARRIVED, PAGES, a_busy_desk, others, too_wide

from makegood.messages.models import Message
from makegood.people.models import Staff

pytestmark = [pytest.mark.thorough, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def backwards(site: Site, settings: Any, tmp_path: Path) -> Site:
    """The desk whose people read from the right."""
    write_backwards(tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale", *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, "Backwards")]
    Staff.objects.update(language="")
    for staff in vars(site.people).values():
        if isinstance(staff, Staff):
            staff.language = ""
    return site


def visit(site: Site, staff: Staff, **options: Any) -> Page:
    return site.visit(staff, locale="he-IL", reduced_motion="reduce", **options)


def is_turned(page: Page) -> bool:
    way = page.evaluate("getComputedStyle(document.body).direction")
    return bool(way == "rtl" and START in page.locator("main").inner_text())


def test_no_page_shuts_anybody_out_who_reads_from_the_right(backwards: Site) -> None:
    case = a_busy_desk(backwards.people.agent, backwards.people.owner)
    page = visit(backwards, backwards.people.owner, viewport=PHONE)
    found: dict[str, list[str]] = {}

    for address in [*PAGES, f"/cases/{case.number}/", f"/cases/{case.number}/#about", *others()]:
        page.goto(address)
        page.evaluate(ARRIVED)
        wrong = complaints(page) + too_wide(page)
        wrong += [] if is_turned(page) else ["reads from the left"]
        if wrong:
            found[address] = wrong

    assert found == {}


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_an_answer_is_written_by_who_reads_from_the_right(
    backwards: Site, viewport: dict[str, int]
) -> None:
    case = a_busy_desk(backwards.people.agent, backwards.people.owner)
    page = visit(backwards, backwards.people.agent, viewport=viewport)
    page.goto("/")
    expect(page.locator(f"#row-{case.number} p[dir=auto]")).to_have_css("text-align", "right")
    page.locator(f"#open-{case.number}").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{case.number}/")

    expect(page.locator("#recipients summary bdi")).to_have_text(re.compile("<carla@"))
    page.keyboard.press("r")
    page.keyboard.type("שלום, the mug comes tomorrow.")
    expect(page.locator("#body")).to_have_css("direction", "rtl")
    assert complaints(page) + too_wide(page) == []
    page.keyboard.press("Control+Enter")

    expect(page.locator("#undo")).to_be_visible()
    assert complaints(page) + too_wide(page) == []
    assert Message.objects.filter(text__startswith="שלום").exists()
