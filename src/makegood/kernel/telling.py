"""Telling how far a long piece of work is, while its own transaction is not over."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeVar

from django.db import connection

EVERY = 0.5
"""Seconds between two tellings, at least."""

T = TypeVar("T")


@contextmanager
def telling(tell: Callable[[T], None]) -> Iterator[Callable[[T], None]]:
    """A function that takes how far it is and returns at once; `tell` gets the latest now and then, in a thread with
    a connection of its own, so that what it writes is seen at once."""
    words: SimpleQueue[tuple[T] | None] = SimpleQueue()
    thread = threading.Thread(target=_tell, args=(tell, words), daemon=True)
    thread.start()
    try:
        yield lambda how_far: words.put((how_far,))
    finally:
        words.put(None)
        thread.join()


def _tell(tell: Callable[[T], None], words: "SimpleQueue[tuple[T] | None]") -> None:
    told_at = 0.0
    try:
        while word := words.get():
            if time.monotonic() - told_at > EVERY:
                told_at = time.monotonic()
                tell(word[0])
    finally:
        connection.close()
