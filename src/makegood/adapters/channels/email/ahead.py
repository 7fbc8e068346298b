"""Working ahead: the next batch is on its way while the last one is being stored."""

import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TypeVar

T = TypeVar("T")
_LOOKS_EVERY = 0.2


def ahead(batches: Iterator[list[T]]) -> Generator[list[T], None, None]:
    """The same batches, made in a thread, at most one waiting to be taken. Whoever stops taking waits for the thread."""
    waiting: Queue[list[T] | BaseException | None] = Queue(1)
    stopped = threading.Event()

    def make() -> None:
        end: BaseException | None = None
        try:
            for batch in batches:
                if not _put(waiting, batch, stopped):
                    break
        except BaseException as error:
            end = error
        _put(waiting, end, stopped)

    thread = threading.Thread(target=make, name="mail ahead", daemon=True)
    thread.start()
    try:
        while (batch := waiting.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            yield batch
    finally:
        stopped.set()
        with suppress(Empty):
            waiting.get_nowait()
        thread.join()


def _put(
    waiting: "Queue[list[T] | BaseException | None]",
    one: list[T] | BaseException | None,
    stopped: threading.Event,
) -> bool:
    while not stopped.is_set():
        with suppress(Full):
            waiting.put(one, timeout=_LOOKS_EVERY)
            return True
    return False
