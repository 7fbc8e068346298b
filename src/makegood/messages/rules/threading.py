"""Which conversation a message goes on with: scored, so that the strongest sign wins and a weak one alone does not.

Then the guards: a sign says which conversation is meant, not that the sender may speak in it, nor that the matter is
still the same. Where a guard says no, a case of its own begins, linked to the one that was meant.
"""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from uuid import UUID

from makegood.kernel.text import folded

TOKEN, REFERENCES, CONVERSATION = "token", "references", "conversation"
NUMBER, SAME_ORDER = "case_number", "same_order"
_SCORE = {TOKEN: 100, REFERENCES: 90, CONVERSATION: 80, NUMBER: 70, SAME_ORDER: 50}
_ANSWERED = 15
"""More for the conversation whose message is answered than for one whose messages are only referred to, and than for one whose
address was used: the message may have gone into a case of its own since. Where the sender may speak in it.
"""
RECENT_DAYS = 30
"""How long after the last word a matter is still "the same"."""

_PREFIX = re.compile(
    r"^\s*((re|aw|ats|vá|va|rv|sv|vs|odp|ynt|antw|bls|fw|fwd|tr|wg|i|r|rif|inoltra|pd|enc|továbbítás|ref"
    r"|отв|ответ|пересл|одг|одговор|odg|odgovor|прослеђено|prosleđeno|pers|persiųsta)\s*(\[\d+\]|\(\d+\))?\s*[:：]\s*"
    r"|[\[(*]+\s*(external|ext|extern|externe|externo|esterno|внешн[а-я]*|spam)\b[^\])*]{0,20}[\])*]+:?\s*)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\[#(\d{4,12})\]")
_SAID_NUMBER = re.compile(r"(?<![\w.,/#-])#?(\d{5,9})(?![\w/-]|[.,]\d)")
"""As people write it who were told it: "case 10234". Shorter ones are years and prices, longer ones tracking numbers."""


@dataclass(frozen=True)
class Incoming:
    """What a message says of itself. `customer_id` is who its sender is known as, `sender` the address."""

    subject: str
    customer_id: UUID | None
    tokens: Set[str]
    """Of the reply addresses it was sent to."""
    referred: Set[UUID] = frozenset()
    """Threads of the messages it refers to, whoever wrote those."""
    numbers: Set[int] = frozenset()
    order_ids: Set[UUID] = frozenset()
    answered: Set[UUID] = frozenset()
    """Threads of the message it answers: one, unless two messages bear the same id."""
    conversing: Set[UUID] = frozenset()
    """Threads with a message of the same conversation by Outlook's Thread-Index."""
    moved: Set[UUID] = frozenset()
    """Threads the answered message was moved to since its token went out: as good as the token."""
    sender: str = ""
    topic: str = ""
    """The subject the conversation began with, by Outlook's Thread-Topic."""
    is_word: bool = True
    """Whether a person wrote it."""


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
    is_with_customer: bool = True
    """Or with a supplier or carrier, where only token, reference and conversation count."""
    participants: Set[str] = frozenset()
    """Addresses a message of this conversation came from or went to. Asked only where the sender is not the customer."""


@dataclass(frozen=True)
class Match:
    """Where it goes (`candidate`), by which rule; no candidate: a new case, `linked_to` an old one it continues."""

    candidate: Candidate | None
    rule: str
    linked_to: Candidate | None = None
    score: int = 0


def match_thread(incoming: Incoming, candidates: Iterable[Candidate]) -> Match:
    """The best of `candidates`: highest score, then open before closed, then the newest case; then the guards."""
    scored = [
        (_score(incoming, c, rule), c, rule) for c in candidates if (rule := sign(incoming, c))
    ]
    if not scored:
        return Match(None, "new")
    score, best, rule = max(
        scored, key=lambda s: (s[0], not s[1].is_closed, s[1].number, -s[1].idle_days)
    )
    if not _may_speak(incoming, best, rule):
        return Match(None, "stranger", best, score)
    if why := another_matter(incoming, best):
        return Match(None, why, best, score)
    return Match(best, rule, score=score)


def sign(incoming: Incoming, candidate: Candidate) -> str:
    """The strongest sign that the message belongs there; "" when there is none."""
    if candidate.token in incoming.tokens or candidate.thread_id in incoming.moved:
        return TOKEN
    if candidate.thread_id in incoming.referred:
        return REFERENCES
    if candidate.thread_id in incoming.conversing:
        return CONVERSATION
    # From here on only who is known there will do: a number or a subject is no secret.
    if candidate.number in incoming.numbers and _is_known(incoming, candidate):
        return NUMBER
    if not _is_customer(incoming, candidate) or not candidate.is_with_customer:
        return ""
    is_recent = candidate.idle_days <= RECENT_DAYS and not candidate.is_closed
    if is_recent and candidate.order_id in incoming.order_ids and _similar(incoming, candidate):
        return SAME_ORDER
    return ""


def another_matter(incoming: Incoming, candidate: Candidate) -> str:
    """Why it is a matter of its own, though it goes on with that conversation; "" when it is the same.

    A changed subject on a closed case is a new matter. So is another order, where the subject changed too or the
    case is closed: named in passing on an open case it is not. Silence of a machine changes nothing.
    """
    if not incoming.is_word or not candidate.is_with_customer:
        return ""
    changed = not _similar(incoming, candidate)
    if candidate.is_closed and changed:
        return "new_after_closed"
    names_another = bool(incoming.order_ids) and candidate.order_id not in incoming.order_ids
    if names_another and candidate.order_id is not None and (changed or candidate.is_closed):
        return "other_order"
    return ""


def case_numbers_in(subject: str) -> set[int]:
    """Case numbers as we write them, `[#10234]`; where there is none, what may be one as a person writes it."""
    return {int(n) for n in _NUMBER.findall(subject) or _SAID_NUMBER.findall(subject)}


def plain_subject(subject: str) -> str:
    """The subject without Re:, Fwd: and their like in many languages, a gateway's [EXTERNAL], and without our number."""
    return " ".join(_PREFIX.sub("", _NUMBER.sub("", subject)).split())


def is_similar(one: str, other: str) -> bool:
    """Whether two subjects speak of the same: equal but for prefixes, or most words shared."""
    a, b = (folded(plain_subject(s)) for s in (one, other))
    if a == b or not a:
        return True
    words, others = set(re.findall(r"\w+", a)), set(re.findall(r"\w+", b))
    return len(words & others) >= 0.6 * max(len(words | others), 1)


def _score(incoming: Incoming, candidate: Candidate, rule: str) -> int:
    is_answered = candidate.thread_id in incoming.answered
    return _SCORE[rule] + _ANSWERED * (is_answered and _may_speak(incoming, candidate, rule))


def _may_speak(incoming: Incoming, candidate: Candidate, rule: str) -> bool:
    """Another sender needs the token, or must be known there.

    A machine's report on a message of ours is nobody's word; and at a supplier's any colleague may answer us.
    """
    is_open_to_all = not incoming.is_word or not candidate.is_with_customer
    return rule == TOKEN or is_open_to_all or _is_known(incoming, candidate)


def _is_known(incoming: Incoming, candidate: Candidate) -> bool:
    is_there = bool(incoming.sender) and incoming.sender in candidate.participants
    return is_there or _is_customer(incoming, candidate)


def _is_customer(incoming: Incoming, candidate: Candidate) -> bool:
    return incoming.customer_id is not None and incoming.customer_id == candidate.customer_id


def _similar(incoming: Incoming, candidate: Candidate) -> bool:
    subjects = filter(None, (incoming.subject, incoming.topic))
    return not incoming.subject or any(is_similar(s, candidate.subject) for s in subjects)
