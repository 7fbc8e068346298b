"""What may be done with a case, what should be known of it, and who is meant by an @."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from makegood.kernel.text import Phrase, _, folded

ASKED_FACTS = ("what_happened", "order", "product", "failed_step", "expectation")
"""What we want to know of every case, in the order it is asked."""
LAW_FACTS = (
    *("country", "delivered_on", "defect_on", "sent_back_on", "handed_in_on", "buyer", "goods"),
    "seal",
)
"""What the law may want to know besides, and a customer can tell; asked only where it decides something."""
HOUSE_FACTS = ("receipt", "packaging", "unused", "unopened")
"""What the shop's own rules may want to know besides; asked as those of the law are."""
NOTED_FACTS = (
    *("withdrawn_on", "proof_on", "received_back_on", "refunded_on", "answered_on"),
    *("repaired_on", "still_faulty_on", "loaner_on", "loaner_given_on"),
    *("durable", "bought_as", "delivery_paid", "customer_group", "on_sale"),
)
"""What only a colleague notes, where the desk sees it nowhere else."""
DAYS = frozenset(key for key in (*LAW_FACTS, *NOTED_FACTS) if key.endswith("_on"))
"""Facts that are a day, kept as 2026-11-23."""
SUMS = frozenset({"delivery_paid"})
"""Facts that are an amount in the currency of the order, kept as 4.90."""
CHOICES = {
    "buyer": ("consumer", "business", "sole_trader"),
    "goods": (
        *("standard", "technical", "furniture", "personalised", "sealed_hygiene", "sealed_media"),
        *("perishable", "mattress", "newspaper", "digital", "service", "dated_leisure"),
    ),
    "seal": ("closed", "broken"),
    "bought_as": ("new", "used", "refurbished"),
    **dict.fromkeys((*HOUSE_FACTS, "on_sale", "durable"), ("yes", "no")),
}
"""Facts that are one of a few codes."""
_SUM = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")
RESPONSIBLE = ("shop", "carrier", "supplier", "payment", "customer", "nobody")
"""Whose responsibility it can be that something went wrong."""
EVIDENCE = re.compile(r"(message|file|note):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""How a fact names what it rests on."""


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


def missing(known: Collection[str], asked: Collection[str] = ASKED_FACTS) -> list[str]:
    """The asked facts that nobody has told yet, in the order they are asked."""
    return [
        key for key in (*ASKED_FACTS, *LAW_FACTS, *HOUSE_FACTS) if key in asked and key not in known
    ]


def plain_sum(written: str) -> str:
    """An amount as it is kept, however its decimals are set apart: "4,9" → "4.90"; empty where it is none."""
    if not _SUM.fullmatch(written):
        return ""
    whole, _point, parts = written.replace(",", ".").partition(".")
    return f"{int(whole)}.{parts:0<2}"


def precedes_order(day: date, ordered_at: datetime) -> bool:
    """Whether something is said to have been received before it was ordered, by whatever clock: most often the month is wrong."""
    return day < ordered_at.date() - timedelta(days=1)


def is_day(value: str) -> bool:
    """Whether it is a day as it is kept: 2026-11-23."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@dataclass(frozen=True)
class Merged:
    """What one person's changes come to beside another's: to be `taken`, or `clashing` because both changed the same."""

    taken: dict[str, str]
    clashing: tuple[str, ...]


def merged(base: Mapping[str, str], mine: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """What I changed since `base`, where another may have changed other words, or the same ones, since."""
    taken = {name: new for name, new in mine.items() if new not in (base.get(name), now[name])}
    clashing = tuple(name for name in taken if now[name] != base.get(name))
    return Merged(taken, clashing)


@dataclass(frozen=True)
class Standing:
    """How a case stands now, in the words its history is told in."""

    cover: Mapping[str, str]
    tags: Collection[str]
    facts: Mapping[str, str]
    assignee_id: str
    team_id: str
    snoozed_until: str
    is_closed: bool


UNDOABLE_FIELDS = ("subject", "kind", "order", "language")


def field_of(name: str, facts: Mapping[str, Any]) -> str:
    """What a happening is about: of several about the same only the last can be undone. Empty: nothing to undo."""
    if name == "CaseChanged":
        field = str(facts["field"])
        if field == "tags":
            return f"tag:{facts['after'] or facts['before']}"
        return field if field in UNDOABLE_FIELDS or field.startswith("fact:") else ""
    return {
        "CaseAssigned": "assignee",
        "CaseSnoozed": "snooze",
        "CaseWoken": "snooze",
        "CaseClosed": "closure",
        "CaseReopened": "closure",
    }.get(name, "")


def may_undo(name: str, facts: Mapping[str, Any], now: Standing) -> bool:
    """Only while things still are as this left them; what happened since is nobody's to overwrite."""
    if name == "CaseAssigned":
        # Told before it was noted who had the case: nobody knows whom to give it back to.
        left = (str(facts["assignee_id"] or ""), str(facts["team_id"] or ""))
        return "before_id" in facts and left == (now.assignee_id, now.team_id)
    if name == "CaseSnoozed":
        return bool(now.snoozed_until) and facts["until"] == now.snoozed_until
    if name == "CaseClosed":
        return now.is_closed
    if name != "CaseChanged":
        return False
    field, after = str(facts["field"]), str(facts["after"])
    if field == "tags":
        return (after in now.tags) if after else (facts["before"] not in now.tags)
    if field.startswith("fact:"):
        return now.facts.get(field.removeprefix("fact:"), "") == after
    return field in UNDOABLE_FIELDS and now.cover[field] == after


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """The telling words both have, in the order of the first; at least two, for one is chance."""
    theirs = set(_telling(other))
    both = tuple(word for word in _telling(one) if word in theirs)
    return both[:4] if len(both) > 1 else ()


def likeness(reasons: Collection[str], words: Collection[str]) -> int:
    """The same product says more than the same kind, and both less than both together."""
    return 4 * ("product" in reasons) + 2 * ("kind" in reasons) + min(len(words), 3)


@lru_cache(maxsize=4096)
def _telling(text: str) -> tuple[str, ...]:
    """Each once; a page compares one subject with sixty others, and the next page with many of the same."""
    words = re.findall(r"\w{4,}", folded(text))
    return tuple(dict.fromkeys(word for word in words if not word.isdecimal()))


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
