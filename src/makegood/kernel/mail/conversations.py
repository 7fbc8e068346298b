"""Thread-Index as Outlook writes it: the mark of a conversation, when it began, and how long after that an answer came.

[MS-OXOMSG] 2.2.1.3: 0x01, the upper five bytes of the time it began, the conversation's GUID; then five bytes for an
answer. Outlook groups by the GUID, where it keeps track of it, and by Thread-Topic.
"""

import binascii
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_LONG = 0x00FE0000 << 32
"""Bits that are set in a span of more than some 1.7 years."""


def thread_index(conversation: str, began_at: datetime, answered_at: datetime | None = None) -> str:
    """`conversation` is the GUID as 32 hexadecimal digits; `answered_at`: when this answer in it was written."""
    began = _ticks(began_at) >> 24
    head = b"\x01" + began.to_bytes(5, "big") + bytes.fromhex(conversation)
    later = b"" if answered_at is None else _later(_ticks(answered_at) - (began << 24))
    return binascii.b2a_base64(head + later, newline=False).decode()


def _later(ticks: int) -> bytes:
    """A bit for the scale, 31 for the span, and a byte that is random with others: the same letter has the same bytes here."""
    span = max(ticks, 0)
    scaled = 1 << 31 | span >> 23 & 0x7FFFFFFF if span & _LONG else span >> 18 & 0x7FFFFFFF
    return scaled.to_bytes(4, "big") + b"\0"


def _ticks(at: datetime) -> int:
    """FILETIME: tenths of a microsecond since 1601."""
    return (at - _EPOCH) // timedelta(microseconds=1) * 10
