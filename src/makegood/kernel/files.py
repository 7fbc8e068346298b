"""Files kept by their content: the same bytes are stored once, whoever sent them, and never changed."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage


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
    if not default_storage.exists(path_of(sha256)):
        stream.seek(0)
        default_storage.save(path_of(sha256), File(stream))
    return StoredFile(sha256, size)


def read(sha256: str) -> bytes:
    """The bytes again. Raises FileNotFoundError when they were never stored here."""
    with default_storage.open(path_of(sha256)) as stream:
        content: bytes = stream.read()
        return content


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
        default_storage.save(path, File(BytesIO(made)))
        return made
    with default_storage.open(path) as stream:
        content: bytes = stream.read()
        return content


def _chunks(stream: BinaryIO) -> Iterable[bytes]:
    while chunk := stream.read(1 << 20):
        yield chunk
