"""Webhooks of connected shops: kept when they are signed, and the orders they speak of read again."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from makegood.kernel import clock
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.text import bounded
from makegood.kernel.web import Web
from makegood.shops.actions.connecting import connector_of, opened
from makegood.shops.actions.documents import note_unread
from makegood.shops.actions.mirroring import land_safely, note_gone
from makegood.shops.actions.syncing import fail
from makegood.shops.models import Connection, Document, HandedFile, Hint
from makegood.shops.ports import Call

AT_ONCE = 50
"""Hints looked at together: those of one order are one reading."""
KEPT_FOR = timedelta(days=30)
_HEARD_EVERY = timedelta(minutes=1)


@transaction.atomic
def take_hint(connection: Connection, call: Call) -> bool:
    """Keep a signed webhook and have its order read again; whether it was new. `NotAllowed` when it is not signed.

    A delivery that comes once more, body and all, changes nothing; one that bears a known id and another body is news.
    """
    hint = connector_of(connection.kind).recognise(opened(connection), call)
    if not hint.order_id:
        return False
    digest = hashlib.sha256(call.body).hexdigest()
    event_id = bounded(hint.event_id, 120)
    known = Hint.objects.filter(connection=connection, event_id=event_id, digest=digest)
    if known.exists():
        return False
    Hint.objects.bulk_create(  # two at once: the second finds it there
        [
            Hint(
                connection=connection,
                event_id=event_id,
                digest=digest,
                order_id=bounded(hint.order_id, 120),
                body=call.body,
                received_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
    _note_heard(connection)
    ask_for_hints(connection.pk)
    return True


def read_hints(connection_id: UUID, web: Caller | None = None) -> None:
    """Read again every order that hints speak of, each once. A shop that fails is left alone until it is due again;
    its hints wait."""
    connection = Connection.objects.select_related("shop").get(pk=connection_id)
    is_resting = connection.failing_since is not None and connection.due_at > clock.now()
    if not connection.is_active or is_resting or settings.MAKEGOOD_TRAINING:
        return
    try:
        if web is not None:
            _read_all(connection, web)
        else:
            with Web() as own:
                _read_all(connection, own)
    except ProviderFailed as error:
        fail(connection, error)


def ask_for_hints(connection_id: UUID) -> None:
    """Have them read by the worker; asking twice is asking once."""
    task = app.configure_task(
        "makegood.shops.tasks.read_hints",
        lock=f"hints:{connection_id}",
        queueing_lock=f"hints:{connection_id}",
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(connection_id=str(connection_id))


def forget_old_hints() -> None:
    """Those that were read long ago; a delivery is not repeated after so many days. Those of a line that was cut nobody
    reads, nor the files it handed over."""
    before = clock.now() - KEPT_FOR
    is_over = Q(read_at__isnull=False) | Q(connection__is_active=False)
    Hint.objects.filter(is_over, received_at__lt=before).delete()
    HandedFile.objects.filter(connection__is_active=False, received_at__lt=before).delete()


def _read_all(connection: Connection, web: Caller) -> None:
    waiting = Hint.objects.filter(connection=connection, read_at=None).order_by("id")
    while told := list(waiting.values_list("id", "order_id")[:AT_ONCE]):
        for order_id in dict.fromkeys(order_id for _id, order_id in told):
            read_again(connection, web, order_id)
            ids = [pk for pk, of in told if of == order_id]
            # What it said besides is the customer's: it is not kept once it is followed.
            Hint.objects.filter(pk__in=ids).update(read_at=clock.now(), body=b"")


def read_again(connection: Connection, web: Caller, order_id: str) -> None:
    """One order as it is now; one that is only hidden from us stays as it is."""
    began = clock.now()
    try:
        seen = connector_of(connection.kind).fetch_order(opened(connection), web, order_id)
    except ProviderFailed as error:
        if error.code != "hidden":
            raise
        return
    if seen is None:
        note_gone(connection, order_id, began)
        return
    note_unread(connection, Document.Kind.ORDER, land_safely(connection, [seen], began).odd)


def _note_heard(connection: Connection) -> None:
    """When it last called, by the minute: a shop that calls a thousand times does not queue for its own row."""
    now = clock.now()
    lately = Q(hinted_at=None) | Q(hinted_at__lt=now - _HEARD_EVERY)
    Connection.objects.filter(lately, pk=connection.pk).update(hinted_at=now)
