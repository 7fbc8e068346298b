"""A ZIP written as it goes: however many files are in it, what is held in memory stays the same.

Python's own writer keeps a note of every file until the end, half a gigabyte for a million of them. Here the notes go
into a file of their own meanwhile.
"""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from makegood.kernel import clock

_CHUNK = 1 << 20
_IN_MEMORY = 1 << 20
_FAST = 1


class Readable(Protocol):
    """Bytes, some at a time."""

    def read(self, size: int = ..., /) -> bytes: ...


class Archive:
    """The ZIP being written. One file at a time."""

    def __init__(self, zip_file: ZipFile) -> None:
        self._zip = zip_file

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write text into."""
        with self._zip.open(_about(name, ZIP_DEFLATED), "w", force_zip64=True) as file:
            yield file

    def add(self, name: str, content: "Readable") -> None:
        """A file as it is: most of what people send is packed already."""
        with self._zip.open(_about(name, ZIP_STORED), "w", force_zip64=True) as file:
            while chunk := content.read(_CHUNK):
                file.write(chunk)


@contextmanager
def written(stream: BinaryIO, notes_in: Path) -> Iterator[Archive]:
    """An archive that is complete when the block ends. `notes_in`: a folder with room for the notes."""
    with (
        tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(notes_in)) as notes,
        ZipFile(stream, "w", allowZip64=True) as zip_file,
    ):
        zip_file.filelist = _Notes(notes)
        zip_file.NameToInfo = _Nothing()
        yield Archive(zip_file)


class _Notes(list[ZipInfo]):
    """What the writer keeps of each file, in the order of the files."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._count = file, 0

    def append(self, info: ZipInfo) -> None:
        pickle.dump(info, self._file)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[ZipInfo]:
        self._file.seek(0)
        for _number in range(self._count):
            yield pickle.load(self._file)  # noqa: S301  written by ourselves a moment ago


class _Nothing(dict[str, ZipInfo]):
    """Where the writer looks whether a name is taken: whoever names the files sees to that."""

    def __setitem__(self, name: str, info: ZipInfo) -> None:
        return


def _about(name: str, how: int) -> ZipInfo:
    now = clock.now()
    info = ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    info.compress_type, info.external_attr = how, 0o600 << 16
    # From Python 3.13 on it has no underscore; `open` takes it from here and from nowhere else.
    setattr(info, "compress_level" if hasattr(info, "compress_level") else "_compresslevel", _FAST)
    return info
