"""S/MIME that is signed or compressed but not encrypted (RFC 8551): the mail inside, read without judging the signature.

`cryptography` verifies and decrypts with keys one has; taking the content out needs none, only some of BER.
"""

import base64
import binascii
import zlib
from collections.abc import Iterator

LARGEST = 64 << 20
_SIGNED = bytes.fromhex("2a864886f70d010702")
_COMPRESSED = bytes.fromhex("2a864886f70d0109100109")
_DEEPEST = 16
_SEQUENCE, _SET, _OID, _OCTETS, _OCTETS_IN_PIECES, _CONTEXT_0 = 0x30, 0x31, 0x06, 0x04, 0x24, 0xA0


def signed_content(sealed: bytes) -> bytes | None:
    """The MIME entity inside; None where it is encrypted, holds nothing, or is no CMS at all."""
    try:
        return _content(memoryview(_binary(sealed)), 0)
    except (ValueError, IndexError, RecursionError, zlib.error):
        return None


def _binary(sealed: bytes) -> bytes:
    """Some send it without an encoding header, or as PEM."""
    if sealed[:1] == b"\x30":
        return sealed
    try:
        lines = [line for line in sealed.splitlines() if b"-----" not in line]
        return base64.b64decode(b"".join(lines), validate=True)
    except binascii.Error as error:
        raise ValueError("no CMS") from error


def _content(data: memoryview, start: int) -> bytes | None:
    parts = _inside(data, start, _SEQUENCE)
    kind = _expect(parts, _OID)
    wrapped = _expect(parts, _CONTEXT_0)
    if bytes(kind) not in (_SIGNED, _COMPRESSED):
        return None
    fields = _inside(wrapped, 0, _SEQUENCE)
    for tag, value in fields:
        if tag == _SEQUENCE:
            inner = _elements(value)
            first = next(inner, (0, value))
            held = next(inner, None)
            # a compressed one names its algorithm first, in a sequence like any other
            if first[0] == _OID and held and held[0] == _CONTEXT_0:
                found = bytes(_octets(held[1], 0))
                return _inflated(found) if bytes(kind) == _COMPRESSED else found
    return None


def _inflated(content: bytes) -> bytes:
    return zlib.decompressobj().decompress(content, min(LARGEST, 6 * len(content) + (1 << 16)))


def _octets(data: memoryview, depth: int) -> bytearray:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    out = bytearray()
    for tag, value in _elements(data):
        if tag == _OCTETS:
            out += value
        elif tag == _OCTETS_IN_PIECES:
            out += _octets(value, depth + 1)
    return out


def _expect(elements: Iterator[tuple[int, memoryview]], wanted: int) -> memoryview:
    tag, value = next(elements, (0, memoryview(b"")))
    if tag != wanted:
        raise ValueError("no CMS")
    return value


def _inside(data: memoryview, start: int, wanted: int) -> Iterator[tuple[int, memoryview]]:
    return _elements(_expect(_elements(data[start:]), wanted))


def _elements(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    """(tag, content) one after the other, up to the end or an end-of-contents mark."""
    at = 0
    while at + 2 <= len(data) and (data[at] or data[at + 1]):
        tag, start, end, following = _element(data, at, 0)
        yield tag, data[start:end]
        at = following


def _element(data: memoryview, at: int, depth: int) -> tuple[int, int, int, int]:
    """(tag, where its content starts, where it ends, where the next one starts)."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:
        end = start
        while data[end] or data[end + 1]:
            end = _element(data, end, depth + 1)[3]
        return tag, start, end, end + 2
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    if start + length > len(data):
        length = len(data) - start
    return tag, start, start + length, start + length
