"""The packs there are, and what they say to facts."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any

from makegood.kernel.errors import BadInput
from makegood.kernel.registry import adapters
from makegood.kernel.text import LANGUAGES, in_latin
from makegood.policy.ports import Example, Pack, PolicyPack
from makegood.policy.rules.comparing import differences
from makegood.policy.rules.facts import read_facts
from makegood.policy.rules.packs import BadPack, Law, read_examples, read_notes, read_pack
from makegood.policy.rules.reading import Chapter, chapters
from makegood.policy.rules.reviewing import faults, misplaced, stale_notes
from makegood.policy.rules.rulings import Ruling, explain
from makegood.policy.rules.saying import as_json


def packs() -> dict[str, Pack]:
    """Every pack by its id. Raises BadPack where one can't be used: a wrong date is worse than none."""
    found = [_pack(name) for name in _sources()]
    return {pack.pack_id: pack for pack in found if pack}


@cache
def law_of(country: str) -> Law:
    """The country's own pack, or the European Union's for its members. Raises BadInput where there is neither."""
    pack = _pack(country.lower()) if country != "EU" else None
    if pack is None:  # whose it is, the others have to be read for
        pack = next((one for one in packs().values() if country in one.timezones), None)
    if pack is None:
        raise BadInput("country", f"there is no policy pack for {country!r}")
    return Law(pack, _pack(pack.inherits.lower()))


@cache
def _pack(name: str) -> Pack | None:
    """Each is read when it is first needed."""
    source = _sources().get(name)
    return read_pack(source.text) if source else None


@lru_cache(maxsize=32)
def chapters_of(pack_id: str, day: date) -> list[Chapter]:
    """What a pack says by subject, as it stands on `day`; kept, for packs change with a release only. KeyError: no such pack."""
    pack = packs()[pack_id]
    return chapters(Law(pack, packs().get(pack.inherits)), day)


def undecided_in(pack: Pack) -> list[str]:
    """Of which countries that go by the pack nobody knows whether the EU's rules on repairs are law there."""
    rules = {rule.rule_id: rule for rule in pack.rules}
    extension = rules.get("guarantee.repair_extension")
    if extension is None:
        return []
    if pack.pack_id == "EU":
        own = {one.country for one in packs().values()}
        return sorted(code for code in pack.timezones if len(code) == 2 and code not in own)
    return [pack.country] if extension.transposition == "unknown" else []


@lru_cache(maxsize=64)
def notes_in(language: str, pack_id: str) -> dict[str, str]:
    """Notes of a pack and of what it inherits, by their English; Latin Serbian is written from Cyrillic."""
    if language == "sr-latn":
        return {note: in_latin(said) for note, said in notes_in("sr", pack_id).items()}
    pack = packs()[pack_id]
    names = filter(None, (pack.inherits.lower(), pack_id.lower()))
    sources = (_sources()[name] for name in names if name in _sources())
    return {
        note: said
        for source in sources
        for note, said in read_notes(source.notes(language)).items()
    }


def ruling_on(given: object) -> Ruling:
    """`given` is an object of facts as JSON has it. Raises BadInput(field, message)."""
    facts = read_facts(given)
    return explain(facts, law_of(facts.country))


def explained(given: object) -> dict[str, Any]:
    """What `makegood policy explain` prints for one object; `{"id", "error"}` where it can't be understood."""
    try:
        return as_json(ruling_on(given))
    except BadInput as error:
        known = given.get("id") if isinstance(given, dict) else None
        return {"id": known, "error": f"{error.field}: {error.message}"}


def examples_of(pack: Pack) -> list[Example]:
    """The worked examples of the pack of that id; none where there is no such pack."""
    source = _sources().get(pack.pack_id.lower())
    return read_examples(source.examples) if source else []


def complaints(pack: Pack) -> list[str]:
    """What is wrong with a pack's rules, and which worked examples come out otherwise by it."""
    law = Law(pack, _pack(pack.inherits.lower()))
    wrong = [*faults(pack), *_stale(pack)]
    for example in examples_of(pack):
        facts = read_facts(example.input)
        lines = [str(line.id) for line in facts.lines]
        found = differences(example.expect, lines, as_json(explain(facts, law)))
        wrong += [f"{example.id}: {one}" for one in found]
    return wrong


def wrongly_installed() -> dict[str, list[str]]:
    """Entry point → why what it brings can't be read, or would not be found; only those where something is wrong."""
    names = _sources()
    wrong = {name: _wrong_with(name, source, names) for name, source in names.items()}
    return {name: lines for name, lines in wrong.items() if lines}


def _wrong_with(name: str, source: PolicyPack, names: Collection[str]) -> list[str]:
    try:
        pack = read_pack(source.text)
        read_examples(source.examples)
        for language in LANGUAGES:
            read_notes(source.notes(language))
        return list(misplaced(name, pack, names))
    except (BadPack, OSError, UnicodeDecodeError) as error:
        return [str(error)]


def _stale(pack: Pack) -> Iterator[str]:
    source = _sources().get(pack.pack_id.lower())
    if source is None:
        return
    for language in LANGUAGES:
        yield from stale_notes(pack, read_notes(source.notes(language)))


def _sources() -> dict[str, PolicyPack]:
    """Adapters by their names, which are the packs' ids in small letters."""
    return dict(sorted(adapters("makegood.policies").items()))
