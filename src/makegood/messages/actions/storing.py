"""A message into the intake ledger: stored as it came, before anything of it is understood."""

from collections.abc import Sequence
from contextlib import nullcontext

from django.db import transaction

from makegood.kernel import clock, files
from makegood.kernel.ids import new_token
from makegood.kernel.text import bounded
from makegood.messages.models import Account, Arrival
from makegood.messages.ports import Fetched


def store_arrival(account: Account, fetched: Fetched, source: str = "") -> Arrival | None:
    """Keep one message as it came, and how far the mailbox was read. None: it was here already."""
    stored = store_arrivals(account, [fetched], source)
    return stored[0] if stored else None


def store_arrivals(account: Account, fetched: Sequence[Fetched], source: str = "") -> list[Arrival]:
    """Several at once: bytes first, then rows and cursor in one transaction. Answers those not seen before."""
    if not fetched:
        return []
    with files.together():
        rows = [_arrival(account, one, source) for one in fetched]
    with transaction.atomic():
        cursor = fetched[-1].cursor
        if cursor:
            Account.objects.filter(pk=account.pk).update(cursor=cursor, received_at=clock.now())
        else:
            Account.objects.filter(pk=account.pk).update(received_at=clock.now())
        Arrival.objects.bulk_create(rows, ignore_conflicts=True)
        ids = [row.pk for row in rows]
        new = set(Arrival.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return [row for row in rows if row.pk in new]


def deliver(account: Account, raw: bytes, server_id: str = "", source: str = "") -> Arrival:
    """A raw message handed to us, not fetched: the post office; a pipe, LMTP or a webhook (`source`)."""
    fetched = Fetched(server_id or f"handed/{new_token(24)}", raw, clock.now(), {})
    arrival = store_arrival(account, fetched, source)
    if arrival is None:
        return Arrival.objects.get(account=account, server_id=fetched.server_id)
    return arrival


def _arrival(account: Account, fetched: Fetched, source: str) -> Arrival:
    with fetched.file or nullcontext():
        kept = files.store(fetched.file or fetched.raw)
    return Arrival(
        account=account,
        source=source or account.kind,
        server_id=bounded(fetched.server_id, 200),
        sha256=kept.sha256,
        size=fetched.size if fetched.problem else kept.size,
        problem=bounded(fetched.problem, 20),
        recipient=bounded(fetched.recipient, 320),
        arrived_at=fetched.arrived_at,
    )
