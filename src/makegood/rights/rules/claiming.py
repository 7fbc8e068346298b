"""Which rights a customer asked for: by the kind of case, by what they expect in their own words, by what was noted of them.

A "no" answers a question. Of a right that nobody asked for there is none to write.
"""

import re
from collections.abc import Iterator

from makegood.kernel.text import folded
from makegood.rights.rules.gathering.happened import FAULTY
from makegood.rights.rules.knowing import Known

FOR_FAULTS = frozenset({"guarantee", "guarantee.digital", "mandatory_warranty", "b2b_defects"})
"""What any claim over a fault rests on."""
MONEY_BACK = {"refund", "withdrawal", "termination", "early_rejection", "final_rejection"}
_BY_KIND = {
    **dict.fromkeys(FAULTY, FOR_FAULTS | {"repair", "replacement"}),
    "return": {"withdrawal", "refund"},
    "exchange": {"exchange", "replacement"},
    "cancel": {"withdrawal", "termination", "refund"},
    "late": {"delivery", "termination"},
    "lost": {"delivery", "termination", "risk_with_trader"},
}
_BY_WISH = {
    "money": MONEY_BACK,
    "less": {"price_reduction"},
    "repair": {*FOR_FAULTS, "repair"},
    "new": {*FOR_FAULTS, "replacement", "exchange"},
}
_BY_FACT = {"withdrawn_on": {"withdrawal", "refund"}, "loaner_on": {"loaner"}}
_WORDS = {
    "money": r"money|refund|reimburs|pay\w* (?:me )?back|soldi|denaro|rimbors|pinig|novac|pare(?!\w)|povracaj|refundac|новац|паре(?!\w)"
    r"|повраћај|penz|visszater|visszafizet|dinero|reembols|devolucion|деньг|денег|возврат|верните",
    "less": r"discount|part of the (?:money|price)|price reduction|sconto|riduzione|nuolaid|popust|попуст|arengedmeny|kedvezmen|descuento|rebaja|скидк",
    "repair": r"repair|fix(?!\w)|fixed|mend(?:ed)?(?!\w)|ripar|aggiust|(?:su|pa)?(?:remont|tais)|poprav|поправ|(?:ki|meg)?javit|szerel|repar|arregl|(?:от)?ремонт|почин",
    "new": r"(?:a|the) new|new one|replac|another one|exchang|swap|sostitu|cambi|nuov[oaie]|pakeis|pakeit|nauj|zamen|замен|nov[aiou]?(?!\w)|нов[аиоу]?(?!\w)"
    r"|csere|ujat|reemplaz|nuev[oa]|новы|новую|новое",
}
"""What customers expect, by the beginnings of words in the eight languages, folded as the text is."""
_TAKEN_BACK = re.compile(
    r"(?<!\w)(?:return|take (?:\w+ ){0,3}back|withdraw|reso|restitu|recess|riprend|grazin|atsisak|povrat|povrac|odustan|поврат|повраћ|одуста"
    r"|visszaven|visszavesz|visszakul|elallas|devol|desist|возврат|вернуть товар)"
)
_WISHES = {wish: re.compile(rf"(?<!\w)(?:{words})") for wish, words in _WORDS.items()}


def claimed(known: Known) -> frozenset[str]:
    """Rights, without their lines."""
    return frozenset(_asked(known))


def wishes(words: str) -> list[str]:
    """Of money, less, repair and new those that somebody's words name."""
    said = folded(words)
    return [wish for wish, pattern in _WISHES.items() if pattern.search(said)]


def refused_by(words: str, known: Known) -> frozenset[str]:
    """Which rights a sentence that says no is about: what it names, else what the customer asked for."""
    said = folded(words)
    named = {wish for wish in wishes(words) if wish != "less"}
    rights: set[str] = {right for wish in named for right in _BY_WISH[wish] - FOR_FAULTS}
    if _TAKEN_BACK.search(said):
        rights |= _BY_KIND["return"]
    return frozenset(rights) or claimed(known)


def _asked(known: Known) -> Iterator[str]:
    yield from _BY_KIND.get(known.kind, ())
    for wish in wishes(known.told("expectation")):
        yield from _BY_WISH[wish]
    for key, rights in _BY_FACT.items():
        if known.told(key):
            yield from rights
