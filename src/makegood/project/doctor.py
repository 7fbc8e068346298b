"""`makegood doctor`: what to look at when something is wrong. Each check has an id that stays, and a hint."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from makegood.kernel import clock, crypto
from makegood.kernel.errors import BadInput
from makegood.kernel.jobs import queue_figures, workers_alive
from makegood.messages.models import Account
from makegood.messages.queries import account_tiles, oldest_due
from makegood.messages.rules.reach import HERE, leads_only_here
from makegood.project import env, keys
from makegood.project.prepare import NotReady, check_server

OK, WARNING, ERROR = "ok", "warning", "error"
UNSENT_FOR = 600
LEAST_FREE = 1 << 30
CLOCK_SLACK = 5


@dataclass(frozen=True)
class Finding:
    """What one check found; `hint` says what to do about it."""

    id: str
    level: str
    words: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"{self.level:8} {self.id}  {self.words}"
        return f"{line}\n{'':24}→ {self.hint}" if self.hint else line


def examine() -> Iterator[Finding]:
    """Every check, in the order one would look."""
    yield from _database()
    if connection.connection is None:
        return
    for check in CHECKS:
        yield from check()


def _database() -> Iterator[Finding]:
    try:
        check_server()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
            release, fsync = cursor.fetchone()
    except (DatabaseError, NotReady) as error:
        connection.close()
        words = " ".join(str(error).split())
        yield Finding("makegood.E001", ERROR, f"database: {words}", "is it running? make up")
        return
    yield Finding("makegood.E001", OK, f"database: PostgreSQL {release}")
    if fsync != "on":
        hint = "set fsync = on in its postgresql.conf: a power cut would lose what was promised"
        yield Finding("makegood.E002", ERROR, "the database does not write through (fsync)", hint)


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        words = f"{len(plan)} migrations to do, first {plan[0][0]}"
        yield Finding("makegood.E003", ERROR, words, "run makegood migrate (make up does it)")
    else:
        yield Finding("makegood.E003", OK, "the database is of this release")


def _worker() -> Iterator[Finding]:
    if alive := workers_alive():
        yield Finding("makegood.E004", OK, f"{alive} worker{'s' * (alive > 1)} alive")
    else:
        hint = "nothing is fetched, sent or reminded: start makegood up, or makegood worker"
        yield Finding("makegood.E004", ERROR, "no worker gave a sign of life for a minute", hint)
    failed = sum(queue.failed for queue in queue_figures())
    if failed:
        hint = "the worker's log says why"
        yield Finding("makegood.W005", WARNING, f"{failed} jobs were given up", hint)


def _mail() -> Iterator[Finding]:
    tiles = account_tiles()
    for tile in tiles:
        account = tile.account
        for since, error, way in (
            (account.receiving_failed_at, account.receiving_error, "receiving"),
            (account.sending_failed_at, account.sending_error, "sending"),
        ):
            if since:
                words = f"mailbox {account.address}: {way} fails since {since:%Y-%m-%d %H:%M} UTC ({error.get('code')})"
                hint = "the console's Settings → Mailboxes says which step and what to do"
                yield Finding("makegood.W006", WARNING, words, hint)
    due = oldest_due()
    waits = (clock.now() - due).total_seconds() if due else 0
    if waits > UNSENT_FOR:
        words = f"a message waits to be sent for {waits / 60:.0f} minutes"
        yield Finding("makegood.E007", ERROR, words, "see the mailbox above, and the worker")
    elif not any(f.account.receiving_failed_at or f.account.sending_failed_at for f in tiles):
        yield Finding(
            "makegood.E007", OK, f"mail flows ({len(tiles)} account{'s' * (len(tiles) != 1)})"
        )


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.MAKEGOOD_DATA).free
    words = f"{free / (1 << 30):.1f} GB free where the data are"
    if free < LEAST_FREE:
        hint = "make room: without it nothing can be received"
        yield Finding("makegood.E008", ERROR, words, hint)
    else:
        yield Finding("makegood.E008", OK, words)


def _keys() -> Iterator[Finding]:
    data = Path(settings.MAKEGOOD_DATA)
    open_to_others = [
        name
        for name in keys.NAMES
        if (path := data / name).exists() and path.stat().st_mode & 0o077
    ]
    for name in open_to_others:
        hint = f"chmod 600 {data / name}"
        yield Finding("makegood.W009", WARNING, f"others on this machine can read {name}", hint)
    sealed = Account.objects.exclude(secret="").values_list("secret", flat=True).first()
    try:
        if sealed:
            crypto.unseal(sealed)
    except BadInput:
        hint = "put the seal.key back that these mailboxes were connected with, or enter their passwords again"
        yield Finding("makegood.E010", ERROR, "the key does not open the mailboxes' secrets", hint)
    else:
        yield Finding("makegood.E010", OK, "the keys are there")


def _clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - clock.now().timestamp())
    if apart > CLOCK_SLACK:
        words = f"this machine's clock and the database's are {apart:.0f} s apart"
        hint = "let both follow a time server: promises are measured by them"
        yield Finding("makegood.W011", WARNING, words, hint)
    else:
        yield Finding("makegood.W011", OK, "the clocks agree")


def _settings() -> Iterator[Finding]:
    address = urlsplit(settings.MAKEGOOD_URL)
    if settings.MAKEGOOD_HOST not in HERE and address.scheme != "https":
        words = f"others reach {settings.MAKEGOOD_URL} without encryption"
        hint = (
            "put a proxy with a certificate before it (docs/howto/operate.md) and set MAKEGOOD_URL"
        )
        yield Finding("makegood.W012", WARNING, words, hint)
    elif (
        leads_only_here(settings.MAKEGOOD_URL)
        and Account.objects.exclude(kind="postoffice").exists()
    ):
        words = f"links in messages lead to {settings.MAKEGOOD_URL}, which customers can't open"
        hint = "set MAKEGOOD_URL to the address people reach the desk at"
        yield Finding("makegood.W013", WARNING, words, hint)
    if settings.DEBUG:
        yield Finding("makegood.W014", WARNING, "MAKEGOOD_DEBUG is on", "errors show their insides")


def settings_table() -> Iterator[str]:
    """Every setting there is, whether it is set (never its value: some are secrets), and what it means."""
    for name, meaning in env.KNOWN.items():
        is_set = any(f"{env.PREFIX}{name}{end}" in os.environ for end in ("", "_FILE"))
        yield f"{'set' if is_set else '':4}{env.PREFIX + name:24}{meaning}"


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _migrations,
    _worker,
    _mail,
    _disk,
    _keys,
    _clock,
    _settings,
)
