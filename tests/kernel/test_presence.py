"""Who is where: heard, told apart by window, and over by itself."""

import json

import pytest
from django.db import connection

from makegood.kernel.presence import (
    ASK,
    CHANNEL,
    GONE,
    HERE,
    HERE_FOR,
    TYPING,
    TYPING_FOR,
    Presences,
    Present,
    Sign,
    heard,
    say,
)

PLACE = "case:1"
ANA = Sign(HERE, PLACE, "a", "Ana", "window-1")
ANA_AGAIN = Sign(HERE, PLACE, "a", "Ana", "window-2")
EVA = Sign(HERE, PLACE, "e", "Eva", "window-3")


def heard_all(*signs: Sign, now: float = 0) -> Presences:
    found = Presences()
    for sign in signs:
        found.hear(sign, now)
    return found


def test_everybody_else_at_the_place_is_told_once_by_name() -> None:
    found = heard_all(EVA, ANA, ANA_AGAIN, Sign(HERE, "case:2", "o", "Olga", "w"))

    assert found.at(PLACE, 1) == [Present("a", "Ana"), Present("e", "Eva")]
    assert found.at(PLACE, 1, but="a") == [Present("e", "Eva")]


def test_somebody_is_gone_when_their_last_window_is() -> None:
    found = heard_all(ANA, ANA_AGAIN)

    assert found.hear(Sign(GONE, PLACE, "a", "Ana", "window-1"), 1)
    assert found.at(PLACE, 1) == [Present("a", "Ana")]
    assert found.hear(Sign(GONE, PLACE, "a", "Ana", "window-2"), 1)
    assert found.at(PLACE, 1) == []
    assert not found.hear(Sign(GONE, PLACE, "a", "Ana", "window-2"), 1)


def test_who_types_is_taken_to_type_for_a_while() -> None:
    found = heard_all(EVA)

    assert found.hear(Sign(TYPING, PLACE, "e", "Eva"), 10)
    assert not found.hear(Sign(TYPING, PLACE, "e", "Eva"), 11)
    assert found.at(PLACE, 12) == [Present("e", "Eva", TYPING_FOR - 1)]
    assert found.hear(Sign(TYPING, PLACE, "e", "Eva"), 16)
    assert found.at(PLACE, 40) == [Present("e", "Eva")]


def test_what_is_not_said_again_is_over_by_itself() -> None:
    found = heard_all(EVA, ANA)
    assert not found.hear(ANA, HERE_FOR - 1)

    assert found.expire(HERE_FOR) == {PLACE}
    assert found.at(PLACE, HERE_FOR) == [Present("a", "Ana")]
    assert found.expire(HERE_FOR + 1) == set()


def test_a_question_who_is_there_puts_nobody_anywhere() -> None:
    found = heard_all(Sign(ASK))

    assert found.here == {}


@pytest.mark.django_db(transaction=True)
def test_many_signs_fit_into_what_the_database_carries() -> None:
    signs = [Sign(HERE, f"case:{'0' * 36}", "x" * 36, "Ž" * 120, f"{n:016}") for n in range(100)]
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    say(signs)

    assert connection.connection is not None
    told = [notice.payload for notice in connection.connection.notifies(timeout=2, stop_after=9)]

    assert [sign for payload in told for sign in heard(payload)] == signs
    assert all(len(json.loads(payload)) <= 12 for payload in told)
    with connection.cursor() as cursor:
        cursor.execute(f"UNLISTEN {CHANNEL}")


def test_a_sign_of_a_newer_version_is_read_as_far_as_it_is_known() -> None:
    told = [{"state": HERE, "place": PLACE, "who": "a", "name": "Ana", "page": "w", "mood": "good"}]

    assert heard(json.dumps(told)) == [Sign(HERE, PLACE, "a", "Ana", "w")]


def test_what_is_typed_is_told_at_once_when_it_is_another_thing() -> None:
    answer, note = Sign(TYPING, PLACE, "e"), Sign(TYPING, PLACE, "e", what="note")
    found = heard_all(EVA)

    assert found.hear(note, 1)
    assert found.at(PLACE, 2) == [Present("e", "Eva", TYPING_FOR - 1, "note")]
    assert not found.hear(note, 2)
    assert found.hear(answer, 3)
    assert found.at(PLACE, 4) == [Present("e", "Eva", TYPING_FOR - 1)]
