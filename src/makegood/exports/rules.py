"""What things look like in an export. Pure."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

FILES = "files"
"""The folder of attachments."""


@dataclass(frozen=True)
class Field:
    """One name of a thing's JSON: what it means, and how it is read off the row."""

    name: str
    meaning: str
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """What one kind of thing looks like."""

    kind: str
    about: str
    fields: tuple[Field, ...]

    @property
    def file(self) -> str:
        return f"{self.kind}.jsonl"

    def line(self, row: Any) -> bytes:
        """The row as its line."""
        told = {field.name: field.read(row) for field in self.fields}
        return json.dumps(told, ensure_ascii=False, default=_plain).encode() + b"\n"


def field(name: str, meaning: str, read: Callable[[Any], Any] | str = "") -> Field:
    """`read` is a function or the name of an attribute; left out, the attribute has the field's name."""
    if callable(read):
        return Field(name, meaning, read)
    attribute = read or name
    return Field(name, meaning, lambda row: getattr(row, attribute))


def place_of(sha256: str) -> str:
    """Where an attachment's bytes lie in the archive: once, however many messages have them."""
    return f"{FILES}/{sha256[:2]}/{sha256}"


def logo_of(sha256: str) -> str | None:
    """Where a shop's logo lies."""
    return f"logos/{sha256}.png" if sha256 else None


def readme(shapes: Iterable[Shape], desk: str, at: datetime) -> str:
    """What is in the archive, for whoever opens it."""
    parts = [_HEAD.format(desk=desk, at=at.isoformat(timespec="seconds"))]
    for shape in shapes:
        lines = [f"{shape.file}", f"    {shape.about}"]
        width = max(len(one.name) for one in shape.fields)
        lines += [f"    {one.name:<{width}}  {one.meaning}" for one in shape.fields]
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, _FOOT])


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case set() | frozenset():
            return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in an export")


_HEAD = """\
Everything {desk} knows, as it was at {at}.

Each file *.jsonl holds one thing a line, as a JSON object in UTF-8. All lines of all files are of the same moment. "id" is
a thing's key; where a field names another thing, it holds that one's id (null: none). Instants are in UTC (ISO 8601),
amounts of money are whole numbers of the smallest unit (cents), languages and countries are ISO codes."""

_FOOT = """\
files/
    The attachments, by the SHA-256 of their bytes; "file" in messages.jsonl says which is whose, and what it was called.

logos/
    The logos of shops.

contents.json
    How many lines each file has, and which files were no longer there.

Not in here: passwords, keys and what mailboxes are opened with; mails as they came; the sample shop. All of
it is in a backup (makegood backup), which only Makegood reads.
"""
