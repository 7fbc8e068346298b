"""What the law gives this person on this day: every right, refusal, date, amount and effect, each with its reason."""

from dataclasses import dataclass
from datetime import date

from makegood.policy.ports import Rule
from makegood.policy.rules.clocks import begin, clock, waiting
from makegood.policy.rules.conforming import judge_goods
from makegood.policy.rules.counting import end_of
from makegood.policy.rules.events import POSSESSION
from makegood.policy.rules.facts import Facts
from makegood.policy.rules.findings import (
    Amount,
    Due,
    Found,
    Lines,
    Refusal,
    dues_of,
    refused_of,
    rights_of,
)
from makegood.policy.rules.lateness import judge_delay, judge_late_refund
from makegood.policy.rules.packs import Law
from makegood.policy.rules.situation import Situation, View
from makegood.policy.rules.standing_still import Gap, gaps, stopped
from makegood.policy.rules.withdrawing import judge_withdrawal, withdrawn_on

CHAINED = {
    "guarantee.repair_deadline_end": "guarantee.repair_deadline",
    "privacy.dsar_end": "privacy.dsar",
    "complaint.answer_end": "complaint.answer",
}
"""What runs from the end of another: counted from its nominal end, and shown in advance."""
JUDGED_APART = frozenset({
    "withdrawal.period", "withdrawal.extension_uninformed", "withdrawal.info_supplied_late",
    "withdrawal.offpremises_period", "withdrawal.refund", "withdrawal.return_goods",
    "guarantee.liability", "guarantee.limitation_after_defect", "guarantee.limitation_after_repair",
    "guarantee.replacement_restart", "guarantee.same_defect", "guarantee.repair_extension",
    "guarantee.burden", "guarantee.burden_used", "guarantee.digital.liability", "guarantee.digital.burden",
    "guarantee.early_rejection", "guarantee.free_choice", "guarantee.technically_complex",
    "mandatory_warranty.tier1", "mandatory_warranty.tier2",
})  # fmt: skip
FOR_ANYBODY = ("b2b.", "privacy.", "records.", "marketing.")
"""Rules that do not ask whether the buyer is a consumer."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Everything with the line it is about; None where it is about all of them."""

    facts: Facts
    law: Law
    rights: list[str]
    refused: list[tuple[str | None, Refusal]]
    dues: list[tuple[str | None, Due]]
    amounts: list[Amount]
    effects: list[tuple[str, str, Rule]]
    """The rule's id, what follows, and the row it is read from."""

    def lines_with(self, right: str) -> tuple[str, ...] | None:
        """The lines that have the right, where others have not; None where all have. A date names no line when those that
        have it agree, so it does not tell.
        """
        if right in self.rights:
            return None
        return tuple(code.partition(":")[2] for code in self.rights if code.startswith(f"{right}:"))

    def excludes(self, right: str, line: str) -> bool:
        """Whether a line (empty: the order) never had the right, which is not the same as that its time is over."""
        return any(
            one.right == right and of in {None, line or None} and not one.reason.endswith("_ended")
            for of, one in self.refused
        )


def explain(facts: Facts, law: Law) -> Ruling:
    """Pure: the same facts, on the same law, always give the same ruling."""
    sit, whole = Situation(facts, law), Found()
    judge_withdrawal(sit, whole)
    _judge_deadlines(sit)
    if facts.is_consumer or _is_covered_association(sit):
        judge_goods(sit)
    if facts.is_consumer:
        _judge_delivery(sit)
        judge_delay(sit)
        judge_late_refund(sit, [view for view in sit.views if withdrawn_on(view)], whole)
    else:
        _judge_business(sit)
    _judge_silence(sit, whole)
    _judge_privacy(sit, whole)
    _judge_information(sit, whole)
    return _ruling(sit, whole)


def _judge_deadlines(sit: Situation) -> None:
    rules = [
        rule
        for rule_id in sit.law.deadlines
        if _concerns(sit, rule_id) and (rule := sit.rule(rule_id))
    ]
    plain = [rule for rule in rules if rule.kind == "deadline" and rule.from_event not in CHAINED]
    chained = [rule for rule in rules if rule.kind == "deadline" and rule.from_event in CHAINED]
    for view in sit.views:
        for rule in plain:
            view.found.add(_deadline(sit, view, rule))
        view.found.add(_agreed_repair(sit, view))
        for rule in chained:
            view.found.add(_chained(sit, view, rule))


def _concerns(sit: Situation, rule_id: str) -> bool:
    if rule_id in JUDGED_APART:
        return False
    if sit.facts.is_consumer or rule_id.startswith(FOR_ANYBODY):
        return True
    return rule_id.startswith("guarantee.") and _is_covered_association(sit)


def _is_covered_association(sit: Situation) -> bool:
    """A legal person that does not act professionally, where the guarantee is for it too (France)."""
    is_covered = sit.rule("buyer.nonprofessional") is not None
    return is_covered and sit.facts.buyer == "business" and sit.facts.is_professional is False


def _deadline(sit: Situation, view: View, rule: Rule) -> Due | None:
    if rule.from_event in POSSESSION and not view.line.is_goods:
        return None
    start = begin(view, rule)
    if start and rule.valid_on == "event":
        return _version_of(sit, view, rule.rule_id, start)
    if start is None and not _is_awaited(view, rule.from_event):
        return None
    if not view.inputs.hold(rule.when) or not _is_meant(sit, view, rule):
        return None
    return _counted(sit, view, rule, start) if start else waiting(rule)


def _version_of(sit: Situation, view: View, rule_id: str, start: date) -> Due | None:
    """The version that held on the day of the event."""
    rule = sit.rule(rule_id, start)
    if not rule or rule.kind != "deadline" or not view.inputs.hold(rule.when):
        return None
    return _counted(sit, view, rule, start)


def _is_awaited(view: View, event: str) -> bool:
    """Goods that are on their way, and what is said to come."""
    if event in POSSESSION:
        return view.line.id is not None
    return event in view.timeline.awaited


def _is_meant(sit: Situation, view: View, rule: Rule) -> bool:
    """What the event alone does not tell."""
    if rule.rule_id == "guarantee.refund_deadline" and not rule.from_event.startswith("refund."):
        # Goods that come back for a withdrawal are its own matter.
        return withdrawn_on(view) is None and view.reported is not None
    if rule.rule_id == "privacy.erasure":
        return _asks_for(sit, "erasure")
    return True


def _asks_for(sit: Situation, what: str) -> bool:
    requests = [event for event in sit.facts.events if event.event == "privacy.request_received"]
    return any(what in event.scope for event in requests)


def _counted(sit: Situation, view: View, rule: Rule, start: date) -> Due:
    if rule.rule_id == "guarantee.repair_deadline" and sit.facts.repair_days is not None:
        assert type(rule.value) is int
        agreed = sit.facts.repair_days
        days = agreed if rule.agreed == "replaces" else min(agreed, rule.value)
        return clock(sit, view, rule, start, value=days)
    if rule.rule_id.startswith("complaint.resolve") and (
        suspension := sit.rule("complaint.suspension", start)
    ):
        assert type(rule.value) is int
        answered = gaps(
            view.timeline, suspension.from_event, ("complaint.buyer_response_received",)
        )
        answered = [_until_silence(sit, gap) for gap in answered]
        term = sit.term(rule, rule.value, rule.unit)
        stop = stopped(answered, start, term, sit.today, "complaint.buyer_response_received")
        return clock(sit, view, rule, start, stop=stop)
    return clock(sit, view, rule, start)


def _until_silence(sit: Situation, gap: Gap) -> Gap:
    """A buyer who lets the time to respond go by has answered with it: the clock goes on."""
    began, ended = gap
    rule = sit.rule("complaint.consumer_response", began)
    if ended or not rule or type(rule.value) is not int:
        return gap
    last = end_of(began, sit.term(rule, rule.value, rule.unit)).legal
    return (began, last) if sit.today > last else gap


def _agreed_repair(sit: Situation, view: View) -> Due | None:
    """Where the law says no more than "in a reasonable time", the days that were agreed in writing."""
    rule = sit.rule("guarantee.repair_deadline")
    if not rule or rule.value != "reasonable_time" or sit.facts.repair_days is None:
        return None
    start = begin(view, rule)
    if start is None or not sit.facts.is_consumer:
        return None
    return clock(sit, view, rule, start, value=sit.facts.repair_days, unit="calendar_days")


def _chained(sit: Situation, view: View, rule: Rule) -> Due | None:
    before = view.found.dues.get(CHAINED[rule.from_event])
    if before is None or before.nominal is None or not view.inputs.hold(rule.when):
        return None
    if rule.from_event == "guarantee.repair_deadline_end" and before.state == "met":
        return None  # repaired in time: nothing is to be replaced or paid back
    return clock(sit, view, rule, before.nominal)


def _judge_delivery(sit: Situation) -> None:
    """Goods that have not come, and money that was promised back."""
    for view in sit.views if sit.facts.channel else ():
        timeline = view.timeline
        is_ended = timeline.has("delivery.terminated") or withdrawn_on(view) is not None
        if view.line.is_goods and not timeline.has("goods.possession"):
            view.found.grant("risk_with_trader", *([] if is_ended else ["delivery"]))
        is_owed = timeline.has("delivery.terminated") or timeline.has("refund.agreed")
        if is_owed and not timeline.has("refund.paid"):
            view.found.grant("refund")
        exchange = view.found.dues.get("exchange.good_quality")
        if exchange and exchange.is_running:
            view.found.grant("exchange")


def _judge_business(sit: Situation) -> None:
    liability = sit.rule("guarantee.liability") or sit.rule("guarantee.limitation")
    for view in sit.views:
        if not _is_covered_association(sit):
            view.found.grant("b2b_defects")
            view.found.refuse("guarantee", "buyer_not_consumer", liability)


def _judge_silence(sit: Situation, whole: Found) -> None:
    for view in sit.views:
        answer = view.found.dues.get("complaint.answer")
        effect = sit.word("complaint.default_effect")
        if answer and answer.state == "missed" and effect == "deemed_accepted":
            whole.effect(answer.rule, effect)
        response = view.found.dues.get("complaint.consumer_response")
        if response and response.state == "missed":
            whole.effect(response.rule, "deemed_disagreed")


def _judge_privacy(sit: Situation, whole: Found) -> None:
    """Who still has a claim open keeps the data it needs: restricted instead of erased."""
    rule = sit.rule("privacy.erasure")
    if rule and sit.facts.has_open_claim and _asks_for(sit, "erasure"):
        whole.effect(rule, "limited")


def _judge_information(sit: Situation, whole: Found) -> None:
    rule = sit.rule("guarantee.inform_choice_and_extension")
    for view in sit.views if rule and sit.facts.is_consumer else ():
        assert rule
        if view.reported and view.inputs.hold(rule.when):
            whole.effect(rule, "required")


def _ruling(sit: Situation, whole: Found) -> Ruling:
    lines: Lines = [(view.line.id, view.found) for view in sit.views]
    effects = whole.effects | {
        key: rule for _, found in lines for key, rule in found.effects.items()
    }
    return Ruling(
        facts=sit.facts,
        law=sit.law,
        rights=rights_of(lines),
        refused=refused_of(lines),
        dues=dues_of(lines),
        amounts=_totals([*whole.amounts, *(one for _, found in lines for one in found.amounts)]),
        effects=[(rule_id, effect, rule) for (rule_id, effect), rule in effects.items()],
    )


def _totals(amounts: list[Amount]) -> list[Amount]:
    """One for each rule, kind and currency."""
    sums: dict[tuple[str, str, str], Amount] = {}
    for each in amounts:
        key = (each.rule.rule_id, each.kind, each.currency)
        before = sums[key].amount if key in sums else 0
        sums[key] = Amount(each.rule, each.kind, before + each.amount, each.currency)
    return list(sums.values())
