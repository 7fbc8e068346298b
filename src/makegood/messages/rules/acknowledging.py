"""Whether a message is answered by the desk itself, "we have it"."""

import hashlib
import re
from collections.abc import Collection, Set
from dataclasses import dataclass
from functools import lru_cache

from makegood.kernel.text import folded
from makegood.messages.rules.addressing import expects_no_reply, is_ours

MOST_PER_HOUR = 4
"""Acknowledgements one address gets in an hour: two machines writing to each other stop here."""
MOST_PER_CASE = 7
"""In all, however many days a case goes on: by then both sides know that mail arrives."""
MOST_OF_THE_SAME = 2
"""Acknowledgements of the same words from one address in `SAME_WITHIN_DAYS`: who says it a third time is a machine."""
SAME_WITHIN_DAYS = 7
_READ = 4000


@dataclass(frozen=True)
class AckFacts:
    """`auto` as in `ports.Inbound`; `own` are our addresses, `text` what they wrote, `ours` sentences only we write."""

    address: str
    auto: str
    own: Set[str]
    text: str = ""
    ours: Collection[str] = ()


def may_acknowledge(facts: AckFacts) -> str:
    """ "" when it may, else the reason as a code. Never to a machine, a list, ourselves or nobody (RFC 3834)."""
    if facts.auto != "none":
        return "automatic"
    if not facts.address or "@" not in facts.address:
        return "no_address"
    if is_ours(facts.address, facts.own):
        return "own_address"
    if expects_no_reply(facts.address):
        return "no_reply"
    if says_what_we_say(facts.text, facts.ours):
        return "own_words"
    return ""


def says_what_we_say(text: str, ours: Collection[str]) -> bool:
    """Whether our own words come back: another desk of this make, a robot that repeats what it was sent."""
    words = _letters(text[:_READ])
    return any(_letters(sentence) in words for sentence in ours)


def digest_of(text: str) -> str:
    """What two messages have in common that differ only in numbers, dates and blanks; "" for too little to tell."""
    letters = _letters(text[:_READ])
    return hashlib.sha256(letters.encode()).hexdigest()[:32] if len(letters) >= 12 else ""


@lru_cache(64)
def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", folded(text))
