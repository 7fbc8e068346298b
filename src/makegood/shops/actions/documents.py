"""What shops said, as it came: which reading is the newest, and what could not be understood."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection as database
from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.text import bounded
from makegood.shops.models import Connection, Refusal
from makegood.shops.ports import OrderSeen, ProductSeen, Unread
from makegood.shops.rules.reading import digest_of, each_once

KEPT_FOR = timedelta(days=30)
"""What the shop said of something that can't be understood."""
T = TypeVar("T", OrderSeen, ProductSeen)

_NEWER = """
    INSERT INTO shops_document (connection_id, kind, external_id, changed_at, read_at, digest, raw)
    VALUES {rows}
    ON CONFLICT (connection_id, kind, external_id) DO UPDATE
    SET changed_at = excluded.changed_at, read_at = excluded.read_at, digest = excluded.digest,
        raw = excluded.raw, gone_at = NULL
    WHERE (shops_document.changed_at, shops_document.read_at) < (excluded.changed_at, excluded.read_at)
        AND (shops_document.gone_at IS NULL OR shops_document.read_at < excluded.read_at)
        AND (shops_document.digest <> excluded.digest OR shops_document.gone_at IS NOT NULL)
    RETURNING external_id
"""
"""Compared and set in one statement, which holds the rows until the transaction ends. Not by arrays: quoting a text in
one costs more than all else here."""


@transaction.atomic
def note_unread(connection: Connection, kind: str, unread: Iterable[Unread]) -> None:
    """Keep what could not be understood, for the owner to see; the latest of each."""
    rows = [
        Refusal(
            connection=connection,
            kind=kind,
            external_id=bounded(one.external_id, 120),
            why=bounded(one.why, 300),
            raw=one.raw.replace("\x00", ""),
            at=clock.now(),
        )
        for one in each_once(unread)
    ]
    Refusal.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["connection", "kind", "external_id"],
        update_fields=["why", "raw", "at"],
    )


def forget_refusals(connection: Connection, kind: str, external_ids: Collection[str]) -> None:
    """What could not be read and now can."""
    Refusal.objects.filter(connection=connection, kind=kind, external_id__in=external_ids).delete()


def empty_old_refusals() -> None:
    """That something could not be read is told until it can be; its words, a customer's among them, go before."""
    old = Refusal.objects.filter(at__lt=clock.now() - KEPT_FOR)
    old.exclude(raw="").update(raw="")


def newer(connection: Connection, kind: str, seen: Sequence[T], read_at: datetime) -> list[T]:
    """Those that say something newer than what is known; what they say is kept from now on."""
    if not seen:
        return []
    told: list[Any] = []
    for one in seen:
        told += [connection.pk, kind, bounded(one.external_id, 120), one.changed_at, read_at]
        told += [digest_of(one.raw), one.raw.replace("\x00", "")]
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(seen))
    with database.cursor() as cursor:
        cursor.execute(_NEWER.replace("{rows}", rows), told)
        ids = {row[0] for row in cursor.fetchall()}
    return [one for one in seen if one.external_id in ids]
