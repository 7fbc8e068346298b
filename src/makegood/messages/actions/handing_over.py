"""Mail that others hand to us: a mail server by pipe or LMTP, a provider by webhook.

Only the row of the ledger is written, the worker does the rest: whoever hands it over is answered in a moment. Handed
over again, because the answer was lost, it is the same row.
"""

import hashlib
import os
import zlib
from collections.abc import Iterable
from dataclasses import replace
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings

from makegood.kernel import clock
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival
from makegood.messages.ports import Fetched

HEADER_BYTES = 1 << 20
"""Of a mail that is too big so much is looked through for the end of its header."""


class Spool:
    """A mail on its way in, written to the disk as it comes; past the limit only counted."""

    def __init__(self) -> None:
        self.file = TemporaryFile()  # noqa: SIM115  closed when it is handed over, or with `close`
        self.size = 0
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        self.size += len(piece)
        self._digest.update(piece)
        if not self.is_too_big:
            self.file.write(piece)

    @property
    def is_too_big(self) -> bool:
        return self.size > int(settings.MAKEGOOD_LARGEST_MAIL)

    @property
    def name(self) -> str:
        """The same for the same bytes."""
        return self._digest.hexdigest()[:40]

    def opened(self) -> BinaryIO:
        """To be read from the start, and closed, once for each mailbox it goes to."""
        self.file.flush()
        again = os.fdopen(os.dup(self.file.fileno()), "rb")
        again.seek(0)
        return again

    def header(self) -> bytes:
        self.file.seek(0)
        start = self.file.read(HEADER_BYTES)
        ends = [end for gap in (b"\r\n\r\n", b"\n\n") if (end := start.find(gap)) >= 0]
        return start[: min(ends)] + b"\n\n" if ends else start

    def close(self) -> None:
        self.file.close()


def hand_over(account: Account, spool: Spool, recipients: Iterable[str], source: str) -> Arrival:
    """Into the ledger, durably, when this returns. Of the addresses of this account it was sent to, one is noted."""
    recipient = telling(recipients)
    name = f"{source}/{spool.name}/{zlib.crc32(recipient.encode()):08x}"
    fetched = Fetched(name, b"", clock.now(), {}, recipient=recipient)
    if spool.is_too_big:
        fetched = replace(fetched, raw=spool.header(), problem="too_big", size=spool.size)
    else:
        fetched = replace(fetched, file=spool.opened())
    stored = store_arrival(account, fetched, source)
    return stored or Arrival.objects.get(account=account, server_id=name)


def telling(recipients: Iterable[str]) -> str:
    """The address that tells most: one with something after the "+" leads to a thread."""
    found = sorted(address.strip().lower() for address in recipients)
    return next((a for a in found if "+" in a.partition("@")[0]), next(iter(found), ""))
