"""Keeping processes alive: start them, start again what fell, end them in order. Used by the supervisor and the house."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn, Protocol

from makegood.project import lifeline

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ORPHANS_LAST = 30.0
PATIENCE, DATABASE_PATIENCE = 8.0, 60.0
"""Seconds a part has to end before it is killed; the database writes out what it has in memory first."""
STEADY = 30.0
"""Seconds after which a part counts as started well: its next fall is a first one again."""
FIRST_WAIT, LONGEST_WAIT = 0.2, 30.0
READY = b"ready "
"""What the house answers the supervisor once the database is ready; the set-up token follows, if there is one."""


class Process(Protocol):
    """What is needed of a child: `subprocess.Popen` has it, and so has `Forked`."""

    pid: int
    returncode: int | None

    def poll(self) -> int | None: ...
    def wait(self) -> int: ...
    def send_signal(self, sig: int, /) -> None: ...


class Forked:
    """A child of this process that runs `work` and has all its memory, shared until somebody writes to it."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.returncode: int | None = None
        parent = os.getpid()
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal that comes before the child has its own handlers must wait, not run ours.
        signal.pthread_sigmask(signal.SIG_BLOCK, {*STOPPING, signal.SIGCHLD})
        self.pid = os.fork()
        if not self.pid:
            _live(name, work, parent)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*STOPPING, signal.SIGCHLD})

    def poll(self) -> int | None:
        return self._waited(os.WNOHANG)

    def wait(self) -> int:
        return self._waited(0) or 0

    def send_signal(self, sig: int, /) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def _waited(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def _live(name: str, work: Callable[[], None], parent: int) -> NoReturn:
    """The child's whole life; it never returns into its parent's code."""
    code = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for number in (*STOPPING, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*STOPPING, signal.SIGCHLD})
        lifeline.name_process(name)
        lifeline.end_with_parent(parent)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


@dataclass
class Part:
    """One process of the group, and when to start it again after it fell."""

    name: str
    run: Callable[[], Process]
    stop_signal: signal.Signals = signal.SIGTERM
    process: Process | None = None
    started_at: float = 0.0
    wait: float = FIRST_WAIT
    retry_at: float | None = None
    falls: int = 0

    def start(self) -> None:
        self.process = self.run()
        self.started_at, self.retry_at = time.monotonic(), None

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> None:
        """Note the fall; wait a little longer each time, unless it had been running well."""
        assert self.process is not None
        now = time.monotonic()
        if now - self.started_at > STEADY:
            self.wait = FIRST_WAIT
        self.falls += 1
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


class Keeper:
    """Keeps parts running until told to stop."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.is_stopping = False
        self._wake, self._woken = socket.socketpair()
        for end in (self._wake, self._woken):
            end.setblocking(False)

    def listen_to_signals(self) -> None:
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in STOPPING:
            signal.signal(number, self._note_stop)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def add(self, part: Part) -> Part:
        """Start it and keep it."""
        part.start()
        self.parts.append(part)
        return part

    def watch(self) -> None:
        """Until told to stop."""
        while not self.is_stopping:
            self.restart_fallen()
            due = [part.retry_at for part in self.parts if part.retry_at is not None]
            self.sleep(max(0.0, min(due) - time.monotonic()) if due else None)

    def restart_fallen(self) -> None:
        for part in self.parts:
            if part.has_fallen():
                part.plan_restart()
            if part.retry_at is not None and part.retry_at <= time.monotonic():
                part.start()

    def sleep(self, seconds: float | None, line: socket.socket | None = None) -> bool:
        """Until a signal comes (a child ended, or we are asked to stop), or for `seconds`, or until `line` says something.

        Returns whether it did.
        """
        ears = [self._woken, line] if line else [self._woken]
        heard, _, _ = select.select(ears, [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            while self._woken.recv(4096):
                pass
        return line in heard

    def end(self, parts: list[Part], patience: float) -> None:
        """Ask, wait, and kill what does not end by itself."""
        for part in parts:
            part.ask_to_stop()
        end = time.monotonic() + patience
        while time.monotonic() < end and any(
            part.process and part.process.poll() is None for part in parts
        ):
            self.sleep(0.1)
        for part in parts:
            part.end_stragglers()
            if part.process:
                part.process.wait()

    def _note_stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True


def say(words: str) -> None:
    """A line for whoever started the group."""
    print(f"makegood: {words}", file=sys.stderr, flush=True)


def started(command: Sequence[str], **options: object) -> "subprocess.Popen[bytes]":
    """A program in a session of its own: Ctrl-C in the terminal is for the supervisor, who stops all in order."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # noqa: S603  our own programs; options differ
        command, stdin=subprocess.DEVNULL, start_new_session=True, **options
    )


def _exit_words(process: Process) -> str:
    code = process.returncode or 0
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
