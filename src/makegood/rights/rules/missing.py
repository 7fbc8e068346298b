"""What the law would need to be told to say more, or to say it more surely."""

from collections.abc import Iterator

from makegood.policy.rules.events import POSSESSION
from makegood.policy.rules.rulings import Ruling
from makegood.rights.rules.gathering import SEALED, own_country
from makegood.rights.rules.knowing import Known

_AWAITED = {f"waiting:{event}" for event in (*POSSESSION, "goods.possession_last_item", "goods.possession_last_lot")}  # fmt: skip


def missing_from(known: Known, ruling: Ruling | None) -> tuple[str, ...]:
    """Keys of the facts worth asking for, what decides most first; those told already are not asked for."""
    asked = [*_where(known), *(_what(known, ruling) if ruling else ())]
    return tuple(key for key in asked if not known.told(key))


def _where(known: Known) -> Iterator[str]:
    if not own_country(known):
        yield "country"


def _what(known: Known, ruling: Ruling) -> Iterator[str]:
    states = {due.state for _, due in ruling.dues}
    effects = {(rule_id, effect) for rule_id, effect, _ in ruling.effects}
    reasons = {refusal.reason for _, refusal in ruling.refused}
    if states & _AWAITED:
        yield "delivered_on"
    if ("guarantee.burden", "consumer_proves") in effects or "guarantee_ended" in reasons:
        yield "defect_on"
    if ("withdrawal.refund.withhold", "allowed") in effects:
        yield "sent_back_on"
    if known.told("goods") in SEALED:
        yield "seal"
    if known.kind == "return":
        yield "goods"
    yield "buyer"
