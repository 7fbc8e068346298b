"""Which duties of the law become promises: of what kind, and by when."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from makegood.kernel.money import Money
from makegood.policy.rules.findings import Due
from makegood.policy.rules.rulings import Ruling
from makegood.policy.rules.situation import zone_of
from makegood.rights.rules.risks import risk_of, sums_of

KINDS = {
    "complaint.answer": "answer",
    "complaint.guarantee_position": "answer",
    "complaint.resolve": "decision",
    "complaint.resolve_technical": "decision",
    "complaint.large.resolve": "decision",
    "complaint.large.resolve_billing": "decision",
    "withdrawal.refund": "money",
    "delivery.termination_refund": "money",
    "guarantee.refund_deadline": "money",
    "exchange.refund": "money",
    "guarantee.repair_deadline": "repair",
    "guarantee.replace_deadline": "parcel",
    "guarantee.replace_deadline_check": "parcel",
    "guarantee.loaner": "parcel",
    "privacy.dsar": "answer",
    "privacy.complaint_ack": "answer",
}
"""Rule → kind of promise (`Promise.Kind`): what the trader owes the customer of a case. Duties towards others, such as
keeping records, are none of it.
"""
_NEVER_BEGUN = "waiting"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the law asks of us on a case. `state`: running, met or missed. `due_at`: the last minute in which what is
    running can still be done, by the day the shop plans on (`Due.target`) while that has not passed.
    """

    basis: str
    """The rule and, if it is not about the whole order, the line: "withdrawal.refund:2"."""
    kind: str
    state: str
    due_at: datetime | None
    penalty: Money | None = None
    """What being late has come to by law, beyond what is owed anyway."""


def duties(ruling: Ruling) -> dict[str, Duty]:
    """By their basis; nothing of what waits for a day that nobody told."""
    zone = zone_of(ruling.facts, ruling.law)
    found: dict[str, Duty] = {}
    told: set[str] = set()
    for line, due in ruling.dues:
        kind = KINDS.get(due.rule.rule_id)
        if kind and not due.state.startswith(_NEVER_BEGUN):
            basis = f"{due.rule.rule_id}:{line}" if line else due.rule.rule_id
            due_at = _by(due, ruling.facts.now, zone) if due.is_running else None
            risk = risk_of(due, ruling) if due.state == "missed" else ""
            # The law adds up what all lines come to: it is told once.
            penalty = _penalty(risk, due, line, ruling) if risk and risk not in told else None
            told.add(risk)
            found[basis] = Duty(basis, kind, due.state, due_at, penalty)
    return found


def _penalty(risk: str, due: Due, line: str | None, ruling: Ruling) -> Money | None:
    """Twice the sum is the sum once more: the rest was owed before. Of several currencies the first. What silence accepts is no
    sum the law adds.
    """
    sums = () if risk == "accepted" else sums_of(due, line, ruling)
    if not sums:
        return None
    more = sums[0].minor // 2 if risk == "doubled" else sums[0].minor
    return Money(more, sums[0].currency) if more > 0 else None


def _by(due: Due, now: datetime, zone: ZoneInfo) -> datetime | None:
    days = [day for day in (due.target, due.legal) if day]
    # Not midnight, which would be written as the day after.
    ends = [datetime.combine(day, time(23, 59), zone).astimezone(UTC) for day in days]
    return next((end for end in ends if end > now), None)
