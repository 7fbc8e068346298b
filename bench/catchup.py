"""Two thousand mails that waited in a mailbox while we were away: fetched, stored and settled by two workers.

The mailbox lies in a real Dovecot on the loopback. The reference is imaplib fetching the same mails bare, and doing
nothing with them.
"""

import os
import sys

from bench.apart import measured_apart
from bench.report import Report
from makegood.testing.mail_servers import INSTALL, MISSING

MAILS = 2_000


def run(report: Report, rounds: int) -> None:
    """Mails a second, from the start of two idle workers to the last mail in its case."""
    if MISSING or os.geteuid() != 0:
        print(f"  catchup is left out: it needs root and {INSTALL}", file=sys.stderr)
        return
    found = measured_apart("catchup_round", "catchup", MAILS, rounds)
    bare = sorted(found["bare"])[len(found["bare"]) // 2]
    report.add("catchup.mails_per_s", found["ours"], "mails/s", bare, "imaplib, bare")
