"""Reading connected shops: the first import, and afterwards what changed. What this reads is the truth."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.alone import alone
from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.log import record
from makegood.kernel.web import Web
from makegood.shops.actions.connecting import connector_of, opened
from makegood.shops.actions.documents import note_unread
from makegood.shops.actions.handing_over import read_handed
from makegood.shops.actions.mirroring import land_safely, why_refused
from makegood.shops.actions.standings import has_nameless_states, remember_states
from makegood.shops.actions.stocking import land_products_seen
from makegood.shops.events import ConnectionAdvanced, ConnectionChanged
from makegood.shops.models import Connection, Document
from makegood.shops.ports import (
    Cursor,
    OrderSeen,
    Page,
    ProductSeen,
    Pushed,
    Settings,
    ShopConnector,
)
from makegood.shops.rules.pacing import next_try

logger = logging.getLogger(__name__)
T = TypeVar("T", OrderSeen, ProductSeen)

EVERY = timedelta(minutes=2)
"""How often a shop is asked what changed; its webhooks tell of it sooner."""
AT_A_STRETCH = 50.0
"""Seconds one job reads; what is left is read by the next, so that no shop keeps the others waiting."""
SELDOM = timedelta(minutes=15)
"""How often it is looked whether somebody left a file without saying that it is whole."""
WAITED_FOR = 5.0
"""Seconds a shop may ask us to wait before the stretch ends: some count what they allow by the second."""
MOMENTS = 5
"""How often for one page: a shop that says "at once" and does not mean it is not run at."""


def sync(connection_id: UUID, web: Caller | None = None, seconds: float = AT_A_STRETCH) -> bool:
    """Read on where it was left; whether there is more to read at once. Under way elsewhere: `Conflict`.

    Each page is landed together with the cursor that is behind it: killed at any point, it goes on from there.
    """
    with alone(connection_id, "sync_under_way", _("This shop is being read already.")):
        connection = Connection.objects.select_related("shop").get(pk=connection_id)
        if not connection.is_active or settings.MAKEGOOD_TRAINING:
            return False
        try:
            if isinstance(connector_of(connection.kind), Pushed):
                return _read_what_was_handed_over(connection)
            if web is not None:
                return _Reading(connection, web, seconds).all()
            with Web() as own:
                return _Reading(connection, own, seconds).all()
        except ProviderFailed as error:
            fail(connection, error)
            return False


def _read_what_was_handed_over(connection: Connection) -> bool:
    """A system that calls us is not asked: what it left is read, and nothing is known of what it has not told."""
    told_at = read_handed(connection)
    if told_at is None:
        _save(connection, due_at=clock.now() + SELDOM)
        return False
    _be_done(connection)
    _save(connection, swept_at=told_at, due_at=clock.now() + SELDOM)
    return False


class _Reading:
    """One stretch of reading one shop."""

    def __init__(self, connection: Connection, web: Caller, seconds: float) -> None:
        self.connection = connection
        self.web = web
        self.until = time.monotonic() + seconds
        self.connector: ShopConnector = connector_of(connection.kind)
        self.settings = opened(connection)

    def all(self) -> bool:
        if self.connection.imported_at is None and not self.connection.orders_cursor:
            self._learn_states()
        ways: list[Callable[[], bool]] = [self._orders]
        if "products" in self.connector.capabilities:
            ways.insert(0, self._products)
        for page in ways:
            while page():
                if time.monotonic() >= self.until:
                    return True
        if has_nameless_states(self.connection):
            self._learn_states()
        _be_done(self.connection)
        return False

    def _learn_states(self) -> None:
        remember_states(self.connection, self.connector.states(self.settings, self.web))

    def _page(self, read: Callable[[Settings, Caller, Cursor], Page[T]], cursor: Cursor) -> Page[T]:
        """A connector that breaks is a shop that can't be read: its tile says so, and it is tried again. One that only
        asks for a moment gets it, some times over."""
        try:
            for _moment in range(MOMENTS):
                try:
                    return read(self.settings, self.web, cursor)
                except ProviderFailed as error:
                    if not self._has_waited(error):
                        raise
            return read(self.settings, self.web, cursor)
        except ProviderFailed:
            raise
        except Exception as error:
            logger.exception("connector broke", extra={"connection": str(self.connection.pk)})
            words = f"{type(error).__name__} in the connector"
            raise ProviderFailed(words, permanent=False, code="protocol", step="read") from error

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """What the database does not take is tried again like a shop that fails, and its tile says so."""
        try:
            yield
        except (DataError, IntegrityError, OverflowError) as error:
            logger.exception("page not kept", extra={"connection": str(self.connection.pk)})
            words = why_refused(error)
            raise ProviderFailed(words, permanent=False, code="not_kept", step="read") from error

    def _has_waited(self, error: ProviderFailed) -> bool:
        """As long as the shop asked, where that is short and the stretch lasts."""
        pause = error.retry_after if error.code == "busy" else None
        if pause is None or pause > WAITED_FOR or time.monotonic() + pause >= self.until:
            return False
        time.sleep(pause)
        return True

    def _products(self) -> bool:
        began = clock.now()
        page = self._page(self.connector.products_since, self.connection.products_cursor)
        with self._kept(), transaction.atomic():
            land_products_seen(self.connection, page.seen, began)
            note_unread(self.connection, Document.Kind.PRODUCT, page.unread)
            _save(self.connection, products_cursor=page.cursor)
        return not page.is_last

    def _orders(self) -> bool:
        began = clock.now()
        page = self._page(self.connector.orders_since, self.connection.orders_cursor)
        is_import = self.connection.imported_at is None
        with self._kept(), transaction.atomic():
            landed = land_safely(self.connection, page.seen, began, is_import=is_import)
            note_unread(self.connection, Document.Kind.ORDER, [*page.unread, *landed.odd])
            _save(self.connection, orders_cursor=page.cursor)
            if is_import:
                # What pages overlap by is read twice and counted once.
                read = self.connection.read + landed.news
                _save(self.connection, read=read, left=page.left)
                record(ConnectionAdvanced(connection_id=self.connection.pk, read=read))
        return not page.is_last


@transaction.atomic
def fail(connection: Connection, error: ProviderFailed) -> None:
    """Reading failed: since when, why, and when it is tried again. A shop that only asks us to wait has not failed."""
    now = clock.now()
    if error.code == "busy" and error.retry_after is not None:
        _save(connection, due_at=now + timedelta(seconds=error.retry_after))
        return
    is_new = connection.failing_since is None
    _save(
        connection,
        failing_since=connection.failing_since or now,
        failures=connection.failures + 1,
        failure={"step": error.step, "code": error.code, "detail": error.message[:300]},
        due_at=now + next_try(connection.failures + 1, error.retry_after),
    )
    if is_new:
        record(ConnectionChanged(connection_id=connection.pk, what="failing"))


@transaction.atomic
def _be_done(connection: Connection) -> None:
    """Everything there was is read: when, and when to look again."""
    now = clock.now()
    is_news = connection.imported_at is None or connection.failing_since is not None
    _save(
        connection,
        imported_at=connection.imported_at or now,
        swept_at=now,
        left=0,
        due_at=now + EVERY,
        failing_since=None,
        failures=0,
        failure={},
    )
    if is_news:
        record(ConnectionChanged(connection_id=connection.pk, what="works"))


def _save(connection: Connection, **values: Any) -> None:
    """Only these columns: the owner may be changing others at this moment."""
    for name, value in values.items():
        setattr(connection, name, value)
    connection.save(update_fields=list(values))
