"""A pack as a person reads it: its rules by subject, which of their versions holds on a day, and what they change."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from makegood.policy.ports import Pack, Rule
from makegood.policy.rules.packs import Law

SUBJECTS = (
    "withdrawal",
    "exceptions",
    "refund",
    "delivery",
    "guarantee",
    "complaint",
    "privacy",
    "informing",
    "records",
    "buyers",
    "counting",
)
"""In the order of the page: what customers ask most comes first."""
_BY_ROOM = {
    "withdrawal": "withdrawal", "exchange": "withdrawal", "delivery": "delivery", "penalty": "delivery",
    "guarantee": "guarantee", "mandatory_warranty": "guarantee", "repair": "guarantee", "safety": "guarantee",
    "complaint": "complaint", "adr": "complaint", "odr": "complaint", "privacy": "privacy", "marketing": "privacy",
    "language": "informing", "notice": "informing", "label": "informing", "info": "informing",
    "records": "records", "count": "counting",
}  # fmt: skip
_ELI = re.compile(r"(Directive|Regulation)(?: \(EU\))? (\d{4})/(\d+)(?:/EU|/EC)?\b")
Stand = Literal["holds", "comes", "ended"]


@dataclass(frozen=True)
class Reading:
    """One rule: the version that holds that day (else the next to come, else the last there was), and what is beside it."""

    rule: Rule
    stand: Stand
    is_own: bool
    """Whether this pack says it itself; otherwise it is inherited."""
    instead_of: Rule | None
    """What the inherited pack says otherwise; none where it says the same, or nothing."""
    earlier: tuple[Rule, ...]
    later: tuple[Rule, ...]


@dataclass(frozen=True)
class Chapter:
    """The rules on one of `SUBJECTS`."""

    subject: str
    readings: tuple[Reading, ...]


def chapters(law: Law, day: date) -> list[Chapter]:
    """Everything the law says of online sales, as it stands on `day`; subjects of which nothing is said are left out."""
    found: dict[str, list[Reading]] = {subject: [] for subject in SUBJECTS}
    for rule_id, versions in groupby(law.all(), key=lambda rule: rule.rule_id):
        found[subject_of(rule_id)].append(_reading(law, tuple(versions), day))
    return [
        Chapter(subject, tuple(sorted(readings, key=_weight)))
        for subject, readings in found.items()
        if readings
    ]


def subject_of(rule_id: str) -> str:
    """One of `SUBJECTS`; a rule of a room nobody knows is told with whom the law protects."""
    room, *rest = rule_id.split(".")
    if rule_id.startswith("withdrawal.exception"):
        return "exceptions"
    if any("refund" in part for part in rest):
        return "refund"
    if rest == ["record"]:
        return "records"
    return _BY_ROOM.get(room, "buyers")


def turning_points(found: list[Chapter], since: date) -> list[tuple[date, Rule]]:
    """What begins to hold after `since`, the earliest first: what changed lately, and what is coming."""
    told = [
        rule
        for chapter in found
        for reading in chapter.readings
        for rule in (*reading.earlier, reading.rule, *reading.later)
    ]
    points = [
        (rule.valid_from, rule) for rule in told if rule.valid_from and rule.valid_from > since
    ]
    return sorted(points, key=lambda point: (point[0], point[1].rule_id))


def overdue(packs: list[Pack], day: date) -> list[Pack]:
    """Whose day of review has passed."""
    return [pack for pack in packs if pack.next_review < day]


def place_of(rule: Rule) -> str:
    """Where its source can be read: the very act where it is one of the European Union, else what the pack names; or empty."""
    if found := _ELI.match(rule.source):
        kind = "dir" if found[1] == "Directive" else "reg"
        return f"https://eur-lex.europa.eu/eli/{kind}/{found[2]}/{int(found[3])}/oj"
    url = rule.source_url
    return url if isinstance(url, str) else url[0] if url else ""


def _weight(reading: Reading) -> tuple[bool, int, str]:
    """Times come first, and of these the plain ones: `withdrawal.period` before what is special."""
    rule = reading.rule
    return rule.kind != "deadline", len(rule.rule_id), rule.rule_id


def _reading(law: Law, versions: tuple[Rule, ...], day: date) -> Reading:
    at, stand = _stands(versions, day)
    rule = versions[at]
    # What a pack says itself is not in its base: then it is its own, word for word the same or not.
    base = law.base.get(rule.rule_id, ())
    is_own = not any(rule is one for one in base)
    inherited = base[_stands(base, day)[0]] if base and is_own else None
    differs = inherited is not None and _says(inherited) != _says(rule)
    return Reading(
        rule,
        stand,
        is_own and law.pack.inherits != "",
        inherited if differs else None,
        versions[:at],
        versions[at + 1 :],
    )


def _stands(versions: tuple[Rule, ...], day: date) -> tuple[int, Stand]:
    """Versions are in the order of time; where each of two holds for its own kind of case, the first is told."""
    for at, rule in enumerate(versions):
        if rule.valid_to is None or day <= rule.valid_to:
            return at, "holds" if rule.valid_from is None or rule.valid_from <= day else "comes"
    return len(versions) - 1, "ended"


def _says(rule: Rule) -> tuple[object, ...]:
    return (rule.value, rule.unit, rule.from_event)
