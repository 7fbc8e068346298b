"""Who works on a data folder, by `flock`: the kernel lets go of a lock when its holder dies, however it dies."""

import contextlib
import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

GROUP = "group.lock"
"""Held alone by the supervisor of `makegood up` while it lives."""
COMMANDS = "commands.lock"
"""Shared by commands that use the embedded database; held alone by `makegood up` while it takes the server over."""


class Busy(Exception):
    """Somebody else holds the lock."""


@dataclass(frozen=True)
class Shared:
    """A lock held together with others."""

    file: TextIO

    def is_last(self) -> bool:
        """Whether nobody else holds it now (if so, it is ours alone from here on)."""
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def shared(path: Path) -> Iterator[Shared]:
    """Hold `path` with others; waits while somebody holds it alone."""
    with _opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield Shared(file)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold `path` alone, or raise `Busy` at once."""
    with _opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


def is_held(path: Path) -> bool:
    """Whether anybody holds `path`."""
    try:
        with alone(path):
            return False
    except Busy:
        return True


def _opened(path: Path) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a")
