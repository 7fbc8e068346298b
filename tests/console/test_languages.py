"""The languages a shop answers in: which, first, how people are addressed, and what is prepared in each."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel.models import SettingChange
from makegood.messages.actions.templating import retire_template
from makegood.messages.models import Template
from makegood.playbooks.models import Playbook
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
PAGE = reverse("console:languages")
GIVEN = {
    "main_language": "hu",
    "languages": ["hu", "en", "it"],
    "others_in": "en",
    "tone_it": "informal",
}


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.owner)
    return people


def line(page: str, code: str) -> str:
    """What the page says of one language."""
    found = re.search(rf'<tr>(?:(?!</tr>).)*value="{code}" id="language-.*?</tr>', page, re.S)
    assert found, f"no line for {code}"
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_the_first_language_comes_first_and_each_change_is_in_the_audit(
    client: Client, people: Cast
) -> None:
    answer = client.post(PAGE, GIVEN)

    assert answer.status_code == 302
    shop = Shop.objects.get()
    assert shop.languages == ["hu", "en", "it"]
    assert shop.others_in == "en"
    assert (shop.tone_in("it"), shop.tone_in("hu")) == ("informal", "formal")
    assert shop.tones == {"it": "informal"}
    changes = SettingChange.objects.filter(thing="shop", act="changed")
    assert set(changes.values_list("field", flat=True)) == {"languages", "others_in", "tones"}
    told = client.get(reverse("console:audit")).content.decode()
    assert "Italiano: Informal" in told


def test_saving_it_as_it_is_changes_nothing(client: Client, people: Cast) -> None:
    client.post(PAGE, GIVEN)
    before = SettingChange.objects.count()

    client.post(PAGE, GIVEN)

    assert SettingChange.objects.count() == before


def test_a_language_that_is_learned_comes_with_answers_and_playbooks(
    client: Client, people: Cast
) -> None:
    client.post(PAGE, GIVEN)

    page = client.get(PAGE).content.decode()
    ready = Playbook.objects.filter(language="hu").count()
    assert ready > 0
    assert f"10 (Prepared answers, Magyar) {ready} (Playbooks, Magyar)" in line(page, "hu")
    assert "–" in line(page, "es")
    assert "makes no difference" in line(page, "en")


def test_what_was_retired_stays_so_when_another_language_comes(
    client: Client, people: Cast
) -> None:
    client.post(PAGE, GIVEN)
    for one in Template.objects.filter(language="it"):
        retire_template(one, people.owner)

    client.post(PAGE, GIVEN | {"languages": ["hu", "en", "it", "es"]})

    page = client.get(PAGE).content.decode()
    assert "None" in line(page, "it")
    assert "Add the ready-made answers" in page
    assert Template.objects.filter(language="es", is_active=True).exists()


def test_only_answers_in_the_shops_own_tone_count(client: Client, people: Cast) -> None:
    client.post(PAGE, GIVEN)
    Template.objects.filter(language="it", tone="informal").delete()

    assert "None" in line(client.get(PAGE).content.decode(), "it")
    client.post(PAGE, GIVEN | {"tone_it": "formal"})
    assert "10 (Prepared answers" in line(client.get(PAGE).content.decode(), "it")


def test_others_are_answered_in_a_language_of_the_shops(client: Client, people: Cast) -> None:
    answer = client.post(PAGE, GIVEN | {"others_in": "es"})

    assert answer.status_code == 422
    assert "Choose one of the languages you answer in." in answer.content.decode()
    assert Shop.objects.get().languages == ["en"]


def test_the_other_pages_lead_here_and_ask_nothing_twice(client: Client, people: Cast) -> None:
    client.post(PAGE, GIVEN)

    for name in ("settings_shop", "templates"):
        page = client.get(reverse(f"console:{name}")).content.decode()
        assert f'href="{PAGE}"' in page.partition("<main")[2]
        assert "tone_it" not in page
        assert 'name="languages"' not in page


def test_the_first_language_is_not_left_out_without_a_word(client: Client, people: Cast) -> None:
    client.post(PAGE, GIVEN | {"languages": ["hu", "en"]})

    refused = client.post(PAGE, GIVEN | {"languages": ["en"]})
    other = client.post(PAGE, GIVEN | {"main_language": "en", "languages": ["en"]})

    assert refused.status_code == 422
    assert "You always answer in your first language." in refused.content.decode()
    assert other.status_code == 302
    assert Shop.objects.get().languages == ["en"]
