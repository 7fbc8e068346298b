"""What being late costs: a surcharge, twice the sum, a percentage a day."""

from math import ceil

from makegood.policy.ports import Rule
from makegood.policy.rules.clocks import fulfilled
from makegood.policy.rules.findings import Amount, Due, Found
from makegood.policy.rules.situation import Situation, View

_BANDS = ((10, None), (20, 5), (30, 10), (60, 20), (90, 50))
"""Days late, with the last of them → percent (Code de la consommation L242-4); up to ten days the legal interest, which
is no figure of ours.
"""
_MONTH = 30


def days_late(sit: Situation, view: View, due: Due) -> int:
    """From the legal end to the day it was done, or to today."""
    if due.legal is None or due.sum.start is None:
        return 0
    done = fulfilled(view, due.rule, due.sum.start) or sit.today
    return max(0, (done - due.legal).days)


def judge_late_refund(sit: Situation, used: list[View], whole: Found) -> None:
    """The surcharge on each sum that came late, or twice that sum."""
    rule = sit.rule("withdrawal.late_refund_penalty")
    if not rule:
        return
    late = [(view, _lateness(sit, view)) for view in used]
    worst = max((days for _, days in late), default=0)
    if not worst:
        return
    sums = [(days, view.line.price or 0, view.line.currency) for view, days in late]
    if len(used) == len(sit.views):
        sums += [
            (worst, charge.amount, charge.currency)
            for charge in sit.facts.charges
            if charge.kind == "standard_delivery" and charge.is_consumers
        ]
    for days, amount, currency in sums:
        if days and rule.value == "double_amount":
            whole.amounts.append(Amount(rule, "double_claim", 2 * amount, currency))
        elif percent := percent_for(days):
            whole.amounts.append(Amount(rule, "surcharge", _share(amount, percent), currency))


def percent_for(days: int) -> int:
    """The band's percentage, its upper limit included; five points for each month begun after ninety days, up to the
    price.
    """
    for last, percent in _BANDS:
        if days <= last:
            return percent or 0
    return min(100, _BANDS[-1][1] + 5 * ceil((days - _BANDS[-1][0]) / _MONTH))


def judge_delay(sit: Situation) -> None:
    """Percent of the price for each day (Russia, Ukraine); the day the time was over decides which version holds."""
    for view in sit.views:
        for due in list(view.found.dues.values()):
            _judge_delay(sit, view, due)
        _judge_loaner_delay(sit, view)


def _judge_delay(sit: Situation, view: View, due: Due) -> None:
    if due.state != "missed" or due.legal is None or due.rule.owner != "trader_duty":
        return
    rule = sit.rule("penalty.delay", due.legal)
    if not rule or type(rule.value) is not int or not _is_about(rule, due):
        return
    _penalty(view, rule, rule.value * days_late(sit, view, due))


def _penalty(view: View, rule: Rule, percent: int) -> None:
    """All that is owed for one line stays below the cap together."""
    price = view.line.price or 0
    amount = _share(price, percent)
    if rule.cap == "price":
        owed = sum(each.amount for each in view.found.amounts if each.kind == "penalty")
        amount = min(amount, price - owed)
    view.found.amounts.append(Amount(rule, "penalty", amount, view.line.currency))


def _judge_loaner_delay(sit: Situation, view: View) -> None:
    """A substitute owed at once, from when it was asked for and the goods were handed in (Закон 1023-XII ст. 8(9))."""
    loaner, timeline = sit.rule("guarantee.loaner"), view.timeline
    asked, handed = timeline.first("loaner.demanded"), timeline.first("repair.handed_in")
    if not loaner or loaner.value is not True or not asked or not handed:
        return
    since = max(asked, handed)
    rule = sit.rule("penalty.delay", since)
    ends = [
        day
        for event in ("loaner.delivered", "repair.goods_returned")
        for day in timeline.days(event)
        if day >= since
    ]
    days = (min(ends, default=sit.today) - since).days
    if rule and type(rule.value) is int and days and view.inputs.hold(loaner.when):
        _penalty(view, rule, rule.value * days)


def _is_about(rule: Rule, due: Due) -> bool:
    """Any deadline on the goods in Russia; the repair, and money to be paid back, in Ukraine (Закон 1023-XII ст. 8, 13)."""
    if rule.from_event == "any_deadline_end":
        return due.rule.rule_id.startswith(("guarantee.", "withdrawal.refund"))
    return due.rule.rule_id in ("guarantee.repair_deadline", "withdrawal.refund")


def _lateness(sit: Situation, view: View) -> int:
    due = view.found.dues.get("withdrawal.refund")
    return days_late(sit, view, due) if due else 0


def _share(amount: int, percent: int) -> int:
    return (amount * percent + 50) // 100
