"""Header values into words, addresses, ids, instants and parameters, in all the broken forms they come in."""

import binascii
import html
import re
from datetime import datetime
from urllib.parse import unquote_to_bytes

from makegood.kernel.mail import addresses as reading
from makegood.kernel.mail import dates
from makegood.kernel.mail.charset import codec_of, decoded
from makegood.kernel.mail.encoded_words import decode_words, tidy
from makegood.kernel.mail.values import Address

LONGEST_SUBJECT = 998
LONGEST_ID = 998
_ID = re.compile(r"<\s*([^<>\s][^<>]{0,1500}?)\s*>")
_PARAMETER = re.compile(
    r"""\s*([\w*.-]{1,80})\s*=\s*(?:"((?:\\.|[^"\\]|"(?!\s*(?:;|$)))*+)"?|((?:(?!;\s*[\w*.-]{1,80}\s*=)[^\x00])*+))""",
    re.S,
)
_SEMICOLON_FORGOTTEN = re.compile(
    r"[\w/+.-]{1,99}\s+(?=(?:charset|filename|name|boundary|format)\*?\s*=)", re.I
)
_WITHOUT_STAR = re.compile(
    r"([\w-]{2,40})'[\w-]{0,20}'((?:[^%]|%[0-9A-Fa-f]{2})*%[0-9A-Fa-f]{2}.*)"
)


def words(value: bytes, charset: str = "") -> str:
    """A free-text header as a person reads it. `charset` helps with raw eight-bit bytes."""
    return tidy(decode_words(unfolded(value, charset)))


def unfolded(value: bytes, charset: str = "") -> str:
    if not value.isascii():
        text = decoded(value, "" if codec_of(charset).startswith("utf-16") else charset)[0]
    elif b"\x1b" in value:
        text = decoded(value, "iso-2022-jp")[0]
    else:
        text = value.decode("ascii")
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return " ".join(line for piece in re.split(r"[\r\n]+", text) if (line := piece.strip()))


def addresses(value: bytes, charset: str = "") -> list[Address]:
    """Every address in a header, in order, each once; names decoded, comments and groups understood."""
    return reading.addresses(unfolded(value, charset))


def name_alone(value: bytes, charset: str = "") -> str:
    """The name in a From that has no address of use."""
    return reading.name_alone(unfolded(value, charset))


def ids(value: bytes) -> list[str]:
    """Message-IDs without their brackets, each once; cut off ones are left out, bare ones taken if nothing better is there."""
    text = unfolded(value)
    text = decode_words(text) if "=?" in text else text
    text = html.unescape(text) if "&lt;" in text else text
    found = [re.sub(r"\s+", "", one) for one in _ID.findall(text)]
    if not found and text:
        found = [one.strip("<>\"',;") for one in re.split(r"[\s,<>]+", text) if "@" in one]
    if not found and text and " " not in text:
        found = [text.strip("<>\"',;")]
    return list(dict.fromkeys(one[:LONGEST_ID] for one in found if one))


def instant(value: bytes) -> datetime | None:
    """The Date header as an instant in UTC; None when it is no date or an impossible one."""
    return dates.instant(words(value))


def conversation(value: bytes) -> str:
    """The root of Outlook's Thread-Index, as 32 hexadecimal digits: the GUID all answers of a conversation share.

    Six bytes of time, the GUID, then five bytes for each answer. "" when it is none.
    """
    coded = re.sub(rb"[^A-Za-z0-9+/]", b"", value)
    if len(coded) < 30:
        return ""
    root = binascii.a2b_base64(coded[:28] + coded[28:30] + b"==")[6:22]
    return root.hex() if any(root) else ""


def parameters(value: bytes, charset: str = "") -> dict[str, str]:
    """The parameters of Content-Type and its like: RFC 2231 pieces joined, RFC 2047 words (not allowed, common) read."""
    if b"=" not in value:
        return {}
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, content in _pairs(unfolded(value, charset)):
        base, _, rest = name.partition("*")
        if not rest and not name.endswith("*"):
            plain.setdefault(base, _without_star(content))
            continue
        number = re.match(r"\d+", rest)
        index = int(number[0]) if number and len(number[0]) < 5 else 0
        pieces.setdefault(base, {}).setdefault(index, (content, name.endswith("*")))
    for base, parts in pieces.items():
        plain[base] = _joined(parts)
    return {name: tidy(decode_words(content)) for name, content in plain.items()}


def _pairs(text: str) -> list[tuple[str, str]]:
    """(name, value) of each; a value without quotes goes on to the next "; name=", with all it holds."""
    found = []
    forgotten = _SEMICOLON_FORGOTTEN.match(text)
    at = forgotten.end() - 1 if forgotten else text.find(";")
    while at >= 0:
        match = _PARAMETER.match(text, at + 1)
        if match is None:
            at = text.find(";", at + 1)
            continue
        quoted, bare = match[2], match[3]
        content = re.sub(r"\\([\"\\])", r"\1", quoted) if quoted is not None else _bare(bare)
        found.append((match[1].lower(), content))
        at = text.find(";", match.end())
    return found


def _bare(content: str) -> str:
    return content.strip().rstrip(";").strip().strip("'")


def _without_star(content: str) -> str:
    """Percent signs of RFC 2231 under a name that lacks its star, or of a web address."""
    if "%" not in content:
        return content
    if match := _WITHOUT_STAR.fullmatch(content):
        return decoded(unquote_to_bytes(match[2]), match[1])[0]
    if not re.search(r"%(?:20|[89A-Fa-f][0-9A-Fa-f])", content):
        return content
    try:
        return unquote_to_bytes(content).decode("utf-8")
    except UnicodeDecodeError:
        return content


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    if not any(extended for _, extended in parts.values()):
        return _without_star("".join(parts[index][0] for index in sorted(parts)))
    charset, content = "utf-8", b""
    for order, index in enumerate(sorted(parts)):
        piece, extended = parts[index]
        if order == 0 and extended and piece.count("'") >= 2:
            charset, _, piece = piece.split("'", 2)
        content += unquote_to_bytes(piece) if extended else piece.encode("utf-8", "replace")
    return decoded(content, charset)[0]
