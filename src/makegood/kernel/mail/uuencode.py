"""uuencoded files: as a transfer encoding, and written straight into a text as mail did before MIME."""

import binascii
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} (\S[^\r\n]{0,250}?)[ \t]*\r?$", re.M)
_END = re.compile(rb"^(?:end|====)[ \t]*\r?$", re.M)
_MOST_FAILED = 20


@dataclass(frozen=True)
class Embedded:
    """A file found in a text: its name, its bytes, and where it stood."""

    name: bytes
    content: bytes
    start: int
    end: int


def embedded(content: bytes) -> Iterator[Embedded]:
    """The files between "begin 644 name" and "end", in order; a block without data or without its end is text."""
    at = failed = 0
    while failed < _MOST_FAILED:
        begin = _BEGIN.search(content, at)
        if begin is None:
            return
        end = _END.search(content, begin.end())
        if end is None:
            return
        at = begin.end()
        body = content[begin.end() : end.start()]
        decoded = _decoded(body, begin[0].startswith(b"begin-base64"))
        if decoded is not None:
            yield Embedded(begin[1], decoded, begin.start(), end.end())
            at = end.end()
        else:
            failed += 1


def from_uuencode(body: bytes) -> bytes | None:
    """The first file of a body said to be uuencoded; None when there is none."""
    begin = _BEGIN.search(body)
    end = _END.search(body, begin.end() if begin else 0)
    inner = body[begin.end() if begin else 0 : end.start() if end else len(body)]
    return _decoded(inner, begin is not None and begin[0].startswith(b"begin-base64"))


def _decoded(body: bytes, is_base64: bool) -> bytes | None:
    """None when more than a few lines are no uuencode."""
    if is_base64:
        try:
            return binascii.a2b_base64(body)
        except (binascii.Error, ValueError):
            return None
    out = bytearray()
    right = wrong = 0
    for line in io.BytesIO(body):  # line by line: a list of them would weigh many times the body
        piece = _line(line.rstrip(b"\r\n")) if line.strip() else b""
        if piece is None:
            wrong += 1
            if wrong > 3 and wrong * 5 > right:
                return None
        else:
            right += bool(line.strip())
            out += piece
    return bytes(out) if right and wrong * 5 <= right else None


def _line(line: bytes) -> bytes | None:
    length = (line[0] - 32) & 63
    needed = 1 + (length + 2) // 3 * 4
    if not 32 <= line[0] <= 96 or len(line) > needed + 3:
        return None
    # trailing spaces stand for zeros and are often lost on the way
    try:
        return binascii.a2b_uu(line[:needed].ljust(needed))
    except binascii.Error:
        return None
