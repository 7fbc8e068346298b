"""Files kept by their content: the same bytes are stored once, whoever sent them, and never changed."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage

from makegood.kernel import clock
from makegood.kernel.ids import new_token

SPARED = timedelta(hours=1)
"""No bytes younger than this are removed: longer than any transaction that stores them takes to commit."""

_unsynced: ContextVar[list[BinaryIO] | None] = ContextVar("unsynced", default=None)


@dataclass(frozen=True)
class StoredFile:
    """Where bytes are (`sha256`, hex) and how many (`size`, bytes)."""

    sha256: str
    size: int


def store(content: bytes | BinaryIO) -> StoredFile:
    """Keep `content`; storing it again is free and answers the same."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(stream):
        digest.update(chunk)
        size += len(chunk)
    sha256 = digest.hexdigest()
    if not _is_whole(path_of(sha256), size) or not _renewed(path_of(sha256)):
        stream.seek(0)
        _save(path_of(sha256), stream)
    return StoredFile(sha256, size)


def read(sha256: str) -> bytes:
    """The bytes again. Raises FileNotFoundError when they were never stored here."""
    with default_storage.open(path_of(sha256)) as stream:
        content: bytes = stream.read()
        return content


def is_there(sha256: str) -> bool:
    """Whether it can be read; a disk may lose what a database remembers."""
    return default_storage.exists(path_of(sha256))


def open_file(sha256: str) -> "File[bytes]":
    """The bytes as a stream, for serving without holding them in memory."""
    return default_storage.open(path_of(sha256))


def path_of(sha256: str) -> str:
    """Two levels of folders, so that none grows past what a file system likes."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def derived(sha256: str, name: str, make: Callable[[bytes], bytes]) -> bytes:
    """What `make` works out of the stored bytes, kept under `name` so that it is worked out once.

    Two processes may both work it out; the same bytes win, whoever is first.
    """
    path = f"derived/{name}/{path_of(sha256)}"
    if not default_storage.exists(path):
        made = make(read(sha256))
        _save(path, BytesIO(made))
        return made
    with default_storage.open(path) as stream:
        content: bytes = stream.read()
        return content


@contextmanager
def named(name: str) -> Iterator[BinaryIO]:
    """Write a file that has a name and not a hash: made by the desk, large, and gone after some days.

    Whole before it has its name; another one of this name is replaced.
    """
    place = _on_disk(name)
    if place is None:
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            default_storage.delete(name)
            default_storage.save(name, File(file))
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.unfinished")
    try:
        # For the desk alone, whatever others on this machine may read of it else.
        handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fdatasync(file.fileno())
        unfinished.replace(place)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def open_named(name: str) -> "File[bytes]":
    """It as a stream. Raises FileNotFoundError when it is not there."""
    return default_storage.open(name)


def remove_named(name: str) -> None:
    """Take it away, and what is left of one that was never finished."""
    default_storage.delete(name)
    if (place := _on_disk(name)) is not None:
        place.with_name(f".{place.name}.unfinished").unlink(missing_ok=True)


def remove(sha256: str) -> bool:
    """Take the bytes away, and what was worked out of them. False: somebody stored them lately, so that a row that
    speaks of them may be about to commit; ask again later.

    Whoever calls has looked that no row speaks of them. Out of its place first and looked at once more there: a
    `store` of the same bytes either renewed it before, which shows, or finds nothing and stores it anew.
    """
    path = path_of(sha256)
    if default_storage.exists(path):
        if _is_fresh(path):
            return False
        if (place := _on_disk(path)) is not None and not _taken_away(place):
            return False
        default_storage.delete(path)
    for kind in _kinds_derived():
        default_storage.delete(f"derived/{kind}/{path}")
    return True


def _taken_away(place: Path) -> bool:
    grave = place.with_name(f".{place.name}.{new_token(6)}")
    place.rename(grave)
    if clock.now().timestamp() - grave.stat().st_mtime < SPARED.total_seconds():
        grave.rename(place)
        return False
    grave.unlink()
    return True


def _is_fresh(path: str) -> bool:
    at: datetime = default_storage.get_modified_time(path)
    return clock.now() - at < SPARED


def _renewed(path: str) -> bool:
    """Whether the file, which is there, is young again: `remove` spares it then. A store over the network takes it anew."""
    place = _on_disk(path)
    if place is None:
        return _is_fresh(path)
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _kinds_derived() -> list[str]:
    if not default_storage.exists("derived"):
        return []
    folders: list[str] = default_storage.listdir("derived")[0]
    return folders


def _on_disk(path: str) -> Path | None:
    """Where it lies; None in a store over the network."""
    try:
        return Path(default_storage.path(path))
    except NotImplementedError:
        return None


def _is_whole(path: str, size: int) -> bool:
    return default_storage.exists(path) and default_storage.size(path) == size


@contextmanager
def together() -> Iterator[None]:
    """Files stored inside the block reach the disk together when it ends, which is many times as fast as one by one.

    End the block before the transaction that speaks of them commits.
    """
    unsynced: list[BinaryIO] = []
    token = _unsynced.set(unsynced)
    try:
        yield
        if unsynced:
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(lambda file: os.fdatasync(file.fileno()), unsynced))
    finally:
        _unsynced.reset(token)
        for file in unsynced:
            file.close()


def _save(path: str, stream: BinaryIO) -> None:
    """Whole before it has its name, so that a kill half-way leaves nothing that looks stored and is not."""
    place = _on_disk(path)
    if place is None:  # a store over the network takes a file whole or not at all
        default_storage.save(path, File(stream))
        return
    unfinished = place.with_name(f".{place.name}.{new_token(6)}")
    try:
        file = unfinished.open("xb")
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = unfinished.open("xb")
    try:
        for chunk in _chunks(stream):
            file.write(chunk)
        file.flush()
        _sync(file)
        unfinished.replace(place)
    except BaseException:
        file.close()
        unfinished.unlink(missing_ok=True)
        raise


def _sync(file: BinaryIO) -> None:
    """Through to the disk, now or with its batch; closes it when it is done."""
    batch = _unsynced.get()
    if batch is None:
        os.fdatasync(file.fileno())
        file.close()
    else:
        batch.append(file)


def _chunks(stream: BinaryIO) -> Iterable[bytes]:
    while chunk := stream.read(1 << 20):
        yield chunk
