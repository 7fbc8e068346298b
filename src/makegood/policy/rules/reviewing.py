"""What is wrong with a pack's rules or its place, and how two versions of a pack differ."""

from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date, timedelta
from itertools import groupby, pairwise

from makegood.policy.ports import Pack, Rule
from makegood.policy.rules.events import KNOWN

_DAY = timedelta(days=1)


def faults(pack: Pack) -> Iterator[str]:
    """An overlap or a gap between versions of a rule, an event nobody reports, a source that is not named."""
    for rule in pack.rules:
        if rule.from_event not in KNOWN:
            yield f"{rule.rule_id}: there is no event {rule.from_event!r}"
        if not rule.source.strip():
            yield f"{rule.rule_id}: its source is not named"
        if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
            yield f"{rule.rule_id}: it ends on {rule.valid_to}, before it begins"
    for rule_id, versions in groupby(sorted(pack.rules, key=_order), key=lambda rule: rule.rule_id):
        for earlier, later in pairwise(versions):
            yield from _seam(rule_id, earlier, later)


def misplaced(name: str, pack: Pack, names: Collection[str]) -> Iterator[str]:
    """Why a pack that is installed as `name` beside `names` would not be found, or not be whole: both are looked up by id."""
    if name != pack.pack_id.lower():
        yield f"it is installed as {name!r}, where {pack.pack_id} is not looked for: name its entry point {pack.pack_id.lower()!r}"
    if pack.inherits and pack.inherits.lower() not in names:
        yield f"it inherits {pack.inherits}, which is not installed"


def stale_notes(pack: Pack, told: Collection[str]) -> Iterator[str]:
    """What is told in another language of notes that the pack has no more."""
    notes = {rule.note for rule in pack.rules}
    yield from (f"no rule has this note any more: {note!r}" for note in told if note not in notes)


def _order(rule: Rule) -> tuple[str, date]:
    return rule.rule_id, rule.valid_from or date.min


def _seam(rule_id: str, earlier: Rule, later: Rule) -> Iterator[str]:
    if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
        yield f"{rule_id}: two versions hold at once, from {later.valid_from or 'the beginning'}"
    elif later.valid_from != earlier.valid_to + _DAY:
        yield f"{rule_id}: no version holds between {earlier.valid_to} and {later.valid_from}"


def changes(old: Pack, new: Pack) -> Iterator[str]:
    """One line for each rule that came, went, or says something else; then what changed in the header."""
    before, after = _versions(old), _versions(new)
    for key in sorted(before.keys() | after.keys(), key=str):
        name = f"{key[0]} (from {key[1]})" if key[1] else key[0]
        if key not in after:
            yield f"- {name}"
        elif key not in before:
            yield f"+ {name}: {_said(after[key])}"
        else:
            yield from _changed(name, before[key], after[key])
    for field in fields(Pack):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if field.name != "rules" and was != now:
            yield f"~ {field.name}: {was} → {now}"


def _versions(pack: Pack) -> dict[tuple[str, date | None], Rule]:
    return {(rule.rule_id, rule.valid_from): rule for rule in pack.rules}


def _changed(name: str, before: Rule, after: Rule) -> Iterator[str]:
    for field in fields(Rule):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now:
            yield f"~ {name}: {field.name} {was!r} → {now!r}"


def _said(rule: Rule) -> str:
    return f"{rule.value} {rule.unit} from {rule.from_event}"
