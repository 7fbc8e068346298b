"""`makegood policy replay`: last year's cases by the draft of the shop's own rules."""

import json
from dataclasses import asdict
from typing import Any

from makegood.console.rulewords import ENDINGS
from makegood.insight.queries import Replay, replay
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
    told = asdict(found) | {"value": found.value, "broken": found.broken, "currency": shop.currency}
    for one in told["changed"]:
        one["at"] = one["at"].isoformat()
    return told


def _print(found: Replay, shop: Shop) -> None:
    more = Money(found.value, shop.currency)
    print(
        f"{len(found.changed)} cases would have ended otherwise; orders that could be sent back: {more.amount:+} "
        f"{more.currency}; broken promises: {found.broken:+}"
    )
    print(
        f"Looked at {found.returns} returns and exchanges with an order ({found.unclear} without one left out) and "
        f"{found.answers} promised answers{'; there were more' if found.is_cut else ''}."
    )
    for one in found.changed:
        print(f"  #{one.number} {one.at:%Y-%m-%d} {ENDINGS[one.what]}")
