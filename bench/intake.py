"""Two thousand mixed mails through the real intake: stored, parsed, threaded, promised, acknowledged.

The reference is what nobody can do without: the standard library's parser over the same bytes, and the INSERTs
of the rows an intake must leave, committed as often as ours.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.desks import DATA, ROOT
from bench.report import Report

MAILS = 2_000


def run(report: Report, rounds: int) -> None:
    """Mails a second with one worker and with two, and the share of the limit."""
    folder = DATA / "intake"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKEGOOD_")}
    environment |= {"MAKEGOOD_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    limits, one, two = [], [], []
    for _ in range(rounds):
        found = _measured(environment)
        limits.append(found["limit"])
        one.append(found["1"])
        two.append(found["2"])
    limit = sorted(limits)[len(limits) // 2]
    report.add("intake.mails_per_s.1", one, "mails/s", limit, "parser + INSERTs")
    report.add("intake.mails_per_s.2", two, "mails/s", limit, "parser + INSERTs")
    report.add(
        "intake.share_of_limit",
        [a / b for a, b in zip(one, limits, strict=True)],
        "",
        1.0,
        "the limit",
    )


def _measured(environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.intake_round", str(MAILS)],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


assert Path(ROOT).exists()
