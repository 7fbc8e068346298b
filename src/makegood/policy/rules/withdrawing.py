"""The right of withdrawal: who has it, until when, and what follows when it was used (Directive 2011/83/EU Art 9-16)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from makegood.policy.ports import Rule
from makegood.policy.rules.clocks import clock, fulfilled, waiting
from makegood.policy.rules.counting import end_of
from makegood.policy.rules.findings import Amount, Due, Found
from makegood.policy.rules.situation import Situation, View

RIGHT = "withdrawal"
BACK = "goods.received_back_or_proof"
SENT = "withdrawal.declaration_sent"
INFORMED = "withdrawal.trader_informed"
CONCLUDED = "contract.concluded"


def judge_withdrawal(sit: Situation, whole: Found) -> None:
    """Line by line; what is paid back and paid for the order as a whole goes to `whole`."""
    period = sit.rule("withdrawal.period")
    if not period or not sit.facts.channel:
        return
    if reason := _barred(sit):
        for view in sit.views:
            view.found.refuse(RIGHT, reason, period)
        _judge_function(sit, whole)
        return
    last, exceptions = _last_item(sit), _exceptions(sit)
    used = [view for view in sit.views if _judge_line(sit, view, period, last, exceptions)]
    _judge_function(sit, whole)
    if used:
        _judge_after(sit, used, whole)


def withdrawn_on(view: View) -> date | None:
    """The day of a withdrawal in time; None where there was none."""
    return view.timeline.first(SENT) if RIGHT in view.found.rights else None


def _barred(sit: Situation) -> str:
    if not sit.facts.is_consumer:
        return "buyer_not_consumer"
    return "" if sit.facts.channel in ("online", "phone") else "channel_not_distance"


def _last_item(sit: Situation) -> date | None:
    """One order in several parcels starts with the last one, for all lines; None while one of them is on its way."""
    days = [view.timeline.start("goods.possession") for view in sit.views if view.line.is_goods]
    return max((day for day in days if day), default=None) if all(days) else None


def _judge_line(
    sit: Situation, view: View, period: Rule, last: date | None, exceptions: list[Rule]
) -> bool:
    """Whether the right was used in time."""
    at = view.inputs.first(tuple([rule.when for rule in exceptions]))
    if at is not None:
        exception = exceptions[at]
        reason = exception.rule_id.removeprefix("withdrawal.")
        view.found.refuse(RIGHT, reason, exception)
        return False
    is_goods = view.line.is_goods
    start = last if is_goods else view.timeline.first(CONCLUDED)
    due = _period(sit, view, period, start, "" if is_goods else CONCLUDED)
    view.found.add(due)
    declared = view.timeline.first(SENT)
    in_time = declared is not None and (due.legal is None or declared <= due.legal)
    if in_time or due.legal is None or sit.today <= due.legal:
        view.found.grant(RIGHT)
    else:
        view.found.refuse(RIGHT, "period_ended", period)
    return in_time


def _exceptions(sit: Situation) -> list[Rule]:
    rules = [rule for rule_id in sit.law.exceptions if (rule := sit.rule(rule_id))]
    return [rule for rule in rules if rule.value and rule.when]


def _period(sit: Situation, view: View, period: Rule, start: date | None, event: str) -> Due:
    visit = sit.rule("withdrawal.offpremises_period")
    length = visit if visit and visit.value and view.inputs.hold(visit.when) else period
    if start is None:
        return waiting(period, event)
    assert type(length.value) is int
    if sit.facts.is_informed:
        return clock(sit, view, period, start, event=event, value=length.value, unit=length.unit)
    return _uninformed(sit, view, period, length, start, event)


def _uninformed(
    sit: Situation, view: View, period: Rule, length: Rule, start: date, event: str
) -> Due:
    """Longer, until the information comes: then the ordinary time from there (Art 10), never earlier than it was."""
    longer = sit.rule("withdrawal.extension_uninformed")
    assert type(length.value) is int
    if not longer or type(longer.value) is not int:
        return clock(sit, view, period, start, event=event, value=length.value, unit=length.unit)
    if longer.from_event != "withdrawal.initial_period_end":
        # Russia and Ukraine: another period, from the same event, in place of the ordinary one.
        return clock(sit, view, period, start, event=event, value=longer.value, unit=longer.unit)
    first = end_of(start, sit.term(period, length.value, length.unit))
    extended = clock(
        sit, view, period, first.nominal,
        event="withdrawal.initial_period_end", value=longer.value, unit=longer.unit,
    )  # fmt: skip
    assert extended.legal
    told = view.timeline.first("withdrawal.info_received")
    if told is None or told > extended.legal:
        return extended
    late = sit.rule("withdrawal.info_supplied_late") or length
    assert type(late.value) is int
    after = clock(
        sit, view, period, told,
        event="withdrawal.info_received", value=late.value, unit=late.unit,
    )  # fmt: skip
    ordinary = clock(sit, view, period, start, event=event, value=length.value, unit=length.unit)
    assert after.legal
    assert ordinary.legal
    return max(after, ordinary, key=lambda due: due.legal or date.min)


def _judge_function(sit: Situation, whole: Found) -> None:
    """The button of Art 11a: for contracts made online that carry the right."""
    duty = sit.law.ever("withdrawal.function.duty")
    if not duty:
        return
    is_valid = duty is sit.rule("withdrawal.function.duty") and duty.value is True
    carries = not _barred(sit) and any(not _is_excepted(view) for view in sit.views)
    is_due = is_valid and sit.facts.channel == "online" and carries
    whole.effect(duty, "required" if is_due else "not_required")


def _is_excepted(view: View) -> bool:
    return any(refusal.reason.startswith("exception.") for refusal in view.found.refused)


def _judge_after(sit: Situation, used: list[View], whole: Found) -> None:
    for view in used:
        _judge_return(sit, view)
        _judge_refund(sit, view)
    _judge_costs(sit, used, whole)
    if refund := sit.rule("withdrawal.refund"):
        _sums(sit, used, whole, refund)


def _judge_return(sit: Situation, view: View) -> None:
    rule = sit.rule("withdrawal.return_goods")
    declared = view.timeline.first(SENT)
    if rule and declared and _comes_back(view) and not sit.facts.trader_collects:
        view.found.add(clock(sit, view, rule, declared))


def _comes_back(view: View) -> bool:
    """Goods that were handed over; where nothing came, nothing goes back."""
    return view.line.is_goods and view.timeline.has("goods.possession")


def _judge_refund(sit: Situation, view: View) -> None:
    rule = sit.rule("withdrawal.refund")
    if not rule:
        return
    view.found.add(_refund(sit, view, rule))
    if not view.timeline.has("refund.paid"):
        view.found.grant("refund")


def _refund(sit: Situation, view: View, rule: Rule) -> Due:
    event = rule.from_event
    if event == BACK and (sit.facts.trader_collects or not _comes_back(view)):
        event = INFORMED
    start = view.timeline.first(event)
    if start is None:
        due = waiting(rule, event)
        return replace(due, state="met") if view.timeline.has("refund.paid") else due
    if event == BACK or not may_withhold(sit, view):
        return clock(sit, view, rule, start, event=event)
    held_until = view.timeline.first(BACK) or fulfilled(view, rule, start)
    if held_until:  # money paid while it could have been withheld is not late
        return clock(sit, view, rule, start, event=event, not_before=held_until)
    due = clock(sit, view, rule, start, event=event)
    if due.state == "missed":
        return _withheld(due)
    return due


def _withheld(due: Due) -> Due:
    """The time is over, and the shop may still wait for the goods, or for proof that they were sent."""
    held = waiting(due.rule, BACK, "may be withheld until goods or proof have come")
    return Due(due.rule, held.state, due.sum, nominal=due.nominal, target=due.target)


def may_withhold(sit: Situation, view: View) -> bool:
    """For goods only, and not where the shop offered to collect them (Art 13(3))."""
    has_rule = sit.rule("withdrawal.refund.withhold") is not None
    return has_rule and _comes_back(view) and not sit.facts.trader_collects


def is_withheld(sit: Situation, view: View) -> bool:
    """Neither goods nor proof have come, and the shop may wait for them."""
    rule = sit.rule("withdrawal.refund")
    counts_from_goods = rule is not None and rule.from_event == BACK
    waits = may_withhold(sit, view) or (
        counts_from_goods and _comes_back(view) and not sit.facts.trader_collects
    )
    return waits and not view.timeline.has(BACK)


def _judge_costs(sit: Situation, used: list[View], whole: Found) -> None:
    refund = sit.rule("withdrawal.refund.withhold") or sit.rule("withdrawal.refund")
    if refund:
        withheld = any(is_withheld(sit, view) for view in used)
        whole.effects["withdrawal.refund.withhold", "allowed" if withheld else "not_allowed"] = (
            refund
        )
    if cost := sit.rule("withdrawal.return_cost"):
        is_traders = cost.value == "trader" or not sit.facts.is_told_return_cost
        whole.effect(cost, "trader_pays" if is_traders else "consumer_pays")
        if is_traders:
            _charges(sit, whole, cost, "return_cost", "return_cost")
    loss = sit.rule("withdrawal.diminished_value")
    if loss and not sit.facts.is_informed:
        whole.effect(loss, "no_deduction")


def _charges(sit: Situation, whole: Found, rule: Rule, charge: str, kind: str) -> None:
    for each in sit.facts.charges:
        if each.kind == charge:
            whole.amounts.append(Amount(rule, kind, each.amount, each.currency))


def _sums(sit: Situation, used: list[View], whole: Found, rule: Rule) -> None:
    for view in used:
        kind = "withheld" if is_withheld(sit, view) else "refund_now"
        view.found.amounts += _price(view, rule, kind)
    if len(used) == len(sit.views):
        for charge in sit.facts.charges:
            if charge.kind == "standard_delivery" and charge.is_consumers:
                whole.amounts.append(Amount(rule, "refund_now", charge.amount, charge.currency))
    for charge in sit.facts.charges:
        if charge.kind == "delivery_surcharge" and charge.is_consumers:
            whole.amounts.append(Amount(rule, "not_refundable", charge.amount, charge.currency))


def _price(view: View, rule: Rule, kind: str) -> Iterable[Amount]:
    if view.line.price is not None:
        yield Amount(rule, kind, view.line.price, view.line.currency)
