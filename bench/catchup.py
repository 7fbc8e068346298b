"""Two thousand mails that waited in a mailbox while we were away: fetched, stored and settled by two workers.

The mailbox lies in a real Dovecot on the loopback. The reference is imaplib fetching the same mails bare, and doing
nothing with them.
"""

import json
import os
import subprocess
import sys

from bench.desks import DATA, ROOT
from bench.report import Report
from makegood.testing.mail_servers import INSTALL, MISSING

MAILS = 2_000


def run(report: Report, rounds: int) -> None:
    """Mails a second, from the start of two idle workers to the last mail in its case."""
    if MISSING or os.geteuid() != 0:
        print(f"  catchup is left out: it needs root and {INSTALL}", file=sys.stderr)
        return
    folder = DATA / "catchup"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKEGOOD_")}
    done = subprocess.run(
        [sys.executable, "-m", "bench.catchup_round", str(MAILS), str(rounds)],
        env=environment | {"MAKEGOOD_DATA": str(folder), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    bare = sorted(found["bare"])[len(found["bare"]) // 2]
    report.add("catchup.mails_per_s", found["ours"], "mails/s", bare, "imaplib, bare")
