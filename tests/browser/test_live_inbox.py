"""An open inbox shows what is new by itself, rows and figures alike, and takes nothing from under anybody's hands."""

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Site

from makegood.cases.actions.noting import note
from makegood.testing.makers import make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_rows_and_figures_follow_what_happens_in_one_request(live_site: Site) -> None:
    first = make_case(subject="Broken cup")
    page = live_site.visit(live_site.people.agent)
    page.goto("/?q=")
    page.wait_for_selector("body[data-live=on]")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    everything = page.get_by_role("navigation", name="Views").get_by_role("link", name="All open")
    expect(everything).to_contain_text("1")
    everything.focus()

    make_case(subject="Lost parcel")
    note(first, live_site.people.manager, "Ask the courier.")  # of which the page hears

    expect(page.locator("#queue")).to_contain_text("Lost parcel")
    expect(everything).to_contain_text("2")
    expect(everything).to_be_focused()
    assert [one for one in asked if "part=news" not in one and "/?" in one] == []
