"""The law as a person reads it: by subject, as it stands on a day, beside what it changes."""

from datetime import date

import pytest

from makegood.policy.queries import chapters_of, packs
from makegood.policy.rules.reading import (
    SUBJECTS,
    Reading,
    overdue,
    place_of,
    subject_of,
    turning_points,
)

TODAY = date(2026, 11, 28)


def reading(pack_id: str, rule_id: str, day: date = TODAY) -> Reading:
    found = [r for c in chapters_of(pack_id, day) for r in c.readings if r.rule.rule_id == rule_id]
    (one,) = found
    return one


def test_every_rule_of_every_pack_is_told_once_under_a_subject() -> None:
    for pack_id, pack in packs().items():
        chapters = chapters_of(pack_id, TODAY)

        told = [one.rule.rule_id for chapter in chapters for one in chapter.readings]
        assert len(told) == len(set(told))
        assert {rule.rule_id for rule in pack.rules} <= set(told)
        assert [c.subject for c in chapters] == [
            subject for subject in SUBJECTS if subject in {c.subject for c in chapters}
        ]


def test_what_a_country_does_not_say_is_inherited_and_what_it_says_otherwise_is_beside_it() -> None:
    own, taken = reading("ES", "guarantee.liability"), reading("ES", "privacy.breach")

    assert (own.is_own, own.rule.value, own.instead_of.value) == (True, 3, 2)
    assert (taken.is_own, taken.instead_of) == (False, None)
    assert reading("DE", "withdrawal.period").instead_of is None, "it says the same"
    assert not reading("EU", "withdrawal.period").is_own, "nothing is before it"


@pytest.mark.parametrize(
    ("day", "value", "unit", "earlier", "later"),
    [
        (date(2025, 12, 27), 1, "months", 0, 1),
        (date(2025, 12, 28), 15, "calendar_days", 1, 0),
    ],
)
def test_the_version_of_the_day_is_told_with_those_before_and_after(
    day: date, value: int, unit: str, earlier: int, later: int
) -> None:
    one = reading("ES", "complaint.answer", day)

    assert (one.rule.value, one.rule.unit, one.stand) == (value, unit, "holds")
    assert (len(one.earlier), len(one.later)) == (earlier, later)


def test_what_is_to_come_says_so_and_stands_among_the_turning_points() -> None:
    assert reading("ES", "complaint.cure").stand == "comes"

    points = turning_points(chapters_of("ES", TODAY), date(2025, 11, 28))
    assert (date(2025, 12, 28), "complaint.answer") in [(d, r.rule_id) for d, r in points]
    assert (date(2026, 12, 28), "complaint.cure") in [(d, r.rule_id) for d, r in points]
    assert [day for day, _ in points] == sorted(day for day, _ in points)


@pytest.mark.parametrize(
    ("rule_id", "subject"),
    [
        ("withdrawal.period", "withdrawal"),
        ("withdrawal.exception.newspaper", "exceptions"),
        ("withdrawal.late_refund_penalty", "refund"),
        ("guarantee.refund_deadline", "refund"),
        ("guarantee.record", "records"),
        ("penalty.delay", "delivery"),
        ("strangers.own", "buyers"),
    ],
)
def test_subjects_go_by_what_a_rule_is_about(rule_id: str, subject: str) -> None:
    assert subject_of(rule_id) == subject


def test_an_act_of_the_union_leads_to_its_text() -> None:
    assert place_of(reading("EU", "withdrawal.period").rule) == (
        "https://eur-lex.europa.eu/eli/dir/2011/83/oj"
    )
    assert place_of(reading("EU", "privacy.breach").rule) == (
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj"
    )


def test_a_pack_is_overdue_from_the_day_after_its_review() -> None:
    pack = packs()["IT"]

    assert overdue([pack], pack.next_review) == []
    assert overdue([pack], date(2027, 2, 23)) == [pack]


def test_the_plain_times_come_first() -> None:
    first, *_rest = chapters_of("IT", TODAY)

    assert [one.rule.rule_id for one in first.readings[:2]] == [
        "withdrawal.period",
        "withdrawal.return_goods",
    ]
