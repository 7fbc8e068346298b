"""Outlook's winmail.dat (MS-OXTNEF): the files and the words in it.

Lengths are believed only as far as there are bytes, counts only as far as there are values, so nothing here can be made to grow.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from makegood.kernel.mail.charset import decoded
from makegood.kernel.mail.naming import made_name, safe_name, type_by_name
from makegood.kernel.mail.rtf import decompressed, text_and_html
from makegood.kernel.mail.values import File

SIGNATURE = 0x223E9F78
_DEEPEST = 4
_MOST_FILES = 500
_CODEPAGE, _BODY, _PROPERTIES = 0x9007, 0x800C, 0x9003
_NEW_FILE = 0x9002
_P_BODY, _P_RTF, _P_HTML, _P_SUBJECT, _P_CPID = 0x1000, 0x1009, 0x1013, 0x0037, 0x3FDE
_P_DATA, _P_SHORT_NAME, _P_LONG_NAME, _P_SHOWN_NAME, _P_MIME, _P_CONTENT_ID = (
    0x3701, 0x3704, 0x3707, 0x3001, 0x370E, 0x3712,
)  # fmt: skip
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x0102
_INTERFACE = bytes.fromhex("0703020000000000c000000000000046")


@dataclass
class Tnef:
    text: str = ""
    html: str = ""
    subject: str = ""
    files: list[File] = field(default_factory=list)


@dataclass
class _Loose:
    """A file while its pieces come in, in any order."""

    title: str = ""
    data: bytes = b""
    properties: dict[int, tuple[int, bytes]] = field(default_factory=dict)


def read_tnef(content: bytes, depth: int = 0) -> Tnef | None:
    """None when it is no TNEF, or nothing in it can be read."""
    if int.from_bytes(content[:4], "little") != SIGNATURE or depth > _DEEPEST:
        return None
    reader = _Reader(depth)
    for is_file, name, value in _attributes(memoryview(content)):
        reader.take(is_file, name, value)
    return reader.result()


def _attributes(content: memoryview) -> Iterator[tuple[bool, int, memoryview]]:
    at = 6
    while at + 9 <= len(content) and content[at] in (1, 2):
        name = int.from_bytes(content[at + 1 : at + 3], "little")
        length = int.from_bytes(content[at + 5 : at + 9], "little")
        yield content[at] == 2, name, content[at + 9 : at + 9 + length]
        at += 9 + length + 2


class _Reader:
    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.codepage = "cp1252"
        self.body = b""
        self.properties: dict[int, tuple[int, bytes]] = {}
        self.loose: list[_Loose] = []

    def take(self, is_file: bool, name: int, value: memoryview) -> None:
        if not is_file:
            self.take_message(name, value)
            return
        if name == _NEW_FILE or not self.loose:
            self.loose.append(_Loose())
        if len(self.loose) > _MOST_FILES:
            return
        one = self.loose[-1]
        match name:
            case 0x8010 | 0x9001:  # the title, and the name it was carried under
                one.title = one.title or self.string(bytes(value))
            case 0x800F:  # its bytes
                one.data = bytes(value)
            case 0x9005:  # MAPI's properties of the file
                one.properties.update(_properties(value))

    def take_message(self, name: int, value: memoryview) -> None:
        if name == _CODEPAGE and len(value) >= 4:
            self.codepage = f"cp{int.from_bytes(value[:4], 'little')}"
        elif name == _BODY:
            self.body = bytes(value)
        elif name == _PROPERTIES:
            self.properties.update(_properties(value))

    def result(self) -> Tnef | None:
        text, html = self.bodies()
        files = [found for one in self.loose[:_MOST_FILES] if (found := self.file(one))]
        subject = self.text_of(self.properties, _P_SUBJECT)
        if not (files or self.properties or text):
            return None
        return Tnef(text, html, subject, files)

    def bodies(self) -> tuple[str, str]:
        text = self.text_of(self.properties, _P_BODY) or self.string(self.body)
        kind, markup = self.properties.get(_P_HTML, (0, b""))
        page = self.properties.get(_P_CPID, (0, b""))[1]
        charset = f"cp{int.from_bytes(page, 'little')}" if page else self.codepage
        charset = {"cp65001": "utf-8", "cp28591": "iso-8859-1", "cp20127": "ascii"}.get(
            charset, charset
        )
        html = (
            markup.decode("utf-16-le", "ignore")
            if kind == _UNICODE
            else decoded(markup, charset)[0]
        )
        rtf = self.properties.get(_P_RTF, (0, b""))[1]
        if not html and not text.strip() and rtf:
            text, html = text_and_html(decompressed(rtf))
        return _tidy(text), _tidy(html)

    def file(self, one: _Loose) -> File | None:
        kind, data = one.properties.get(_P_DATA, (0, b""))
        name = (
            self.text_of(one.properties, _P_LONG_NAME)
            or one.title
            or self.text_of(one.properties, _P_SHORT_NAME)
            or self.text_of(one.properties, _P_SHOWN_NAME)
        )
        if (
            kind == _OBJECT
            and data.startswith(_INTERFACE)
            and (inner := read_tnef(data[16:], self.depth + 1))
        ):
            return _message(inner, name, data[16:])
        content = one.data or (data[16:] if kind == _OBJECT else data)
        if not content and not name:
            return None
        media_type = self.text_of(one.properties, _P_MIME) or type_by_name(name)
        content_id = self.text_of(one.properties, _P_CONTENT_ID).strip("<> ")
        shown = safe_name(name) or made_name(media_type)
        return File(shown, media_type.lower(), content, content_id[:255], bool(content_id))

    def text_of(self, properties: dict[int, tuple[int, bytes]], name: int) -> str:
        kind, value = properties.get(name, (0, b""))
        if kind == _UNICODE:
            return _tidy(value.decode("utf-16-le", "replace"))
        return self.string(value) if kind == _STRING else ""

    def string(self, value: bytes) -> str:
        return _tidy(decoded(value.split(b"\0")[0] if b"\0" in value else value, self.codepage)[0])


def _tidy(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _message(inner: Tnef, name: str, raw: bytes) -> File:
    """A mail inside, which TNEF keeps in its own form: its words are what can be shown of it."""
    shown = safe_name(name or inner.subject) or "message"
    words = inner.text or inner.html
    if not words:
        return File(f"{shown}.dat", "application/ms-tnef", raw)
    ending, media_type = ("txt", "text/plain") if inner.text else ("html", "text/html")
    return File(f"{shown}.{ending}", media_type, words.encode())


def _properties(data: memoryview) -> dict[int, tuple[int, bytes]]:
    """MAPI's properties by number: (type, first value)."""
    found: dict[int, tuple[int, bytes]] = {}
    at, left = 4, int.from_bytes(data[:4], "little")
    while left > 0 and at + 4 <= len(data):
        left -= 1
        kind, name = _u16(data, at), _u16(data, at + 2)
        at += 4
        if name >= 0x8000:
            at = _after_name(data, at)
        value, at = _value(data, at, kind)
        if value is not None:
            found.setdefault(name, (kind & 0xFFF, value))
    return found


def _after_name(data: memoryview, at: int) -> int:
    """Named properties carry a GUID and a number or a name."""
    kind, length = _u32(data, at + 16), _u32(data, at + 20)
    return at + 24 if kind == 0 else at + 24 + _padded(length)


def _value(data: memoryview, at: int, kind: int) -> tuple[bytes | None, int]:
    """(the first value, where the next property begins); (None, the end) where the type is not known."""
    is_many, base = bool(kind & 0x1000), kind & 0xEFFF
    size = _FIXED.get(base)
    if size is None and base not in (_STRING, _UNICODE, _OBJECT, _BINARY):
        return None, len(data)
    count = 1
    if is_many or size is None:
        count, at = _u32(data, at), at + 4
    if size is not None:
        size = 2 if is_many and base == 2 else size
        return bytes(data[at : at + size]), at + _padded(size * count)
    first: bytes | None = None
    while count > 0 and at + 4 <= len(data):
        count -= 1
        length = _u32(data, at)
        if first is None:
            first = bytes(data[at + 4 : at + 4 + length])
        at += 4 + _padded(length)
    return first, at


def _padded(length: int) -> int:
    return length + (-length % 4)


def _u16(data: memoryview, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _u32(data: memoryview, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
