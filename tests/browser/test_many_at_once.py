"""Many cases at once, by keyboard and by mouse: marked, done, told apart, taken back."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide

from makegood.bulk.actions.carrying_out import carry_out
from makegood.bulk.models import Bulk
from makegood.cases.models import Case
from makegood.testing.makers import make_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
ONE = re.compile("/bulk/[0-9a-f-]{36}/")


def test_all_that_fit_are_tagged_and_it_is_taken_back(site: Site) -> None:
    for n in range(3):
        make_case(
            subject=f"The parcel of {n + 2} November that never came, though I was at home",
            kind="late",
        )
    make_case(subject="Another matter", kind="return")
    page = site.visit(site.people.owner)
    page.goto(reverse("console:inbox") + "?q=kind:late")

    page.get_by_role("link", name="All of these…").click()
    expect(page.get_by_text("3 cases").first).to_be_visible()
    page.get_by_label("Add tags").fill("storm")
    page.get_by_role("button", name="Do it to 3 cases").click()
    page.wait_for_url(ONE)
    first = page.url
    expect(page.get_by_text("0 of 3 cases")).to_be_visible()
    carry_out(Bulk.objects.get().pk)

    expect(page.get_by_text("Done to 3 cases.")).to_be_visible()  # the page asks by itself
    assert Case.objects.filter(tags__name="storm").count() == 3
    for look in in_every_look(page):
        assert complaints(page, *RULES.get(look, ())) + too_wide(page) == [], look

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=re.compile("Undo")).click()
    expect(page).not_to_have_url(first)
    carry_out(Bulk.objects.get(undoes__isnull=False).pk)
    assert not Case.objects.filter(tags__name="storm").exists()


def test_marked_by_key_they_stay_marked_and_go_along(site: Site) -> None:
    for n in range(3):
        make_case(subject=f"Matter {n}")
    page = site.visit(site.people.agent)
    page.goto(reverse("console:inbox"))

    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.get_by_text("2 marked")).to_be_visible()
    page.keyboard.press("e")

    expect(page).to_have_url(re.compile(r"/bulk/new/\?case=\d+&case=\d+"))
    expect(page.get_by_text("2 cases").first).to_be_visible()


def test_without_scripts_on_a_phone_boxes_are_ticked_and_sent(site: Site) -> None:
    make_case(subject="Matter")
    page = site.visit(site.people.agent, java_script_enabled=False, viewport=PHONE)
    page.goto(reverse("console:inbox"))

    page.get_by_label(re.compile("Mark case")).check()
    page.get_by_role("button", name="Do something with them").click()

    expect(page).to_have_url(re.compile(r"/bulk/new/\?case=\d+"))
