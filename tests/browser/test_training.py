"""Somebody new practises on a past case, and somebody who leads reviews it: in a real browser, by keyboard."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.models import Message
from makegood.playbooks.actions.practising import begin_practice, hand_in, write_practice
from makegood.playbooks.actions.writing import make_playbook
from makegood.playbooks.models import Practice
from makegood.shops.models import Line, Parcel
from makegood.testing.makers import MONDAY, make_case, make_message, make_order, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("PICTURES", "")
"""Where to put pictures of the pages, for people to look at."""
WORDS = (
    "Dear Carla, I am so sorry that your lamp arrived broken, and thank you for the message. "
    "What is damaged, the item or the box? You hear from me by Friday."
)


def a_past_case(site: Site, subject: str = "Broken lamp") -> Case:
    """Written to, answered by the owner, closed."""
    make_playbook(make_shop(), "damaged", "en")
    with clock.frozen(MONDAY):
        number = f"W-{Case.objects.count() + 77}"
        order = make_order(number)
        Line.objects.create(order=order, position=1, name="Desk lamp", sku="L-1", quantity=2)
        Parcel.objects.create(order=order, number=f"RR{number}", carrier="DPD")
        case = make_case(subject=subject, order=order, kind="damaged")
        make_message(case, "Good morning,\n\nmy lamp arrived broken. What now?\n\nCarla")
        set_fact(case, "product", "Desk lamp", "customer", None)
        make_message(
            case, "Dear Carla, a new one is coming.", direction="out", author=site.people.owner
        )
        close_case(case, site.people.owner, reason="done")
    return case


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_somebody_practises_by_keyboard_alone(site: Site, window: dict[str, Any]) -> None:
    a_past_case(site)
    page = site.visit(site.people.agent, viewport=window)
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("training")
    expect(page.get_by_role("option", name="Training")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Training", level=1)).to_be_visible()

    tab_to(page, "Practise: Broken lamp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("my lamp arrived broken")).to_be_visible()
    expect(page.get_by_text("a new one is coming")).to_have_count(0)
    page.keyboard.press("r")
    expect(page.get_by_role("textbox", name="Your answer")).to_be_focused()
    page.keyboard.type(WORDS)
    expect(page.get_by_text("Kept at")).to_be_visible()
    tab_to(page, "Not needed here: Can you send us")
    page.keyboard.press("Space")
    page.get_by_role("textbox", name="Your answer").focus()
    tab_to(page, "Hand in")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Score")).to_be_visible()
    expect(page.get_by_text("a new one is coming")).to_be_visible()
    practice = Practice.objects.get()
    assert practice.text == WORDS
    assert practice.held[0] == practice.held[1]
    assert Message.objects.count() == 2


def test_somebody_who_leads_picks_and_reviews_by_keyboard(site: Site) -> None:
    case = a_past_case(site)
    owner = site.visit(site.people.owner)
    owner.goto("/training/")
    tab_to(owner, "For a colleague: Broken lamp")
    owner.keyboard.press("Enter")
    expect(owner.get_by_label("Number of the case")).to_have_value(str(case.number))
    tab_to(owner, "Who practises")
    owner.keyboard.type("Ana")
    tab_to(owner, "Pick it")
    owner.keyboard.press("Enter")
    expect(owner.get_by_text("Ana Agent is told of it.")).to_be_visible()

    practice = Practice.objects.get(case=case, staff=site.people.agent)
    hand_in(write_practice(practice, WORDS))
    owner.goto("/notices/")
    tab_to(owner, "Ana Agent handed in a practice answer.")
    owner.keyboard.press("Enter")
    expect(owner.get_by_role("heading", name="Score")).to_be_visible()
    tab_to(owner, "The answer has it: Can you send us")
    owner.keyboard.press("Space")
    tab_to(owner, "Comment for Ana Agent")
    owner.keyboard.type("Photos next time.")
    tab_to(owner, "Save the review")
    owner.keyboard.press("Enter")
    expect(owner.get_by_text("Ana Agent is told of your review.")).to_be_visible()

    agent = site.visit(site.people.agent)
    agent.goto(f"/training/{practice.pk}/")
    expect(agent.get_by_text("Photos next time.")).to_be_visible()
    expect(agent.get_by_text("as the reviewer sees it")).to_be_visible()


def test_one_practises_without_javascript(site: Site) -> None:
    a_past_case(site)
    page = site.visit(site.people.agent, java_script_enabled=False, viewport=PHONE)
    page.goto("/training/")

    page.get_by_role("button", name="Practise").click()
    page.get_by_role("textbox", name="Your answer").fill("Dear Carla,")
    page.get_by_text("The words").first.click()
    page.get_by_role("button", name="Put into the answer").first.click()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(
        "Dear Carla,\n\nI am sorry this happened, and thank you for telling us. Let us see right "
        "away what we can do about it."
    )
    page.get_by_role("button", name="Hand in").click()

    expect(page.get_by_role("heading", name="Score")).to_be_visible()


@pytest.mark.thorough
def test_pages_of_practice_shut_nobody_out(site: Site) -> None:
    first, second = (
        a_past_case(site),
        a_past_case(site, "A vase in pieces, and a very long subject"),
    )
    a_past_case(site, "Crushed box")
    agent, owner = site.visit(site.people.agent), site.visit(site.people.owner)
    begun = begin_practice(second, site.people.agent, site.people.owner)
    done = hand_in(write_practice(begin_practice(first, site.people.agent), f"{WORDS} [name]"))
    wrong: dict[str, list[str]] = {}

    for page, who, address in (
        (agent, "agent", "/training/"),
        (owner, "owner", "/training/"),
        (agent, "agent", f"/training/{begun.pk}/"),
        (agent, "agent", f"/training/{done.pk}/"),
        (owner, "owner", f"/training/{done.pk}/"),
    ):
        page.goto(address)
        for one in page.locator("details.fold").all():
            one.evaluate("one => { one.open = true }")
        for look in in_every_look(page):
            if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
                wrong[f"{who} {address} {look}"] = bad
            picture(page, f"{look} {who} {address.replace(str(done.pk), 'done')}")

    assert wrong == {}


def tab_to(page: Page, name: str, most: int = 150) -> None:
    """Tab until what has the focus is called so."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUS).startswith(name):
            return
    raise AssertionError(f"no way by Tab to {name!r}")


NAME_OF_FOCUS = """() => {
  const here = document.activeElement;
  const label = here.labels?.[0]?.textContent;
  return (here.getAttribute("aria-label") ?? label ?? here.textContent).replace(/\\s+/g, " ").trim();
}"""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        safe = "".join(c if c.isalnum() else "-" for c in name)[:60].strip("-")
        page.screenshot(path=str(Path(PICTURES) / f"{safe}.png"), full_page=True)
