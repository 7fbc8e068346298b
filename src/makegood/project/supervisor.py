"""`makegood up`: database, pages, streams and worker as one group that starts, lives and ends together.

This process stays small (no Django in it, nor the command line that began it) because it does nothing but start the others, start again
what fell, and stop all in order: first those who use the database, then the database. It has two
children: PostgreSQL, and the house (`project.house`), which has the rest. If it is killed itself, the
kernel tells each child (`lifeline`); what they were doing is in the database or was not done.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from makegood.project import env, lifeline, locks, ports
from makegood.project.embedded_postgres import EmbeddedPostgres, PostgresFailed
from makegood.project.keeping import (
    DATABASE_PATIENCE,
    ORPHANS_LAST,
    PATIENCE,
    READY,
    Keeper,
    Part,
    say,
    started,
)

MOST_FALLS = 3
"""At a start: what falls so often will not stand up by itself."""


class StartFailed(Exception):
    """The group could not be started; the message says why."""


class Group(Keeper):
    """All parts of one installation. `run` returns the exit code of `makegood up`."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        self.data = data
        self.postgres = None if env.text("DATABASE_URL") else EmbeddedPostgres(data)

    def run(self) -> int:
        """Start everything, keep it running until told to stop, stop everything."""
        try:
            with locks.alone(self.data / locks.GROUP):
                return self._run_alone()
        except locks.Busy as error:
            raise StartFailed(
                f"Makegood runs already on {self.data}; stop it first, or set MAKEGOOD_DATA for a second one"
            ) from error

    def _run_alone(self) -> int:
        host = env.text("HOST", "127.0.0.1")
        with ports.taken(host, _asked("PORT"), _asked("STREAM_PORT"), self.data) as (
            pages,
            streams,
        ):
            os.environ |= {"MAKEGOOD_PORT": str(pages), "MAKEGOOD_STREAM_PORT": str(streams)}
            # glibc keeps a heap for each thread otherwise, and gives none of it back.
            os.environ.setdefault("MALLOC_ARENA_MAX", "1")
            # Where in its line an instruction stands: 5 MB, for the little hats under a traceback's lines.
            os.environ.setdefault("PYTHONNODEBUGRANGES", "1")
            self.listen_to_signals()
            try:
                house = self._open_house()
                self._start_postgres()
                link = self._prepared()
                self._wait_until_served(house, host, pages)
                if not self.is_stopping:
                    _announce(link)
                self.watch()
            finally:
                self._stop()
        return 0

    def _start_postgres(self) -> None:
        if self.postgres is None:
            return
        try:
            with locks.alone(self.data / locks.COMMANDS):
                self.postgres.prepare()
                self.postgres.stop()  # one that a killed command left behind
                self._start_server(self.postgres)
        except locks.Busy as error:
            raise StartFailed(
                "a makegood command is working with this database; let it finish first"
            ) from error
        self.postgres.create_database("makegood")

    def _start_server(self, postgres: EmbeddedPostgres) -> None:
        # "fast" (SIGINT): it finishes what is being written, and does not wait for anybody to leave.
        part = self.add(Part("postgres", self._run_postgres, signal.SIGINT))
        end = time.monotonic() + ORPHANS_LAST
        while True:
            assert isinstance(part.process, subprocess.Popen)
            try:
                postgres.wait_until_ready(part.process)
            except PostgresFailed as error:
                # A killed server's own children hold its memory until they notice that it is gone.
                if "shared memory" not in str(error) or time.monotonic() > end or self.is_stopping:
                    raise
                self.sleep(0.5)
                part.start()
            else:
                return

    def _run_postgres(self) -> "subprocess.Popen[bytes]":
        assert self.postgres
        parent = os.getpid()
        with self.postgres.log.open("ab") as log:
            return started(
                self.postgres.command(),
                stdout=log,
                stderr=log,
                cwd="/",
                # After the change of user, which would clear it; this process has no threads, so it is safe here.
                preexec_fn=lambda: lifeline.end_with_parent(parent, signal.SIGINT),
                **self.postgres.user.demoted,
            )

    def _open_house(self) -> Part:
        """It loads its code while the database starts; told that there is one, it makes it ready."""
        self._line, theirs = socket.socketpair()

        def run() -> "subprocess.Popen[bytes]":
            if theirs.fileno() < 0:  # it fell later on: the database is ready
                return started(_makegood("house"))
            with theirs:
                number = theirs.fileno()
                return started(_makegood("house", "--line", str(number)), pass_fds=[number])

        return self.add(Part("house", run))

    def _prepared(self) -> str:
        """When the database is made ready: the set-up link while there is no owner, else nothing."""
        answer = b""
        with self._line as line, contextlib.suppress(ConnectionError):
            line.sendall(b"go")
            while not (self.is_stopping or self.sleep(None, line)):
                pass
            if not self.is_stopping:
                answer = line.recv(256)
        if not answer and not self.is_stopping:
            raise StartFailed("the database could not be made ready (see above)")
        return answer.removeprefix(READY).decode()

    def _wait_until_served(self, house: Part, host: str, port: int) -> None:
        end = time.monotonic() + 60
        while not self.is_stopping:
            self.restart_fallen()
            if house.falls >= MOST_FALLS or time.monotonic() > end:
                raise StartFailed("the pages did not come up (see above)")
            if house.process and ports.answers(host, port):
                return
            self.sleep(0.05)

    def _stop(self) -> None:
        self.is_stopping = True
        database = [part for part in self.parts if part.name == "postgres"]
        self.end([part for part in self.parts if part not in database], PATIENCE + 2)
        self.end(database, DATABASE_PATIENCE)
        if self.parts:
            say("stopped")


def _announce(link: str) -> None:
    host, port = env.text("HOST", "127.0.0.1"), env.number("PORT", 0)
    address = env.text("URL", env.default_url(host, port)).rstrip("/")
    print(f"\n  Makegood is ready: {address}/", flush=True)
    if link:
        print(f"  Set it up here (the link works once): {address}/setup/{link}/", flush=True)
    print("  Ctrl-C stops it.\n", flush=True)


def _makegood(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "makegood.project.cli", *arguments, "--parent", str(os.getpid())]


def _asked(name: str) -> int | None:
    return env.number(name, 0) or None


def main() -> NoReturn:
    """What `makegood up` becomes: what failed is told in one line."""
    try:
        sys.exit(Group(env.data_folder()).run())
    except (StartFailed, PostgresFailed, ports.PortBusy, env.BadEnvironment, OSError) as error:
        print(f"makegood: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
