"""The conversations in `texts/`, read: one file a language, Serbian once and told in both alphabets."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_LATIN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "đ",
            "e",
            "ž",
            "z",
            "i",
            "j",
            "k",
            "l",
            "lj",
            "m",
            "n",
            "nj",
            "o",
            "p",
            "r",
            "s",
            "t",
            "ć",
            "u",
            "f",
            "h",
            "c",
            "č",
            "dž",
            "š",
        ],
        strict=True,
    )
)
_OPENING = re.compile(r"=== (?P<kind>\w+) (?P<about>\w+)(?: photo=(?P<photo>\w+))?")
_TURN = re.compile(r"--- (?P<way>in|out|note)(?P<flags>(?: [\w=:]+)*)")


@dataclass(frozen=True)
class Turn:
    """One thing said: `in` by the customer, `out` by us, `note` among colleagues."""

    way: str
    text: str
    photo: str = ""
    promise: str = ""
    """What is promised in it, as a promise's kind."""
    days: int = 0
    """By when, in days."""
    keeps: bool = False
    is_late: bool = False
    """The customer writes because a promise was not kept."""


@dataclass(frozen=True)
class Script:
    """A conversation: what it is about, and who says what in turn."""

    language: str
    kind: str
    about: str
    subject: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Phrases:
    """How people of a language begin and end their letters."""

    hello: tuple[str, ...]
    bye: tuple[str, ...]
    agent_hello: tuple[str, ...]
    agent_bye: tuple[str, ...]
    thanks: tuple[str, ...]
    again: tuple[str, ...]
    again_answer: tuple[str, ...]
    welcome: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """All that is said in one language."""

    phrases: Phrases
    scripts: tuple[Script, ...] = field(repr=False)


@cache
def book(language: str) -> Book:
    """The language's conversations."""
    name = "sr" if language == "sr-latn" else language
    text = (files("makegood.sample") / "texts" / f"{name}.txt").read_text("utf-8")
    head, *stories = re.split(r"\n(?==== )", text)
    told = latin if language == "sr-latn" else str
    phrases = {
        line[1:].split(" ", 1)[0]: tuple(told(line.split(" ", 1)[1]).split("|"))
        for line in head.splitlines()
        if line.startswith("@")
    }
    scripts = tuple(_script(language, story, told) for story in stories)
    return Book(Phrases(**phrases), scripts)


def latin(text: str) -> str:
    """Serbian in Latin letters; what stands in {braces} is left alone."""
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part.startswith("{") else _latin(part) for part in parts)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """`text` with its {facts}; a date that ends in a full stop swallows the sentence's."""
    found = re.sub(r"\{(\w+)\}", lambda match: facts[match.group(1)], text)
    return re.sub(r"(\d|d|г)\.\.(?!\.)", r"\1.", found)


def _script(language: str, story: str, told: Callable[[str], str]) -> Script:
    opening, rest = story.split("\n", 1)
    found = _OPENING.fullmatch(opening.strip())
    assert found, opening
    subject, *blocks = re.split(r"\n(?=--- )", rest.strip())
    turns = tuple(_turn(block, found["photo"] or "", told) for block in blocks)
    return Script(language, found["kind"], found["about"], told(subject.strip()), turns)


def _turn(block: str, photo: str, told: Callable[[str], str]) -> Turn:
    line, text = block.split("\n", 1)
    found = _TURN.fullmatch(line.strip())
    assert found, line
    flags = dict(flag.partition("=")[::2] for flag in found["flags"].split())
    kind, _, days = flags.get("promise", "").partition(":")
    return Turn(
        way=found["way"],
        text=told(text.strip()),
        photo=(flags["photo"] or photo) if "photo" in flags else "",
        promise=kind,
        days=int(days or 0),
        keeps="keeps" in flags,
        is_late="late" in flags,
    )


def _latin(text: str) -> str:
    return "".join(_letter(letter, text, place) for place, letter in enumerate(text))


def _letter(letter: str, text: str, place: int) -> str:
    plain = _LATIN.get(letter.lower())
    if plain is None:
        return letter
    if letter.islower():
        return plain
    around = text[place + 1 : place + 2]
    return plain.upper() if around.isupper() else plain.capitalize()
