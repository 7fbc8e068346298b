"""What may be done with a case, what should be known of it, and who is meant by an @."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from makegood.kernel.text import Phrase, _, folded

ASKED_FACTS = ("what_happened", "order", "product", "failed_step", "expectation")
"""What we want to know of every case, in the order it is asked."""


@dataclass(frozen=True)
class Refusal:
    """A rule's no: a stable code, and sentences for the reader."""

    code: str
    reasons: tuple[Phrase, ...]


@dataclass(frozen=True)
class CloseFacts:
    """What closing depends on: is it our turn, how many promises are open, was a reason given."""

    is_our_turn: bool
    owed: int
    reason: str = ""


def may_close(facts: CloseFacts) -> Refusal | None:
    """Nobody may be left waiting: neither for an answer nor for what was promised. A reason overrides."""
    if facts.reason.strip():
        return None
    reasons = []
    if facts.is_our_turn:
        reasons.append(_("The customer wrote last and waits for an answer."))
    if facts.owed == 1:
        reasons.append(_("A promise to the customer is still open."))
    if facts.owed > 1:
        reasons.append(_("%(count)s promises to the customer are still open.", count=facts.owed))
    if not reasons:
        return None
    reasons.append(_("Answer and keep what was promised, or say why the case ends all the same."))
    return Refusal("somebody_waits", tuple(reasons))


@dataclass(frozen=True)
class MergeFacts:
    """What merging depends on."""

    is_same_case: bool
    is_same_shop: bool
    is_same_customer: bool


def may_merge(facts: MergeFacts) -> Refusal | None:
    """Two cases become one only when their customer may read both."""
    if facts.is_same_case:
        return Refusal("same_case", (_("A case can't be joined with itself."),))
    if not facts.is_same_shop:
        return Refusal("other_shop", (_("These cases belong to different shops."),))
    if not facts.is_same_customer:
        return Refusal(
            "other_customer",
            (
                _("These cases belong to different customers, who would read each other's words."),
                _("If they are one person, join the customers first."),
            ),
        )
    return None


MORNING = time(9, 0)


def snooze_time(choice: str, now: datetime, zone: str) -> datetime:
    """`hours` (three hours on), `tomorrow`, `monday`, `week`, or a day: its morning in `zone`. ValueError otherwise."""
    if choice == "hours":
        return now + timedelta(hours=3)
    today = now.astimezone(ZoneInfo(zone)).date()
    days = {"tomorrow": 1, "monday": 7 - today.weekday(), "week": 7}
    day = today + timedelta(days=days[choice]) if choice in days else date.fromisoformat(choice)
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone))


def missing(known: Collection[str]) -> list[str]:
    """The asked facts that nobody has told yet, in the order they are asked."""
    return [key for key in ASKED_FACTS if key not in known]


def find_mentions(body: str, names: Mapping[UUID, str]) -> list[UUID]:
    """Whom a note names after an @: the whole name, or a first name that only one colleague has."""
    said = folded(body)
    firsts = [folded(name).split(" ")[0] for name in names.values()]
    found = []
    for staff_id, name in names.items():
        whole = folded(name)
        first = whole.split(" ")[0]
        is_short = firsts.count(first) == 1 and _names(said, first)
        if whole and (is_short or _names(said, whole)):
            found.append(staff_id)
    return found


def _names(said: str, name: str) -> bool:
    return re.search(rf"(?<!\w)@{re.escape(name)}(?!\w)", said) is not None
