"""Whether a customer would read the same words twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from makegood.kernel.text import _
from makegood.messages.rules.concerns.words import Concern, own_words, words_of

SHORTEST = 12
"""Words; "Thank you, we will see to it." may well be said twice."""
ALIKE = 0.8
"""The share of runs of three words that stood there before."""


@dataclass(frozen=True)
class Said:
    """What the customer got already: our words, when, and in which case."""

    text: str
    at: datetime
    case_number: int


def repeats(text: str, before: Iterable[Said]) -> Concern | None:
    """The latest of them that says the same in nearly the same words; quoted lines do not count on either side."""
    ours = _runs(text)
    if len(ours) < SHORTEST - 2:
        return None
    for one in sorted(before, key=lambda said: said.at, reverse=True):
        if len(ours & _runs(one.text)) >= ALIKE * len(ours):
            phrase = _(
                "This customer already got nearly the same words: %(day)s, case #%(number)s.",
                day=one.at,
                number=one.case_number,
            )
            return Concern("repeats", phrase)
    return None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(own_words(text))
    return set(zip(words, words[1:], words[2:], strict=False))
