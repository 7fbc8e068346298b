"""Stores a share of the mails and settles what waits, as a worker does: prints ready, begins at a line."""

import gc
import json
import os
import sys
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

import django

django.setup()

from makegood.kernel import clock
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrivals
from makegood.messages.models import Account, Arrival
from makegood.messages.ports import Fetched

AT_ONCE = 20
EVERY = timedelta(seconds=30)
"""Between two mails, on the server's clock."""


def main(account_id: str, file: Path) -> None:
    """As `listening` does: a handful stored, a handful settled, until nothing waits."""
    account = Account.objects.select_related("shop").get(pk=account_id)
    raw = [one.encode("latin-1") for one in json.loads(file.read_text())]
    # As the house does before it forks its worker: what is loaded is not looked at again.
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    sys.stdin.readline()
    night = clock.now() - EVERY * len(raw)
    for start in range(0, len(raw), AT_ONCE):
        part = raw[start : start + AT_ONCE]
        store_arrivals(
            account,
            [
                # What came in over a night: all of it within a minute would be a storm, and not be acknowledged.
                Fetched(f"{file.name}/{start + n}", one, night + EVERY * (start + n), {})
                for n, one in enumerate(part)
            ],
        )
        settle_arrivals(AT_ONCE)
    while Arrival.objects.filter(outcome="").exists():
        settle_arrivals()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
