"""What a customer's words tell: text in, findings out, each with the words and where they stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from makegood.moods.rules.listing import Phrase, Speech, speech_of
from makegood.moods.rules.phrases import HEAD, Pattern, end_of, plain, spans_of, tokens_of
from makegood.moods.rules.weighing import CAPITALS, FACE, MARKS, SHOWN

MOST_READ = 20_000
"""Characters of one message that are looked at: nobody threatens only after ten pages."""
MOST_FOUND = 12
_BACK, _ON = 8, 3
_FACES = re.compile("[😠😡🤬👿🖕]")
_MARKS = re.compile(r"!!!+|(?:\?!|!\?){2,}")
_LOUD_LETTERS, _LOUD_SHARE, _LOUD_WORDS = 30, 0.7, 6


@dataclass(frozen=True)
class Found:
    """Something the words tell: its kind and weight, the phrase that was met, the words themselves and where they stand."""

    kind: str
    weight: int
    phrase: str
    words: str
    start: int
    end: int


def read(text: str, language: str, own: tuple[str, ...] = ()) -> tuple[Found, ...]:
    """What the words tell, in their order; `own` are names of the shop's own phrases. Any text will do, of any length."""
    text = text[:MOST_READ]
    tokens = tokens_of(text)
    found = [*_said(text, tokens, language, own), *_marked(text), *_shouted(text, tokens)]
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.weight, f.start - f.end, f.start, f.phrase)):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return tuple(sorted(kept[:MOST_FOUND], key=lambda f: (f.start, f.kind)))


def place_of(words: str, text: str) -> tuple[int, int]:
    """Where words stand in a text, however they are capitalised and spaced; (0, 0) for nowhere."""
    wanted = r"\s+".join(map(re.escape, words.split()))
    met = re.search(wanted, text[:MOST_READ], re.IGNORECASE) if wanted else None
    return met.span() if met else (0, 0)


def cut(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """The text in pieces, each with the kind of what was found there or ""; where two overlap the first counts."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end, kind in sorted(spans):
        if at <= start < end <= len(text):
            pieces += [(text[at:start], ""), (text[start:end], kind)]
            at = end
    return [piece for piece in (*pieces, (text[at:], "")) if piece[0]]


def _same(one: Found, other: Found) -> bool:
    """Whether both tell the same: one kind, from words that overlap or by one phrase."""
    if one.kind != other.kind:
        return False
    return one.phrase == other.phrase or (one.start < other.end and other.start < one.end)


# ---- by the lists ----


def _said(text: str, tokens: list[str], language: str, own: tuple[str, ...]) -> Iterator[Found]:
    speech = speech_of(language, own)
    if speech is None:
        return
    words = [plain(token, speech.is_serbian) for token in tokens]
    heads, spans = speech.by_head, list[tuple[int, int]]()
    for at in [at for at, word in enumerate(words) if word[:HEAD] in heads]:
        for phrase in heads[words[at][:HEAD]]:
            end = end_of(phrase.pattern, words, at)
            if end is not None and (weight := _weight(speech, phrase, words, at, end)):
                spans = spans or spans_of(text)
                start, until = spans[at][0], spans[end - 1][1]
                yield Found(phrase.kind, weight, phrase.name, text[start:until], start, until)


def _weight(speech: Speech, phrase: Phrase, words: list[str], at: int, end: int) -> int:
    """The phrase's own; nothing where it is taken back, and a little less where a "but" takes that back again."""
    if phrase.is_plain:
        return phrase.weight
    if phrase.kind == "angry":
        return 0 if speech.no & set(_just_before(words, at)) else phrase.weight
    if not _is_denied(speech, words, at, end):
        return phrase.weight
    return min(2, phrase.weight) if _is_but_ahead(speech, words, end) else 0


def _just_before(words: list[str], at: int) -> Iterator[str]:
    """The last three words before it in the same part of the sentence."""
    for word in reversed(words[max(0, at - 3) : at]):
        if word in {".", ","}:
            return
        yield word


def _is_denied(speech: Speech, words: list[str], at: int, end: int) -> bool:
    """Whether an "I do not want to" stands before it, in it or right behind it, in the same part of the sentence."""
    place = at
    while place > max(0, at - _BACK):
        place -= 1
        if _ends_part(speech, words, place):
            break
        if any(
            (until := end_of(no, words, place)) and until <= at for no in _nos(speech, words[place])
        ):
            return True
    for place in range(at + 1, min(len(words), end + _ON)):
        if place >= end and (words[place] in {".", ","} or words[place] in speech.ends):
            break
        if any(end_of(no, words, place) for no in _nos(speech, words[place])):
            return True
    return False


def _nos(speech: Speech, word: str) -> list[Pattern]:
    return speech.negations.get(word[:HEAD], [])


def _ends_part(speech: Speech, words: list[str], place: int) -> bool:
    word = words[place]
    if word == ",":
        return not (place + 1 < len(words) and words[place + 1] in speech.that)
    return word == "." or word in speech.ends


def _is_but_ahead(speech: Speech, words: list[str], end: int) -> bool:
    for word in words[end : end + 2 * _BACK]:
        if word == ".":
            return False
        if word in speech.but:
            return True
    return False


# ---- by how it is written ----


def _marked(text: str) -> Iterator[Found]:
    if not text.isascii() and (met := _FACES.search(text)):
        yield Found("angry", SHOWN[FACE], FACE, met.group(), *met.span())
    if ("!!!" in text or "?!" in text or "!?" in text) and (met := _MARKS.search(text)):
        yield Found("angry", SHOWN[MARKS], MARKS, met.group(), *met.span())


def _shouted(text: str, tokens: list[str]) -> Iterator[Found]:
    loud = [token for token in tokens if token.isupper()]
    letters = sum(map(len, loud))
    if letters < _LOUD_LETTERS or letters < _LOUD_SHARE * sum(map(len, tokens)):
        return
    spans = [span for span, token in zip(spans_of(text), tokens, strict=True) if token.isupper()]
    start, end = spans[0][0], spans[min(len(spans), _LOUD_WORDS) - 1][1]
    yield Found("angry", SHOWN[CAPITALS], CAPITALS, text[start:end], start, end)
