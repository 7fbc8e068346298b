"""What a ruling is made of, line by line, and how lines that agree become one entry for the whole order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from makegood.policy.ports import Rule


@dataclass(frozen=True, slots=True)
class Sum:
    """How an end came about: where it starts, what was added, why it was moved. `late`: the end before it was moved."""

    start: date | None
    event: str
    value: int
    unit: str
    late: date | None = None
    suspended: int = 0
    extended: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A date of one rule for one line. `ends_at` is the instant in UTC at which `legal` is over."""

    rule: Rule
    state: str
    sum: Sum
    nominal: date | None = None
    legal: date | None = None
    target: date | None = None
    ends_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.state == "running"


@dataclass(frozen=True, slots=True)
class Refusal:
    right: str
    reason: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Amount:
    """In hundredths of `currency`."""

    rule: Rule
    kind: str
    amount: int
    currency: str


@dataclass(slots=True)
class Found:
    """What was found for one line, or for the order as a whole."""

    rights: dict[str, None] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    dues: dict[str, Due] = field(default_factory=dict)
    amounts: list[Amount] = field(default_factory=list)
    effects: dict[tuple[str, str], Rule] = field(default_factory=dict)

    def grant(self, *rights: str) -> None:
        self.rights.update(dict.fromkeys(rights))

    def refuse(self, right: str, reason: str, rule: Rule | None) -> None:
        self.refused.append(Refusal(right, reason, rule))

    def add(self, due: Due | None) -> None:
        if due:
            self.dues[due.rule.rule_id] = due

    def effect(self, rule: Rule, effect: str) -> None:
        self.effects[rule.rule_id, effect] = rule


Lines = list[tuple[str | None, Found]]


def rights_of(lines: Lines) -> list[str]:
    """`code` where every line has it, else `code:LINE` for each that has."""
    codes = dict.fromkeys(code for _, found in lines for code in found.rights)
    granted = []
    for code in codes:
        having = [line for line, found in lines if code in found.rights]
        everywhere = len(having) == len(lines)
        granted += [code] if everywhere else [f"{code}:{line}" for line in having]
    return granted


def dues_of(lines: Lines) -> list[tuple[str | None, Due]]:
    """One without a line where all lines that have it agree and none of the others could, else one for each."""
    rules = dict.fromkeys(rule for _, found in lines for rule in found.dues)
    return [entry for rule in rules for entry in _merged(rule, lines)]


def _merged(rule: str, lines: Lines) -> Iterable[tuple[str | None, Due]]:
    having = [(line, found.dues[rule]) for line, found in lines if rule in found.dues]
    lacking = [found for _, found in lines if rule not in found.dues]
    first = having[0][1]
    is_one = all(due == first for _, due in having) and all(found.refused for found in lacking)
    return [(None, first)] if is_one else having


def refused_of(lines: Lines) -> list[tuple[str | None, Refusal]]:
    """As dues: one for all lines that are refused alike."""
    refusals = dict.fromkeys(refusal for _, found in lines for refusal in found.refused)
    entries: list[tuple[str | None, Refusal]] = []
    for refusal in refusals:
        having = [line for line, found in lines if refusal in found.refused]
        whole = len(having) == len(lines)
        entries += [(None, refusal)] if whole else [(line, refusal) for line in having]
    return entries
