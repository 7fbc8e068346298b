"""Whether an answer says anything of this very case."""

import re
from dataclasses import dataclass

from makegood.kernel.text import _, in_latin
from makegood.messages.rules.concerns.words import Concern, even, own_words, words_of

LONGER = 30
"""Words from which on an answer should say something of the case."""
_DATE = re.compile(r"(?<!\d)\d{1,4}([./-]) ?\d{1,2}(?:\1 ?\d{1,4})?(?!\d)")
_MONEY = re.compile(
    r"\d[\d ]*[.,]\d\d(?!\d)|[€$£]\s?\d|\d\s?(?:€|eur|rsd|ft|huf|дин|din|руб|₽)(?!\w)"
)


@dataclass(frozen=True)
class CaseFacts:
    """What is known of a case and may be named in an answer."""

    customer: str = ""
    numbers: tuple[str, ...] = ()
    """Of the case, its order, its parcels."""
    things: tuple[str, ...] = ()
    """Products and carriers."""
    links: tuple[str, ...] = ()


def says_nothing_of(text: str, facts: CaseFacts, *, has_date: bool = False) -> Concern | None:
    """A longer answer without the customer's name, a number, a product, a date, a sum. `has_date`: a day in words."""
    own = own_words(text)
    if has_date or len(words_of(own)) < LONGER:
        return None
    plain = even(in_latin(own))
    words = set(words_of(plain))
    if _DATE.search(plain) or _MONEY.search(plain) or any(link in own for link in facts.links):
        return None
    if any(_key(number) in _key(plain) for number in facts.numbers if len(_key(number)) > 2):
        return None
    named = [*facts.customer.split(), *(part for thing in facts.things for part in thing.split())]
    if any(_is_named(even(in_latin(one)), words) for one in named):
        return None
    return Concern(
        "no_fact",
        _("Nothing of this case is in it: no name, order, product, date or parcel."),
    )


def names_person(text: str, name: str) -> bool:
    """Whether any part of the name stands there, also declined; of two letters, only as it is."""
    words = set(words_of(in_latin(own_words(text))))
    parts = [even(in_latin(part)) for part in name.split()]
    return any(part in words or _is_named(part, words) for part in parts)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _is_named(name: str, words: set[str]) -> bool:
    """Also declined: "Jonai" for Jonas, "Аннe" for Anna; a word or two letters is nobody's name."""
    bare = re.sub(r"\W+", "", name)
    if len(bare) < 3:
        return False
    stem = bare if len(bare) == 3 else bare[: -1 if len(bare) < 6 else -2]
    return any(one.startswith(stem) and abs(len(one) - len(bare)) <= 3 for one in words)
