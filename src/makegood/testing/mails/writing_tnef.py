"""winmail.dat written as Outlook does, for the mails of the corpus and for measuring readers."""

import struct
import zlib
from collections.abc import Sequence

BODY, RTF, HTML, SUBJECT, CODEPAGE = 0x1000, 0x1009, 0x1013, 0x0037, 0x3FDE
DATA, LONG_NAME, SHORT_NAME, MIME, CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
STRING, UNICODE, BINARY, OBJECT, LONG = 0x1E, 0x1F, 0x102, 0x0D, 3
INTERFACE = bytes.fromhex("0703020000000000c000000000000046")


def tnef(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def attribute(level: int, name: int, value: bytes, kind: int = 6) -> bytes:
    checksum = sum(value) & 0xFFFF
    return struct.pack("<BHHI", level, name, kind, len(value)) + value + struct.pack("<H", checksum)


def codepage(number: int) -> bytes:
    return attribute(1, 0x9007, struct.pack("<II", number, 0))


def message(*properties: bytes) -> bytes:
    return attribute(1, 0x9003, struct.pack("<I", len(properties)) + b"".join(properties))


def attached(title: bytes = b"", content: bytes | None = None, *properties: bytes) -> bytes:
    """One file: its start, its title and bytes, then MAPI's properties."""
    out = attribute(2, 0x9002, bytes(14))
    out += attribute(2, 0x8010, title + b"\0") if title else b""
    out += attribute(2, 0x800F, content) if content is not None else b""
    if properties:
        out += attribute(2, 0x9005, struct.pack("<I", len(properties)) + b"".join(properties))
    return out


def fixed(name: int, value: int) -> bytes:
    return struct.pack("<HHI", LONG, name, value)


def variable(kind: int, name: int, value: bytes) -> bytes:
    return struct.pack("<HHI", kind, name, 1) + _sized(value)


def unicode(name: int, value: str) -> bytes:
    return variable(UNICODE, name, value.encode("utf-16-le") + b"\0\0")


def named(label: str, value: str) -> bytes:
    """A property without a number of its own: a GUID and a name."""
    words = label.encode("utf-16-le") + b"\0\0"
    return (
        struct.pack("<HH", UNICODE, 0x8001)
        + bytes(16)
        + struct.pack("<I", 1)
        + _sized(words)
        + struct.pack("<I", 1)
        + _sized(value.encode("utf-16-le") + b"\0\0")
    )


def many(name: int, values: Sequence[bytes]) -> bytes:
    return struct.pack("<HHI", BINARY | 0x1000, name, len(values)) + b"".join(map(_sized, values))


def stored_rtf(rtf: bytes) -> bytes:
    """Compressed RTF that is not compressed."""
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


def compressed_rtf(rtf: bytes) -> bytes:
    """Literals only, which every reader must take, and the mark of the end."""
    out, position = b"", 207
    for at in range(0, len(rtf), 8):
        piece = rtf[at : at + 8]
        position += len(piece)
        if len(piece) < 8:
            out += bytes([1 << len(piece)]) + piece + struct.pack(">H", (position & 4095) << 4)
            break
        out += b"\0" + piece
    else:
        out += b"\1" + struct.pack(">H", (position & 4095) << 4)
    head = struct.pack("<II4s", len(out) + 12, len(rtf), b"LZFu")
    return head + struct.pack("<I", ~zlib.crc32(out, 0xFFFFFFFF) & 0xFFFFFFFF) + out


def _sized(value: bytes) -> bytes:
    return struct.pack("<I", len(value)) + value + b"\0" * (-len(value) % 4)
