"""Clients spread evenly over the workers that serve pages.

A browser keeps its connection, and the kernel deals connections out blindly: of eight busy clients six may hang on one worker and
wait for each other, while the other worker has time. So the workers tell each other, in memory they share, how many clients each
had within the last second; who has two more than another ends a connection with its answer. The client opens a new one, which
falls to either, and soon nobody has more than one too many. Nothing is lost by a wrong figure but one connection.
"""

import fcntl
import mmap
import os
import struct
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable
from typing import Any

COUNTED_FOR = 1.0
"""Seconds for which whoever asked counts as a client."""
PAUSE = 0.05
"""Seconds between two that are sent away: where the first went has to be seen before."""
TOO_MANY = 2
_ENTRY = struct.Struct("qqd")

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


class Tally:
    """What the workers tell each other. Make it before they are forked; each takes a place in it then."""

    def __init__(self, workers: int) -> None:
        self._file, name = tempfile.mkstemp()
        os.unlink(name)
        weakref.finalize(self, os.close, self._file)
        os.truncate(self._file, _ENTRY.size * workers)
        self._shared = mmap.mmap(self._file, _ENTRY.size * workers)
        self._places = range(0, _ENTRY.size * workers, _ENTRY.size)

    def place(self) -> int:
        """One for this process: free, or of a worker that is no more."""
        fcntl.lockf(self._file, fcntl.LOCK_EX)  # of the process, and gone with it
        try:
            free = [one for one in self._places if not _is_alive(self._told(one)[0])]
            # A number may be another program's by now: then whoever told nothing for longest gives way.
            place = free[0] if free else min(self._places, key=lambda one: self._told(one)[2])
            self.tell(place, 0, 0.0)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
        return place

    def tell(self, place: int, clients: int, now: float) -> None:
        self.tell_as(os.getpid(), place, clients, now)

    def tell_as(self, pid: int, place: int, clients: int, now: float) -> None:
        _ENTRY.pack_into(self._shared, place, pid, clients, now)

    def fewest_beside(self, place: int, now: float) -> int:
        """The clients of the worker that has the fewest; one that told nothing for long has none."""
        told = (self._told(one) for one in self._places if one != place)
        return min((clients if now - at < COUNTED_FOR else 0 for _, clients, at in told), default=0)

    def _told(self, place: int) -> tuple[int, int, float]:
        pid, clients, at = _ENTRY.unpack_from(self._shared, place)
        return pid, clients, at


class Clients:
    """Those of one worker: who asked within the last second."""

    def __init__(self, tally: Tally) -> None:
        self._tally, self._place = tally, tally.place()
        self._asked_at: dict[int, float] = {}
        self._last_sent = 0.0

    def is_one_too_many(self, client: int, now: float) -> bool:
        """Note that the client asked; whether it had better go to another worker for what it asks next."""
        self._asked_at.pop(client, None)
        self._asked_at[client] = now  # behind the others: the first is who asked longest ago
        while now - self._asked_at[first := next(iter(self._asked_at))] >= COUNTED_FOR:
            del self._asked_at[first]
        here = len(self._asked_at)
        is_over = here - self._tally.fewest_beside(self._place, now) >= TOO_MANY
        if is_over := is_over and now - self._last_sent >= PAUSE:
            self._last_sent = now
            del self._asked_at[client]
        self._tally.tell(self._place, len(self._asked_at), now)
        return is_over


def spread(application: Application, tally: Tally) -> Application:
    """The same, for one worker among several. It takes its place in `tally`: call it in the worker's own process."""
    clients = Clients(tally)

    def served(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        is_to_end = clients.is_one_too_many(_client(environ), time.monotonic())
        if not is_to_end or environ.get("SERVER_PROTOCOL") != "HTTP/1.1":
            return application(environ, start)
        return application(environ, _ending(start))

    return served


def _client(environ: dict[str, Any]) -> int:
    """A browser's cookies or a program's key, whichever connection it came by: behind a proxy all come from one address."""
    names = ("REMOTE_ADDR", "HTTP_COOKIE", "HTTP_AUTHORIZATION")
    return hash(tuple(environ.get(name, "") for name in names))


def _ending(start: Start) -> Start:
    def with_the_end(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start(status, [*headers, ("Connection", "close")], *more)

    return with_the_end


def _is_alive(pid: int) -> bool:
    if not pid:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
