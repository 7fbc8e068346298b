"""What a flow is made of: one trigger, and steps one reads from top to bottom."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from makegood.flows.rules.stations import RANKS
from makegood.kernel.text import Phrase, _, bounded

PLACED, SENT, DELIVERED = "placed", "sent", "delivered"
PAYMENT_FAILED, FAILED_THRICE = "payment_failed", "failed_thrice"
AT_RISK = "promise_at_risk"
PARCEL = "parcel."
"""Of a trigger that is a state: `parcel.ready`."""
STATES = ("sorting", "out_for_delivery", "ready", "delayed", "failed", "returning", "lost")
CASE = "case."
"""Of a trigger that is how far a case is: `case.closed`. Its beginning is none: mail on its way in waits for no flow."""
CASE_STAGES = ("closed",)
OF_ORDER = frozenset({PLACED, PAYMENT_FAILED, FAILED_THRICE})
OF_CASE = frozenset({AT_RISK, *(CASE + one for one in CASE_STAGES)})
TRIGGERS = (
    PLACED,
    PAYMENT_FAILED,
    FAILED_THRICE,
    SENT,
    *(PARCEL + state for state in STATES),
    DELIVERED,
    AT_RISK,
    *(CASE + one for one in CASE_STAGES),
)

SORTS = ("wait", "only", "tell", "case", "promise", "task", "stop")
"""Wait a while; go on only if; tell the customer; open a case; promise on it; a task on it; end all flows of this parcel."""
SINCE = ("trigger", "last_move", "first_expected")
"""What a wait counts from: the trigger, the carrier's last word, the day that was promised first."""
CHECKS = (
    "on_its_way",
    "not_delivered",
    "late",
    "has_link",
    "can_be_collected",
    "at_a_place",
    "still_failed",
    "country",
    "carrier",
    "total_from",
)
WITH_VALUE = frozenset({"country", "carrier", "total_from"})
MOST_STEPS = 20
LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_VALUE = 200, 4000, 200
MOST_HOURS = 24 * 90


@dataclass(frozen=True)
class Step:
    """One line of a flow. Which fields count depends on `do`; `key` stays the same while the step is edited."""

    do: str
    key: str = ""
    hours: int = 0
    """Of a wait; of a promise, within so many working days times 24."""
    since: str = "trigger"
    check: str = ""
    value: str = ""
    """What a check compares with; the kind of a case or promise; the words of a task."""
    station: str = ""
    ready: str = ""
    """Which ready-made words are told; they are translated when they are needed."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Words of the shop's own, in the place of those: language → subject, text."""

    @property
    def in_short(self) -> str:
        said = (self.do, self.check, self.station, self.value[:40], f"{self.hours} h")
        return " ".join(one for one in said if one and one != "0 h")

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON keeps it, without what says nothing."""
        said = asdict(self)
        return {"do": self.do} | {k: v for k, v in said.items() if v and v != "trigger"}


@dataclass(frozen=True)
class Plan:
    """A flow as it is carried out: what it begins with, and what it does then."""

    trigger: str
    steps: tuple[Step, ...] = ()

    @property
    def is_of_case(self) -> bool:
        return self.trigger in OF_CASE

    @property
    def is_of_order(self) -> bool:
        return self.trigger in OF_ORDER

    @property
    def in_short(self) -> str:
        """On one line, by its codes: for the list of changed settings."""
        return " → ".join([self.trigger, *(step.in_short for step in self.steps)])

    @property
    def plain(self) -> dict[str, Any]:
        return {"trigger": self.trigger, "steps": [step.plain for step in self.steps]}


def plan_of(plain: Mapping[str, Any]) -> Plan:
    """A plan as JSON kept it."""
    return Plan(plain["trigger"], tuple(Step(**step) for step in plain["steps"]))


def tidy(plan: Plan) -> Plan:
    """Every step has a key of its own, its words are bounded, and what does not count for it is gone."""
    taken: set[str] = set()
    steps = []
    for number, step in enumerate(plan.steps, 1):
        key = bounded(step.key, 20)
        while not key or key in taken:
            key, number = f"s{number}", number + 1
        taken.add(key)
        steps.append(_only_its_own(step, key))
    return Plan(plan.trigger, tuple(steps))


def _only_its_own(step: Step, key: str) -> Step:
    value = bounded(step.value.strip(), LONGEST_TEXT if step.do == "task" else LONGEST_VALUE)
    match step.do:
        case "wait":
            return Step("wait", key, hours=step.hours, since=step.since)
        case "only":
            return Step(
                "only", key, check=step.check, value=value if step.check in WITH_VALUE else ""
            )
        case "tell":
            own = {
                language: {
                    "subject": bounded(one.get("subject", "").strip(), LONGEST_SUBJECT),
                    "text": bounded(one.get("text", "").strip(), LONGEST_TEXT),
                }
                for language, one in step.words.items()
                if one.get("text", "").strip()
            }
            return Step("tell", key, station=step.station, ready=step.ready, words=own)
        case "promise":
            return Step("promise", key, hours=step.hours, value=value)
        case "case" | "task":
            return Step(step.do, key, value=value)
    return Step(step.do, key)


def trouble_with(plan: Plan) -> Phrase | None:
    """Why it can't be published; None: it can."""
    if plan.trigger not in TRIGGERS:
        return _("Choose what the flow begins with.")
    if not plan.steps:
        return _("Add a step: so far the flow does nothing.")
    if len(plan.steps) > MOST_STEPS:
        return _("A flow has at most %(count)s steps.", count=MOST_STEPS)
    for number, step in enumerate(plan.steps, 1):
        if trouble := _trouble_of(step, plan.steps[: number - 1], plan, number):
            return trouble
    return None


def _trouble_of(step: Step, before: Iterable[Step], plan: Plan, number: int) -> Phrase | None:
    at = {"number": number}
    has_case = plan.is_of_case or any(one.do == "case" for one in before)
    match step.do:
        case "wait" if not 1 <= step.hours <= MOST_HOURS or step.since not in SINCE:
            return _("Step %(number)s: say how long to wait, up to 90 days.", **at)
        case "only" if step.check not in CHECKS:
            return _("Step %(number)s: choose a condition.", **at)
        case "only" if step.check in WITH_VALUE and not step.value:
            return _("Step %(number)s: say what the condition compares with.", **at)
        case "only" if step.check == "total_from" and not step.value.isdecimal():
            return _("Step %(number)s: the amount is a whole number.", **at)
        case "tell" if step.station not in RANKS and not plan.is_of_case:
            return _("Step %(number)s: choose what the message is about.", **at)
        case "tell" if not step.ready and not step.words:
            return _("Step %(number)s: write what the customer is told.", **at)
        case "task" if not step.value:
            return _("Step %(number)s: say what is to be done.", **at)
        case "promise" | "task" if not has_case:
            return _("Step %(number)s needs a case: open one before it.", **at)
        case "promise" if not 24 <= step.hours <= 24 * 60:
            return _("Step %(number)s: promise something within 1 to 60 working days.", **at)
        case other if other not in SORTS:
            return _("Step %(number)s: choose what it does.", **at)
    return None
