"""Keeping a mailbox within what its settings let it send. What is over the limit waits; it never fails for it.

Counted are the attempts themselves, so there is no counter to lock; claims of one mailbox that has limits stand in
line for the moment of counting (an advisory lock that ends with the claim), so that no number of workers sends more.
"""

from datetime import datetime
from typing import Any

from django.db import connection

from makegood.kernel import clock
from makegood.messages.models import Account
from makegood.messages.rules.pacing import Limit, limits_of


def has_room(account: Account) -> bool:
    """Whether it may send one more now; if not, when it may is noted. Part of the caller's transaction."""
    limits = limits_of(account.settings)
    if not limits:
        return True
    key = int.from_bytes(account.pk.bytes[:8], "big", signed=True)
    with connection.cursor() as cursor:
        # A statement of its own: what the next one sees must be what others had written when the lock was free.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
    until = _full_until(account, limits)
    if until is None:
        return True
    Account.objects.filter(pk=account.pk).update(sending_full_until=until)
    return False


def _full_until(account: Account, limits: list[Limit]) -> datetime | None:
    now = clock.now()
    # The attempt that makes a span full is the `most`-th last: when it is older than the span there is room.
    asked = (
        "(SELECT started_at + %s FROM messages_delivery WHERE account_id = %s AND started_at > %s"
        " ORDER BY started_at DESC OFFSET %s LIMIT 1)"
    )
    values: list[Any] = [
        v for one in limits for v in (one.span, account.pk, now - one.span, one.most - 1)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT greatest({', '.join([asked] * len(limits))})", values)
        row = cursor.fetchone()
    return row[0] if row else None
