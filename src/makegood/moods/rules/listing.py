"""The lists of phrases, made ready to be looked up: by the first letters of a phrase."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from makegood.moods.rules.phrases import HEAD, Pattern, compiled, tokens_of
from makegood.moods.rules.weighing import CHOSEN, SHOWN, SWEPT
from makegood.moods.rules.words import WORDS

_SPOKEN = {"sr-latn": "sr", "hr": "sr", "bs": "sr"}


@dataclass(frozen=True)
class Phrase:
    """One line of a language's list. `name` is what it is known by: language, kind and the line."""

    kind: str
    weight: int
    name: str
    pattern: Pattern
    is_plain: bool
    """No "not" before it takes it back."""


@dataclass(frozen=True)
class Speech:
    """A language's lists, ready to be looked up by the first letters of a word."""

    is_serbian: bool
    by_head: dict[str, list[Phrase]]
    negations: dict[str, list[Pattern]]
    no: frozenset[str]
    ends: frozenset[str]
    but: frozenset[str]
    that: frozenset[str]


def phrases_of(language: str) -> tuple[Phrase, ...]:
    """A language's list, line by line; none for a language that has no list."""
    return lists().get(_SPOKEN.get(language, language), ())


def lists() -> dict[str, tuple[Phrase, ...]]:
    """Every language's list; Serbian once."""
    return {language: _phrases(language, known) for language, known in WORDS.items()}


def own_name(kind: str, words: str) -> str:
    """What a phrase of the shop's own is called; "" where it can't be one: another kind, or hardly a word."""
    told = " ".join(token for token in tokens_of(words) if token.isalnum())[:180]
    return f"own:{kind}:{told}" if kind in CHOSEN and len(told) > HEAD else ""


def is_phrase(name: str) -> bool:
    """Whether a phrase of any list, of the shop's own or of what is found without words may be called so."""
    if name.startswith("own:") and name.count(":") == 2:
        return name == own_name(*name.split(":")[1:])
    return (
        name in SWEPT
        or name in SHOWN
        or any(phrase.name == name for phrases in lists().values() for phrase in phrases)
    )


@lru_cache(maxsize=64)
def speech_of(language: str, own: tuple[str, ...]) -> Speech | None:
    """How a language is read, with the shop's own phrases in it; None for a language that has no list."""
    language = _SPOKEN.get(language, language)
    if language not in WORDS:
        return None
    is_serbian = language == "sr"
    by_head: dict[str, list[Phrase]] = {}
    for phrase in (*_phrases(language, WORDS[language]), *_own(own, is_serbian)):
        for head in phrase.pattern[0].heads:
            by_head.setdefault(head, []).append(phrase)
    parts = _parts(WORDS[language])
    negations: dict[str, list[Pattern]] = {}
    for line in parts["not"]:
        pattern = compiled(line, is_serbian)
        for head in pattern[0].heads:
            negations.setdefault(head, []).append(pattern)
    small = {
        name: compiled(parts[name][0], is_serbian)[0].words for name in ("no", "and", "but", "that")
    }
    ends = small["and"] | small["but"]
    return Speech(is_serbian, by_head, negations, small["no"], ends, small["but"], small["that"])


def _own(names: tuple[str, ...], is_serbian: bool) -> Iterator[Phrase]:
    """The shop's own: the very words, one after another."""
    for name in names:
        _own_word, kind, words = name.split(":", 2)
        pattern = compiled(" ".join(tokens_of(words)), is_serbian)
        yield Phrase(kind, CHOSEN[kind], name, pattern, is_plain=False)


@cache
def _phrases(language: str, known: str) -> tuple[Phrase, ...]:
    return tuple(
        _phrase(language, kind, int(weight), line)
        for heading, lines in _parts(known).items()
        for kind, _, weight in [heading.partition(" ")]
        if weight
        for line in lines
    )


def _phrase(language: str, kind: str, weight: int, line: str) -> Phrase:
    is_plain = line.startswith("! ")
    line = line.removeprefix("! ")
    if line[0].isdigit() and line[1] == " ":
        weight, line = int(line[0]), line[2:]
    pattern = compiled(line, language == "sr")
    return Phrase(kind, weight, f"{language}:{kind}:{line}", pattern, is_plain)


def _parts(known: str) -> dict[str, list[str]]:
    """The lines under each heading."""
    parts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in filter(None, map(str.strip, known.splitlines())):
        if line.startswith("["):
            lines = parts.setdefault(line.strip("[]"), [])
        else:
            lines.append(line)
    return parts
