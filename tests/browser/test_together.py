"""Two people at one case: they see each other, and no second answer leaves by accident."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Draft, Message
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


Wait = Callable[[Callable[[], bool], float], float]


@pytest.fixture
def case(db: None) -> Case:
    post_office(make_shop())
    case = make_case(subject="Where is my lamp?")
    make_message(case, "It should be here since Monday.", from_address="carla@customer.example")
    return case


def opened(site: Site, staff: Any, case: Case, **options: Any) -> Page:
    page = site.visit(staff, **options)
    page.goto(f"/cases/{case.number}/")
    return page


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_two_see_each_other_and_the_slower_one_is_asked(
    live_site: Site, case: Case, screen: Any, eventually: Wait
) -> None:
    people = live_site.people
    colours = "dark" if screen is PHONE else "light"
    mine = opened(live_site, people.agent, case, viewport=screen, color_scheme=colours)
    theirs = opened(live_site, people.manager, case)
    marko = people.manager.name
    expect(mine.locator("#presence li")).to_have_attribute("title", f"{marko} is here")
    expect(mine.locator("#presence-said")).to_have_text(f"{marko} is here")
    height = mine.locator(".case").bounding_box()

    theirs.keyboard.press("r")
    theirs.keyboard.type("Hello Carla, your lamp comes by Friday.")
    expect(mine.locator("#answering")).to_have_text(f"{marko} is writing an answer")
    assert mine.locator(".case").bounding_box() == height
    mine.keyboard.press("r")
    mine.keyboard.type("Hello Carla, your lamp comes by Monday.")
    expect(mine.locator(".saved")).to_contain_text("Draft saved")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.locator("#composer-doubts")).to_contain_text("is writing an answer, too")
    theirs.get_by_role("button", name="Send anyway").press("Enter")
    expect(theirs.get_by_text("Leaves in a moment")).to_be_visible()
    expect(mine.locator("#conversation")).to_contain_text("comes by Friday")

    mine.keyboard.press("Control+Enter")
    asked = mine.locator("#composer-doubts")
    expect(asked).to_contain_text(re.compile(rf"{marko} answered (\d+ seconds? ago|just now)"))
    expect(asked).to_contain_text("your lamp comes by Friday")
    assert complaints(mine) == []
    assert Message.objects.filter(direction="out").count() == 1

    asked.get_by_role("button", name="Send anyway").press("Enter")
    eventually(lambda: Message.objects.filter(direction="out").count() == 2, 10)
    theirs.context.close()
    expect(mine.locator("#presence li")).to_have_count(0)


def test_who_has_not_begun_to_write_is_not_asked_about_what_they_saw_come(
    live_site: Site, case: Case, eventually: Wait
) -> None:
    mine = opened(live_site, live_site.people.agent, case)
    theirs = opened(live_site, live_site.people.manager, case)
    theirs.keyboard.press("r")
    theirs.keyboard.type("Hello Carla, your lamp comes by Friday.")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.get_by_text("Leaves in a moment")).to_be_visible()
    expect(mine.locator("#conversation")).to_contain_text("comes by Friday")

    mine.keyboard.press("r")
    mine.keyboard.type("Hello Carla, and the shade comes by Monday.")
    mine.keyboard.press("Control+Enter")

    eventually(lambda: Message.objects.filter(direction="out").count() == 2, 10)


def test_who_writes_a_note_is_seen_and_is_no_second_answer(live_site: Site, case: Case) -> None:
    people = live_site.people
    mine = opened(live_site, people.agent, case)
    theirs = opened(live_site, people.manager, case)
    marko = people.manager.name
    expect(mine.locator("#presence li")).to_have_attribute("title", f"{marko} is here")

    theirs.keyboard.press("n")
    theirs.keyboard.type("Asked the carrier.")

    expect(mine.locator("#presence li")).to_have_attribute("title", f"{marko} is writing a note")
    mine.keyboard.press("r")
    expect(mine.locator("#answering")).to_be_hidden()
    theirs.keyboard.press("Control+Enter")
    expect(mine.locator("#conversation")).to_contain_text("Asked the carrier.")
    assert case.notes.count() == 1


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_case_is_followed_and_handed_over_by_keyboard(
    live_site: Site, case: Case, screen: Any
) -> None:
    people = live_site.people
    mine = opened(live_site, people.agent, case, viewport=screen)
    theirs = opened(live_site, people.manager, case)

    mine.keyboard.press("w")
    expect(mine.locator("#cover")).to_contain_text(f"Followed by {people.agent.name}")
    expect(theirs.locator("#cover")).to_contain_text(f"Followed by {people.agent.name}")
    theirs.keyboard.press("n")
    theirs.keyboard.type("Asked the carrier, @Ol")
    expect(theirs.locator("#offers [role=option]")).to_have_text(["Olga Owner"])
    theirs.keyboard.press("Enter")
    theirs.get_by_role("button", name="Leave the note").press("Enter")
    expect(mine.locator("#conversation")).to_contain_text("Asked the carrier, @Olga Owner")
    expect(mine.locator(".follow")).to_contain_text("Olga Owner")

    mine.keyboard.press("h")
    mine.locator("#hand-to").focus()
    mine.keyboard.type(people.manager.name)
    mine.keyboard.press("Tab")
    mine.keyboard.type("She speaks Italian.")
    assert complaints(mine) == []
    mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")

    expect(mine.get_by_text(f"Handed over to {people.manager.name}.")).to_be_visible()
    expect(theirs.locator("#bell")).to_contain_text("1")
    case.refresh_from_db()
    assert case.assignee == people.manager


def test_words_that_take_long_to_send_are_no_draft_afterwards(site: Site, case: Case) -> None:
    page = opened(site, site.people.agent, case)

    def slowly(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(1500)
        route.fulfill(response=answer)

    page.route("**/messages/", slowly)
    page.keyboard.press("r")
    page.keyboard.type("Hello Carla, your lamp comes by Friday.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Leaves in a moment")).to_be_visible()
    assert Message.objects.filter(direction="out").count() == 1
    assert not Draft.objects.exists()
