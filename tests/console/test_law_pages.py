"""The law: every pack on one page, and a page for each that a person who never read a law can read."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from makegood.kernel import clock
from makegood.kernel.text import LANGUAGES
from makegood.people.models import Staff
from makegood.policy.ports import Rule
from makegood.policy.queries import chapters_of, notes_in, packs
from makegood.policy.rules.reading import SUBJECTS as ALL_SUBJECTS
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_shop
from makegood.ui.lawamounts import amount_words
from makegood.ui.lawwords import WORDS

pytestmark = pytest.mark.django_db
LIST = reverse("console:laws")
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.agent)
    return people


def page(client: Client, address: str) -> str:
    with clock.frozen(NOW):
        answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().partition("<main")[2].split())


def law(client: Client, pack_id: str) -> str:
    return page(client, reverse("console:law_of", args=[pack_id]))


def test_the_list_says_of_each_pack_its_version_standing_and_review(
    client: Client, people: Cast
) -> None:
    said = page(client, LIST)

    for words in ("Italy", "European Union", "2026.11", "Reference", "not legal advice"):
        assert words in said
    assert "Austria, Belgium" in said
    assert "Overdue" not in said

    with clock.frozen(datetime(2027, 2, 23, tzinfo=UTC)):
        assert "Overdue" in client.get(LIST).content.decode()


def test_a_country_is_told_in_plain_words_with_article_confidence_and_what_it_changes(
    client: Client, people: Cast
) -> None:
    said = law(client, "ES")

    for words in (
        "Legal guarantee</span> <strong>3 years</strong>",
        "Differs from the EU",
        "<dt>European Union</dt><dd>2 years from the day on which the goods were received</dd>",
        "<dt>Until 27 Dec 2025</dt><dd>1 month",
        "From 28 Dec 2026",
        "What changed lately, and what is coming",
        "not legal advice",
        "https://eur-lex.europa.eu/eli/dir/2011/83/oj",
        "Not known yet",
    ):
        assert words in said


def test_a_country_without_a_page_looks_absent(client: Client, people: Cast) -> None:
    for pack_id in ("AT", "XX", "eu"):
        assert client.get(reverse("console:law_of", args=[pack_id])).status_code == 404


def test_the_law_asks_the_database_nothing_of_its_own(client: Client, people: Cast) -> None:
    asked = []
    for address in (reverse("console:style"), LIST, reverse("console:law_of", args=["EU"])):
        page(client, address)
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        asked.append(len(queries))

    assert max(asked[1:]) <= asked[0], asked


def test_every_rule_has_words_and_every_time_says_what_it_is_counted_from() -> None:
    rules = [rule for pack in packs().values() for rule in pack.rules]

    assert sorted({rule.rule_id for rule in rules} - WORDS["rule"].keys()) == []
    assert (
        sorted({rule.from_event for rule in rules if _is_time(rule)} - WORDS["event"].keys()) == []
    )
    assert tuple(WORDS["subject"]) == ALL_SUBJECTS


def test_no_rule_says_nothing_and_codes_are_the_exception() -> None:
    rules = [rule for pack in packs().values() for rule in pack.rules]

    silent = {rule.rule_id for rule in rules if not amount_words(rule)}
    # Names of acts and articles, which are the same in every language.
    assert silent == {"law.version", "marketing.soft_optin", "withdrawal.exceptions"}


def test_how_sure_we_are_is_counted_over_the_rules_that_stand_there(
    client: Client, people: Cast
) -> None:
    said = law(client, "IT")

    rows = said.count('class="law-rule"')
    readings = [one for chapter in chapters_of("IT", NOW.date()) for one in chapter.readings]
    compared = sum(one.rule.seen for one in readings)
    assert rows > len(packs()["IT"].rules)
    assert f"{compared} of {rows} rules were compared with a text of the law." in said


def test_every_condition_of_a_pack_has_words() -> None:
    said = {rule.condition for pack in packs().values() for rule in pack.rules if rule.condition}

    assert said - WORDS["condition"].keys() == set()


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {"en"}))
@pytest.mark.parametrize("pack_id", sorted(packs()))
def test_every_country_s_notes_are_told_in_every_language_of_the_desk(
    pack_id: str, language: str
) -> None:
    pack = packs()[pack_id]
    base = [packs()[pack.inherits]] if pack.inherits else []
    notes = {rule.note for one in (pack, *base) for rule in one.rules if rule.note}

    told = notes_in(language, pack_id)

    assert notes - told.keys() == set()
    assert all(said and said != note for note, said in told.items())


def test_notes_stand_in_the_reader_s_language(client: Client, people: Cast) -> None:
    Staff.objects.filter(pk=people.agent.pk).update(language="it")

    own, other = law(client, "IT"), law(client, "HU")

    assert "Serve un accordo espresso." in own
    assert "Express agreement needed." not in own
    assert "Oltre 250.000 HUF." in other
    assert "I contratti accessori terminano senza costi." in other
    assert '<p lang="en">' not in other


def _is_time(rule: Rule) -> bool:
    return rule.kind == "deadline"


def test_who_may_change_settings_says_where_the_repair_rules_are_law(
    client: Client, people: Cast
) -> None:
    address = reverse("console:law_adoption", args=["IT"])
    seen_by_agent = law(client, "IT")
    refused = client.post(address, {"adopted": "IT"}).status_code
    client.force_login(people.owner)
    unions = client.post(reverse("console:law_adoption", args=["EU"]), {"adopted": ["AT", "FR"]})
    before = law(client, "IT")
    client.post(address, {"adopted": "IT"})
    after = law(client, "IT")

    assert (refused, unions.status_code) == (403, 302)
    assert "adopted-IT" not in seen_by_agent
    assert "adopted-IT" in before
    assert "checked" not in before
    assert "checked" in after
    # France has rules of its own: nobody is asked, and what is sent all the same counts for nothing.
    assert Shop.objects.get().adopted_in == ["AT", "IT"]
    assert "adopted-FR" not in law(client, "FR")
    client.post(address, {})
    assert Shop.objects.get().adopted_in == ["AT"]
    assert client.post(reverse("console:law_adoption", args=["XX"])).status_code == 404
