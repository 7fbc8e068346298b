"""The embedded server, in states a crash can leave it in."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from makegood.project.embedded_postgres import PACKAGE, EmbeddedPostgres, socket_folder
from makegood.project.server_user import reachable_copy, server_user


@pytest.fixture
def postgres() -> Iterator[EmbeddedPostgres]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedPostgres(Path(folder, "var"))
        server.start()
        yield server
        server.stop()


def test_a_server_that_is_already_stopping_is_waited_for(postgres: EmbeddedPostgres) -> None:
    pid = int((postgres.folder / "postmaster.pid").read_text().splitlines()[0])
    with psycopg.connect(
        host=str(socket_folder(postgres.data)), user="postgres", dbname="postgres"
    ):
        os.kill(pid, signal.SIGTERM)  # "smart": it waits for the connection, and takes no new one
        wait_until(lambda: not postgres.is_running())

        postgres.stop()

        assert not (postgres.folder / "postmaster.pid").exists()
    postgres.start()
    assert postgres.is_running()


def wait_until(is_so: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(200):
        if is_so():
            return
        pause.wait(0.05)
    raise AssertionError("it did not come about")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as somebody else")
def test_root_s_server_runs_from_a_checkout_nobody_else_may_enter() -> None:
    with tempfile.TemporaryDirectory() as closed, tempfile.TemporaryDirectory() as store:
        Path(store).chmod(0o755)
        home = Path(closed, PACKAGE.name)
        shutil.copytree(PACKAGE, home, symlinks=True)
        libraries = f"{PACKAGE.name}.libs"
        shutil.copytree(PACKAGE.with_name(libraries), home.with_name(libraries))
        user = server_user(Path(store, "postgres"))

        package = reachable_copy(user, home, "18", Path(store))

        said = subprocess.run(
            [package / "pginstall" / "bin" / "initdb", "--version"],
            capture_output=True,
            text=True,
            cwd="/",
            check=True,
            **user.demoted,
        )
        assert "18" in said.stdout
        assert package.is_relative_to(store)
