"""Files a system hands over by calling us: first kept, piece by piece, then read by a job, like any shop."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

from django.db import DataError, IntegrityError, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import NotFound, ProviderFailed, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.shops.actions.connecting import ask_for_shop, connector_of, opened
from makegood.shops.actions.documents import forget_refusals, note_unread
from makegood.shops.actions.mirroring import land_safely, why_refused
from makegood.shops.actions.stocking import land_products_seen
from makegood.shops.events import ConnectionAdvanced
from makegood.shops.models import Connection, Document, HandedFile, HandedPiece
from makegood.shops.ports import HandedOver, OrderSeen, ProductSeen, Pushed, Unread

logger = logging.getLogger(__name__)

LARGEST_PIECE = 4 * 1024 * 1024
MOST_WAITING = 96 * 1024 * 1024
"""Bytes of one connection that wait to be read: a hundred thousand offers, zipped, are five million."""
SILENCE = timedelta(minutes=5)
"""Some never say that a file is whole: after so long without another piece it is."""
AT_ONCE = 100
Said = OrderSeen | ProductSeen | tuple[Literal["order", "product"], Unread]


def pushed_connector(connection: Connection) -> Pushed:
    """Of a system that calls us; of any other `NotFound`: nobody hands it files."""
    connector = connector_of(connection.kind)
    if not isinstance(connector, Pushed):
        raise NotFound
    return connector


@transaction.atomic
def take_piece(connection: Connection, exchange: str, name: str, body: bytes) -> None:
    """Keep it behind what there is of the file. What can say nothing we read is let go. `Refused("too_much")`."""
    if not body or not pushed_connector(connection).takes(name):
        return
    # Held until this is saved: no two pieces take one place, and what waits is counted right.
    Connection.objects.filter(pk=connection.pk).update(due_at=clock.now() + SILENCE)
    waiting = HandedFile.objects.filter(connection=connection)
    held = waiting.aggregate(size=Sum("size"))["size"] or 0
    if len(body) > LARGEST_PIECE or held + len(body) > MOST_WAITING:
        raise Refused("too_much", _("This is more than the desk takes at once."))
    file, _new = HandedFile.objects.get_or_create(
        connection=connection,
        exchange=bounded(exchange, 40),
        name=bounded(name, 200),
        defaults={"received_at": clock.now()},
    )
    HandedPiece.objects.create(file=file, position=file.pieces, body=body)
    file.pieces, file.size, file.received_at = file.pieces + 1, file.size + len(body), clock.now()
    file.is_whole = False
    file.save(update_fields=["pieces", "size", "received_at", "is_whole"])


@transaction.atomic
def finish_exchange(connection: Connection, exchange: str) -> None:
    """All of its files are whole now, and read by the worker. Said twice is said once."""
    files = HandedFile.objects.filter(connection=connection, exchange=exchange, is_whole=False)
    now = clock.now()
    Connection.objects.filter(pk=connection.pk).update(hinted_at=now, due_at=now)
    files.update(is_whole=True)
    ask_for_shop(connection.pk)


def read_handed(connection: Connection) -> datetime | None:
    """Read what is whole, the oldest first; when the latest of it came, None if there was nothing.

    A file that can't be read is told among what could not be read, under its name, and let go: only a new one helps.
    Killed in between, a file is read again from its beginning, and what was landed of it stays as it is.
    """
    told_at = None
    while file := _next(connection):
        _read(connection, file)
        told_at = file.received_at
    return told_at


def _next(connection: Connection) -> HandedFile | None:
    is_left = Q(is_whole=True) | Q(received_at__lt=clock.now() - SILENCE)
    files = HandedFile.objects.filter(is_left, connection=connection)
    return files.order_by("received_at", "pk").first()


def _read(connection: Connection, file: HandedFile) -> None:
    body = b"".join(bytes(part.body) for part in file.parts.order_by("position"))
    handed = HandedOver(
        file.name, body, file.received_at, connection.shop.timezone, connection.shop.currency
    )
    said = pushed_connector(connection).understand(opened(connection), handed)
    odd: list[Unread] = []
    try:
        while some := list(islice(said, AT_ONCE)):
            _land(connection, _sorted_out(some), file.received_at)
    except ProviderFailed as error:
        odd = [Unread(file.name, error.message, "")]
    except (DataError, IntegrityError, OverflowError) as error:
        logger.exception("file not kept", extra={"connection": str(connection.pk)})
        odd = [Unread(file.name, why_refused(error), "")]
    except Exception as error:  # a stranger's connector can break in any way, and would break again
        logger.exception("connector broke", extra={"connection": str(connection.pk)})
        odd = [Unread(file.name, f"{type(error).__name__} in the connector", "")]
    with transaction.atomic():
        forget_refusals(connection, Document.Kind.ORDER, [file.name])
        note_unread(connection, Document.Kind.ORDER, odd)
        # With a piece that came meanwhile it is another file, and read anew.
        HandedFile.objects.filter(pk=file.pk, pieces=file.pieces).delete()


@dataclass
class _Sorted:
    orders: list[OrderSeen] = field(default_factory=list)
    products: list[ProductSeen] = field(default_factory=list)
    odd: dict[str, list[Unread]] = field(default_factory=lambda: {"order": [], "product": []})


def _sorted_out(some: list[Said]) -> _Sorted:
    found = _Sorted()
    for one in some:
        match one:
            case OrderSeen():
                found.orders.append(one)
            case ProductSeen():
                found.products.append(one)
            case (kind, unread):
                found.odd[kind].append(unread)
    return found


@transaction.atomic
def _land(connection: Connection, told: _Sorted, read_at: datetime) -> None:
    is_import = connection.imported_at is None
    land_products_seen(connection, told.products, read_at)
    landed = land_safely(connection, told.orders, read_at, is_import=is_import)
    note_unread(connection, Document.Kind.ORDER, [*told.odd["order"], *landed.odd])
    note_unread(connection, Document.Kind.PRODUCT, told.odd["product"])
    if is_import and landed.news:
        connection.read += landed.news
        connection.save(update_fields=["read"])
        record(ConnectionAdvanced(connection_id=connection.pk, read=connection.read))
