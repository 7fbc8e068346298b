"""The words flows come with: whole in every language, whatever is known of an order."""

import pytest

from makegood.flows.actions.wording import letter, ready_words
from makegood.flows.rules.filling import filled, strange_fields
from makegood.flows.rules.steps import Step
from makegood.flows.rules.texts import FIELDS, TEXTS
from makegood.kernel.text import LANGUAGES

ALL = {name: str(example) for name, example in FIELDS.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEXTS)
def test_every_letter_is_whole_with_all_and_with_little_known(name: str, language: str) -> None:
    step = Step("tell", station=name, ready=name)
    subject, text = ready_words(name, language)

    rich = letter(step, ALL, language, "en")
    poor = letter(step, {"greeting": ALL["greeting"], "order": "W-7"}, language, "en")

    assert strange_fields(f"{subject} {text}") == []
    assert subject.count("{{ order }}") == 1
    for one in (rich, poor):
        assert one.is_whole
        assert not set("{}%") & set(one.subject + one.text)
    assert text.count("\n\n") == len(TEXTS[name].lines) - 1
    assert len(poor.text) <= len(rich.text)


def test_a_line_that_needs_what_nobody_knows_is_left_out() -> None:
    text = "Hello,\n\nIt is {{ day }}.\nFollow it: {{ link }}\n\n{{ until }}\n\nBye"

    assert filled(text, {"day": "Friday"}) == "Hello,\n\nIt is Friday.\n\nBye"


def test_own_words_go_before_ready_made_ones_language_by_language() -> None:
    own = {"it": {"subject": "Ciao", "text": "{{ order }}"}}
    mixed, only = (Step("tell", ready=ready, words=own) for ready in ("sent", ""))

    assert letter(mixed, ALL, "it", "it").subject == "Ciao"
    assert letter(mixed, ALL, "en", "it").subject == "Your order W-1001 is on its way"
    assert letter(only, ALL, "en", "it").text == "W-1001"
    assert not letter(Step("tell"), ALL, "en", "it").is_whole
