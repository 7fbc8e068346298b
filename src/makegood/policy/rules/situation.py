"""Facts beside the law that governs them: what each line's rules may ask, and the term each rule is counted in."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from makegood.policy.ports import Rule
from makegood.policy.rules.calendars import Calendar, calendar
from makegood.policy.rules.conditions import EVIDENCE, Inputs
from makegood.policy.rules.counting import Term
from makegood.policy.rules.facts import Facts, Line
from makegood.policy.rules.findings import Due, Found
from makegood.policy.rules.packs import Law
from makegood.policy.rules.timeline import Timeline, timelines

NO_LINE = Line(id=None)
DEFECTS = ("defect.appeared", "defect.discovered", "defect.notified", "defect.claim_communicated")
"""What tells of a defect."""
REPORTS = (
    "defect.notified", "defect.claim_communicated", "repair.requested", "repair.handed_in", "replacement.demanded",
)  # fmt: skip
"""What tells the shop of one; asking for the money back does where a defect is known."""
_NO_EVIDENCE = dict.fromkeys((f"facts.{name}" for name in EVIDENCE), False)


@dataclass(slots=True)
class View:
    """One line: what happened to it, what its rules may ask, what was found so far. `defect`: the day one is known to
    have shown; `reported`: the day the shop was told.
    """

    line: Line
    timeline: Timeline
    inputs: Inputs
    defect: date | None
    reported: date | None
    found: Found = field(default_factory=Found)


class Situation:
    """`today` is the consumer's; `contract` the day that decides which version of a rule holds."""

    def __init__(self, facts: Facts, law: Law) -> None:
        self.facts = facts
        self.law = law
        self.zone = zone_of(facts, law)
        self.today = facts.now.astimezone(self.zone).date()
        concluded = facts.concluded_at
        self.contract = concluded.astimezone(self.zone).date() if concluded else self.today
        known = timelines(facts, self.zone)
        common = self._common()
        self.views = [
            _view(facts, line, known[line.id], common) for line in facts.lines or (NO_LINE,)
        ]
        self._calendars = _calendars(facts, law)
        self._is_moved = self._end_rule() != "no_shift"
        self._holds_worked_days = self.rule("count.min_working_days") is not None
        self.clocks: dict[Hashable, Due] = {}
        self._terms: dict[tuple[Rule, int, str], Term] = {}

    def rule(self, rule_id: str, event: date | None = None) -> Rule | None:
        """The version that holds; `event` is the day its time runs from, where that decides."""
        return self.law.rule(rule_id, self.contract, event or self.today)

    def word(self, rule_id: str) -> str:
        """A rule's value as a word; empty where there is no such rule, or none in this country."""
        rule = self.rule(rule_id)
        return str(rule.value) if rule and rule.value is not None else ""

    def term(self, rule: Rule, value: int, unit: str) -> Term:
        """A consumer's right ends at the later of two regions' ends: where they live, and where the shop is."""
        key = (rule, value, unit)
        if key not in self._terms:
            own, *others = self._calendars
            self._terms[key] = Term(
                value=value,
                unit=unit,
                calendar=own,
                is_moved=rule.end_rule != "none" and (self._is_moved or bool(rule.end_rule)),
                holds_worked_days=self._holds_worked_days,
                others=tuple(others) if rule.owner == "consumer_right" else (),
            )
        return self._terms[key]

    @property
    def days(self) -> Calendar:
        return self._calendars[0]

    def over(self, day: date) -> datetime:
        """The instant, in UTC, at which this day is over where the consumer is."""
        return _over(day, self.zone)

    def _end_rule(self) -> str:
        return self.word("count.end_rule")

    def _common(self) -> dict[str, Any]:
        facts = self.facts
        prices = [line.price for line in facts.lines if line.price is not None]
        return {
            "buyer.kind": facts.buyer,
            "buyer.is_consumer": facts.is_consumer,
            "contract.channel": facts.channel,
            "contract.price": sum(prices) / 100,
            "contract.currency": facts.lines[0].currency if facts.lines else "",
            "shop.employees": facts.employees,
            "settings.transposed": tuple(sorted(facts.transposed)),
            **facts.asked,
        }


def zone_of(facts: Facts, law: Law) -> ZoneInfo:
    """By region where that has a time of its own, else by country."""
    zones = law.pack.timezones
    return ZoneInfo(zones.get(facts.region) or zones[facts.country])


def _view(facts: Facts, line: Line, timeline: Timeline, common: dict[str, Any]) -> View:
    defect = timeline.first("defect.appeared") or timeline.first_of(DEFECTS)
    reported = timeline.first_of(REPORTS)
    if defect and not reported:
        reported = timeline.first("refund.demanded")
    return View(line, timeline, _inputs(facts, line, timeline, common), defect, reported)


def _inputs(facts: Facts, line: Line, timeline: Timeline, common: dict[str, Any]) -> Inputs:
    written = any(
        event.event == "loaner.demanded" and event.is_written and event.line in (None, line.id)
        for event in facts.events
    )
    return Inputs({
        **common,
        **_NO_EVIDENCE,
        **dict.fromkeys([f"facts.{name}" for name in line.evidence], True),
        "facts.begun": timeline.has("digital.supplied"),
        "facts.performed": timeline.has("contract.performed"),
        "line.category": line.category,
        "line.condition": line.condition,
        "line.price": (line.price or 0) / 100,
        "line.currency": line.currency,
        "line.agreement": line.agreement.form if line.agreement else "",
        "defect.known": any(map(timeline.has, DEFECTS)),
        "loaner.written": written,
    })  # fmt: skip


def _calendars(facts: Facts, law: Law) -> list[Calendar]:
    rules = law.pack.holiday_calendar
    own = calendar(facts.country, facts.region, rules)
    if facts.shop_country != facts.country or facts.shop_region == facts.region:
        return [own]
    return [own, calendar(facts.country, facts.shop_region, rules)]


@lru_cache(maxsize=1 << 14)
def _over(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
