"""A practice answer scored against the playbook: each point with yes or no, and the words that tell it.

A first answer is asked to go as far as the first stage that has something to say. What the case knew already need not be
asked; what the writer marked as not needed is not counted, and the reviewer sees that.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from makegood.messages.rules.concerns import left_open, names_person, other_language, own_words
from makegood.playbooks.rules.likeness import likest, sentences
from makegood.playbooks.rules.steps import Stage, Step
from makegood.playbooks.rules.tones import tones_of
from makegood.promises.rules import promises_in

NAME, LANGUAGE, ADDRESS, PLACES, PROMISE = "name", "language", "address", "places", "promise"
_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_PEOPLE = frozenset({"customer.name", "customer.first_name", "agent.name"})


@dataclass(frozen=True)
class Matter:
    """What an answer is scored against."""

    stages: tuple[Stage, ...]
    playbook_language: str
    language: str
    """The customer's."""
    tone: str
    name: str
    fields: Mapping[str, str]
    """What a script's fields stand for in this case."""
    known: Collection[str]
    """The facts known before the answer."""
    days: Sequence[date]
    """Days "by Friday" may be counted from: today, and the day the customer wrote."""


@dataclass(frozen=True)
class Answer:
    """What was written, the steps done and those marked as not needed, and the language it is in ("": not sure)."""

    text: str
    ticked: Collection[str] = ()
    left_out: Collection[str] = ()
    language: str = ""


@dataclass(frozen=True)
class Point:
    """One thing looked for. `held` None: not counted, `note` says why. `place`: the words of the answer that tell it."""

    key: str
    held: bool | None
    note: str = ""
    place: str = ""
    sort: str = ""
    """Of a step: ask, say, check, pass."""
    words: str = ""
    """The step, as the playbook has it."""
    by_hand: bool = False
    """Whether a reviewer saw it otherwise than the rules."""


def score(matter: Matter, answer: Answer) -> tuple[Point, ...]:
    """Every point, those of the playbook in its order."""
    said = sentences(answer.text)
    steps = (_step_point(step, matter, answer, said) for step in due_steps(matter.stages))
    return (
        _named(matter, said),
        _in_language(matter, answer),
        _addressed(matter, answer),
        *(point for point in steps if point is not None),
        _promised(matter, answer),
        _filled(answer),
    )


def due_steps(stages: Iterable[Stage]) -> Iterator[Step]:
    """The steps a first answer is asked for: up to and with the first stage that has something to say."""
    for stage in stages:
        yield from stage.steps
        if any(step.sort == "say" for step in stage.steps):
            return


def held_of(points: Iterable[Point]) -> tuple[int, int]:
    """How many points are there, of how many that count."""
    counted = [one.held for one in points if one.held is not None]
    return sum(counted), len(counted)


def corrected(points: Iterable[Point], held: Collection[str]) -> tuple[Point, ...]:
    """The points as a reviewer sees them: of those that count, the ones in `held` are there."""
    return tuple(
        one
        if one.held is None or one.held == (one.key in held)
        else replace(one, held=one.key in held, by_hand=not one.by_hand)
        for one in points
    )


def plain_points(points: Iterable[Point]) -> list[dict[str, Any]]:
    """As JSON keeps them."""
    return [asdict(one) for one in points]


def points_of(plain: Iterable[dict[str, Any]]) -> tuple[Point, ...]:
    """As they are stored."""
    return tuple(Point(**one) for one in plain)


def _named(matter: Matter, said: Sequence[str]) -> Point:
    if not matter.name.strip():
        return Point(NAME, None, "no_name")
    place = next((one for one in said if names_person(one, matter.name)), "")
    return Point(NAME, bool(place), place=place)


def _in_language(matter: Matter, answer: Answer) -> Point:
    if not answer.language:
        return Point(LANGUAGE, None, "unsure")
    is_other = other_language(answer.language, {matter.language}) is not None
    return Point(LANGUAGE, not is_other, place=answer.language)


def _addressed(matter: Matter, answer: Answer) -> Point:
    found = tones_of(answer.text, matter.language)
    if not found:
        return Point(ADDRESS, None, "no_pronoun")
    wrong = [word for tone, word in found.items() if tone != matter.tone]
    return Point(ADDRESS, not wrong, place=wrong[0] if wrong else found[matter.tone])


def _promised(matter: Matter, answer: Answer) -> Point:
    if PROMISE in answer.left_out:
        return Point(PROMISE, None, "left_out")
    for day in matter.days:
        for found in promises_in(answer.text, matter.language, day):
            return Point(PROMISE, True, place=found.text)
    return Point(PROMISE, False)


def _filled(answer: Answer) -> Point:
    found = left_open(answer.text)
    place = answer.text[found[0].start : found[0].end] if found else ""
    return Point(PLACES, not found, place=place)


def _step_point(step: Step, matter: Matter, answer: Answer, said: Sequence[str]) -> Point | None:
    """None for a hand-over that was not needed: it is asked of nobody."""
    made = Point(f"step:{step.key}", None, sort=step.sort, words=step.title)
    if step.sort in ("check", "pass"):
        is_done = step.key in answer.ticked
        return replace(made, held=is_done) if is_done or step.sort == "check" else None
    if step.sort == "ask" and step.fact in matter.known:
        return replace(made, note="known")
    if matter.playbook_language != matter.language:
        return replace(made, note="other_language")
    texts = [step.title] if step.sort == "ask" else [step.text]
    place = likest(texts, said, matter.language)
    is_there = bool(place) and _has_fields(step.text, matter, answer)
    if not is_there and step.key in answer.left_out:
        return replace(made, note="left_out")
    return replace(made, held=is_there, place=place if is_there else "")


def _has_fields(script: str, matter: Matter, answer: Answer) -> bool:
    """Whether everything the script names, as far as it is known here, stands in the answer."""
    text = own_words(answer.text)
    for field in _FIELD.findall(script):
        value = matter.fields.get(field, "")
        if value and not _stands_in(text, field, value):
            return False
    return True


def _stands_in(text: str, field: str, value: str) -> bool:
    return names_person(text, value) if field in _PEOPLE else _key(value) in _key(text)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
