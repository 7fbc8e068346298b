"""Everything an installation is, in one tar file: database, files and keys. And back again.

Order matters. Backing up: the database first, then the files, because a row may not speak of a file that
is missing, while a file no row speaks of does no harm. Restoring: files, then the database in one
transaction, then the keys, so that a restore cut short can simply be started again.
"""

import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection

from makegood.kernel import clock
from makegood.people.actions.setup_link import owner_exists
from makegood.project.embedded_postgres import MAJOR, PACKAGE

FORMAT = 1
KEYS = {"secret.key": "SECRET_KEY", "seal.key": "MAKEGOOD_SEAL_KEY"}


class BackupFailed(Exception):
    """No backup was made, or nothing restored; the message says why."""


@dataclass(frozen=True)
class Contents:
    """What is in a backup."""

    made_at: str
    release: str
    files: int
    size: int


def back_up(to: Path) -> Contents:
    """Write a backup to `to`, whole or not at all. The desk may go on working meanwhile."""
    about: dict[str, Any] = {
        "format": FORMAT,
        "release": version("makegood"),
        "made_at": clock.now().isoformat(timespec="seconds"),
        "migrations": sorted(_applied()),
    }
    unfinished = to.with_name(f".{to.name}.unfinished")
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".backup-") as folder:
        dump = Path(folder) / "database.dump"
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        try:
            files = _write(unfinished, about, dump)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    unfinished.replace(to)
    return Contents(about["made_at"], about["release"], files, to.stat().st_size)


def restore(source: Path, *, force: bool) -> Contents:
    """Make this installation what `source` holds. Without `force`, refuse where somebody has set up a desk."""
    try:
        with tarfile.open(source) as tar:
            about = _about(tar)
            if not force and _is_in_use():
                raise BackupFailed(
                    "this desk has an owner already; --force replaces everything in it by the backup"
                )
            files = _restore_files(tar)
            _restore_database(tar)
            _restore_keys(tar)
    except (tarfile.TarError, OSError, KeyError) as error:
        raise BackupFailed(f"{source} can't be read as a backup: {error}") from error
    return Contents(about["made_at"], about["release"], files, source.stat().st_size)


def _write(path: Path, about: dict[str, Any], dump: Path) -> int:
    # The keys are inside: nobody else may read it.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as tar:
        _add(tar, "about.json", json.dumps(about, indent=1).encode())
        for name, setting in KEYS.items():
            _add(tar, f"keys/{name}", getattr(settings, setting).encode())
        tar.add(dump, "database.dump")
        count = 0
        for file in _stored():
            tar.add(file, f"files/{file.relative_to(settings.MEDIA_ROOT)}", recursive=False)
            count += 1
        tar.close()
        raw.flush()
        os.fsync(raw.fileno())
    return count


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(content), 0o600, int(clock.now().timestamp())
    tar.addfile(entry, io.BytesIO(content))


def _stored() -> Iterator[Path]:
    """Every whole file; what is worked out from others (thumbnails, exports) can be worked out again."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        made = path.relative_to(root).parts[0] in ("derived", "exports")
        if path.is_file() and not path.name.startswith(".") and not made:
            yield path


def _about(tar: tarfile.TarFile) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(_content(tar, "about.json"))
    if about.get("format") != FORMAT:
        raise BackupFailed(f"its format is {about.get('format')}, this release knows {FORMAT}")
    if unknown := set(about["migrations"]) - _known():
        raise BackupFailed(
            f"it was made by a newer release ({about['release']}; this one does not know "
            f"{sorted(unknown)[0]}); restore it with that one"
        )
    return about


def _restore_files(tar: tarfile.TarFile) -> int:
    root, count = Path(settings.MEDIA_ROOT), 0
    for entry in tar:
        parts = PurePosixPath(entry.name).parts
        if not entry.isfile() or parts[:1] != ("files",) or ".." in parts:
            continue
        place = root.joinpath(*parts[1:])
        if not place.exists() or place.stat().st_size != entry.size:
            _extract(tar, entry, place)
        count += 1
    return count


def _extract(tar: tarfile.TarFile, entry: tarfile.TarInfo, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.unfinished")
    content = tar.extractfile(entry)
    assert content is not None
    with content, unfinished.open("wb") as file:
        shutil.copyfileobj(content, file)
    unfinished.replace(place)


def _restore_database(tar: tarfile.TarFile) -> None:
    """In one transaction: what was there stays until all of the backup is there."""
    with tempfile.TemporaryDirectory() as folder:
        dump, script = Path(folder) / "database.dump", Path(folder) / "database.sql"
        _extract(tar, tar.getmember("database.dump"), dump)
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
        if _server_major() < 17:  # older servers do not know this setting of the dump's first lines
            _drop_line(script, rb"SET transaction_timeout = 0;\n")
        connection.close()
        _run(
            "psql",
            *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
            *("--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"),
            *(f"--file={script}", "--output=/dev/null"),
        )


def _drop_line(script: Path, line: bytes) -> None:
    with script.open("r+b") as file:
        head = file.read(4096)
        file.seek(0)
        file.write(re.sub(line, lambda found: b" " * (len(found[0]) - 1) + b"\n", head))


def _restore_keys(tar: tarfile.TarFile) -> None:
    for name, setting in KEYS.items():
        key = _content(tar, f"keys/{name}")
        if key.decode() == getattr(settings, setting):
            continue
        place = Path(settings.MAKEGOOD_DATA) / name
        handle = os.open(f"{place}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
        Path(f"{place}.new").replace(place)


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member.read()


def _is_in_use() -> bool:
    return bool(_applied()) and owner_exists()


def _applied() -> set[str]:
    if "django_migrations" not in connection.introspection.table_names():
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations")
        return {row[0] for row in cursor.fetchall()}


def _known() -> set[str]:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415  slow import

    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _server_major() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def _run(program: str, *arguments: str) -> None:
    database: dict[str, Any] = settings.DATABASES["default"]
    environment = os.environ | {
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"]),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
        "PGDATABASE": str(database["NAME"]),
        "PGSSLMODE": (database.get("OPTIONS") or {}).get("sslmode", "prefer"),
    }
    done = subprocess.run(  # noqa: S603  PostgreSQL's own tools
        [_tool(program), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(f"{program}: {done.stderr.strip()[-500:]}")


def _tool(program: str) -> str:
    """Ours, unless the server is newer: pg_dump reads older servers, never newer ones."""
    if _server_major() <= int(MAJOR):
        return str(PACKAGE / "pginstall" / "bin" / program)
    if found := shutil.which(program):
        return found
    raise BackupFailed(f"the server is PostgreSQL {_server_major()}; install its own {program}")
