"""What a pack may say, which version of a rule holds, and what a review finds."""

from datetime import date
from typing import Any

import pytest
import yaml

from makegood.policy.queries import packs
from makegood.policy.rules.conditions import BadCondition, Inputs, compiled
from makegood.policy.rules.packs import BadPack, Law, read_pack
from makegood.policy.rules.reviewing import changes, faults, stale_notes

RULE: dict[str, Any] = {
    "rule_id": "complaint.answer", "kind": "deadline", "owner": "trader_duty", "value": 10, "unit": "calendar_days",
    "from_event": "complaint.received", "source": "Act 1", "confidence": "high", "seen": True,
}  # fmt: skip
HEADER: dict[str, Any] = {
    "pack_id": "XX", "country": "XX", "version": "1", "valid_from": "2026-01-01", "legal_status": "reference",
    "next_review": "2027-01-01", "languages": ["en"], "timezones": {"XX": "UTC"}, "disclaimer": "Not legal advice.",
}  # fmt: skip


def pack(*rules: dict[str, Any], **header: Any) -> str:
    return yaml.safe_dump(HEADER | header | {"rules": list(rules)})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not YAML"),
        ("just words", "dictionary"),
        (pack(RULE, colour="red"), "colour"),
        (pack(RULE | {"colour": "red"}), "rules.0.colour"),
        (pack({name: value for name, value in RULE.items() if name != "source"}), "rules.0.source"),
        (pack(RULE | {"value": "ten"}), "a deadline needs a number"),
        (pack(RULE | {"unit": "moons"}), "a deadline needs a number"),
        (pack(RULE | {"owner": "nobody"}), "rules.0.owner"),
        (pack(RULE | {"when": "line.colour == 'red'"}), "line.colour"),
        (pack(RULE | {"when": "line.price +"}), "is no condition"),
        (pack(RULE | {"when": "1 + 1"}), "neither true nor false"),
        (pack(RULE, legal_status="perfect"), "legal_status"),
    ],
)
def test_a_pack_that_cannot_be_used_says_where(text: str, why: str) -> None:
    with pytest.raises(BadPack, match=why):
        read_pack(text)

    assert read_pack(pack(RULE)).rules[0].value == 10


def test_the_day_decides_which_version_holds() -> None:
    old = RULE | {"value": 30, "valid_to": "2025-12-27", "valid_on": "event"}
    new = RULE | {"value": 15, "valid_from": "2025-12-28", "valid_on": "event"}
    law = Law(read_pack(pack(old, new)))
    contract = date(2025, 1, 1)

    held = [
        law.rule("complaint.answer", contract, day)
        for day in (date(2025, 12, 27), date(2025, 12, 28))
    ]

    assert [rule.value for rule in held if rule] == [30, 15]


def test_a_null_of_its_own_overrides_what_is_inherited() -> None:
    base = read_pack(pack(RULE, RULE | {"rule_id": "complaint.resolve"}, pack_id="EU"))
    own = read_pack(pack(RULE | {"value": None, "unit": "none", "kind": "duty"}, inherits="EU"))
    law, day = Law(own, base), date(2026, 1, 1)

    answer, resolve = law.rule("complaint.answer", day), law.rule("complaint.resolve", day)

    assert answer
    assert answer.value is None
    assert resolve
    assert resolve.value == 10
    inherited = law.inherited("complaint.answer", day)
    assert inherited
    assert inherited.value == 10


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        pytest.param(
            [RULE, RULE],
            ["complaint.answer: two versions hold at once, from the beginning"],
            id="overlap from the beginning",
        ),
        pytest.param(
            [RULE | {"valid_to": "2026-03-01"}, RULE | {"valid_from": "2026-03-01"}],
            ["complaint.answer: two versions hold at once, from 2026-03-01"],
            id="overlap of one day",
        ),
        pytest.param(
            [RULE, RULE | {"valid_from": "2026-03-01"}],
            ["complaint.answer: two versions hold at once, from 2026-03-01"],
            id="overlap with one that never ends",
        ),
        pytest.param(
            [RULE | {"valid_to": "2026-03-01"}, RULE | {"valid_from": "2026-03-03"}],
            ["complaint.answer: no version holds between 2026-03-01 and 2026-03-03"],
            id="gap",
        ),
        pytest.param(
            [RULE | {"from_event": "complaint.dreamt"}],
            ["complaint.answer: there is no event 'complaint.dreamt'"],
            id="unknown event",
        ),
        pytest.param(
            [RULE | {"source": " "}], ["complaint.answer: its source is not named"], id="no source"
        ),
        pytest.param(
            [RULE | {"valid_from": "2026-03-02", "valid_to": "2026-03-01"}],
            ["complaint.answer: it ends on 2026-03-01, before it begins"],
            id="ends before it begins",
        ),
    ],
)
def test_a_review_finds_what_is_broken(rules: list[dict[str, Any]], found: list[str]) -> None:
    seamless = [RULE | {"valid_to": "2026-03-01"}, RULE | {"valid_from": "2026-03-02"}]

    assert list(faults(read_pack(pack(*rules)))) == found
    assert list(faults(read_pack(pack(*seamless)))) == []


def test_a_review_finds_what_is_told_of_notes_that_are_gone() -> None:
    one = read_pack(pack(RULE | {"note": "By agreement."}))

    assert list(stale_notes(one, {"By agreement.": "Per accordo."})) == []
    assert list(stale_notes(one, {"By consent.": "Per consenso."})) == [
        "no rule has this note any more: 'By consent.'"
    ]


def test_versions_are_compared_rule_by_rule() -> None:
    before = read_pack(pack(RULE, RULE | {"rule_id": "complaint.resolve"}))
    after = read_pack(pack(RULE | {"value": 12}, RULE | {"rule_id": "complaint.ack"}, version="2"))

    assert list(changes(before, after)) == [
        "+ complaint.ack: 10 calendar_days from complaint.received",
        "~ complaint.answer: value 10 → 12",
        "- complaint.resolve",
        "~ version: 1 → 2",
    ]


def test_conditions_can_neither_call_nor_loop_nor_reach_anything() -> None:
    for reaching in ("open('x')", "line.price.__class__", "import os", "while true", "os.x == 1"):
        with pytest.raises(BadCondition):
            compiled(reaching)

    known = Inputs(
        {"line.category": "technical", "shop.employees": 300, "settings.transposed": ("A",)}
    )
    assert known.hold('line.category in ["technical", "furniture"] && shop.employees >= 250')
    assert not known.hold('"B" in settings.transposed')
    assert known.first(("shop.employees < 250", 'line.category == "technical"')) == 1


def test_what_the_packs_name_is_what_happens() -> None:
    assert [fault for one in packs().values() for fault in faults(one)] == []
