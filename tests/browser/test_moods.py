"""A customer threatens: the desk says so, an agent corrects it by keyboard, on a phone and without JavaScript."""

import pytest
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide
from tests.browser.test_playbooks_and_calls import picture

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.entering import receive_from_portal
from makegood.moods.actions.correcting import miss, refuse
from makegood.moods.models import Finding
from makegood.testing.makers import make_case, make_shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
THREAT = """Hello,

this is the third time I am writing. It is ridiculous. If the money is not back by Friday I will open a dispute with my bank, and I
will report you to Trading Standards. You are scammers!!!

Carla"""


def a_threat() -> Case:
    post_office(make_shop())
    make_case(subject="Where is my lamp?")
    case = make_case(subject="My money back")
    receive_from_portal(case, THREAT)
    return case


def test_an_agent_sees_the_threat_first_and_says_what_is_not_so(live_site: Site) -> None:
    case = a_threat()
    page = live_site.visit(live_site.people.agent)
    page.goto("/")
    expect(page.locator(".lane").first).to_contain_text("Threats and anger")
    row = page.locator(f"#row-{case.number}")
    expect(row).to_contain_text("Chargeback")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    moods = page.get_by_role("region", name="Mood and risk")
    expect(moods).to_contain_text("threatens with a chargeback")
    expect(page.locator("mark.found", has_text="open a dispute with my bank")).to_be_visible()
    refusal = moods.get_by_role("button", name="Not so threatens with a chargeback")
    refusal.focus()
    page.keyboard.press("Enter")

    expect(moods).to_contain_text("not so, says Ana Agent")
    expect(page.locator("mark.found", has_text="open a dispute with my bank")).to_have_count(0)
    moods.get_by_role("button", name="Undo threatens with a chargeback").press("Enter")
    expect(page.locator("mark.found", has_text="open a dispute with my bank")).to_be_visible()
    assert not Finding.objects.filter(refused_at__isnull=False).exists()


def test_what_was_missed_is_added_without_javascript(site: Site) -> None:
    post_office(make_shop())
    case = make_case()
    receive_from_portal(case, "My brother works at the newspaper, you know.")
    page = site.visit(site.people.agent, java_script_enabled=False, viewport=PHONE)
    page.goto(f"/cases/{case.number}/")

    page.get_by_text("More", exact=True).click()
    page.get_by_text("A threat or anger was missed").click()
    page.get_by_label("The customer", exact=True).select_option("press")
    page.get_by_label("In which words").fill("works at the newspaper")
    page.locator("#missing-mood").get_by_role("button", name="Save").click()

    expect(page.get_by_role("region", name="Mood and risk")).to_contain_text(
        "threatens to go public"
    )
    expect(page.locator("mark.found")).to_have_text("works at the newspaper")


def test_an_owner_switches_a_phrase_off(site: Site) -> None:
    case = a_threat()
    for one in Finding.objects.filter(kind="angry"):
        refuse(one, case, site.people.agent)
    miss(case, "angry", "utter tosh", site.people.agent)
    page = site.visit(site.people.owner)
    page.goto("/settings/phrases/?lang=en")
    page.locator("summary", has_text="Angry").click()

    page.get_by_role("button", name="Switch off ridiculous").click()

    expect(page.get_by_role("button", name="Switch on ridiculous")).to_be_visible()
    page.get_by_role("button", name="Find it from now on utter tosh").press("Enter")
    expect(page.get_by_role("button", name="Switch off “utter tosh”")).to_be_visible()


@pytest.mark.thorough
def test_pages_with_threats_shut_nobody_out(site: Site) -> None:
    case = a_threat()
    miss(case, "press", "", site.people.agent)
    refuse(Finding.objects.filter(kind="authority")[0], case, site.people.agent)
    agent = site.visit(site.people.agent, reduced_motion="reduce")
    owner = site.visit(site.people.owner, reduced_motion="reduce")
    wrong: dict[str, list[str]] = {}

    for page, address in (
        (agent, "/"),
        (agent, f"/cases/{case.number}/"),
        (owner, "/notices/"),
        (owner, "/settings/phrases/?lang=ru"),
    ):
        page.goto(address)
        for look in in_every_look(page):
            if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
                wrong[f"{address} {look}"] = bad
            picture(page, f"{look}{address}")

    assert wrong == {}
