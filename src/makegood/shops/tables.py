"""Tables out of files: CSV, XLSX and JSON lines, read row by row, never whole.

A file is told by what is in it, not by its name. Reading it twice gives the same rows in the same order.
"""

import codecs
import csv
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from makegood.kernel.errors import BadInput
from makegood.kernel.text import Phrase, _
from makegood.shops.rules.alphabets import likeliest
from makegood.shops.rules.cells import Cell, plain

LONGEST_CELL = 1 << 20
SAMPLE_ROWS = 60
HEADER_WITHIN = 20
DELIMITERS = ",;\t|"

csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class Row:
    """One row: `number` as the file's reader counts it, cells by column name. `trouble`: it could not be read."""

    number: int
    cells: dict[str, Cell]
    trouble: Phrase | None = None


@dataclass(frozen=True)
class Layout:
    """How a file is to be read: what it is, and for CSV its alphabet and delimiter."""

    kind: str
    columns: tuple[str, ...]
    header_row: int = 1
    encoding: str = ""
    delimiter: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = field(default=(), repr=False)


def look_at(path: Path, languages: Sequence[str] = ()) -> Layout:
    """Find out how to read the file. `BadInput("file", …)` when it is no table; `languages` break ties between alphabets."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start.strip(b"\x00 \r\n\t"):
        raise BadInput("file", _said(_("The file is empty.")))
    if start.startswith(b"PK"):
        return _xlsx_layout(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(
            "file",
            _said(_("This is an old Excel file (.xls). Save it as .xlsx or CSV and try again.")),
        )
    encoding = encoding_of(path, languages)
    if start.decode(encoding, "replace").lstrip("\ufeff \r\n\t").startswith(("{", "[{")):
        return _json_layout(path, encoding)
    return _csv_layout(path, encoding)


def rows_of(path: Path, layout: Layout) -> Iterator[Row]:
    """The rows below the header, blank ones left out."""
    if layout.kind == "xlsx":
        return _xlsx_rows(path, layout)
    if layout.kind == "json":
        return _json_rows(path, layout)
    return _csv_rows(path, layout)


def _said(phrase: Phrase) -> str:
    return str(phrase)


# CSV


def encoding_of(path: Path, languages: Sequence[str] = ()) -> str:
    """By its mark, else UTF-8 if all of it is, else the eight-bit alphabet its letters make most sense in."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(start) == 4 and 0 in start:
        return "utf-16-le" if start[1] == 0 else "utf-16-be"
    odd = _not_utf8(path)
    return "utf-8" if odd is None else likeliest(odd, languages)


def _not_utf8(path: Path) -> bytes | None:
    """None when the whole file is UTF-8, else its lines that hold other than ASCII (a quarter of a megabyte at most)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    odd, is_utf8 = bytearray(), True
    with path.open("rb") as stream:
        for line in _bounded_lines(stream):
            if line.isascii():
                continue
            if len(odd) < 1 << 18:
                odd += line
            try:
                decoder.decode(line)
            except UnicodeDecodeError:
                is_utf8 = False
            if not is_utf8 and len(odd) >= 1 << 18:
                break
    return None if is_utf8 else bytes(odd)


def _bounded_lines(stream: Any) -> Iterator[bytes]:
    while line := stream.readline(LONGEST_CELL):
        yield line


def _csv_layout(path: Path, encoding: str) -> Layout:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        lines = [line.replace("\x00", "") for line in itertools.islice(stream, SAMPLE_ROWS)]
    skip, delimiter = _delimiter(lines)
    reader = csv.reader(lines[skip:], delimiter=delimiter)
    with _closed_quotations(reader):
        sample = list(reader)
    header, index = _header(sample)
    return Layout("csv", header, index + 1 + skip, encoding, delimiter)


def _delimiter(lines: list[str]) -> tuple[int, str]:
    """Excel may say it in a first line `sep=;`; else it is what cuts the lines into the same number of parts."""
    if lines and (said := re.match(r'"?sep=(.)"?\s*$', lines[0].lstrip("\ufeff"), re.IGNORECASE)):
        return 1, said.group(1)
    return 0, max(DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0, 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual


def _csv_rows(path: Path, layout: Layout) -> Iterator[Row]:
    with path.open(encoding=layout.encoding, errors="replace", newline="") as stream:
        lines = (line.replace("\x00", "") for line in stream)
        reader = csv.reader(lines, delimiter=layout.delimiter)
        skip = layout.header_row
        with _closed_quotations(reader):
            if skip > 1 and layout.delimiter:
                _skip_lead(lines, reader, layout)
            else:
                next(reader)
            for values in reader:
                if any(value.strip() for value in values):
                    yield _named(reader.line_num, layout.columns, values)


@contextmanager
def _closed_quotations(reader: Any) -> Iterator[None]:
    """What a cell longer than any comes of, told with its row."""
    try:
        yield
    except csv.Error as error:
        raise BadInput(
            "file",
            _said(
                _(
                    "Row %(row)s can't be read: a quotation mark opens and never closes.",
                    row=reader.line_num,
                )
            ),
        ) from error


def _skip_lead(lines: Iterator[str], reader: Any, layout: Layout) -> None:
    """Past the title lines and the header, counted as the reader counts them."""
    for values in reader:
        if tuple(_unique(values)) == layout.columns:
            return


def _named(number: int, columns: Sequence[str], values: Sequence[Cell]) -> Row:
    """A row longer than the header is one whose text held the delimiter unquoted: better refused than shifted."""
    extra = [value for value in values[len(columns) :] if plain(value)]
    cells: dict[str, Cell] = dict(zip(columns, values, strict=False))
    if extra:
        return Row(number, cells, _("The row has more cells than the header."))
    return Row(number, cells)


def _header(sample: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], int]:
    """The first row that fills most of the table's width; rows above it are titles."""
    if not sample:
        raise BadInput("file", _said(_("The file is empty.")))
    filled = [sum(1 for cell in row if plain(cell)) for row in sample[:HEADER_WITHIN]]
    enough = max(filled) * 0.6
    index = next(index for index, count in enumerate(filled) if count >= enough)
    columns = tuple(_unique(sample[index]))
    if not any(plain(name) for name in columns):
        raise BadInput("file", _said(_("The file has no header row.")))
    return columns, index


def _unique(header: Sequence[Cell]) -> list[str]:
    """Column names as they stand; a blank or repeated one gets its place, so that no cell is lost."""
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        name = plain(str(cell).lstrip("\ufeff") if cell is not None else None)[:120]
        names.append(f"{name} ({place})".strip() if not name or name in names else name)
    return names


# XLSX


def _xlsx_layout(path: Path) -> Layout:
    with _book(path) as book:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        sample = [
            [cell.value for cell in row] for row in itertools.islice(sheet.iter_rows(), SAMPLE_ROWS)
        ]
        columns, index = _header(sample)
        while len(columns) > 1 and not plain(sample[index][len(columns) - 1]):
            columns = columns[:-1]
        return Layout("xlsx", columns, index + 1, merged=_merged(path, sheet))


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """The workbook, read row by row."""
    from openpyxl import load_workbook  # noqa: PLC0415  much memory for what is rarely done

    # Opened by us: openpyxl judges a path by its ending, and stored files have none.
    with path.open("rb") as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
        except Exception as error:  # openpyxl lets any of a dozen errors of zip and XML through
            raise BadInput(
                "file", _said(_("This Excel file is damaged. Open it, save it anew and try again."))
            ) from error
        try:
            yield book
        finally:
            book.close()


def _xlsx_rows(path: Path, layout: Layout) -> Iterator[Row]:
    tops: dict[int, tuple[int, Cell]] = {}
    spans = sorted(layout.merged, key=lambda span: span[1])
    with _book(path) as book:
        sheet = book.worksheets[0]
        # A sheet may claim to be one cell large; read what is there.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            values = [_value(cell) for cell in cells]
            spans = _fill(number, values, spans, tops)
            if number > layout.header_row and any(plain(value) for value in values):
                yield _named(number, layout.columns, values)


_ZEROS = re.compile(r"0{2,}")


def _value(cell: Any) -> Cell:
    """The cell's value; a number shown with leading zeros is given them back, an error is blank."""
    value: Cell = cell.value
    if value is None or cell.data_type == "e":
        return None
    shown = cell.number_format or ""
    if isinstance(value, int) and _ZEROS.fullmatch(shown):
        return str(value).zfill(len(shown))
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date()
    return value


def _merged(path: Path, sheet: Any) -> tuple[tuple[int, int, int, int], ...]:
    """The merged areas of more than one row; openpyxl leaves them out when it reads row by row."""
    areas: list[bytes] = []
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as stream:
        tail = b""
        while chunk := stream.read(1 << 20):
            window = tail + chunk
            areas += re.findall(rb'<mergeCell ref="([A-Z0-9:]+)"', window)
            tail = window[-60:]
    found = [_bounds(area.decode()) for area in dict.fromkeys(areas)]
    return tuple(area for area in found if area[3] > area[1])


def _bounds(area: str) -> tuple[int, int, int, int]:
    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415  as above

    left, top, right, bottom = (part or 1 for part in range_boundaries(area))
    return left, top, right, bottom


def _fill(
    number: int,
    values: list[Cell],
    spans: list[tuple[int, int, int, int]],
    tops: dict[int, tuple[int, Cell]],
) -> list[tuple[int, int, int, int]]:
    """Give a merged area's rows the value of its first; `tops` remembers it until its last row, by column."""
    while spans and spans[0][1] <= number:
        left, top, _right, bottom = spans[0]
        spans = spans[1:]
        if top == number and left <= len(values):
            tops[left] = (bottom, values[left - 1])
    for column, (bottom, value) in list(tops.items()):
        if number > bottom:
            del tops[column]
        elif column <= len(values) and values[column - 1] is None:
            values[column - 1] = value
    return spans


# JSON lines


def _json_layout(path: Path, encoding: str) -> Layout:
    rows = _flat_rows(path, encoding)
    columns: dict[str, None] = {}
    for row in itertools.islice(rows, 500):
        columns.update(dict.fromkeys(row.cells))
    if not columns:
        raise BadInput("file", _said(_("No line of the file is a JSON object.")))
    return Layout("json", tuple(columns), encoding=encoding)


def _json_rows(path: Path, layout: Layout) -> Iterator[Row]:
    return _flat_rows(path, layout.encoding)


def _flat_rows(path: Path, encoding: str) -> Iterator[Row]:
    for number, thing in _objects(path, encoding):
        if not isinstance(thing, dict):
            yield Row(number, {"line": str(thing)[:200]}, _("The line is not a JSON object."))
            continue
        for cells in _flattened(thing):
            if any(plain(cell) for cell in cells.values()):
                yield Row(number, cells)


def _objects(path: Path, encoding: str) -> Iterator[tuple[int, Any]]:
    with path.open(encoding=encoding, errors="replace") as stream:
        if stream.read(64).lstrip("\ufeff \r\n\t").startswith("["):
            stream.seek(0)
            yield from _array(stream)
            return
        stream.seek(0)
        for number, line in enumerate(stream, start=1):
            if line.strip("\ufeff \r\n\t"):
                yield number, _loaded(line)


def _array(stream: io.TextIOBase) -> Iterator[tuple[int, Any]]:
    """One large array: such files are made by hand or by small shops, and are read whole."""
    try:
        things = json.loads(stream.read().lstrip("\ufeff"))
    except ValueError as error:
        raise BadInput("file", _said(_("The file is not valid JSON."))) from error
    yield from enumerate(things, start=1)


def _loaded(line: str) -> Any:
    try:
        return json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return line


def _flattened(thing: dict[str, Any], prefix: str = "") -> Iterator[dict[str, Cell]]:
    """Nested objects become dotted columns; lists of objects (lines, parcels) become rows beside each other."""
    cells: dict[str, Cell] = {}
    lists: list[tuple[str, list[Any]]] = []
    for name, value in thing.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            cells.update(next(_flattened(value, f"{key}."), {}))
        elif isinstance(value, list):
            lists.append((key, value))
        else:
            cells[key] = value
    depth = max([len(values) for _key, values in lists], default=0)
    for index in range(max(depth, 1)):
        row = dict(cells)
        for key, values in lists:
            if index < len(values):
                row.update(_item(key, values[index]))
        yield row


def _item(key: str, item: Any) -> dict[str, Cell]:
    if isinstance(item, dict):
        return next(_flattened(item, f"{key}."), {})
    return {key: item if isinstance(item, str | int | float) else str(item)}
