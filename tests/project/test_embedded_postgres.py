"""The embedded server, in states a crash can leave it in."""

import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from makegood.project.embedded_postgres import EmbeddedPostgres, socket_folder


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
