"""What a duty of the shop costs when its time goes by: the silence that accepts, the sum that doubles, the percent a day."""

from makegood.policy.rules.findings import Due
from makegood.policy.rules.rulings import Ruling

OPEN = ("running", "missed")
_DELAYED = ("guarantee.", "withdrawal.refund")


def risk_of(due: Due, ruling: Ruling) -> str:
    """A code: accepted, doubled, surcharge, per_day; empty where nothing hangs on it but the duty itself."""
    rule_id = due.rule.rule_id
    if due.rule.owner != "trader_duty" or due.state not in OPEN:
        return ""
    if rule_id == "complaint.answer":
        return "accepted" if _value(ruling, "complaint.default_effect") == "deemed_accepted" else ""
    if rule_id == "withdrawal.refund" and (
        late := _value(ruling, "withdrawal.late_refund_penalty")
    ):
        return "doubled" if late == "double_amount" else "surcharge"
    penalty = ruling.law.ever("penalty.delay")
    is_delayed = rule_id.startswith(_DELAYED) and penalty and type(penalty.value) is int
    return "per_day" if is_delayed else ""


def _value(ruling: Ruling, rule_id: str) -> object:
    rule = ruling.law.ever(rule_id)
    return rule.value if rule else None
