"""What a duty of the shop costs when its time goes by: the silence that accepts, the sum that doubles, the percent a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from makegood.kernel.money import Money
from makegood.policy.rules.findings import Due
from makegood.policy.rules.rulings import Ruling

OPEN = ("running", "missed")
_DELAYED = ("guarantee.", "withdrawal.refund")


AMOUNTS_OF = {
    "doubled": "double_claim",
    "surcharge": "surcharge",
    "per_day": "penalty",
}
"""Risk → the kind of amount it comes to when it has come; a complaint that silence accepts comes to what the goods cost."""


@dataclass(frozen=True, slots=True)
class Stake:
    """Of a case's duties with a risk the one whose time goes by first, and what being late has come to."""

    risk: str
    at: datetime | None
    cost: Money | None = None


def stake_of(ruling: Ruling, done: Collection[str] = ()) -> Stake | None:
    """What has been missed goes before what still runs. `done`: rules (and lines, "withdrawal.refund:2") that are seen to."""
    risky = [
        (line, due, risk)
        for line, due in ruling.dues
        if (risk := risk_of(due, ruling)) and _basis(due, line) not in done
    ]
    if not risky:
        return None
    line, due, risk = min(
        risky, key=lambda one: (one[1].state != "missed", one[1].ends_at or ruling.facts.now)
    )
    sums = sums_of(due, line, ruling)
    return Stake(risk, due.ends_at, sums[0] if len(sums) == 1 else None)


def _basis(due: Due, line: str | None) -> str:
    return f"{due.rule.rule_id}:{line}" if line else due.rule.rule_id


def sums_of(due: Due, line: str | None, ruling: Ruling) -> tuple[Money, ...]:
    """What being late with it has come to, one of each currency."""
    risk = risk_of(due, ruling)
    if not risk or due.state != "missed":
        return ()
    if risk == "accepted":
        lines = [one for one in ruling.facts.lines if line in (None, one.id)]
        return _added((one.price, one.currency) for one in lines if one.price is not None)
    kind = AMOUNTS_OF[risk]
    return _added((one.amount, one.currency) for one in ruling.amounts if one.kind == kind)


def _added(amounts: Iterable[tuple[int, str]]) -> tuple[Money, ...]:
    sums: dict[str, int] = {}
    for hundredths, currency in amounts:
        sums[currency] = sums.get(currency, 0) + hundredths
    return tuple(money(hundredths, currency) for currency, hundredths in sums.items())


def money(hundredths: int, currency: str) -> Money:
    """The law counts in hundredths, whatever the currency has."""
    least = Money(1, currency).amount
    return Money(int((Decimal(hundredths) / 100 / least).to_integral_value()), currency)


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
