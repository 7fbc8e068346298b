"""What a worker process does all the time: listen to mailboxes, settle what came, send what is due.

Threads, not jobs: a mailbox is listened to for days, and mail that waits a second for its turn is late. Any number
of workers may run this; locks in the database give each mailbox to one of them and each row to one at a time.
Whatever breaks a thread, its supervisor starts it again; what was under way is taken up from the rows.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection

from makegood.kernel import clock
from makegood.kernel.errors import MakegoodError, ProviderFailed
from makegood.kernel.registry import adapters
from makegood.messages.actions.accounts import (
    begin_reading,
    channel_of,
    failed,
    opened_settings,
    worked,
)
from makegood.messages.actions.catching_up import came_further, has_caught_up
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrivals
from makegood.messages.models import Account
from makegood.messages.ports import Channel, Fetched

logger = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds until a new or changed account is noticed."""
POLL_EVERY = 1.0
LOST_EVERY = 10.0
REST_AFTER_FAILURE = 5.0
LINE_HELD = 30.0
STORED_AT_ONCE = 50
STORED_BYTES = 8 << 20


def run(stopped: Callable[[], bool]) -> None:
    """Listen, settle and send until `stopped()`; returns when every thread has come to rest."""
    _House(stopped).run()


class _House:
    """The threads of one process and what they tell each other."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self.stopped = stopped
        self.arrived, self.due = threading.Event(), threading.Event()
        self.busy_since: float | None = None
        """Since when the sender has been at it without a pause."""
        self.helps = threading.Event()
        self.accounts: dict[UUID, int] = {}
        """Mailboxes to listen to → a sum of their settings, so that a thread notices its own have changed."""
        self.threads: dict[object, threading.Thread] = {}

    def run(self) -> None:
        while not self.stopped():
            self._look_around()
            self._keep_running("settler", self._settle)
            self._keep_running("sender", self._send)
            self._keep_running("second sender", self._help_sending)
            if self.busy_since and monotonic() - self.busy_since > LOOK_EVERY:
                self.helps.set()
            for account_id in list(self.accounts):
                self._keep_running(account_id, self._listen, account_id)
            _rest(LOOK_EVERY, self.stopped)
        self.arrived.set()
        self.due.set()
        self.helps.set()
        for thread in self.threads.values():
            thread.join(timeout=10)
        connection.close()

    def _look_around(self) -> None:
        """A look takes a moment every other second: kept for the next one, its connection would cost the database 4 MB."""
        try:
            self.accounts = _mailboxes()
        except DatabaseError:
            logger.warning("accounts cannot be read", exc_info=True)
        finally:
            connection.close()

    def _keep_running(self, name: object, work: Callable[..., None], *args: object) -> None:
        thread = self.threads.get(name)
        if thread is None or not thread.is_alive():
            thread = threading.Thread(
                target=_guarded, args=(work, *args), name=str(name), daemon=True
            )
            self.threads[name] = thread
            thread.start()

    def _settle(self) -> None:
        while not self.stopped():
            if settle_arrivals():
                self.due.set()
            self.arrived.wait(POLL_EVERY)
            self.arrived.clear()

    def _send(self) -> None:
        looked_for_lost = 0.0
        while not self.stopped():
            is_time = monotonic() - looked_for_lost > LOST_EVERY
            looked_for_lost = monotonic() if is_time else looked_for_lost
            self.busy_since = monotonic()
            try:
                dispatch_due(look_for_lost=is_time)
            finally:
                self.busy_since = None
            self.due.wait(POLL_EVERY)
            self.due.clear()

    def _help_sending(self) -> None:
        """Beside the first while it has much to do, or waits for a slow server; else without a connection, which would
        cost the database 9 MB.
        """
        while not self.stopped():
            self.helps.wait()
            self.helps.clear()
            dispatch_due(look_for_lost=False)
            connection.close()

    def _listen(self, account_id: UUID) -> None:
        mine = self.accounts.get(account_id)

        def is_over() -> bool:
            return self.stopped() or self.accounts.get(account_id) != mine

        if not _is_ours_alone(account_id):
            _rest(REST_AFTER_FAILURE, is_over)
            return
        while not is_over():
            account = Account.objects.select_related("shop").get(pk=account_id)
            _rest_until(account.retry_at, is_over)
            if not is_over():
                self._attend(account, is_over)

    def _attend(self, account: Account, is_over: Callable[[], bool]) -> None:
        """Once round: fetch everything new, then wait for more. Failures are the account's, shown on its tile."""
        try:
            channel = channel_of(account)
            self._fetch(account, channel, is_over)
            if account.receiving_failed_at is not None:
                worked(account, "receiving")
            self._wait(account, channel, is_over)
        except DatabaseError:
            raise
        except MakegoodError as error:
            failed(account, "receiving", _as_failure(error))
        except Exception as error:
            logger.exception("mailbox broke", extra={"account": str(account.pk)})
            failed(account, "receiving", _as_failure(error))

    def _wait(self, account: Account, channel: Channel, is_over: Callable[[], bool]) -> None:
        """A line that held for a while and fell is no failure: the next look tells whether the mailbox is gone."""
        began = monotonic()
        try:
            channel.wait(opened_settings(account), _cursor_of(account), is_over)
        except ProviderFailed:
            if monotonic() - began < LINE_HELD:
                raise

    def _fetch(self, account: Account, channel: Channel, is_over: Callable[[], bool]) -> None:
        opened = opened_settings(account)
        cursor = channel.begin(opened, account.cursor)
        begin_reading(account, cursor)
        for batch in _batches(channel.fetch(opened, cursor)):
            store_arrivals(account, batch)
            came_further(account, len(batch), batch[-1].left)
            self.arrived.set()
            if is_over():
                return
        has_caught_up(account)


def _mailboxes() -> dict[UUID, int]:
    if settings.MAKEGOOD_TRAINING:
        return {}
    fetching = [kind for kind, channel in adapters("makegood.channels").items() if channel.fetches]
    rows = Account.objects.filter(is_active=True, kind__in=fetching, shop__is_sample=False)
    return {
        row.pk: hash((row.address, row.secret, repr(sorted(row.settings.items())))) for row in rows
    }


def _batches(fetched: Iterator[Fetched]) -> Iterator[list[Fetched]]:
    """As many as fit into one transaction without holding much in memory."""
    batch: list[Fetched] = []
    size = 0
    for one in fetched:
        batch.append(one)
        size += len(one.raw)
        if len(batch) >= STORED_AT_ONCE or size >= STORED_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _cursor_of(account: Account) -> dict[str, object]:
    cursor: dict[str, object] = Account.objects.values_list("cursor", flat=True).get(pk=account.pk)
    return cursor


def _as_failure(error: Exception) -> ProviderFailed:
    if isinstance(error, ProviderFailed):
        return error
    return ProviderFailed(str(error) or type(error).__name__, permanent=False, code="protocol")


def _is_ours_alone(account_id: UUID) -> bool:
    """Held by this thread's connection until it closes: one listener for each mailbox, however many workers."""
    key = int.from_bytes(account_id.bytes[8:], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
    return bool(row and row[0])


def _rest_until(at: datetime | None, is_over: Callable[[], bool]) -> None:
    if at is not None:
        _rest((at - clock.now()).total_seconds(), is_over)


def _rest(seconds: float, is_over: Callable[[], bool]) -> None:
    until = monotonic() + seconds
    pause = threading.Event()
    while not is_over() and (left := until - monotonic()) > 0:
        pause.wait(min(left, 0.25))


def _guarded(work: Callable[..., None], *args: object) -> None:
    """A thread's whole life: what breaks it is logged, and its connection is closed whatever happens."""
    try:
        work(*args)
    except Exception:
        logger.exception("thread broke", extra={"work": work.__name__})
        _rest(REST_AFTER_FAILURE, lambda: False)
    finally:
        connection.close()
