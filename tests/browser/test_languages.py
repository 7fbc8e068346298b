"""The languages of a shop, as its owner sets them on a desk and on a phone."""

from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.axe import complaints
from tests.browser.conftest import DESKTOP, PHONE, Site

from makegood.kernel.text import LANGUAGES
from makegood.messages.actions.accounts import post_office
from makegood.shops.models import Shop
from makegood.testing.makers import make_shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "look",
    [{"viewport": DESKTOP, "color_scheme": "dark"}, {"viewport": PHONE}],
    ids=["desk", "phone"],
)
def test_a_language_is_learned_and_comes_first(site: Site, look: dict[str, Any]) -> None:
    post_office(make_shop())
    page = site.visit(site.people.owner, **look)
    page.goto("/settings/languages/")

    page.get_by_role("checkbox", name="Italiano").check()
    page.get_by_role("radio", name="First language: Magyar").check()
    page.get_by_label("Form of address in Italiano").select_option("informal")
    page.get_by_label("A customer who writes another language").select_option("it")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    shop = Shop.objects.get()
    assert shop.languages == ["hu", "en", "it"]
    assert (shop.tones, shop.others_in) == ({"it": "informal"}, "it")
    expect(page.get_by_role("checkbox", name="Magyar")).to_be_checked()
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="10 (Prepared answers, Magyar)").click()
    expect(page.get_by_role("heading", name="Templates", exact=True)).to_be_visible()
    assert site.problems == []


def test_no_word_of_the_bar_on_a_phone_breaks_in_two(site: Site) -> None:
    make_shop()
    reader = site.people.agent
    page = site.visit(reader, viewport={"width": 360, "height": 780})
    broken: dict[str, list[str]] = {}
    for language in LANGUAGES:
        reader.language = language
        reader.save(update_fields=["language"])
        page.goto("/notices/")
        if found := page.evaluate(BROKEN_WORDS):
            broken[language] = found
        assert page.evaluate("document.querySelector('.rail').scrollWidth <= innerWidth"), language
    assert broken == {}


BROKEN_WORDS = """() => [...document.querySelectorAll(".rail span:not(.avatar)")].filter(one => {
    const words = one.textContent.trim();
    const lines = one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight);
    return one.checkVisibility() && lines > 1.5 && !/[\\s-]/.test(words);
}).map(one => one.textContent.trim())"""
