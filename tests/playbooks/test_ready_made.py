"""The ready-made playbooks are whole in every language, and fill themselves with what a case can know."""

import re
import tomllib
from pathlib import Path

import pytest

from makegood.cases.models import Case
from makegood.kernel.text import LANGUAGES, in_latin
from makegood.messages.rules.filling import unknown_fields
from makegood.playbooks import ready
from makegood.playbooks.ready import ready_kinds, ready_stages
from makegood.playbooks.rules import SORTS, Step, trouble_with

FOLDER = Path(ready.__file__).parent
FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
WANTED = [
    "",
    "where_is_it",
    "late",
    "lost",
    "damaged",
    "wrong_item",
    "missing_part",
    "not_as_described",
    "order_failed",
    "double_charge",
    "price_match",
    "promo_code",
    "unknown_charge",
    "cancel",
    "add_item",
    "return",
    "exchange",
    "defective",
    "warranty",
    "repair",
    "conduct",
    "data_request",
    "public",
]
WRITTEN = [code for code in LANGUAGES if code != "sr-latn"]


def steps(kind: str, language: str) -> list[Step]:
    return [step for stage in ready_stages(kind, language) for step in stage.steps]


def test_there_is_one_for_every_usual_kind() -> None:
    assert sorted(ready_kinds()) == sorted(WANTED)
    assert set(WANTED) <= set(Case.Kind.values)


@pytest.mark.parametrize("kind", WANTED)
def test_a_ready_made_playbook_is_sound(kind: str) -> None:
    for language in LANGUAGES:
        stages = ready_stages(kind, language)

        assert trouble_with(stages) is None, language
        assert 2 <= len(stages) <= 4
        assert 3 <= len(steps(kind, language)) <= 14
        assert all(step.sort in SORTS for step in steps(kind, language))
        assert unknown_fields(" ".join(step.text for step in steps(kind, language))) == [], language


@pytest.mark.parametrize("language", WRITTEN)
def test_a_language_says_exactly_what_english_says(language: str) -> None:
    def shape(code: str) -> dict[str, dict[str, tuple[str, list[str]]]]:
        words = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
        return {
            group: {
                key: (type(said).__name__, sorted(FIELD.findall(str(said))))
                for key, said in entries.items()
            }
            for group, entries in words.items()
        }

    assert shape(language) == shape("en")


@pytest.mark.parametrize("language", [code for code in WRITTEN if code != "en"])
def test_nothing_is_left_in_english(language: str) -> None:
    same = [
        step.key
        for kind in WANTED
        for step, english in zip(steps(kind, language), steps(kind, "en"), strict=True)
        if step.title == english.title or (step.text and step.text == english.text)
    ]

    assert same == []


@pytest.mark.parametrize("kind", WANTED)
def test_latin_serbian_is_the_cyrillic_letter_by_letter_but_for_its_fields(kind: str) -> None:
    cyrillic, latin = steps(kind, "sr"), steps(kind, "sr-latn")

    assert [in_latin(step.title) for step in cyrillic] == [step.title for step in latin]
    assert not re.search("[а-яА-ЯђћљњџЂЋЉЊЏ]", " ".join(step.title + step.text for step in latin))


def test_no_words_are_left_over_that_no_playbook_uses() -> None:
    shape = tomllib.loads((FOLDER / "shape.toml").read_text())
    words = tomllib.loads((FOLDER / "en.toml").read_text())
    used = {
        kind: {key for steps in stages.values() for key in steps}
        for kind, stages in shape.items()
        if kind != "facts"
    }
    own = {kind: set(words.get(kind, {})) for kind in used}

    assert {kind: own[kind] - used[kind] for kind in used if own[kind] - used[kind]} == {}
    shared = {key for kind in used for key in used[kind] - own[kind]}
    assert set(words["shared"]) == shared
