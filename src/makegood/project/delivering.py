"""`makegood mail deliver`: one mail from a mail server's pipe into the intake ledger.

Answers in the exit codes mail servers know (sysexits.h). Whatever is not known to be the mail's own fault is "try
again": the server keeps the mail, and nothing is lost.
"""

import sys
from contextlib import closing
from typing import BinaryIO

from django.db import Error as DatabaseTrouble

from makegood.messages.actions.handing_over import Spool, hand_over
from makegood.messages.queries import account_of

STORED, NO_USER, TOO_BIG, TRY_AGAIN = 0, 67, 69, 75
PIECE = 1 << 20


def take_in(stream: BinaryIO, account: str, recipient: str) -> int:
    """Store what `stream` holds for the mailbox `account`, or for the one `recipient` belongs to."""
    try:
        found = account_of(account or recipient)
        if found is None:
            return _said(NO_USER, f"no mailbox of this desk has the address {account or recipient}")
        with closing(_spooled(stream)) as spool:
            hand_over(found, spool, [recipient or account], "pipe")
    except (DatabaseTrouble, OSError) as error:
        return _said(TRY_AGAIN, f"cannot store now: {' '.join(str(error).split())}")
    if spool.is_too_big:
        return _said(TOO_BIG, f"{spool.size} bytes are more than this desk takes")
    return STORED


def _spooled(stream: BinaryIO) -> Spool:
    spool = Spool()
    while piece := stream.read(PIECE):
        spool.write(piece)
    return spool


def _said(code: int, words: str) -> int:
    print(f"makegood: {words}", file=sys.stderr)
    return code
