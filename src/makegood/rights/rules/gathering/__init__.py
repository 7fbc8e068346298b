"""What is known of a case, as facts for the law (the interface of `policy.rules.facts.read_facts`).

Nothing is guessed that could shorten a right: a line is delivered when all its parcels are, a day nobody told is no day.
"""

from typing import Any

from makegood.cases.rules import CHOICES
from makegood.rights.rules.gathering.goods import bought, charges, line_of
from makegood.rights.rules.gathering.happened import events
from makegood.rights.rules.gathering.places import country_of, region_of
from makegood.rights.rules.knowing import Known

REPAIRS = "EU-2024/1799"
"""The EU's directive on repairs, which each member makes law of its own, or has not yet."""


def facts_from(known: Known) -> dict[str, Any]:
    """An object of facts; of a case without an order, one of goods that have no name."""
    country = country_of(known)
    order = known.order
    return {
        "id": known.case,
        "country": country,
        "region": region_of(known, country),
        "now": known.now.isoformat(),
        "shop": {"country": known.shop_country, "region": known.shop_region},
        "buyer": {"kind": _buyer(known)},
        "contract": {
            "channel": "online",
            "concluded_at": order.placed_at.isoformat() if order else None,
        },
        "lines": [line_of(line, known) for line in bought(order)] if order else [],
        "charges": list(charges(known)),
        "events": list(events(known)),
        "settings": {"transposed": {REPAIRS: country in known.adopted_in}},
    }


def _buyer(known: Known) -> str:
    told = known.told("buyer")
    return told if told in CHOICES["buyer"] else "consumer"
