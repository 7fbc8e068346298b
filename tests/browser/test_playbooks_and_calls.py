"""An owner writes a playbook, an agent goes by it on the phone, in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.calling import begin_call
from makegood.messages.models import Call
from makegood.people.actions.recognising import add_identity
from makegood.playbooks.actions.guiding import save_guide
from makegood.playbooks.actions.writing import make_playbook, seed_playbooks
from makegood.playbooks.models import Tick
from makegood.promises.models import Promise
from makegood.shops.models import Line
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""


def a_call_from_carla(site: Site) -> Case:
    """Everything a page of a call can show."""
    shop = make_shop(country="LT")
    seed_playbooks(shop)
    post_office(shop)
    add_identity(site.people.customer, "phone", "+370 612 34567")
    order = make_order("W-77")
    Line.objects.create(order=order, position=1, name="Desk lamp", sku="L-1")
    save_guide(
        shop,
        None,
        name="Lamps",
        language="en",
        match="lamp",
        text="? Does it glow?\n- Yes\n  = Charge it.\n- No\n  = Plug it in.",
    )
    return make_case(subject="Broken lamp", order=order, kind="damaged")


def test_an_owner_edits_a_playbook_and_an_agent_goes_by_it_on_the_phone(site: Site) -> None:
    case = a_call_from_carla(site)
    owner = site.visit(site.people.owner)
    owner.goto("/settings/playbooks/")
    owner.get_by_role("link", name="Damaged").click()
    owner.get_by_label("For the colleague").nth(2).fill("Box, lamp or shade: what is broken?")
    owner.get_by_role("button", name="Show it as on a case").click()
    expect(owner.locator("#preview")).to_contain_text("Box, lamp or shade: what is broken?")
    owner.get_by_role("button", name="Save").last.click()
    expect(owner.get_by_text("Saved. Cases that have begun")).to_be_visible()

    page = site.visit(site.people.agent)
    page.goto("/")
    page.keyboard.press("l")
    page.get_by_role("button", name="Somebody is calling").press("Enter")
    page.get_by_label("Number or name").press_sequentially("8 612 3")
    page.get_by_role("button", name=f"Go on with #{case.number}").click()
    expect(page.get_by_text("Box, lamp or shade: what is broken?")).to_be_visible()
    expect(page.locator("[data-timer]")).to_contain_text("00:0")

    page.get_by_label("Notes, only for colleagues").fill("The shade. She wants a new one.")
    page.locator("#answer-ask_damage").fill("Only the shade.")
    page.locator("#ask-ask_damage").get_by_role("button", name="Save").click()
    expect(page.locator("#tick-ask_damage")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Notes, only for colleagues")).to_have_value(
        "The shade. She wants a new one."
    )
    # What htmx has swapped in answers 20 ms later; nobody is so quick, and a button pressed before sends the whole page.
    expect(page.locator(".htmx-added")).to_have_count(0)
    page.locator("#tick-say_sorry").press("Enter")
    expect(page.locator("#tick-say_sorry")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Call back", exact=True).select_option("hour")
    page.get_by_role("button", name="End the call").click()

    expect(page.get_by_text("The call is logged.")).to_be_visible()
    expect(page.get_by_text("The shade. She wants a new one.")).to_be_visible()
    assert Promise.objects.get(kind="call_back").owner == site.people.agent
    assert set(Tick.objects.values_list("step", flat=True)) == {"ask_damage", "say_sorry"}
    page.goto("/")
    expect(page.get_by_title("A call back")).to_be_visible()


def test_the_words_go_into_the_answer_with_one_click(site: Site) -> None:
    case = a_call_from_carla(site)
    page = site.visit(site.people.agent)
    page.goto(f"/cases/{case.number}/")
    page.get_by_label("Your answer").fill("Hello Carla,")

    page.get_by_role("button", name="Put into the answer").first.click()

    expect(page.get_by_label("Your answer")).to_have_value(
        "Hello Carla,\n\nI am sorry this happened, and thank you for telling us. Let us see right "
        "away what we can do about it."
    )


def test_on_a_phone_the_answer_comes_into_sight_when_words_are_put_into_it(site: Site) -> None:
    case = a_call_from_carla(site)
    page = site.visit(site.people.agent, viewport=PHONE)
    page.goto(f"/cases/{case.number}/#about")

    page.get_by_role("button", name="Put into the answer").first.click()

    expect(page.get_by_label("Your answer")).to_be_focused()
    expect(page.get_by_label("Your answer")).to_be_in_viewport()


def test_a_call_is_logged_without_javascript(site: Site) -> None:
    case = a_call_from_carla(site)
    page = site.visit(site.people.agent, java_script_enabled=False, viewport=PHONE)
    page.goto("/calls/")

    page.get_by_role("button", name="Somebody is calling").click()
    page.get_by_label("Number or name").fill("+370 612 34567")
    page.get_by_role("button", name="Look up").click()
    page.get_by_role("button", name=f"Go on with #{case.number}").click()
    page.get_by_label("Notes, only for colleagues").fill("She called.")
    page.get_by_role("button", name="Keep the notes").click()
    page.goto(f"/cases/{case.number}/#about")
    page.locator("#tick-say_sorry").click()
    page.goto(f"/cases/{case.number}/")
    page.get_by_role("button", name="End the call").click()

    call = Call.objects.get()
    assert (call.summary, call.was_reached, call.case) == ("She called.", True, case)
    assert Tick.objects.get().step == "say_sorry"


@pytest.mark.thorough
def test_pages_of_playbooks_and_calls_shut_nobody_out(site: Site) -> None:
    case = a_call_from_carla(site)
    people = site.people
    agent = site.visit(people.agent)
    owner = site.visit(people.owner)
    call = begin_call(case.shop, people.agent, "in", number="8 612 34567")
    found = begin_call(case.shop, people.owner, "in", case=case, number="8 612 34567")
    book = make_playbook(case.shop, "damaged", "en")
    guide = case.shop.guides.get()
    wrong: dict[str, list[str]] = {}

    for page, address in (
        (agent, f"/calls/{call.pk}/?q=8+612+3"),
        (agent, "/calls/"),
        (agent, f"/cases/{case.number}/"),
        (owner, f"/cases/{found.case.number if found.case else 0}/"),
        (owner, f"/cases/{case.number}/#about"),
        (owner, "/settings/playbooks/"),
        (owner, f"/settings/playbooks/{book.pk}/"),
        (owner, f"/settings/guides/{guide.pk}/"),
    ):
        page.goto(address)
        for one in page.locator("details.stage, details.fold, .guide-answers details").all():
            one.evaluate("one => { one.open = true }")
        for look in in_every_look(page):
            if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
                wrong[f"{address} {look}"] = bad
            picture(page, f"{look}{address}")

    assert wrong == {}


def picture(page: Page, name: str) -> None:
    if PICTURES:
        safe = "".join(c if c.isalnum() else "-" for c in name)[:60].strip("-")
        page.screenshot(path=str(Path(PICTURES) / f"{safe}.png"), full_page=True)


def test_a_caller_typed_before_the_page_is_ready_is_found_all_the_same(site: Site) -> None:
    case = a_call_from_carla(site)
    call = begin_call(case.shop, site.people.agent, "in")
    page = site.visit(site.people.agent)
    held: list[Route] = []
    page.route("**/htmx-2.min.js", lambda route: held.append(route))
    page.goto(f"/calls/{call.pk}/", wait_until="commit")

    page.get_by_label("Number or name").press_sequentially("8 612 3")
    held[0].continue_()

    expect(page.get_by_role("button", name=f"Go on with #{case.number}")).to_be_visible()
