"""Which conversation a message goes on with: scored, so that the strongest sign wins and a weak one alone does not."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.text import folded

TOKEN, REFERENCES, NUMBER, SAME_ORDER = "token", "references", "case_number", "same_order"
_SCORE = {TOKEN: 100, REFERENCES: 90, NUMBER: 70, SAME_ORDER: 50}
RECENT_DAYS = 30
"""How long after the last word a matter is still "the same"."""

_PREFIX = re.compile(
    r"^\s*((re|aw|ats|vá|va|rv|sv|odp|ynt|antw|bls|fw|fwd|tr|wg|i|r|rif|inoltra|pd|enc|továbbítás|ref"
    r"|отв|ответ|пересл|одг|одговор|odg|odgovor|прослеђено|prosleđeno|pers|persiųsta)\s*(\[\d+\]|\(\d+\))?\s*:\s*)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\[#(\d{4,12})\]")


@dataclass(frozen=True)
class Incoming:
    """What a message says of itself. `customer_id` is who its sender is known as."""

    subject: str
    customer_id: UUID | None
    tokens: Set[str]
    known_cases: Set[UUID]
    """Cases of the messages it refers to."""
    numbers: Set[int]
    order_ids: Set[UUID]


@dataclass(frozen=True)
class Candidate:
    """A conversation it may belong to."""

    thread_id: UUID
    case_id: UUID
    token: str
    number: int
    customer_id: UUID | None
    order_id: UUID | None
    subject: str
    is_closed: bool
    idle_days: float
    """Since anything changed on the case."""


@dataclass(frozen=True)
class Match:
    """Where it goes (`candidate`), by which rule; no candidate: a new case, `linked_to` an old one it continues."""

    candidate: Candidate | None
    rule: str
    linked_to: Candidate | None = None


def match_thread(incoming: Incoming, candidates: Iterable[Candidate]) -> Match:
    """The best of `candidates`: strongest sign, then open before closed, then youngest."""
    scored = [(c, rule) for c in candidates if (rule := _sign(incoming, c))]
    if not scored:
        return Match(None, "new")
    best, rule = max(
        scored, key=lambda s: (_SCORE[s[1]], not s[0].is_closed, -s[0].idle_days, s[0].number)
    )
    if _is_another_matter(incoming, best):
        return Match(None, "new_after_closed", linked_to=best)
    return Match(best, rule)


def _sign(incoming: Incoming, candidate: Candidate) -> str:
    if candidate.token in incoming.tokens:
        return TOKEN
    if candidate.case_id in incoming.known_cases:
        return REFERENCES
    # From here on only the customer's own address will do: a number or a subject is no secret.
    if incoming.customer_id is None or incoming.customer_id != candidate.customer_id:
        return ""
    if candidate.number in incoming.numbers:
        return NUMBER
    is_recent = candidate.idle_days <= RECENT_DAYS and not candidate.is_closed
    if is_recent and candidate.order_id in incoming.order_ids and _similar(incoming, candidate):
        return SAME_ORDER
    return ""


def _similar(incoming: Incoming, candidate: Candidate) -> bool:
    return is_similar(incoming.subject, candidate.subject)


def _is_another_matter(incoming: Incoming, candidate: Candidate) -> bool:
    if not candidate.is_closed:
        return False
    is_old = candidate.idle_days > RECENT_DAYS
    names_another = bool(incoming.order_ids) and candidate.order_id not in incoming.order_ids
    other_order = names_another and candidate.order_id is not None
    return (is_old or other_order) and not is_similar(incoming.subject, candidate.subject)


def case_numbers_in(subject: str) -> set[int]:
    """Case numbers as we write them: `[#10234]`."""
    return {int(n) for n in _NUMBER.findall(subject)}


def plain_subject(subject: str) -> str:
    """The subject without Re:, Fwd: and their like in many languages, and without our number."""
    return " ".join(_PREFIX.sub("", _NUMBER.sub("", subject)).split())


def is_similar(one: str, other: str) -> bool:
    """Whether two subjects speak of the same: equal but for prefixes, or most words shared."""
    a, b = (folded(plain_subject(s)) for s in (one, other))
    if a == b or not a:
        return True
    words, others = set(re.findall(r"\w+", a)), set(re.findall(r"\w+", b))
    return len(words & others) >= 0.6 * max(len(words | others), 1)
