"""The language a customer is answered in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.kernel.text import LANGUAGES

_UNDERSTOOD = {"hr": "sr-latn", "bs": "sr-latn"}
"""Languages the desk doesn't speak, whose speakers read one it does more easily than the shop's."""


@dataclass(frozen=True)
class Answering:
    """What a shop answers in, its first language first, and what in where a customer writes none of these: empty for
    their own as far as the desk speaks it.
    """

    languages: Sequence[str]
    others_in: str = ""


def of_ours(spoken: str) -> str:
    """The language of the desk's eight in which one answers a person who writes in `spoken`; "" when there is none."""
    nearest = _UNDERSTOOD.get(spoken, spoken)
    return nearest if nearest in LANGUAGES else ""


def answered_in(answering: Answering, spoken: str, known: str = "") -> str:
    """What they wrote now goes before what they are `known` to speak; where neither tells, it is the first language."""
    wanted = of_ours(spoken) or known
    if wanted in answering.languages or not (wanted or spoken):
        return wanted or answering.languages[0]
    return answering.others_in or wanted or answering.languages[0]
