"""What must be true of the database and the data folder before anything is served."""

import gc
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

logger = logging.getLogger(__name__)

OLDEST = 15
NEEDED = ("pg_trgm", "unaccent")
"""Extensions the migrations create; a server that does not have them can't run Makegood."""
_MIGRATING = 0x6D616B65
"""The advisory lock under which one of several machines migrates."""


class NotReady(Exception):
    """The database can't be used; the message says why and what to do."""


def prepare() -> None:
    """Check the server, migrate, gather the static files. Doing it again costs little."""
    django.setup()
    prepare_database()
    gather_static_files()


def prepare_database() -> None:
    """The half of it that needs the server."""
    check_server()
    migrate()


def check_server() -> None:
    """Refuse a PostgreSQL that is too old or lacks what the migrations need."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10000
        cursor.execute(
            "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [list(NEEDED)]
        )
        missing = set(NEEDED) - {row[0] for row in cursor.fetchall()}
    if version < OLDEST:
        raise NotReady(f"PostgreSQL {version} is too old; Makegood needs {OLDEST} or newer")
    if missing:
        raise NotReady(
            f"this PostgreSQL lacks the extension {', '.join(sorted(missing))}; "
            "install its contrib package (Debian: postgresql-contrib)"
        )


def migrate() -> None:
    """Apply what is new; machines that start at once take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            with _seldom_collecting():
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Migrations draw every table anew for each step: some million objects, which the collector goes through again and
    again. That took a quarter of a first start's processor time; 90 MB more are held meanwhile.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def gather_static_files() -> None:
    """Copy, hash and compress them into the data folder, when one of them changed."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".stamp", _static_state()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    root.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def _static_state() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            seen.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.hexdigest()
