"""Which prepared answers are offered first, and that the prepared set is whole in every language."""

from dataclasses import dataclass

import pytest

from makegood.kernel.text import LANGUAGES
from makegood.messages.actions.templating import save_template, seed_templates, used
from makegood.messages.models import Template
from makegood.messages.prepared import KINDS_AND_STAGES, prepared_in
from makegood.messages.queries import templates_offered
from makegood.messages.rules.filling import FIELDS, fill_template, unknown_fields
from makegood.messages.rules.offering import TONES, Wanted, offered, stage_of
from makegood.testing.makers import make_shop


@dataclass(frozen=True)
class Answer:
    name: str
    language: str = "it"
    kind: str = ""
    stage: str = ""
    tone: str = ""
    used: int = 0
    asks: str = ""
    needs_order: bool = False
    needs_parcel: bool = False


WANTED = Wanted(language="it", tone="formal", kind="lost", stage="first")


def names(*answers: Answer, wanted: Wanted = WANTED) -> list[tuple[str, list[str], list[str]]]:
    return [
        (group.language, [one.name for one in group.fitting], [one.name for one in group.others])
        for group in offered(answers, wanted)
    ]


def test_the_language_of_the_case_comes_first_and_alone_stands_open() -> None:
    found = names(Answer("a", language="en"), Answer("b"), Answer("c", language="hu"))

    assert found == [("it", ["b"], []), ("en", [], ["a"]), ("hu", [], ["c"])]


def test_the_kind_of_the_case_comes_before_any_kind_and_another_kind_is_folded() -> None:
    found = names(Answer("any"), Answer("lost", kind="lost"), Answer("damaged", kind="damaged"))

    assert found == [("it", ["lost", "any"], ["damaged"])]


def test_a_case_not_sorted_yet_is_offered_every_kind() -> None:
    wanted = Wanted("it", "formal", kind="", stage="first")

    found = names(Answer("damaged", kind="damaged"), Answer("any"), wanted=wanted)

    assert found == [("it", ["any", "damaged"], [])]


def test_the_other_form_of_address_is_folded() -> None:
    found = names(Answer("tu", tone="informal"), Answer("Lei", tone="formal"), Answer("either"))

    assert found == [("it", ["either", "Lei"], ["tu"])]


def test_what_fits_the_stage_comes_first_then_what_is_used_most() -> None:
    found = names(
        Answer("late", stage="closing", used=9),
        Answer("rare", stage="first", used=1),
        Answer("often", stage="first", used=5),
        Answer("asking", stage="asking", used=3),
    )

    assert found == [("it", ["often", "asking", "rare", "late"], [])]


ASKS = Answer("which order", asks="order")
NUMBERS = Answer("your order", needs_order=True)
ON_ITS_WAY = Answer("on its way", needs_order=True, needs_parcel=True)
PHOTOS = Answer("photos", asks="photos")
HELLO = Answer("hello", used=1)


@pytest.mark.parametrize(
    ("known", "order"),
    [
        ((), ["hello", "photos", "which order", "on its way", "your order"]),
        (("order",), ["hello", "photos", "your order", "on its way", "which order"]),
        (("order", "parcel"), ["hello", "on its way", "photos", "your order", "which order"]),
        (("photos",), ["hello", "which order", "on its way", "photos", "your order"]),
    ],
)
def test_what_asks_for_what_is_known_or_tells_what_is_not_comes_last(
    known: tuple[str, ...], order: list[str]
) -> None:
    wanted = Wanted("it", "formal", kind="lost", stage="first", known=frozenset(known))

    found = names(ASKS, NUMBERS, ON_ITS_WAY, PHOTOS, HELLO, wanted=wanted)

    assert found == [("it", order, [])]


@pytest.mark.parametrize(
    ("is_closed", "was_told", "turn", "stage"),
    [
        (True, True, "us", "closing"),
        (False, False, "us", "first"),
        (False, True, "others", "waiting"),
        (False, True, "us", "solving"),
        (False, True, "customer", "solving"),
    ],
)
def test_the_stage_of_a_case(is_closed: bool, was_told: bool, turn: str, stage: str) -> None:
    assert stage_of(is_closed=is_closed, was_told=was_told, turn=turn) == stage


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prepared_set_is_whole_in_every_language(language: str) -> None:
    answers = prepared_in(language)

    tones = ["formal", "informal"] if language in TONES else [""]
    assert [(one.key, one.tone) for one in answers] == [
        (key, tone) for key in KINDS_AND_STAGES for tone in tones
    ]
    for one in answers:
        assert unknown_fields(one.body) == []
        assert fill_template(one.body, FIELDS).missing == ()
        assert one.body.startswith(one.body.split("{{")[0] + "{{ customer.first_name }}")
    assert len({(one.name, one.tone) for one in answers}) == len(answers)
    assert len({one.body for one in answers}) == len(answers)


@pytest.mark.parametrize("language", TONES)
def test_both_tones_of_an_answer_have_the_same_fields(language: str) -> None:
    fields = {
        (one.key, one.tone): sorted(fill_template(one.body, {}).missing)
        for one in prepared_in(language)
    }

    for key in KINDS_AND_STAGES:
        assert fields[key, "formal"] == fields[key, "informal"], key


def test_latin_serbian_has_no_cyrillic_letter() -> None:
    text = "".join(one.name + one.body for one in prepared_in("sr-latn"))

    assert not [letter for letter in text if "Ѐ" <= letter <= "ӿ"]


@pytest.mark.django_db
def test_seeding_again_adds_only_what_is_not_there() -> None:
    shop = make_shop(languages=["it"])
    save_template(shop, None, name="Come restituirlo", language="it", body="Nostra.")
    many = 2 * len(KINDS_AND_STAGES)

    assert seed_templates(shop) == many - 2
    assert seed_templates(shop) == 0

    assert Template.objects.get(name="Come restituirlo").body == "Nostra."


@pytest.mark.django_db
def test_the_prepared_ones_know_what_they_ask_for_and_need() -> None:
    shop = make_shop(languages=["it"])
    seed_templates(shop)

    found = {one.name: one for one in templates_offered(shop) if one.tone == "formal"}

    def told(name: str) -> tuple[str, bool, bool]:
        one = found[name]
        return one.asks, one.needs_order, one.needs_parcel

    by_key = {one.key: one.name for one in prepared_in("it")}
    assert told(by_key["which_order"]) == ("order", False, False)
    assert told(by_key["damaged"]) == ("photos", False, False)
    assert told(by_key["where_is_it"]) == ("", True, True)
    assert told(by_key["cancel"]) == ("", True, False)


@pytest.mark.django_db
def test_each_use_of_a_template_is_counted() -> None:
    template = save_template(make_shop(), None, name="T", language="en", body="x")

    used(template)
    used(template)

    template.refresh_from_db()
    assert template.used == 2


@pytest.mark.django_db
def test_a_tone_is_kept_only_where_the_language_makes_the_difference() -> None:
    shop = make_shop()
    english = save_template(shop, None, name="T", language="en", body="x", tone="formal")
    italian = save_template(shop, None, name="T", language="it", body="x", tone="formal")
    other = save_template(shop, None, name="T", language="it", body="y", tone="informal")

    assert (english.tone, italian.tone, other.tone) == ("", "formal", "informal")
