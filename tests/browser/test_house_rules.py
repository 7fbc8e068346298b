"""An owner writes a house rule, is refused below the law, tries the draft on last year's cases and publishes it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide

from makegood.insight.actions.trying import work_out
from makegood.insight.models import Trial
from makegood.kernel import clock
from makegood.rulebook.queries import rules_in_force
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
SAID = "France: 30 days to send it back, we pay the way"
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""


def test_a_rule_is_refused_below_the_law_tried_and_published(site: Site) -> None:
    order = make_order(placed_at=clock.now() - timedelta(days=25), address={"country": "France"})
    case = make_case(kind="return", subject="A lamp too many", order=order)
    page = site.visit(site.people.owner)
    page.goto("/settings/house-rules/")
    page.locator("#returns").get_by_role("link", name="Add a row").click()
    page.get_by_label("Days from delivery").fill("10")
    page.get_by_label("Countries").fill("France")
    page.get_by_role("button", name="Save").click()
    refused = page.locator("#id_days-error")
    expect(refused).to_contain_text("France: the law gives 14 days (C. conso. L221-18)")
    found = looked_at(page, "refused")

    page.get_by_label("Days from delivery").fill("30")
    page.get_by_label("Countries").focus()
    expect(page.locator("#preview")).to_have_text(SAID)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#returns").get_by_text(SAID)).to_be_visible()
    page.locator("#times").get_by_role("link", name="Add a row").click()
    page.get_by_label("Word after this many days at the latest").fill("3")
    page.get_by_role("button", name="Save").click()
    found |= looked_at(page, "draft")

    page.get_by_role("button", name="Try it on last year's cases").click()
    expect(page.get_by_text("Looking at last year's cases")).to_be_visible()
    work_out(Trial.objects.get().pk)
    expect(page.get_by_text("With this draft 1 of last year's cases")).to_be_visible()
    found |= looked_at(page, "trial")
    page.get_by_role("link", name="A lamp too many").click()
    expect(page).to_have_url(f"{site.url}/cases/{case.number}/")
    page.go_back()
    page.get_by_role("link", name="Back", exact=True).click()

    page.get_by_label("Why").fill("For France")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 1 is in force")).to_be_visible()
    assert rules_in_force(make_shop()).returns[0].days == 30
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_role("heading", name="What it changed")).to_be_visible()
    found |= looked_at(page, "version")
    assert found == {}


def test_rows_change_places_without_javascript_on_a_phone(site: Site) -> None:
    page = site.visit(site.people.owner, java_script_enabled=False, viewport=PHONE)
    for hours in ("2", "8"):
        page.goto("/settings/house-rules/times/new/")
        page.get_by_label("An answer within this many working hours").fill(hours)
        page.get_by_role("button", name="Save").click()

    page.locator("#times").get_by_role("button", name="Up").click()

    rows = page.locator("#times li")
    expect(rows.first).to_contain_text("within 8 working hours")
    expect(rows.last).to_contain_text("within 2 working hours")


def looked_at(page: Page, name: str) -> dict[str, list[str]]:
    """What is wrong with the page, look by look."""
    found = {}
    for look in in_every_look(page):
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"house-{name}-{look}.png"), full_page=True)
        if wrong := complaints(page, *RULES.get(look, ())) + too_wide(page):
            found[f"{name} {look}"] = wrong
    list(in_every_look(page, "desk"))  # as it was
    return found
