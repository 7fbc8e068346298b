"""Rows of one thing, brought together: an order's lines need not stand beside each other in the file.

Rows that do stand together stream through. Things whose rows are scattered are set aside in a temporary
database on disk and come at the end, so that memory stays small however long the file is.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from zlib import crc32

from makegood.kernel.text import Phrase, _
from makegood.shops.rules import cells
from makegood.shops.rules.cells import BadCell, Manners
from makegood.shops.rules.sheets import continues, key_of
from makegood.shops.tables import Row

MOST_ROWS = 1000
BITS = 1 << 27
MONEY = ("total", "line_price", "price")
DAYS = ("placed_at", "delivered_at", "shipped_at", "expected_at", "parcel_delivered_at")


@dataclass(frozen=True)
class Group:
    """The rows of one thing; `trouble` says why they can't be taken whatever is in them."""

    rows: list[Row]
    trouble: Phrase | None = None


@dataclass
class Survey:
    """What a first look through the whole file tells: how long it is, how it writes, what is scattered in it."""

    rows: int = 0
    scattered: set[int] = field(default_factory=set)
    day_votes: int = 0
    decimal_votes: int = 0

    def manners(self, usual: Manners) -> Manners:
        """The shop's usual manners, unless the file proves others."""
        day_first = self.day_votes > 0 if self.day_votes else usual.day_first
        decimal = ("," if self.decimal_votes > 0 else ".") if self.decimal_votes else usual.decimal
        return replace(usual, day_first=day_first, decimal=decimal)


def renamed(rows: Iterable[Row], mapping: dict[str, str]) -> Iterator[tuple[Row, Row]]:
    """Each row as it is, and with our fields in place of the file's columns."""
    for row in rows:
        ours = {name: row.cells.get(column) for name, column in mapping.items()}
        yield row, Row(row.number, ours, row.trouble)


def survey(rows: Iterable[Row], kind: str, mapping: dict[str, str]) -> Survey:
    """Look through the file once."""
    found, seen, previous = Survey(), bytearray(BITS // 8), ""
    for _row, ours in renamed(rows, mapping):
        found.rows += 1
        _vote(found, ours)
        key = _key(kind, ours, previous)
        if key and key != previous:
            place = _place(key)
            if seen[place >> 3] & 1 << (place & 7):
                found.scattered.add(place)
            seen[place >> 3] |= 1 << (place & 7)
        previous = key
    return found


def groups(
    rows: Iterable[Row], kind: str, mapping: dict[str, str], scattered: set[int]
) -> Iterator[Group]:
    """Every thing of the file with all its rows, always in the same order."""
    with tempfile.TemporaryDirectory(prefix="makegood-import-") as folder:
        aside = _Aside(Path(folder) / "rows.sqlite")
        try:
            yield from _together(_streamed(rows, kind, mapping, scattered, aside))
            yield from _together(aside.rows())
        finally:
            aside.close()


def _streamed(
    rows: Iterable[Row], kind: str, mapping: dict[str, str], scattered: set[int], aside: "_Aside"
) -> Iterator[tuple[str, Row]]:
    previous = ""
    for row, ours in renamed(rows, mapping):
        key = _key(kind, ours, previous)
        previous = key
        if key and _place(key) in scattered:
            aside.add(key, row)
        else:
            yield key, row


def _together(rows: Iterable[tuple[str, Row]]) -> Iterator[Group]:
    """Neighbours with the same key; a row without one stands alone."""
    current: list[Row] = []
    current_key, trouble = "", None
    for key, row in rows:
        if current and (not key or key != current_key):
            yield Group(current, trouble)
            current, trouble = [], None
        if len(current) >= MOST_ROWS:
            trouble = _too_many()
            yield Group(current, trouble)
            current = []
        current.append(row)
        current_key = key
    if current:
        yield Group(current, trouble)


def _too_many() -> Phrase:
    return _(
        "More than %(most)s rows have this number; is it the right column?",
        most=MOST_ROWS,
    )


def _key(kind: str, ours: Row, previous: str) -> str:
    if ours.trouble:
        return ""
    try:
        key = key_of(kind, ours.cells)
    except BadCell:
        return ""
    return previous if not key and continues(kind, ours.cells) else key


def _place(key: str) -> int:
    """Two keys may share a place: then both are set aside, which costs time and nothing else."""
    return crc32(key.encode()) & (BITS - 1)


def _vote(found: Survey, ours: Row) -> None:
    days = (cell for name in DAYS if (cell := ours.cells.get(name)) is not None)
    if (day_first := cells.day_first_of(days)) is not None:
        found.day_votes += 1 if day_first else -1
    money = (cell for name in MONEY if (cell := ours.cells.get(name)) is not None)
    if (decimal := cells.decimal_of(money)) is not None:
        found.decimal_votes += 1 if decimal == "," else -1


class _Aside:
    """Rows set aside on disk, and back in the order of their things."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE row (key TEXT, number INTEGER, place INTEGER, cells TEXT)"
        )
        self._count = 0

    def add(self, key: str, row: Row) -> None:
        self._count += 1
        facts = (key, row.number, self._count, json.dumps(row.cells, default=str))
        self._base.execute("INSERT INTO row VALUES (?, ?, ?, ?)", facts)

    def rows(self) -> Iterator[tuple[str, Row]]:
        found = self._base.execute("SELECT key, number, cells FROM row ORDER BY key, place")
        for key, number, text in found:
            yield key, Row(number, json.loads(text))

    def close(self) -> None:
        self._base.close()
