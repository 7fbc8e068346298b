"""A data folder as a desk leaves it that was started once and stopped: whoever does not test the first start begins
with a copy, and spares the ten seconds in which every table is made.
"""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

from tests import template
from tests.project.groups import makegood_up
from tests.project.places import open_folder

from makegood.project.embedded_postgres import EmbeddedPostgres, socket_folder

TESTS = template.ROOT / "test-data"
KEPT = TESTS / "started-once"


def prepared(data: Path) -> Path:
    """`data`, started once before: not set up, with no port and no socket of its own yet."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(_kept()), str(data)], check=True)
    return data


def _kept() -> Path:
    """The one that fits the checkout's migrations, made by whoever needs it first."""
    KEPT.mkdir(parents=True, exist_ok=True)
    wanted = KEPT / template.name()
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            for old in KEPT.glob(f"{template.PREFIX}*"):
                shutil.rmtree(old)
            with open_folder() as folder:
                if "MAKEGOOD_DATABASE_URL" not in os.environ:
                    _lay_tables(folder / "var")
                with makegood_up(folder / "var") as running:
                    assert running.port
                unfinished = KEPT / f"{template.PREFIX}be"
                subprocess.run(["cp", "-a", str(folder / "var"), str(unfinished)], check=True)
            (unfinished / "port").unlink()
            (unfinished / "run").rmdir()  # where the socket can be depends on the path
            unfinished.rename(wanted)
    return wanted


def _lay_tables(data: Path) -> None:
    """Have the tests' template as its database: the first start finds nothing left to migrate. That migrating works is
    shown by the template itself, and by the test of an ordinary user's first start.
    """
    desk = EmbeddedPostgres(data)
    desk.start(fsync="off")
    desk.create_database("makegood")
    with template.copied(TESTS) as copy:
        dump = [*_program("pg_dump"), "-h", str(socket_folder(TESTS)), copy]
        read = subprocess.run(dump, check=True, capture_output=True).stdout
    fill = [*_program("psql"), "-h", str(socket_folder(data)), "-qd", "makegood"]
    subprocess.run([*fill, "-v", "ON_ERROR_STOP=1"], input=read, check=True, capture_output=True)
    desk.stop()


def _program(name: str) -> list[str]:
    return [str(EmbeddedPostgres(TESTS).binaries / name), "-U", "postgres"]
