"""An owner who never read a law looks at what it says: from the settings to a country, what changed, how sure, what is asked."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.conftest import PHONE, Site
from tests.browser.test_accessible import RULES, in_every_look, too_wide
from tests.browser.test_playbooks_and_calls import picture

from makegood.messages.actions.accounts import post_office
from makegood.people.models import Staff
from makegood.shops.models import Shop

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_an_owner_reads_the_law_of_a_country_and_tells_what_the_desk_cannot_know(
    site: Site,
) -> None:
    post_office(Shop.objects.get())
    page = site.visit(site.people.owner, reduced_motion="reduce")
    page.goto("/settings/")
    page.get_by_role("link", name=re.compile("^The law")).first.click()
    expect(page.get_by_text("is not legal advice")).to_be_visible()

    page.get_by_role("row", name=re.compile("Italy")).get_by_role("link").press("Enter")
    main = page.locator("main")
    expect(page.get_by_role("heading", name="The law: Italy")).to_be_visible()
    for said in ("2026.11", "22 Feb 2027", "None yet by anybody", "rules were compared"):
        expect(main).to_contain_text(said)
    expect(page.get_by_role("region", name="What changed lately, and what is coming")).to_contain_text("19 Jun 2026")  # fmt: skip

    page.get_by_role("link", name="Faulty goods and guarantee").click()
    rule = page.locator(".law-rule", has_text="How much longer the guarantee is after a repair")
    expect(rule).to_contain_text("Not known yet")
    rule.get_by_text("More about it").press("Enter")
    expect(rule).to_contain_text("transposing decree not confirmed")

    wrong: dict[str, list[str]] = {}
    for look in in_every_look(page):
        if bad := complaints(page, *RULES.get(look, ())) + too_wide(page):
            wrong[look] = bad
        picture(page, f"law-country-{look}")
    assert wrong == {}

    page.get_by_label("Italy").check()
    page.locator("#adoption").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Open cases are looked at anew tonight.")).to_be_visible()
    expect(page.get_by_label("Italy")).to_be_checked()
    assert Shop.objects.get().adopted_in == ["IT"]


def test_without_javascript_on_a_phone_it_is_told_in_the_readers_language(site: Site) -> None:
    post_office(Shop.objects.get())
    Staff.objects.filter(pk=site.people.agent.pk).update(language="it")
    page = site.visit(site.people.agent, java_script_enabled=False, viewport=PHONE)
    page.goto("/settings/law/IT/")

    rule = page.locator(".law-rule", has_text="art. 57(1)").first
    rule.locator("summary").click()

    expect(rule).to_contain_text("Il consumatore paga il costo diretto della restituzione")
    expect(page.locator("#adoption")).to_have_count(0)
