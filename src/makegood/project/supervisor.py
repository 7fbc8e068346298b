"""`makegood up`: database, pages, streams and worker as one group that starts, lives and ends together.

This process stays small (no Django in it) because it does nothing but start the others, start again
what fell, and stop all in order: first those who use the database, then the database. If it is killed
itself, the kernel tells each child (`lifeline`); what they were doing is in the database or was not done.
"""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from makegood.project import env, lifeline, locks, ports
from makegood.project.embedded_postgres import EmbeddedPostgres, PostgresFailed

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ORPHANS_LAST = 30.0
PATIENCE, DATABASE_PATIENCE = 8.0, 60.0
"""Seconds a part has to end before it is killed; the database writes out what it has in memory first."""
STEADY = 30.0
"""Seconds after which a part counts as started well: its next fall is a first one again."""
FIRST_WAIT, LONGEST_WAIT = 0.2, 30.0


class StartFailed(Exception):
    """The group could not be started; the message says why."""


@dataclass
class Part:
    """One process of the group, and when to start it again after it fell."""

    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    options: dict[str, object] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    wait: float = FIRST_WAIT
    retry_at: float | None = None

    def start(self) -> None:
        """Start it, in a session of its own: Ctrl-C in the terminal is for the supervisor, who stops all in order."""
        self.process = subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603  ourselves; options differ by part
            self.command, stdin=subprocess.DEVNULL, start_new_session=True, **self.options
        )
        self.started_at, self.retry_at = time.monotonic(), None

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> None:
        """Note the fall; wait a little longer each time, unless it had been running well."""
        assert self.process is not None
        now = time.monotonic()
        if now - self.started_at > STEADY:
            self.wait = FIRST_WAIT
        say(f"{self.name} ended ({_exit_words(self.process)}); starting it again")
        self.end_stragglers()
        self.process, self.retry_at = None, now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def end_stragglers(self) -> None:
        """Kill what is left of its session: workers of a server that died without stopping them."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Group:
    """All parts of one installation. `run` returns the exit code of `makegood up`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.postgres = None if env.text("DATABASE_URL") else EmbeddedPostgres(data)
        self.parts: list[Part] = []
        self.is_stopping = False
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)

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
        port, stream_port = ports.choose(host, _asked("PORT"), _asked("STREAM_PORT"), self.data)
        os.environ |= {"MAKEGOOD_PORT": str(port), "MAKEGOOD_STREAM_PORT": str(stream_port)}
        self._listen_to_signals()
        try:
            self._start_postgres()
            link = self._prepare()
            for name in ("web", "stream", "worker"):
                self._start(Part(name, _makegood(name)))
            self._wait_until_served(host, port)
            if not self.is_stopping:
                _announce(link)
            self._watch()
        finally:
            self._stop()
        return 0

    def _listen_to_signals(self) -> None:
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in STOPPING:
            signal.signal(number, self._note_stop)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def _note_stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

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
        part = Part(
            "postgres",
            postgres.command(),
            signal.SIGINT,  # "fast": finishes what is being written, asks nobody to leave
            self._postgres_options(),
        )
        self._start(part)
        end = time.monotonic() + ORPHANS_LAST
        while True:
            assert part.process
            try:
                postgres.wait_until_ready(part.process)
            except PostgresFailed as error:
                # A killed server's own children hold its memory until they notice that it is gone.
                if "shared memory" not in str(error) or time.monotonic() > end or self.is_stopping:
                    raise
                self._sleep(0.5)
                part.start()
            else:
                return

    def _postgres_options(self) -> dict[str, object]:
        assert self.postgres
        parent = os.getpid()
        log = self.postgres.log.open("ab")
        return {
            "stdout": log,
            "stderr": log,
            "cwd": "/",
            # After the change of user, which would clear it; this process has no threads, so it is safe here.
            "preexec_fn": lambda: lifeline.end_with_parent(parent, signal.SIGINT),
            **self.postgres.user.demoted,
        }

    def _start(self, part: Part) -> None:
        part.start()
        self.parts.append(part)

    def _prepare(self) -> str:
        """Migrate, gather the static files; the set-up link while there is no owner, else nothing."""
        migrating = subprocess.Popen(  # noqa: S603  ourselves
            _makegood("migrate", "--with-link"),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        while migrating.poll() is None and not self.is_stopping:
            self._sleep(None)
        if self.is_stopping:
            migrating.terminate()
        words, _ = migrating.communicate()
        if migrating.returncode and not self.is_stopping:
            raise StartFailed("the database could not be made ready (see above)")
        return words.strip()

    def _wait_until_served(self, host: str, port: int) -> None:
        end = time.monotonic() + 60
        while not self.is_stopping and not ports.answers(host, port):
            self._restart_fallen()
            if time.monotonic() > end:
                raise StartFailed("the pages did not come up within a minute (see above)")
            self._sleep(0.05)

    def _watch(self) -> None:
        while not self.is_stopping:
            self._restart_fallen()
            due = [part.retry_at for part in self.parts if part.retry_at is not None]
            self._sleep(max(0.0, min(due) - time.monotonic()) if due else None)

    def _restart_fallen(self) -> None:
        for part in self.parts:
            if part.has_fallen():
                part.plan_restart()
            if part.retry_at is not None and part.retry_at <= time.monotonic():
                part.start()

    def _sleep(self, seconds: float | None) -> None:
        """Until a signal comes (a child ended, or we are asked to stop), or for `seconds`."""
        select.select([self._woken], [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            while self._woken.recv(4096):
                pass

    def _stop(self) -> None:
        self.is_stopping = True
        database = [part for part in self.parts if part.name == "postgres"]
        self._end([part for part in self.parts if part not in database], PATIENCE)
        self._end(database, DATABASE_PATIENCE)
        if self.parts:
            say("stopped")

    def _end(self, parts: list[Part], patience: float) -> None:
        for part in parts:
            part.ask_to_stop()
        end = time.monotonic() + patience
        while time.monotonic() < end and any(
            part.process and part.process.poll() is None for part in parts
        ):
            self._sleep(0.1)
        for part in parts:
            part.end_stragglers()
            if part.process:
                part.process.wait()


def say(words: str) -> None:
    """A line for whoever started the group."""
    print(f"makegood: {words}", file=sys.stderr, flush=True)


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


def _exit_words(process: "subprocess.Popen[bytes]") -> str:
    code = process.returncode
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
