"""Which prepared answers are offered for a case, in which order. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

FORMAL, INFORMAL = "formal", "informal"
TONES: dict[str, tuple[str, str]] = {
    "it": ("Lei", "tu"),
    "lt": ("Jūs", "tu"),
    "sr": ("Ви", "ти"),
    "sr-latn": ("Vi", "ti"),
    "hu": ("Ön", "te"),
    "es": ("usted", "tú"),
    "ru": ("вы", "ты"),
}
"""The languages that tell formal from informal address, and the word each does it with."""

STAGES = ("first", "asking", "waiting", "solving", "closing")
"""How far a case is: our first answer, asking for what is missing, waiting for others, making it good, ending it."""


ASKED = ("order", "photos")
"""What an answer may ask the customer for: asked for again, it would show that nobody has looked."""


class Offerable(Protocol):
    """A prepared answer, as far as it matters here."""

    @property
    def pk(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def used(self) -> int: ...
    @property
    def asks(self) -> str: ...
    @property
    def needs_order(self) -> bool: ...
    @property
    def needs_parcel(self) -> bool: ...


@dataclass(frozen=True)
class Wanted:
    """What a case asks for: answers in its language, as the shop addresses people, for its kind and stage.

    `known`: what of `order`, `parcel` and `photos` the case has.
    """

    language: str
    tone: str
    kind: str
    stage: str
    known: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Group:
    """Answers shown together. `fitting` ones stand open; `others` are of the same language for another kind or tone."""

    language: str
    fitting: list[Offerable]
    others: list[Offerable]


def stage_of(*, is_closed: bool, was_told: bool, turn: str) -> str:
    """How far the case is, from what is known of every case."""
    if is_closed:
        return "closing"
    if not was_told:
        return "first"
    return "waiting" if turn == "others" else "solving"


def offered(templates: Iterable[Offerable], wanted: Wanted) -> list[Group]:
    """By language, the case's own first; in each the most fitting first, of equally fitting ones the most used."""
    by_language: dict[str, list[Offerable]] = {wanted.language: []}
    for one in templates:
        by_language.setdefault(one.language, []).append(one)
    return [_group(language, some, wanted) for language, some in by_language.items() if some]


def _group(language: str, some: list[Offerable], wanted: Wanted) -> Group:
    ordered = sorted(some, key=lambda one: (*_misfits(one, wanted), -one.used, one.name.casefold()))
    fitting = [
        one for one in ordered if language == wanted.language and not any(_misfits(one, wanted)[:2])
    ]
    return Group(language, fitting, [one for one in ordered if one not in fitting])


def _misfits(one: Offerable, wanted: Wanted) -> tuple[bool, ...]:
    """Wrong tone, another kind; then what only orders: idle here, not for this stage, for any kind rather than this one."""
    other_tone = one.language == wanted.language and one.tone not in {"", wanted.tone}
    other_kind = bool(wanted.kind) and one.kind not in {"", wanted.kind}
    stages = {"", wanted.stage} | ({"asking"} if wanted.stage in {"first", "solving"} else set())
    is_idle = _is_idle(one, wanted.known)
    return other_tone, other_kind, is_idle, one.stage not in stages, one.kind != wanted.kind


def _is_idle(one: Offerable, known: frozenset[str]) -> bool:
    """It asks for what is there, or would tell what is not."""
    return (
        one.asks in known
        or (one.needs_order and "order" not in known)
        or (one.needs_parcel and "parcel" not in known)
    )
