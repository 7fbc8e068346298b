"""What a sentence promises: the kind of a promise, by the words that name it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from makegood.promises.rules.date_words import DateWords
from makegood.promises.rules.letters import Folded

_SENDING = "sending"
_THINGS = {"money", "parcel", "repair", "other"}


@dataclass(frozen=True)
class Place:
    """The sentence (from, to), where in it the day stands (from, to), and the word that says we act, if it goes before."""

    sentence: tuple[int, int]
    day: tuple[int, int]
    acts_at: int


@dataclass(frozen=True)
class _Word:
    at: int
    kind: str


def kind_of(folded: Folded, words: DateWords, place: Place) -> str:
    """What is promised; of a parcel whether it goes out by that day (`shipment`) or is with the customer."""
    kind = _thing_of(folded, words, place)
    return "shipment" if kind == "parcel" and _goes_out(folded, words, place) else kind


def _goes_out(folded: Folded, words: DateWords, place: Place) -> bool:
    """Whether the day's half of the sentence says that it leaves, and not that it arrives."""
    first, last = clause(folded, words, place.sentence, place.day[0])
    half = Place((first, last), place.day, place.acts_at)
    leaves, arrives = (
        next(_found(folded, stems, half), None) for stems in (words.leaving, words.delivering)
    )
    return leaves is not None and arrives is None


def _thing_of(folded: Folded, words: DateWords, place: Place) -> str:
    """The nearest word to the day that names it. Whoever tells, answers or calls does so about a thing named after
    that, and what is sent is the first thing named: a parcel only where nothing else is. Else what arrives is one.
    """
    named = list(_named(folded, words, place))
    arrives = list(_found(folded, words.arriving, place))
    if not named:
        return "parcel" if arrives else "other"
    first, last = clause(folded, words, place.sentence, place.day[0])
    if any(first <= at < last for at in arrives) and not any(first <= w.at < last for w in named):
        return "parcel"  # "You will have it by Friday and I will call you": what is named is of the other half
    nearest = min(named, key=lambda word: _away(word.at, place.day))
    begins, ends = clause(folded, words, place.sentence, nearest.at)
    said = [word for word in named if begins <= word.at < ends]
    leading = _leading(said, nearest, place.acts_at) or nearest
    return _sent(said, leading) if leading.kind == _SENDING else leading.kind


def _named(folded: Folded, words: DateWords, place: Place) -> Iterator[_Word]:
    for kind, stems in (*words.kinds, (_SENDING, words.sending)):
        for at in _found(folded, stems, place):
            yield _Word(at, kind)


def _found(folded: Folded, stems: str, place: Place) -> Iterator[int]:
    # Of a long text no more than the sentence is looked through: there is one for each promise.
    for match in _begun_by(stems).finditer(folded.text, *folded.within(*place.sentence)):
        yield folded.start(match.start())


@cache
def _begun_by(stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{stems})")


@cache
def _joining(joins: str) -> re.Pattern[str]:
    return re.compile(rf"[,;:()–—]|(?<!\w)(?:{joins})(?!\w)")


def _away(at: int, day: tuple[int, int]) -> int:
    return max(day[0] - at, at - day[1], 0)


def clause(folded: Folded, words: DateWords, sentence: tuple[int, int], at: int) -> tuple[int, int]:
    """The part of the sentence between the commas and the words that join, around `at`."""
    start, end = sentence
    for match in _joining(words.joins).finditer(folded.text, *folded.within(start, end)):
        begins = folded.start(match.start())
        if start <= begins < at:
            start = folded.end(match.end())
        elif at < begins < end:
            return start, begins
    return start, end


def _leading(said: list[_Word], nearest: _Word, acts_at: int) -> _Word | None:
    """What we do with a thing: the last word before it that tells, answers, calls or sends."""
    if nearest.kind not in _THINGS:
        return None
    before = [w for w in said if acts_at <= w.at < nearest.at and w.kind not in _THINGS]
    return max(before, key=lambda word: word.at, default=None)


def _sent(said: list[_Word], sending: _Word) -> str:
    things = [word for word in said if word.kind != _SENDING]
    after = [word for word in things if word.at > sending.at]
    if after:
        return min(after, key=lambda word: word.at).kind
    return max(things, key=lambda word: word.at).kind if things else "parcel"
