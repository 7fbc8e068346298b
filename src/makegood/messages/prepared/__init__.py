"""The prepared answers a new shop finds, in eight languages: data of this room, written by people.

Where a language tells formal from informal address, each answer is written twice. Latin Serbian is Cyrillic letter by letter.
"""

from dataclasses import dataclass, replace
from importlib import import_module

from makegood.kernel.text import in_latin
from makegood.messages.rules.offering import FORMAL, INFORMAL

KINDS_AND_STAGES: dict[str, tuple[str, str]] = {
    "where_is_it": ("where_is_it", "first"),
    "lost": ("lost", "waiting"),
    "damaged": ("damaged", "asking"),
    "wrong_item": ("wrong_item", "asking"),
    "missing_part": ("missing_part", "asking"),
    "return": ("return", "first"),
    "cancel": ("cancel", "first"),
    "which_order": ("", "asking"),
    "longer": ("", "waiting"),
    "thanks": ("", "closing"),
}
"""What each answer is for: kind of case, and stage."""
ASKS = {"which_order": "order", "damaged": "photos"}
"""What an answer asks for, where it asks for anything a case may have already."""


@dataclass(frozen=True)
class Prepared:
    """One answer in one language; `tone` is empty where the language has but one."""

    key: str
    kind: str
    stage: str
    tone: str
    name: str
    body: str
    asks: str = ""


def prepared_in(language: str) -> list[Prepared]:
    """The whole set in a language of ours."""
    words = import_module(f"{__name__}.{'sr' if language == 'sr-latn' else language}")
    made = []
    for key, (kind, stage) in KINDS_AND_STAGES.items():
        name, formal, *informal = words.ANSWERS[key]
        tones = {FORMAL: formal, INFORMAL: informal[0]} if informal else {"": formal}
        for tone, text in tones.items():
            greeting = words.GREETINGS[tone]
            body = f"{greeting}\n\n{text}"
            made.append(Prepared(key, kind, stage, tone, name, body, ASKS.get(key, "")))
    if language == "sr-latn":
        return [_in_latin(one) for one in made]
    return made


def _in_latin(one: Prepared) -> Prepared:
    return replace(one, name=in_latin(one.name), body=in_latin(one.body))
