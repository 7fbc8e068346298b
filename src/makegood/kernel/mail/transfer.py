"""Transfer encodings taken off, also where the label is misspelt, wrong, or the content broken."""

import binascii
import re
import string
from itertools import islice

from makegood.kernel.mail.uuencode import from_uuencode
from makegood.kernel.mail.yenc import from_yenc

_SAMPLE = 4096
_MOST_BLOCKS = 500
_NOT_LETTERS = bytes(
    sorted(set(range(256)) - set(string.ascii_letters.encode() + string.digits.encode() + b"+/"))
)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]+")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{4,}={0,2}[ \t]*(?:\r?\n|\Z)")
_ODD_LINE = re.compile(rb"(?m)^[ \t]*+[A-Za-z0-9+/=]*+(?:[^A-Za-z0-9+/=\s]|[ \t]++\S)")
_PADDED_END = re.compile(rb"(?<=[A-Za-z0-9+/])={1,2}[ \t]*\r?\n(?=\s*\S)")


def encoding_of(label: bytes) -> str:
    """One of base64, quoted, uu, yenc, or "" for all that need no decoding; `label` as the header has it."""
    name = re.sub(rb"[^a-z0-9]", b"", label.split(b";")[0].lower())
    if name.startswith((b"base64", b"bas64", b"b64", b"xbase64")):
        return "base64"
    if name.startswith((b"quoted", b"qoted", b"quote", b"qp", b"xquoted")) or name == b"q":
        return "quoted"
    if name.startswith((b"uue", b"xuue")) or name in (b"uu", b"xuu"):
        return "uu"
    return "yenc" if name in (b"yenc", b"xyenc") else ""


def undone(body: memoryview, label: bytes, is_text: bool) -> tuple[bytes, str]:
    """The content, and the defect met on the way ("" for none). What can't be decoded comes as it is."""
    match encoding_of(label):
        case "base64":
            return _from_base64(body, is_text)
        case "quoted":
            return _from_quoted(bytes(body)), ""
        case "uu":
            found = from_uuencode(bytes(body))
            return (bytes(body), "not_uuencoded") if found is None else (found, "")
        case "yenc":
            found = from_yenc(bytes(body))
            return (bytes(body), "not_yenc") if found is None else (found, "")
    return bytes(body), ""


def _from_base64(body: memoryview, is_text: bool) -> tuple[bytes, str]:
    sample = bytes(body[:_SAMPLE])
    if _is_plain_after_all(sample):
        return bytes(body), "not_base64"
    if is_text or _PADDED_END.search(sample):
        return _from_pieces(bytes(body), is_text)
    try:
        return binascii.a2b_base64(body), ""
    except (binascii.Error, ValueError):
        return _from_pieces(bytes(body), is_text)


def _is_plain_after_all(sample: bytes) -> bool:
    """Words under the label base64: some senders write the header and forget to do it."""
    if not sample.strip():
        return False
    rest = sample.strip()
    if any(_BASE64_LINE.match(rest, at) for at in range(min(8, len(rest)))):
        return False
    lines = [line for line in rest.splitlines() if line.strip()]
    odd = sum(1 for line in lines if _NOT_BASE64.search(line) or b" " in line.strip())
    return odd * 2 > len(lines)


def _from_pieces(body: bytes, is_text: bool) -> tuple[bytes, str]:
    """Several encoded blocks after each other, and plain lines that a list server put below them."""
    decoded: list[bytes] = []
    at = 0
    ends = {found.end() for found in islice(_PADDED_END.finditer(body), _MOST_BLOCKS)}
    if is_text:
        ends.add(_first_words(body))
    for end in sorted((*ends, len(body))):
        block = body[at:end]
        at = end
        if is_text and decoded and _is_plain_after_all(block[:_SAMPLE]):
            decoded.append(b"\n" + block.strip(b"\r\n"))
        else:
            decoded.append(_lenient(block))
    return b"".join(decoded), ""


def _first_words(body: bytes) -> int:
    """Where plain lines begin below a block that ends without padding, as every third does; 0 where none do."""
    found = _ODD_LINE.search(body)
    return found.start() if found and _is_plain_after_all(body[found.start() :][:_SAMPLE]) else 0


def _lenient(block: bytes) -> bytes:
    try:
        return binascii.a2b_base64(block)
    except (binascii.Error, ValueError):
        plain = block.translate(None, _NOT_LETTERS)
        usable = len(plain) - (len(plain) % 4 == 1)
        return binascii.a2b_base64(plain[:usable] + b"=" * (-usable % 4))


def _from_quoted(body: bytes) -> bytes:
    if b"=" not in body:
        return body
    # binascii stops at a lone CR after "=" and takes "= " for text; both are soft breaks somebody's gateway bent.
    for bent in (b"=\r\n", b"=\r", b"=        \n", b"= \n", b"=\t\n", b"= \r\n", b"=\t\r\n"):
        body = body.replace(bent, b"=\n")
    return binascii.a2b_qp(body)
