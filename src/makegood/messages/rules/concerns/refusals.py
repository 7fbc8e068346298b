"""Whether an answer says no to what a customer asked for, in eight languages, and what a no has to say besides.

A no that can be checked names the rule it rests on, the day it goes by, and what the customer can do next. The words are
written without accents, as the text is compared; Serbian in both its alphabets.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from makegood.kernel.text import _
from makegood.messages.rules.concerns.refusing_words import MONTHS, RULES, WORDS
from makegood.messages.rules.concerns.words import Concern, even, own_words

_SENTENCE = re.compile(r"[.!?\n]")
_DAY = re.compile(
    r"(?<!\d)\d{1,4}([./-]) ?\d{1,2}\1 ?\d{1,4}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:\.|st|nd|rd|th)? (?:de |d\. )?(?:{MONTHS})|(?<!\w)(?:{MONTHS})\w* \d{{1,2}}(?!\d)"
)
_RULE = re.compile(rf"§|(?<!\w)(?:{RULES})")


@dataclass(frozen=True, slots=True)
class No:
    """Where it stands, the words that refuse, and the rest of their sentence, which says what."""

    words: str
    sentence: str
    start: int
    end: int


def no_in(text: str, languages: Iterable[str]) -> No | None:
    """The first that is said outright: neither asked, nor only thought of ("if we can't repair it …")."""
    own = own_words(text)
    plain = even(own)
    found = [no for language in dict.fromkeys(map(_known, languages)) if (no := _first(plain, language))]  # fmt: skip
    if not found:
        return None
    start, end = min(found)
    until = _SENTENCE.search(plain, end)
    return No(text[start:end], text[start : until.start() if until else None], start, end)


def lacking_in(no: No, text: str, languages: Iterable[str], links: Iterable[str]) -> Iterator[Concern]:  # fmt: skip
    """What it leaves out."""
    own = own_words(text)
    plain = even(own)
    if not _RULE.search(plain):
        phrase = _("“%(words)s” is a no that names neither law nor rule. “Write a no”, beside the law on the case, puts them in.", words=no.words)  # fmt: skip
        yield Concern("no_without_rule", phrase, no.start, no.end)
    if not _DAY.search(plain):
        phrase = _("“%(words)s” is a no that names no day it goes by.", words=no.words)
        yield Concern("no_without_day", phrase, no.start, no.end)
    is_told = any(link in own for link in links)
    if not is_told and not any(_next_step(_known(one)).search(plain) for one in languages):
        phrase = _("“%(words)s” is a no that does not say what the customer can do next.", words=no.words)  # fmt: skip
        yield Concern("no_without_next", phrase, no.start, no.end)


def _first(plain: str, language: str) -> tuple[int, int] | None:
    refusing, condition = _patterns(language)
    for match in refusing.finditer(plain):
        start, end = match.span()
        ending = _SENTENCE.search(plain, end)
        begun = max(plain.rfind(mark, 0, start) for mark in ".!?\n")
        if (ending is None or ending[0] != "?") and not condition.search(plain, begun + 1, start):
            return start, end
    return None


def _known(language: str) -> str:
    plain = "sr" if language == "sr-latn" else language
    return plain if plain in WORDS else "en"


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = WORDS[language]
    refusing = words.refusing.replace(" ", r"\s+")
    return (
        re.compile(rf"(?<!\w)(?:{refusing})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{words.condition})(?!\w)"),
    )


@cache
def _next_step(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{WORDS[language].next_step})")
