"""What the law would need to be told to say more, or to say it more surely."""

from collections.abc import Iterator

from makegood.policy.rules.events import POSSESSION
from makegood.policy.rules.rulings import Ruling
from makegood.rights.rules.claiming import wishes
from makegood.rights.rules.gathering.goods import SEALED
from makegood.rights.rules.gathering.happened import FAULTY
from makegood.rights.rules.gathering.places import own_country
from makegood.rights.rules.knowing import Known

_AWAITED = {f"waiting:{event}" for event in (*POSSESSION, "goods.possession_last_item", "goods.possession_last_lot")}  # fmt: skip


def missing_from(known: Known, ruling: Ruling | None) -> tuple[str, ...]:
    """Keys of the facts worth asking for, what decides most first; those told already are not asked for."""
    asked = [*_where(known), *(_what(known, ruling) if ruling else ())]
    return tuple(key for key in asked if not known.told(key))


def _where(known: Known) -> Iterator[str]:
    if not own_country(known):
        yield "country"


def _goods(ruling: Ruling) -> Iterator[str]:
    if any("facts.durable" in rule.when for rule in ruling.law.all()):
        yield "durable"
    yield "bought_as"


def _repair(known: Known, ruling: Ruling) -> Iterator[str]:
    """What happens to goods in repair, one thing after the other: the clocks of the law stand still or end by it."""
    handed_in = bool(known.told("handed_in_on"))
    is_wished = known.kind in FAULTY and "repair" in wishes(known.told("expectation"))
    if not (known.kind == "repair" or is_wished or handed_in):
        return
    yield "handed_in_on"
    if handed_in:
        yield "repaired_on"
    if known.told("repaired_on"):
        yield "still_faulty_on"
    elif _owes_loaner(ruling):
        yield "loaner_given_on" if known.told("loaner_on") else "loaner_on"


def _owes_loaner(ruling: Ruling) -> bool:
    rule = ruling.law.ever("guarantee.loaner")
    return rule is not None and rule.owner == "trader_duty" and bool(rule.value)


def _what(known: Known, ruling: Ruling) -> Iterator[str]:
    states = {due.state for _, due in ruling.dues}
    effects = {(rule_id, effect) for rule_id, effect, _ in ruling.effects}
    reasons = {refusal.reason for _, refusal in ruling.refused}
    if states & _AWAITED:
        yield "delivered_on"
    if ("guarantee.burden", "consumer_proves") in effects or "guarantee_ended" in reasons:
        yield "defect_on"
    if ("withdrawal.refund.withhold", "allowed") in effects:
        yield from ("sent_back_on", "proof_on", "received_back_on")
    if ruling.amounts and any(one.rule.rule_id == "withdrawal.refund" for one in ruling.amounts):
        is_shipping_known = known.order is None or known.order.shipping is not None
        yield from ("refunded_on", *([] if is_shipping_known else ["delivery_paid"]))
    yield from _repair(known, ruling)
    if known.kind in FAULTY:
        yield from _goods(ruling)
    if known.told("goods") in SEALED:
        yield "seal"
    if known.kind == "return":
        yield "goods"
    yield "buyer"
