"""How a phrase is written, and where in a text it stands.

A phrase is words side by side: `stem*` is any word that begins so, `a|b` either of them, `...` up to four words between.
Letters are compared without accents and Serbian ones in Latin, so what is written without them is found as well.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from makegood.kernel.text import in_latin

GAP = 4
HEAD = 3
_TOKEN = re.compile(r"[^\W_]+|,|[.!?;:]+|\n[ \t\r]*\n")
_SERBIAN = str.maketrans({"đ": "dj", "Đ": "dj"})
_MARKS = {",": ","} | dict.fromkeys(".!?;:\n", ".")
"""What "." and "," stand for among the words: the end of a sentence, the end of a part of one."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase: whole words, beginnings of words, or (neither) a gap."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def fits(self, word: str) -> bool:
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))

    @property
    def is_gap(self) -> bool:
        return not self.words and not self.stems

    @property
    def heads(self) -> set[str]:
        """The first letters by which it is looked up."""
        return {one[:HEAD] for one in (*self.words, *self.stems)}


Pattern = tuple[Element, ...]


def tokens_of(text: str) -> list[str]:
    """The text in words and marks, as they are written."""
    return _TOKEN.findall(text)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where each of the tokens stands."""
    return [met.span() for met in _TOKEN.finditer(text)]


@lru_cache(maxsize=16_384)
def plain(word: str, is_serbian: bool = False) -> str:
    """The form a word is compared in; "." and "," for marks."""
    if mark := _MARKS.get(word[:1]):
        return mark
    if word.isascii():
        return word.lower()
    if is_serbian:
        word = in_latin(word).translate(_SERBIAN)
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def compiled(phrase: str, is_serbian: bool) -> Pattern:
    """A phrase as it is looked for; its first place is never a gap, and a stem has three letters at least."""
    return tuple(_element(place, is_serbian) for place in phrase.split())


def _element(place: str, is_serbian: bool) -> Element:
    if place == "...":
        return Element(frozenset(), ())
    choices = [_form(one, is_serbian) for one in place.split("|")]
    stems = tuple(one[:-1] for one in choices if one.endswith("*"))
    return Element(frozenset(one for one in choices if not one.endswith("*")), stems)


def _form(choice: str, is_serbian: bool) -> str:
    """As `plain`, with its star."""
    return plain(choice.rstrip("*"), is_serbian) + "*" * choice.endswith("*")


def end_of(pattern: Pattern, words: list[str], at: int) -> int | None:
    """Behind which word the phrase ends that begins at `at`; None: it is not there."""
    return _end(pattern, 0, words, at)


def _end(pattern: Pattern, place: int, words: list[str], at: int) -> int | None:
    while place < len(pattern):
        element = pattern[place]
        if element.is_gap:
            for skipped in range(GAP + 1):
                end = _end(pattern, place + 1, words, at + skipped)
                if end is not None:
                    return end
                if at + skipped >= len(words) or words[at + skipped] == ".":
                    return None
            return None
        if at >= len(words) or not element.fits(words[at]):
            return None
        place, at = place + 1, at + 1
    return at
