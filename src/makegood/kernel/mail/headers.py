"""Header values into words, addresses, ids and instants, in all the broken forms they come in."""

import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_tz
from urllib.parse import unquote_to_bytes

from makegood.kernel.mail.charset import decoded
from makegood.kernel.mail.values import Address

LONGEST_SUBJECT = 998
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_WORD_GAP = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_ID = re.compile(r"<\s*([^<>\s][^<>]*?)\s*>")
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@]+|\"[^\"]+\"@[^\s<>()\",;:@]+")
_WORD_AROUND_ADDRESS = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?<]*<[^?]*\?=")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")


def words(value: bytes, charset: str = "") -> str:
    """A free-text header as a person reads it. `charset` helps with raw eight-bit bytes."""
    return _tidy(_decode_words(unfolded(value, charset)))


def unfolded(value: bytes, charset: str = "") -> str:
    text = decoded(value, charset)[0] if not value.isascii() else value.decode("ascii")
    return re.sub(r"\s*[\r\n]+\s*", " ", text).strip()


def _decode_words(text: str) -> str:
    """RFC 2047, leniently: anywhere in the text, over lines, with letters split between two words."""
    if "=?" not in text:
        return text
    text = _WORD_GAP.sub(r"\1", text)
    out: list[str] = []
    at = 0
    pending, pending_charset = b"", ""
    for match in _WORD.finditer(text):
        charset, content = match[1].split("*")[0], _word_bytes(match[2], match[3])
        joined = match.start() == at and charset.lower() == pending_charset.lower()
        if pending and not joined:
            out.append(decoded(pending, pending_charset)[0])
            pending = b""
        out.append(text[at : match.start()])
        pending, pending_charset, at = pending + content, charset, match.end()
    if pending:
        out.append(decoded(pending, pending_charset)[0])
    out.append(text[at:])
    return "".join(out)


def _word_bytes(encoding: str, content: str) -> bytes:
    plain = content.encode("utf-8", "replace")
    if encoding in "qQ":
        plain = plain.replace(b"_", b" ")
        return re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), plain)
    plain = re.sub(rb"[^A-Za-z0-9+/]", b"", plain)
    usable = len(plain) - (len(plain) % 4 == 1)
    return binascii.a2b_base64(plain[:usable] + b"=" * (-usable % 4))


def _tidy(text: str) -> str:
    return re.sub(r"[ \t\xa0]+", " ", _CONTROLS.sub(" ", text)).strip()


def addresses(value: bytes, charset: str = "") -> list[Address]:
    """Every address in a header, in order, each once; names decoded, comments and groups understood."""
    text = unfolded(value, charset)
    found: dict[str, Address] = {}
    for piece in _pieces(text):
        address = _address(piece)
        if address and address.address not in found:
            found[address.address] = address
    if not found and "=?" in text:  # the whole of it was encoded, brackets and all
        found = {a.address: a for p in _pieces(_decode_words(text)) if (a := _address(p))}
    return list(found.values())


def _pieces(text: str) -> list[str]:
    """Split at commas and semicolons that are not inside quotes, brackets or comments; group names fall away."""
    if '"' not in text and "(" not in text and ":" not in text and "<" not in text:
        return re.split("[,;]", text)
    pieces, start, depth, quoted, angled = [], 0, 0, False, False
    i, length = 0, len(text)
    while i < length:
        c = text[i]
        if c == "\\":
            i += 2
            continue
        if c == '"' and (quoted or '"' in text[i + 1 : i + 500]):
            quoted = not quoted
        elif quoted:
            pass
        elif c == "(":
            depth += 1
        elif c == ")" and depth:
            depth -= 1
        elif depth and "@" not in text[i : i + 200]:
            pass
        elif c == "<":
            angled = True
        elif c == ">":
            angled = False
        elif c in ",;" and not depth and (not angled or "<" in text[i + 1 : i + 300].split(">")[0]):
            pieces.append(text[start:i])
            start, angled = i + 1, False
        elif c == ":" and not angled and not depth and "@" not in text[start:i]:
            start = i + 1
        i += 1
    pieces.append(text[start:])
    return pieces


def _address(piece: str) -> Address | None:
    piece = piece.strip()
    if "@" not in piece and "=?" not in piece:
        return None
    if _WORD_AROUND_ADDRESS.search(piece):
        piece = _decode_words(piece)
    angled = re.search(r"<([^<>]*)>?[^<]*$", piece)
    inside = _ADDRESS.search(angled[1].replace(" ", "")) if angled else None
    match = inside or next(reversed(list(_ADDRESS.finditer(piece))), None)
    if match is None:
        return None
    address = match[0].strip("'`.,").lower()
    if inside and angled:
        name = piece[: angled.start()]
    else:
        name = piece.replace(match[0], " ")
    comment = re.search(r"\(([^()]*)\)", name)
    if comment and not name[: comment.start()].strip():
        name = comment[1]
    name = re.sub(r"\\(.)", r"\1", name.strip().strip("<>,;'\" \t"))
    name = _tidy(_decode_words(name)).strip("'\" ")
    return Address("" if name.lower() == address else name[:200], address[:320])


def ids(value: bytes) -> list[str]:
    """Message-IDs without their brackets, in order, each once."""
    text = unfolded(value)
    found = [re.sub(r"\s+", "", i) for i in _ID.findall(text)]
    if not found and text:
        found = [piece.strip("<>\"'") for piece in re.split(r"[\s,]+", text) if "@" in piece]
    return list(dict.fromkeys(i[:998] for i in found if i))


def instant(value: bytes) -> datetime | None:
    """The Date header as an instant in UTC; None when it is no date or an impossible one."""
    text = unfolded(value)
    parsed = parsedate_tz(text) if text else None
    try:
        if parsed is None:
            return _iso(text)
        year, month, day, hour, minute, second = parsed[:6]
        naive = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        offset = parsed[9] or 0
        return datetime.fromtimestamp(
            naive.timestamp() - (offset if abs(offset) < 86400 else 0), UTC
        )
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> datetime | None:
    match = re.search(
        r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?", text
    )
    if not match:
        return None
    at = datetime.fromisoformat(match[0])
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def conversation(value: bytes) -> str:
    """The root of Outlook's Thread-Index, as 32 hexadecimal digits: the GUID all answers of a conversation share.

    Six bytes of time, the GUID, then five bytes for each answer. "" when it is none.
    """
    coded = re.sub(rb"[^A-Za-z0-9+/]", b"", value)
    if len(coded) < 30:
        return ""
    root = binascii.a2b_base64(coded[:28] + coded[28:30] + b"==")[6:22]
    return root.hex() if any(root) else ""


def parameters(value: bytes) -> dict[str, str]:
    """The parameters of Content-Type and its like: RFC 2231 pieces joined, RFC 2047 words (not allowed, common) read."""
    text = unfolded(value)
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, content in _pairs(text):
        base, _, rest = name.partition("*")
        if not rest and not name.endswith("*"):
            plain.setdefault(base, content)
            continue
        number = re.match(r"\d+", rest)
        index = int(number[0]) if number and len(number[0]) < 5 else 0
        pieces.setdefault(base, {})[index] = (content, name.endswith("*"))
    for base, parts in pieces.items():
        plain[base] = _joined(parts)
    return {name: _tidy(_decode_words(content)) for name, content in plain.items()}


def _pairs(text: str) -> list[tuple[str, str]]:
    found = re.findall(
        r""";\s*([\w*.-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"?|([^;]*))""", ";" + text.partition(";")[2]
    )
    return [
        (n.lower(), re.sub(r"\\([\"\\])", r"\1", q) if q else bare.strip()) for n, q, bare in found
    ]


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    charset, content = "", b""
    for order, index in enumerate(sorted(parts)):
        piece, extended = parts[index]
        if order == 0 and extended and piece.count("'") >= 2:
            charset, _, piece = piece.split("'", 2)
        content += unquote_to_bytes(piece) if extended else piece.encode()
    return decoded(content, charset)[0]
