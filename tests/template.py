"""The test database as the migrations leave it, made once: every run, and every worker of one, begins with a copy.

It is named by what it was made from. On an empty desk migrations move no rows, so the files of the migrations and the
locked packages, whose migrations run too, are all that it depends on.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from makegood.project.embedded_postgres import socket_folder

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "template_of_"


def name() -> str:
    """Of the template that fits the checkout as it is."""
    made_from = [*ROOT.glob("src/makegood/*/migrations/*.py"), ROOT / "requirements" / "base.lock"]
    content = hashlib.sha256()
    for path in sorted(made_from):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return PREFIX + content.hexdigest()[:16]


def make(data: Path) -> None:
    """Have the template in the server of `data`; those of other checkouts' migrations go."""
    socket = str(socket_folder(data))
    wanted = name()
    with psycopg.connect(
        dbname="postgres", host=socket, user="postgres", autocommit=True
    ) as server:
        # Two runs of one checkout: the second waits, and finds it there.
        server.execute("SELECT pg_advisory_lock(hashtext('makegood test template'))")
        found = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if wanted in found:
            return
        for old in (name for name in found if name.startswith(PREFIX)):
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
        unfinished = f"{PREFIX}be"
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
        _migrate(f"postgresql:///{unfinished}?host={socket}&user=postgres", data)
        server.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(unfinished), sql.Identifier(wanted)
            )
        )


@contextlib.contextmanager
def copied(data: Path) -> Iterator[str]:
    """A copy of it to look into: while somebody is connected to the template itself, no worker could begin with it."""
    make(data)
    copy = f"looked_into_by_{os.getpid()}"
    with psycopg.connect(
        dbname="postgres", host=str(socket_folder(data)), user="postgres", autocommit=True
    ) as server:
        made = "CREATE DATABASE {} TEMPLATE {}"
        server.execute(sql.SQL(made).format(sql.Identifier(copy), sql.Identifier(name())))
        try:
            yield copy
        finally:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(copy)))


def _migrate(url: str, data: Path) -> None:
    surroundings = {
        "MAKEGOOD_DATABASE_URL": url,
        "MAKEGOOD_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "makegood.project.settings_for_tests",
    }
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=os.environ | surroundings,
        cwd=ROOT,
        check=True,
    )
