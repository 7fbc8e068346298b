"""Asks about all that is due, as a worker does: prints ready, begins at a line, tells when it is done."""

import os
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")

import django

django.setup()

import json
from uuid import UUID

from django.db import connection

from makegood.kernel import clock
from makegood.kernel.calling import Reply
from makegood.shops.actions.looking_after import ask_carrier


class Carrier:
    """A `Caller`: tells of each parcel what was told before, and that it is out for delivery now."""

    def __init__(self, now: datetime) -> None:
        left, out = (now - timedelta(days=1)).isoformat(), (now - timedelta(hours=1)).isoformat()
        self.events = [
            {"at": left, "state": "in_transit", "words": "Left", "place": "Milano"},
            {"at": out, "state": "out_for_delivery", "words": "Out", "place": "Roma"},
        ]

    def call(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        user: tuple[str, str] | None = None,
    ) -> Reply:
        numbers = str((params or {})["numbers"]).split(",")
        told = {"parcels": [{"number": one, "events": self.events} for one in numbers]}
        return Reply(200, json.dumps(told).encode())


def main(account_id: str, now: datetime) -> None:
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    with clock.frozen(now):
        while ask_carrier(UUID(account_id), Carrier(now), seconds=3600):
            pass
    print("done", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]))
