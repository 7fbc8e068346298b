"""A practice answer is scored by rules one can read: each point with yes or no, and where."""

from datetime import date
from typing import Any

import pytest

from makegood.playbooks.ready import ready_stages
from makegood.playbooks.rules import (
    Answer,
    Matter,
    Point,
    Stage,
    Step,
    corrected,
    due_steps,
    held_of,
    plain_points,
    points_of,
    score,
)
from makegood.playbooks.rules.likeness import likest, sentences
from makegood.playbooks.rules.tones import tones_of

GOOD = (
    "Dear Carla,\n\nI am so sorry that your lamp arrived broken, and thank you for the message.\n"
    "What is damaged, the item or the box? Could you send me a photo of the lamp and one of the label?\n"
    "You hear from me by Friday.\nAna"
)


def matter(kind: str = "damaged", language: str = "en", **given: Any) -> Matter:
    facts: dict[str, Any] = {
        "stages": ready_stages(kind, language),
        "playbook_language": language,
        "language": language,
        "tone": "formal",
        "name": "Carla Customer",
        "fields": {},
        "known": ("order",),
        "days": [date(2026, 3, 2)],
    }
    return Matter(**facts | given)


def points(text: str, its: Matter | None = None, **given: Any) -> dict[str, Point]:
    its = its or matter()
    answer = Answer(text, **{"language": its.language} | given)
    return {one.key: one for one in score(its, answer)}


def test_a_good_answer_has_every_point_with_the_words_that_tell_it() -> None:
    found = points(GOOD)

    assert held_of(found.values()) == (7, 7)
    assert {key: one.place for key, one in found.items() if one.held} == {
        "name": "Dear Carla,",
        "language": "en",
        "step:say_sorry": "I am so sorry that your lamp arrived broken, and thank you for the message.",
        "step:ask_damage": "What is damaged, the item or the box?",
        "step:ask_photos": "Could you send me a photo of the lamp and one of the label?",
        "promise": "by Friday",
        "places": "",
    }
    assert found["step:ask_order"].note == "known"


def test_an_answer_that_says_nothing_has_hardly_a_point() -> None:
    found = points("Your message is with us. [name]")

    assert [key for key, one in found.items() if one.held] == ["language"]
    assert found["places"].place == "[name]"


def test_what_is_marked_as_not_needed_is_not_counted() -> None:
    found = points("Dear Carla, thank you.", left_out=("step", "ask_photos", "promise"))

    assert (found["step:ask_photos"].held, found["step:ask_photos"].note) == (None, "left_out")
    assert (found["promise"].held, found["promise"].note) == (None, "left_out")
    assert found["step:ask_damage"].held is False


def test_what_was_marked_and_written_all_the_same_counts() -> None:
    found = points(GOOD, left_out=("ask_photos",))

    assert found["step:ask_photos"].held is True


def test_a_check_counts_when_it_is_ticked_and_a_handover_only_then() -> None:
    stages = (
        Stage(
            "All",
            (
                Step("check_stock", "check", "See whether it is in stock."),
                Step("check_rights", "check", "See what the law gives."),
                Step("pass_lead", "pass", "Still unhappy? To a manager."),
            ),
        ),
    )
    found = points("Hello", matter(stages=stages), ticked=("check_stock",))

    assert (found["step:check_stock"].held, found["step:check_rights"].held) == (True, False)
    assert "step:pass_lead" not in found


def test_a_first_answer_goes_as_far_as_there_is_something_to_say() -> None:
    def due(kind: str) -> list[str]:
        return [step.key for step in due_steps(ready_stages(kind, "en"))]

    assert due("damaged") == ["say_sorry", "ask_order", "ask_damage", "ask_photos"]
    assert due("where_is_it")[-3:] == ["say_where", "say_if_late", "pass_late"]


def test_a_script_counts_with_everything_it_names() -> None:
    its = matter(
        "late",
        fields={"order.number": "W-1001", "parcel.carrier": "DPD", "customer.first_name": ""},
    )
    says = "I am sorry that your order {order} is late; we ask {carrier} where it is."

    whole = points(says.format(order="w1001", carrier="DPD"), its)
    half = points(says.format(order="W-1001", carrier="them"), its)

    assert (whole["step:say_late"].held, half["step:say_late"].held) == (True, False)


@pytest.mark.parametrize(
    ("language", "text", "tone", "held"),
    [
        ("it", "Può mandarci una foto del Suo ordine?", "formal", True),
        ("it", "Puoi mandarci una foto del tuo ordine?", "formal", False),
        ("it", "Puoi mandarci una foto del tuo ordine?", "informal", True),
        ("lt", "Parašysime Jums rytoj.", "formal", True),
        ("lt", "Parašysime tau rytoj.", "formal", False),
        ("sr", "Јавићемо Вам се сутра.", "formal", True),
        ("sr-latn", "Javićemo ti se sutra.", "formal", False),
        ("hu", "Holnap írunk Önnek.", "formal", True),
        ("hu", "Holnap írunk neked.", "formal", False),
        ("es", "Le escribimos a usted mañana.", "formal", True),
        ("es", "¿Nos mandas una foto de tu pedido?", "formal", False),
        ("ru", "Мы напишем Вам завтра.", "formal", True),
        ("ru", "Мы напишем тебе завтра.", "formal", False),
        ("en", "We write to you tomorrow.", "formal", None),
        ("hu", "Holnap írunk.", "formal", None),
    ],
)
def test_the_form_of_address_is_told_by_its_pronouns(
    language: str, text: str, tone: str, held: bool | None
) -> None:
    found = points(text, matter(language=language, tone=tone))

    assert found["address"].held is held


def test_both_forms_in_one_answer_are_one_too_many() -> None:
    found = points("Le mandiamo il Suo pacco, tu aspetta.", matter(language="it"))

    assert (found["address"].held, found["address"].place) == (False, "tu")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Grazie, e La ringrazio ancora.", {"formal": "La"}),
        ("Nel frattempo Le mandiamo un altro piatto.", {"formal": "Le"}),
        ("Vorremmo mandarLe un altro piatto.", {"formal": "Le"}),
        ("La scatola era aperta. Le foto bastano.", {}),
        ("La scatola parte da La Spezia.", {}),
    ],
)
def test_italians_who_write_la_and_le_large_are_formal(text: str, told: dict[str, str]) -> None:
    assert tones_of(text, "it") == told


def test_quoted_words_are_not_the_writers() -> None:
    assert tones_of("> tu\nSuo", "it") == {"formal": "suo"}
    assert sentences("> Is it broken?\nThank you. Good day!") == ["Thank you.", "Good day!"]


@pytest.mark.parametrize(
    ("said", "is_it"),
    [
        ("Could you send us photos of the whole lamp and its label?", True),
        ("Please send a photograph of the label.", False),
        ("We will send you another one.", False),
        ("", False),
    ],
)
def test_a_question_is_found_in_other_words(said: str, is_it: bool) -> None:
    asks = (
        "Can you send us two or three photos: the whole item, the spot, and the box with its label?"
    )

    assert bool(likest([asks], sentences(said), "en")) is is_it


def test_other_languages_are_not_compared() -> None:
    found = points("Buongiorno Carla.", matter(language="it", playbook_language="en"))

    assert {one.note for one in found.values() if one.sort == "ask" and one.held is None} == {
        "known",
        "other_language",
    }


def test_the_wrong_language_and_no_name_are_told() -> None:
    found = points("Buongiorno, grazie.", matter(name=""), language="it")

    assert (found["language"].held, found["language"].place) == (False, "it")
    assert (found["name"].held, found["name"].note) == (None, "no_name")


def test_a_reviewer_sees_it_otherwise_and_back() -> None:
    first = score(matter(), Answer("Dear Carla", language="en"))

    seen = corrected(first, {one.key for one in first if one.held} | {"promise"})
    back = corrected(seen, {one.key for one in first if one.held})

    assert [one.key for one in seen if one.by_hand] == ["promise"]
    assert held_of(seen) == (held_of(first)[0] + 1, held_of(first)[1])
    assert back == first


def test_points_are_kept_as_plain_data() -> None:
    found = score(matter(), Answer(GOOD, language="en"))

    assert points_of(plain_points(found)) == found


def test_a_very_long_answer_is_scored_in_time() -> None:
    found = points("word? " * 20_000 + "[" * 5000)

    assert found["promise"].held is False
