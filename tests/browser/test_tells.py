"""Notices outside the window, where somebody wished for them."""

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Site

from makegood.cases.actions.noting import note
from makegood.notify.actions.telling import read
from makegood.notify.queries import unread
from makegood.testing.makers import make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTENED = """
window.shown = [];
window.Notification = class extends EventTarget {
  static permission = "default";
  static async requestPermission() { return (Notification.permission = "%s"); }
  constructor(title, options) { super(); window.shown.push([title, options.body]); }
};
document.hasFocus = () => window.isLookedAt ?? false;
"""
"""A browser that grants or refuses, and remembers what it was asked to show."""


def test_what_the_bell_tells_shows_outside_once_it_is_wished_for(live_site: Site) -> None:
    people = live_site.people
    case = make_case(subject="Blue lamp", assignee=people.agent)
    page = live_site.visit(people.agent)
    page.add_init_script(LISTENED % "granted")
    page.goto("/settings/notices/")
    note(case, people.owner, "@Ana first")
    expect(page.locator("#bell .rail-count")).to_contain_text("1")
    assert page.evaluate("shown") == []

    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("On. What you are told shows")).to_be_visible()
    note(make_case(subject="Red lamp"), people.owner, "@Ana second")
    expect(page.locator("#bell .rail-count")).to_contain_text("2")
    assert page.evaluate("shown") == [["Olga Owner named you in a note.", _about("Red lamp")]]

    page.evaluate("window.isLookedAt = true")
    note(make_case(subject="Green lamp"), people.owner, "@Ana third")
    expect(page.locator("#bell .rail-count")).to_contain_text("3")
    assert len(page.evaluate("shown")) == 1

    page.evaluate("window.isLookedAt = false")
    read(unread(people.agent)[0])
    expect(page.locator("#bell .rail-count")).to_contain_text("2")
    assert len(page.evaluate("shown")) == 1, "what was told before is no news again"

    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_text("Off. You are told in the desk only.")).to_be_visible()


def test_a_browser_that_refuses_is_told_what_to_do(site: Site) -> None:
    page = site.visit(site.people.agent)
    page.add_init_script(LISTENED % "denied")
    page.goto("/settings/notices/")

    page.get_by_role("button", name="Switch on").click()

    expect(page.get_by_text("The browser refuses.")).to_be_visible()
    expect(page.get_by_role("button", name="Switch on")).to_be_hidden()


def _about(subject: str) -> str:
    from makegood.cases.models import Case  # noqa: PLC0415  app registry

    return f"#{Case.objects.get(subject=subject).number} {subject}"
