"""`makegood policy replay`: last year's cases by the draft of the shop's own rules."""

import json
from dataclasses import asdict
from typing import Any

from makegood.console.rulewords import ENDINGS
from makegood.insight.queries.replaying import replay
from makegood.insight.rules.replaying import Replay
from makegood.kernel.errors import BadInput
from makegood.kernel.money import Money
from makegood.rulebook.models import Version
from makegood.shops.models import Shop
from makegood.shops.queries import the_shop


def print_replay(number: int, as_json: bool) -> None:
    """Of version `number`, or of the draft where it is 0; raises BadInput where there is none."""
    shop = the_shop()
    version = Version.objects.filter(shop=shop, number=number or None).first()
    if shop is None or version is None:
        raise BadInput("version", "there is no such version" if number else "there is no draft")
    found = replay(shop, version.book)
    if as_json:
        print(json.dumps(_plain(found, shop), ensure_ascii=False, indent=1))
    else:
        _print(found, shop)


def _plain(found: Replay, shop: Shop) -> dict[str, Any]:
    told = asdict(found) | {
        "looked_at": found.looked_at,
        "value": found.value,
        "cost": found.cost,
        "broken": found.broken,
        "currency": shop.currency,
    }
    for one in told["changed"]:
        one["at"] = one["at"].isoformat()
        one.pop("case_id")
    return told


def _print(found: Replay, shop: Shop) -> None:
    if not found.looked_at:
        print(f"There was nothing to try it on ({found.unclear} cases without an order left out).")
        return
    more, cost = Money(found.value, shop.currency), Money(found.cost, shop.currency)
    print(
        f"{len({one.case_id for one in found.changed})} cases would have ended otherwise; orders that could be sent back: "
        f"{more.amount:+} {more.currency}; given for incidents: {cost.amount:+} {cost.currency}; broken promises: {found.broken:+}"
    )
    print(
        f"Looked at {found.returns} returns and exchanges and {found.faults} faults with an order ({found.unclear} without one left "
        f"out), {found.answers} promised answers, {found.repairs} repairs by the rules, {found.goodwill} times money was given for an "
        f"incident, and {found.limits} times something was given beyond the law or refused by a second person."
    )
    for one in found.changed:
        print(f"  #{one.number} {one.at:%Y-%m-%d} {ENDINGS[one.what]}")
