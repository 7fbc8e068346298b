"""A pack's texts, read and checked, and the rules that hold in it on a day."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from makegood.policy.ports import Example, Pack, Rule
from makegood.policy.rules.conditions import BadCondition, compiled

TIMES = frozenset({"calendar_days", "working_days", "months", "years", "hours"})
_PACK = TypeAdapter(Pack)
_NOTES = TypeAdapter(dict[str, str])
_EXAMPLES = TypeAdapter(list[Example])
T = TypeVar("T")


class BadPack(ValueError):
    """A pack that can't be used; says where and why."""


def read_pack(text: str) -> Pack:
    """Raises BadPack: no YAML, a field that is missing, unknown or of another type, a condition that is none."""
    pack = _read(text, _PACK)
    for rule in pack.rules:
        _check(rule)
    return pack


def read_examples(text: str) -> list[Example]:
    """Raises BadPack."""
    return _read(text, _EXAMPLES)


def read_notes(text: str) -> dict[str, str]:
    """A note in English → in the language of the file. Raises BadPack."""
    return _read(text, _NOTES) if text.strip() else {}


def _read(text: str, shape: TypeAdapter[T]) -> T:
    try:
        return shape.validate_python(yaml.load(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise BadPack(f"not YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadPack(f"{place}: {first['msg']}") from error


def _check(rule: Rule) -> None:
    try:
        if rule.when:
            compiled(rule.when)
    except BadCondition as error:
        raise BadPack(f"{rule.rule_id}: {error}") from error
    is_time = rule.unit in TIMES and type(rule.value) is int
    if rule.kind == "deadline" and not is_time:
        raise BadPack(f"{rule.rule_id}: a deadline needs a number of days, months, years or hours")


class Law:
    """A pack with what it inherits: for each rule id the versions there are, its own instead of the inherited ones."""

    def __init__(self, pack: Pack, base: Pack | None = None) -> None:
        self.pack = pack
        self.base = _by_id(base) if base else {}
        self._versions = self.base | _by_id(pack)
        self._lasting = {
            rule_id: versions[0]
            for rule_id, versions in self._versions.items()
            if len(versions) == 1 and not (versions[0].valid_from or versions[0].valid_to)
        }

    def rule(self, rule_id: str, contract: date, event: date | None = None) -> Rule | None:
        """The version that holds; which of the two days decides, it says itself."""
        if lasting := self._lasting.get(rule_id):
            return lasting
        return _holding(self._versions.get(rule_id, ()), contract, event or contract)

    def ever(self, rule_id: str) -> Rule | None:
        """The newest version, whether it holds yet or not."""
        versions = self._versions.get(rule_id, ())
        return versions[-1] if versions else None

    def inherited(self, rule_id: str, contract: date) -> Rule | None:
        """What the base says, whatever the pack itself does."""
        return _holding(self.base.get(rule_id, ()), contract, contract)

    @cached_property
    def deadlines(self) -> tuple[str, ...]:
        """Ids of the rules that any version makes a deadline of."""
        return tuple(
            rule_id
            for rule_id, versions in sorted(self._versions.items())
            if any(rule.kind == "deadline" for rule in versions)
        )

    @cached_property
    def exceptions(self) -> tuple[str, ...]:
        return tuple(
            rule_id
            for rule_id, versions in sorted(self._versions.items())
            if versions[0].kind == "exception"
        )

    def all(self) -> list[Rule]:
        """Every version of every rule, by id."""
        return [rule for rule_id in sorted(self._versions) for rule in self._versions[rule_id]]


def _by_id(pack: Pack) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in pack.rules:
        found[rule.rule_id].append(rule)
    return {rule_id: tuple(rules) for rule_id, rules in found.items()}


def _holding(versions: tuple[Rule, ...], contract: date, event: date) -> Rule | None:
    for rule in versions:
        day = contract if rule.valid_on == "contract" else event
        if (rule.valid_from is None or rule.valid_from <= day) and (
            rule.valid_to is None or day <= rule.valid_to
        ):
            return rule
    return None
