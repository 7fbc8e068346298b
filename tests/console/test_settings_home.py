"""The home of the settings: every page is found, by looking and by searching, and only by those who may open it."""

import pytest
from django.test import Client
from django.urls import reverse

from makegood.console.settings_pages import GROUPS
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make_shop()
    return cast()


def _home(client: Client, **given: str) -> str:
    return client.get(reverse("console:settings"), given).content.decode()


def test_the_home_names_every_page_with_what_it_is_for(client: Client, people: Cast) -> None:
    client.force_login(people.owner)

    page = _home(client)

    pages = [page for group in GROUPS for page in group.pages]
    assert [p.name for p in pages if f'href="{p.url}"' not in page] == []
    assert "Who has a seat at the desk, and what they may do." in page


def test_an_agent_is_shown_what_is_their_own_alone(client: Client, people: Cast) -> None:
    client.force_login(people.agent)

    page = _home(client)

    assert "Your profile" in page
    assert reverse("console:staff") not in page


@pytest.mark.parametrize("text", ["holidays", "opening hours", "HOLIDAY", "working deadline"])
def test_a_page_is_found_by_other_words_than_its_name(
    client: Client, people: Cast, text: str
) -> None:
    client.force_login(people.owner)

    page = _home(client, q=text)

    assert "Hours and promises" in page
    assert "Mailboxes" not in page


def test_a_word_no_page_has_says_so_and_leads_back(client: Client, people: Cast) -> None:
    client.force_login(people.owner)

    page = _home(client, q="<b>zebra")

    assert "No setting is called that" in page
    assert "<b>zebra" not in page


def test_typing_brings_the_list_alone(client: Client, people: Cast) -> None:
    client.force_login(people.owner)

    part = client.get(reverse("console:settings"), {"q": "tag"}, headers={"HX-Request": "true"})

    assert part.content.decode().strip().startswith('<div id="settings-pages"')


def test_a_page_of_settings_names_its_place_in_the_list(client: Client, people: Cast) -> None:
    client.force_login(people.owner)

    page = client.get(reverse("console:tags")).content.decode()

    assert f'href="{reverse("console:tags")}" aria-current="page"' in page
    assert page.count('aria-current="page"') == 2  # the rail's and the list's
