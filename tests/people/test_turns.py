"""Whose turn a case is: who is at work, can answer, and has had the least."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from makegood.people.rules import Candidate, least_laden, next_in_turn

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MORNINGS = {"mon": [["09:00", "12:00"]]}


def candidate(number: int = 1, **facts: object) -> Candidate:
    usual: dict[str, object] = {
        "id": UUID(int=number),
        "zone": "UTC",
        "hours": {},
        "writes": [],
        "skills": [],
        "away_until": None,
        "given_at": None,
        "load": 0,
    }
    return Candidate(**usual | facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "is_at_work"),
    [
        ({}, True),
        ({"away_until": MONDAY.replace(day=3)}, False),
        ({"away_until": MONDAY}, True),
        ({"hours": MORNINGS}, True),
        ({"hours": {"mon": [["07:00", "09:00"]]}}, False),
        ({"hours": {"tue": [["09:00", "12:00"]]}}, False),
        ({"hours": MORNINGS, "zone": "Asia/Tokyo"}, False),
        ({"hours": MORNINGS, "zone": "Europe/Vilnius"}, True),
    ],
)
def test_who_is_at_work(facts: dict[str, object], is_at_work: bool) -> None:
    assert candidate(**facts).is_at_work(MONDAY) is is_at_work


@pytest.mark.parametrize(
    ("writes", "skills", "kind", "can"),
    [
        ([], [], "late", True),
        (["hu"], [], "", True),
        (["it"], [], "", False),
        ([], ["late"], "late", True),
        ([], ["late"], "damaged", False),
        ([], ["late"], "", True),
    ],
)
def test_who_can_take_a_case_in_hungarian(
    writes: list[str], skills: list[str], kind: str, can: bool
) -> None:
    assert candidate(writes=writes, skills=skills).can_take("hu", kind) is can


def test_whoever_was_given_one_the_longest_ago_is_next() -> None:
    early, late, never = (
        candidate(1, given_at=MONDAY.replace(hour=1)),
        candidate(2, given_at=MONDAY),
        candidate(3),
    )

    assert next_in_turn([late, early]) == early
    assert next_in_turn([late, early, never]) == never
    assert next_in_turn([]) is None


def test_whoever_has_the_fewest_is_next_and_of_equals_whose_turn_it_is() -> None:
    busy, late, early = (
        candidate(1, load=3),
        candidate(2, load=1, given_at=MONDAY),
        candidate(3, load=1, given_at=MONDAY.replace(hour=1)),
    )

    assert least_laden([busy, late, early]) == early
    assert least_laden([]) is None
