"""What every question about a text begins with: the words that are the writer's own, letter by letter."""

import re
import unicodedata
from dataclasses import dataclass

from makegood.kernel.text import Phrase

LOOKED_AT = 20_000
"""Letters of an answer that are read; what is longer was pasted, not written."""
_QUOTED = re.compile(r"(?m)^[ \t]*>.*$")


@dataclass(frozen=True)
class Concern:
    """A reason to look again before sending. `start` to `end`: the words it is about; equal when it is about all."""

    code: str
    phrase: Phrase
    start: int = 0
    end: int = 0


def own_words(text: str) -> str:
    """The text without quoted lines, which keep their length: places stay what they are."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text[:LOOKED_AT])


def even(text: str) -> str:
    """Lower case, no accents, every letter where it was."""
    return "".join(_bare(letter) for letter in text)


def words_of(text: str) -> list[str]:
    """The words alone, as they are compared."""
    return re.findall(r"\w+", even(text))


def _bare(letter: str) -> str:
    if letter in "’ʼ":
        return "'"
    plain = unicodedata.normalize("NFKD", letter.lower())[:1]
    return plain if plain.isalnum() else letter
