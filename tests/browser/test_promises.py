"""What is promised in words, typed by a person: in the notes of a call, and again in an answer."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.conftest import Site

from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.calling import begin_call
from makegood.promises.models import Promise
from makegood.testing.makers import make_case, make_message, make_promise, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""


def test_a_promise_typed_in_a_calls_notes_is_kept(site: Site) -> None:
    shop = make_shop()
    case = make_case(subject="Broken lamp")
    begin_call(shop, site.people.agent, "in", case=case)
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")
    page.get_by_label("Notes, only for colleagues").press_sequentially(
        "Very angry. Call back tomorrow morning."
    )
    proposed = page.get_by_label("Keep as a promise: A call back, tomorrow")
    expect(proposed).to_be_checked()
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "call-promise.png")
    assert complaints(page) == []
    page.get_by_role("button", name="End the call").click()

    expect(page.get_by_text("Noted as a promise: by tomorrow")).to_be_visible()
    assert Promise.objects.get(source="person").text == "tomorrow morning"


def test_an_answer_says_what_became_of_the_promise_that_broke(site: Site) -> None:
    post_office(make_shop())
    case = make_case(subject="Broken lamp")
    make_message(case, "Where is my money?", from_address="carla@customer.example")
    with clock.frozen(clock.now() - timedelta(days=5)):
        late = make_promise(case, kind="money", due_at=clock.now() + timedelta(days=2))
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")

    page.get_by_label("Your answer").press_sequentially(
        "We will refund you within three working days."
    )
    offered = page.get_by_label("Replaces the promise of")
    expect(offered).to_be_checked()
    offered.uncheck()
    page.get_by_label("Your answer").press_sequentially(" Sorry.")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    expect(offered).not_to_be_checked()
    offered.check()
    if PICTURES:
        page.locator("#composer").screenshot(path=Path(PICTURES) / "composer-promise.png")
    assert complaints(page) == []
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.get_by_text("It replaces the promise of")).to_be_visible()
    late.refresh_from_db()
    assert late.end == "replaced"
