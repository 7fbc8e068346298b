"""Goods that are not as they should be: how long the seller answers, who proves, and which remedy comes when.

Directive (EU) 2019/771 and 2019/770; the Consumer Rights Act 2015 in the United Kingdom.
"""

from datetime import date

from makegood.policy.ports import Rule
from makegood.policy.rules.clocks import begin, clock, waiting
from makegood.policy.rules.findings import Due
from makegood.policy.rules.situation import DEFECTS, Situation, View
from makegood.policy.rules.standing_still import GOING, REMEDIED, gaps, stopped

LIABILITY = "guarantee.liability"
BURDEN = "guarantee.burden"
BACK = "goods.received_back_or_proof"
TIERS = ("mandatory_warranty.tier1", "mandatory_warranty.tier2")
TAILS = (
    "guarantee.limitation_after_defect",
    "guarantee.limitation_after_repair",
    "guarantee.replacement_restart",
    "guarantee.same_defect",
)
"""Clocks that go on when the liability itself is over, for a defect that showed inside it."""


def judge_goods(sit: Situation) -> None:
    for view in sit.views:
        if view.line.is_goods:
            _judge_liability(sit, view)
            _judge_warranty(sit, view)
            _judge_burden(sit, view)
            _judge_rejection(sit, view)
        else:
            _judge_digital(sit, view)
        _judge_remedies(sit, view)
        _judge_loaner(sit, view)


def _is_repair(view: View) -> bool:
    return any(map(view.timeline.has, ("repair.requested", "repair.handed_in", "repair.started")))


def _judge_liability(sit: Situation, view: View) -> None:
    rule = sit.rule(LIABILITY)
    if rule is None:
        _judge_limitation(sit, view)
        return
    due = _liability(sit, view, rule)
    view.found.add(due)
    _judge_tails(sit, view, due)
    if due.legal is None:
        return  # the goods have not come
    if sit.today <= _latest(view, due.legal):
        view.found.grant("guarantee")
    else:
        view.found.refuse("guarantee", "guarantee_ended", rule)


def _judge_limitation(sit: Situation, view: View) -> None:
    """Where there is no fixed liability but a time to sue (United Kingdom)."""
    rule = sit.rule("guarantee.limitation")
    start = view.timeline.start(rule.from_event) if rule else None
    if not rule or not start:
        return
    due = clock(sit, view, rule, start, value=rule.regions.get(sit.facts.region))
    view.found.add(due)
    if due.is_running:
        view.found.grant("guarantee")
    else:
        view.found.refuse("guarantee", "guarantee_ended", rule)


def _liability(sit: Situation, view: View, rule: Rule) -> Due:
    start = view.timeline.start(rule.from_event)
    if start is None:
        return waiting(rule)
    value, unit = _length(sit, view, rule)
    due = _stopping(sit, view, rule, start, value, unit)
    replaced = view.timeline.last("replacement.delivered")
    anew = sit.rule("guarantee.restart_after_replacement")
    if anew and anew.value and replaced and _is_inside(due, view.reported):
        due = _stopping(sit, view, rule, replaced, value, unit, "replacement.delivered")
    months = _extension(sit, view, due)
    if months:
        due = _stopping(sit, view, rule, due.sum.start or start, value, unit, due.sum.event, months)
    return due


def _length(sit: Situation, view: View, rule: Rule) -> tuple[int, str]:
    """Of used goods it may have been agreed to be shorter, not below the least the law allows."""
    assert type(rule.value) is int
    least, agreed = sit.rule("guarantee.used_min"), view.line.agreement
    is_shorter = (
        agreed is not None
        and least is not None
        and type(least.value) is int
        and view.line.condition == "used"
        and view.inputs.hold(least.when)
    )
    if not is_shorter:
        return rule.value, rule.unit
    assert agreed is not None
    assert least is not None
    assert type(least.value) is int
    months = min(rule.value * 12, max(agreed.months, least.value * 12))
    return (months // 12, "years") if months % 12 == 0 else (months, "months")


def _stopping(
    sit: Situation,
    view: View,
    rule: Rule,
    start: date,
    value: int,
    unit: str,
    event: str = "",
    extended: int = 0,
) -> Due:
    """A clock that a repair stops, where the law says so."""
    stop = GOING
    if suspension := sit.rule("guarantee.suspension"):
        found = gaps(view.timeline, suspension.from_event, REMEDIED)
        stop = stopped(
            found, start, sit.term(rule, value, unit), sit.today, "repair.goods_returned"
        )
    return clock(
        sit, view, rule, start,
        event=event, value=value, unit=unit, stop=stop, extended=extended,
    )  # fmt: skip


def _extension(sit: Situation, view: View, due: Due) -> int:
    """Months added once, after a repair that was chosen as the remedy and carried out (Directive 2024/1799 Art 16)."""
    rule = sit.rule("guarantee.repair_extension")
    if rule and rule.value is None and rule.transposition == "unknown":
        rule = sit.law.inherited("guarantee.repair_extension", sit.contract)
    if not rule or type(rule.value) is not int or not view.inputs.hold(rule.when):
        return 0
    back = view.timeline.first("repair.goods_returned")
    if not back or not _is_inside(due, view.reported):
        return 0
    view.found.effect(rule, "extended")
    return rule.value * (12 if rule.unit == "years" else 1)


def _is_inside(due: Due, day: date | None) -> bool:
    return day is not None and (due.legal is None or day <= due.legal)


def _judge_tails(sit: Situation, view: View, liability: Due) -> None:
    defect = view.defect
    for rule_id in TAILS:
        rule = sit.rule(rule_id)
        start = begin(view, rule) if rule else None
        if not rule or not start or not _is_inside(liability, defect or view.reported):
            continue
        if rule_id == "guarantee.replacement_restart" and not _is_repair(view):
            continue  # a replacement the consumer had asked for starts nothing anew
        view.found.add(clock(sit, view, rule, start))


def _latest(view: View, liability: date) -> date:
    ends = [due.legal for rule_id in TAILS if (due := view.found.dues.get(rule_id)) and due.legal]
    return max(liability, *ends) if ends else liability


def _judge_warranty(sit: Situation, view: View) -> None:
    """Hungary's mandatory warranty by price."""
    for rule_id in TIERS:
        rule = sit.rule(rule_id)
        if not rule or not view.inputs.hold(rule.when):
            continue
        start = view.timeline.start(rule.from_event)
        assert type(rule.value) is int
        due = _stopping(sit, view, rule, start, rule.value, rule.unit) if start else waiting(rule)
        view.found.add(due)
        if due.is_running:
            view.found.grant("mandatory_warranty")


def _judge_burden(sit: Situation, view: View) -> None:
    used, rule = sit.rule("guarantee.burden_used"), sit.rule(BURDEN)
    if used and view.inputs.hold(used.when):
        rule = used
    if not rule:
        return
    end = _burden_end(sit, view, rule)
    warranty = sit.rule("mandatory_warranty.burden")
    if warranty and (tier := _tier(view)):
        end = max(end or date.min, tier.legal or date.max)
    defect = view.defect
    if defect is None or not view.timeline.has("goods.delivered"):
        return
    _prove(view, rule, end is not None and defect <= end)


def _prove(view: View, rule: Rule, is_presumed: bool) -> None:
    """One effect, whichever of the rows on the burden of proof it is read from."""
    if is_presumed:
        view.found.grant("presumption")
    view.found.effects[BURDEN, "trader_proves" if is_presumed else "consumer_proves"] = rule


def _burden_end(sit: Situation, view: View, rule: Rule) -> date | None:
    start = view.timeline.start(rule.from_event)
    if type(rule.value) is int:
        due = clock(sit, view, rule, start) if start else waiting(rule)
        view.found.add(due)
        return due.legal
    if rule.value == "guarantee_period" and view.timeline.has("guarantee.issued"):
        liability = view.found.dues.get(LIABILITY)
        return (liability.legal or date.max) if liability and start else None
    return None


def _tier(view: View) -> Due | None:
    return next((due for rule_id in TIERS if (due := view.found.dues.get(rule_id))), None)


def _judge_rejection(sit: Situation, view: View) -> None:
    """The United Kingdom's short-term right to reject, whose clock stops while goods are repaired, both days counted."""
    rule = sit.rule("guarantee.early_rejection")
    if not rule:
        return
    start = view.timeline.start(rule.from_event)
    if not start:
        view.found.add(waiting(rule))
        return
    assert type(rule.value) is int
    found = gaps(view.timeline, "repair.requested_or_handed_in", REMEDIED) or gaps(
        view.timeline, "replacement.demanded", REMEDIED
    )
    term = sit.term(rule, rule.value, rule.unit)
    stop = stopped(found, start, term, sit.today, "repair.goods_returned", both_days=True)
    least = _seven_days_after(found)
    due = clock(sit, view, rule, start, stop=stop, not_before=least if stop.days else None)
    view.found.add(due)
    if view.defect and due.is_running:
        view.found.grant("early_rejection")
    if view.timeline.has("repair.failed") or _came_again(view):
        view.found.grant("final_rejection")


def _seven_days_after(found: list[tuple[date, date | None]]) -> date | None:
    """After a repair at least seven days are left (Consumer Rights Act 2015 s.22(8))."""
    back = [ended for _, ended in found if ended]
    return date.fromordinal(max(back).toordinal() + 7) if back else None


def _judge_digital(sit: Situation, view: View) -> None:
    rule = sit.rule("guarantee.digital.liability")
    if not rule or not view.inputs.hold(rule.when):
        return
    start = view.timeline.first(rule.from_event)
    due = clock(sit, view, rule, start) if start else waiting(rule)
    view.found.add(due)
    if due.is_running:
        view.found.grant("guarantee.digital")
    elif due.state == "ended":
        view.found.refuse("guarantee.digital", "guarantee_ended", rule)
    burden, defect = sit.rule("guarantee.digital.burden"), view.defect
    if burden and start and view.inputs.hold(burden.when):
        proof = clock(sit, view, burden, start)
        view.found.add(proof)
        if defect:
            _prove(view, burden, proof.legal is not None and defect <= proof.legal)


def _judge_remedies(sit: Situation, view: View) -> None:
    """Repair or replacement first; less money or none where that failed, came too late, was refused, or is free to choose."""
    reported = view.reported
    if reported is None:
        return
    if not _was_liable(view, reported):
        _refuse_late(view)
        return
    view.found.grant("repair", "replacement")
    if _is_free(sit, view, reported) or _is_second_stage(view):
        view.found.grant("price_reduction", "termination")
        _judge_termination(sit, view)
        return
    if _is_rejected_early(view):
        _judge_termination(sit, view)
        return
    order = sit.rule("guarantee.remedy_order") or sit.rule(LIABILITY)
    for right in ("price_reduction", "termination"):
        view.found.refuse(right, "not_first_remedy", order)


def _refuse_late(view: View) -> None:
    """Told of after the liability was over: neither remedy."""
    over = next((one for one in view.found.refused if one.reason == "guarantee_ended"), None)
    for right in ("repair", "replacement") if over else ():
        view.found.refuse(right, "guarantee_ended", over.rule if over else None)


def _was_liable(view: View, day: date) -> bool:
    dues = view.found.dues
    main = LIABILITY if LIABILITY in dues else "guarantee.limitation"
    answering = [dues.get(each) for each in (main, "guarantee.digital.liability", *TIERS, *TAILS)]
    return any(
        due is not None and due.sum.start is not None and (due.legal is None or day <= due.legal)
        for due in answering
    )


def _is_free(sit: Situation, view: View, reported: date) -> bool:
    """Early, or where the law leaves the choice to the consumer."""
    technical = sit.rule("guarantee.technically_complex")
    is_technical = technical is not None and view.inputs.hold(technical.when)
    if sit.law.pack.free_choice and not is_technical:
        return True
    for rule in (sit.rule("guarantee.free_choice"), technical if is_technical else None):
        start = view.timeline.start(rule.from_event) if rule else None
        if rule and start:
            due = clock(sit, view, rule, start)
            view.found.add(due)
            if due.legal and min(view.defect or reported, reported) <= due.legal:
                return True
    return False


def _is_second_stage(view: View) -> bool:
    timeline = view.timeline
    if timeline.has("defect.refused") or timeline.has("repair.failed"):
        return True
    late = (
        "guarantee.repair_deadline",
        "guarantee.replace_deadline",
        "guarantee.replace_deadline_check",
        "complaint.resolve",
        "complaint.resolve_technical",
    )
    if any((due := view.found.dues.get(rule_id)) and due.state == "missed" for rule_id in late):
        return True
    return _came_again(view)


def _came_again(view: View) -> bool:
    """A defect after goods were repaired or replaced: that did not help."""
    back = view.timeline.first_of(("repair.goods_returned", "replacement.delivered"))
    again = max((day for event in DEFECTS if (day := view.timeline.last(event))), default=None)
    return back is not None and again is not None and again > back


def _is_rejected_early(view: View) -> bool:
    """The money was asked for while faulty goods could still be rejected (United Kingdom)."""
    due, asked = (
        view.found.dues.get("guarantee.early_rejection"),
        view.timeline.first("refund.demanded"),
    )
    return due is not None and due.legal is not None and asked is not None and asked <= due.legal


def _judge_termination(sit: Situation, view: View) -> None:
    """Who may end the contract and asks for the money back, or sends the goods back for it, has ended it; where the
    time to pay runs from the goods, it waits for them.
    """
    timeline = view.timeline
    if timeline.has("refund.paid"):
        return
    if timeline.has("refund.demanded") or timeline.has("goods.received_back"):
        view.found.grant("refund")
        rule = sit.rule("guarantee.refund_deadline")
        is_counted = rule is not None and rule.rule_id in sit.law.deadlines
        if rule and is_counted and rule.rule_id not in view.found.dues and rule.from_event == BACK:
            view.found.add(waiting(rule))


def _judge_loaner(sit: Situation, view: View) -> None:
    rule = sit.rule("guarantee.loaner")
    demanded = view.timeline.last("loaner.demanded")
    if not rule or rule.value is None or rule.owner != "trader_duty" or not demanded:
        return
    back = max((day for event in REMEDIED for day in view.timeline.days(event)), default=date.min)
    if view.inputs.hold(rule.when) and back < demanded:
        view.found.grant("loaner")
