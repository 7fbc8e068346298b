"""Everything is written into an archive, as it was at one moment.

One transaction that changes nothing and sees nothing of what is saved meanwhile; rows come through cursors of the server,
some hundred at a time, and each attachment is copied by the piece. So it needs the same memory for a small desk and a large.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.db import connection, transaction

from makegood.exports.queries import KINDS, Kind, attachments_once, logos
from makegood.exports.rules import logo_of, place_of, readme
from makegood.kernel import clock, files
from makegood.kernel.archives import Archive, written
from makegood.shops.queries import the_shop

FILES_AT_ONCE = 500


@dataclass
class Progress:
    """How far it is: `done` of `total` rows and attachments; `counts` of lines by kind, `missing` attachments."""

    total: int
    done: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


Tell = Callable[[int, int], None]
MOST_NAMED = 1000
"""Missing attachments named one by one; of more there is the count."""


def write_everything(stream: BinaryIO, notes_in: Path, tell: Tell) -> Progress:
    """Write all kinds and all attachments into `stream`; attachments that are not there any more are told of."""
    with _one_moment(), written(stream, notes_in) as archive:
        progress = Progress(total=_total())
        shop = the_shop()
        with archive.file("README.txt") as file:
            text = readme((kind.shape for kind in KINDS), shop.name if shop else "", clock.now())
            file.write(text.encode())
        for kind in KINDS:
            _write_kind(archive, kind, progress, tell)
        _write_files(archive, progress, tell)
        with archive.file("contents.json") as file:
            file.write(_contents(progress))
    return progress


@contextmanager
def _one_moment() -> Iterator[None]:
    is_inside = connection.in_atomic_block
    with transaction.atomic():
        if not is_inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _total() -> int:
    lines = sum(kind.rows().order_by().count() for kind in KINDS)
    return lines + len(logos()) + attachments_once().count()


def _write_kind(archive: Archive, kind: Kind, progress: Progress, tell: Tell) -> None:
    count = 0
    with archive.file(kind.shape.file) as file:
        for row in kind.rows().iterator(chunk_size=kind.at_once):
            file.write(kind.shape.line(row))
            count += 1
            _tell(progress, tell)
    progress.counts[kind.shape.kind] = count


def _write_files(archive: Archive, progress: Progress, tell: Tell) -> None:
    count = lost = 0
    for sha256, place in _files():
        try:
            with files.open_file(sha256) as content:
                archive.add(place, content)
            count += 1
        except FileNotFoundError:
            lost += 1
            if lost <= MOST_NAMED:
                progress.missing.append(place)
        _tell(progress, tell)
    progress.counts["files"], progress.counts["files_missing"] = count, lost


def _files() -> Iterator[tuple[str, str]]:
    """SHA-256 and place of everything that is no line."""
    for sha256 in logos():
        yield sha256, str(logo_of(sha256))
    for sha256, _size in attachments_once().iterator(chunk_size=FILES_AT_ONCE):
        yield sha256, place_of(sha256)


def _tell(progress: Progress, tell: Tell) -> None:
    progress.done += 1
    if progress.done % 100 == 0 or progress.done == progress.total:
        tell(progress.done, progress.total)


def _contents(progress: Progress) -> bytes:
    told = {"lines": progress.counts, "missing": progress.missing}
    return json.dumps(told, indent=2).encode() + b"\n"
