"""Rulings of consumer law on one core: five lines, twenty events each, in twelve countries.

The reference is what the same facts cost to be read from JSON by the standard library and written again.
"""

import json
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from typing import Any

from bench.desks import ROOT
from bench.report import Report

SETS = 10_000
COUNTRIES = {
    "IT": "EUR", "LT": "EUR", "HU": "HUF", "ES": "EUR", "DE": "EUR", "FR": "EUR", "PL": "PLN", "RS": "RSD", "UA": "UAH",
    "RU": "RUB", "GB": "GBP", "AT": "EUR",
}  # fmt: skip
LINES = "ABCDE"
AFTER = {
    "withdrawal.declaration_sent": 14, "withdrawal.trader_informed": 15, "return.goods_sent": 20,
    "goods.received_back": 24, "complaint.received": 30, "complaint.answered": 40, "defect.appeared": 60,
    "defect.notified": 61, "defect.claim_communicated": 62, "repair.requested": 62, "repair.handed_in": 65,
    "loaner.demanded": 66, "privacy.request_received": 70, "repair.goods_returned": 80, "refund.paid": 90,
}  # fmt: skip
"""Event → days after the contract."""


def run(report: Report, rounds: int) -> None:
    """Rulings a second."""
    speeds, references = [], []
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, "-m", "bench.policy"], cwd=ROOT, capture_output=True, text=True, check=True
        )  # fmt: skip
        speed, reference = json.loads(done.stdout)
        speeds.append(speed)
        references.append(reference)
    report.add(
        "policy.facts_per_s",
        speeds,
        "facts/s",
        sorted(references)[rounds // 2],
        "JSON, there and back",
    )


def speed() -> tuple[float, float]:
    """(rulings a second, JSON texts of the same read and written a second), in processor time."""
    from makegood.policy.queries import law_of  # noqa: PLC0415  slow import
    from makegood.policy.rules.facts import read_facts  # noqa: PLC0415  slow import
    from makegood.policy.rules.rulings import explain  # noqa: PLC0415  slow import

    dice = random.Random(1)
    given = [_facts(number, dice) for number in range(SETS)]
    read = [read_facts(one) for one in given]
    laws = {country: law_of(country) for country in COUNTRIES}
    began = time.process_time()
    for facts in read:
        assert explain(facts, laws[facts.country]).dues
    ours = time.process_time() - began
    began = time.process_time()
    for one in given:
        json.loads(json.dumps(one))
    return SETS / ours, SETS / (time.process_time() - began)


def _facts(number: int, dice: random.Random) -> dict[str, Any]:
    country = dice.choice(list(COUNTRIES))
    start = date(2026, 1, 1) + timedelta(days=dice.randrange(300))

    def at(days: int) -> str:
        return (start + timedelta(days=days)).isoformat()

    came = [
        {"event": "goods.possession", "line": line, "at": at(3 + dice.randrange(6)), "certainty": "known"}
        for line in LINES
    ]  # fmt: skip
    later = [
        {"event": event, "line": dice.choice([None, *LINES]), "at": at(days + dice.randrange(4)), "certainty": "known"}
        for event, days in AFTER.items()
    ]  # fmt: skip
    return {
        "id": str(number),
        "country": country,
        "buyer": {"kind": "consumer"},
        "now": f"{at(100)}T10:00:00+01:00",
        "contract": {
            "concluded_at": f"{at(0)}T10:00:00+01:00",
            "channel": "online",
            "informed": {"withdrawal": dice.random() < 0.9, "return_cost": True},
        },
        "lines": [_line(line, COUNTRIES[country], dice) for line in LINES],
        "events": [*came, *later],
    }


def _line(name: str, currency: str, dice: random.Random) -> dict[str, Any]:
    kinds = ["standard", "technical", "furniture", "digital", "personalised", "sealed_hygiene"]
    return {
        "id": name,
        "category": dice.choice(kinds),
        "condition": dice.choice(["new", "used"]),
        "price": f"{dice.randrange(500, 90_000)}.00",
        "currency": currency,
        "facts": {"durable": dice.random() < 0.5, "seal_broken": dice.random() < 0.3},
    }


if __name__ == "__main__":
    print(json.dumps(speed()))
