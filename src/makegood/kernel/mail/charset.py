"""Bytes into text, whatever they claim to be: declared charset, its aliases, BOM, detection, fallbacks, replacement.

Text that somebody decoded wrongly before it was sent ("cittÃ ") is left as it came: it can't be told from text that
is meant so.
"""

import codecs
import re

from makegood.kernel.mail.charset_escapes import japanese, without_escapes
from makegood.kernel.mail.charset_guess import guessed, sample_of
from makegood.kernel.mail.charset_names import codec_of as codec_of
from makegood.kernel.mail.charset_neighbours import neighbour

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SEVEN_BIT = ("utf-7", "hz", "iso2022_kr", "iso2022_jp")
_EAST_ASIAN = {
    "gb18030": (), "cp950": ("big5hkscs",), "big5hkscs": ("cp950",), "cp932": ("shift_jis_2004",),
    "euc_jp": ("euc_jis_2004",), "cp949": ("johab",), "johab": ("cp949",),
}  # fmt: skip
"""Charsets of several bytes a letter → what to try when they can't read a letter."""
_WINDOWS_TWINS = {
    "iso8859-2": "cp1250", "iso8859-4": "cp1257", "iso8859-5": "cp1251", "iso8859-6": "cp1256", "iso8859-7": "cp1253",
    "iso8859-8": "cp1255", "iso8859-13": "cp1257", "iso8859-15": "cp1252",
}  # fmt: skip
"""An ISO charset whose bytes 80 to 9F, controls nobody sends, are used is really its Windows neighbour."""
_WESTERN = {"cp1252", "iso8859-15", "cp1254", "mac-roman", "cp850"}
# A multi-byte UTF-8 sequence: text in a single-byte charset almost never holds one by accident.
_UTF8_PAIR = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_LATIN_PAIR = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
# Half a pair of UTF-16, alone: no UTF-8 can hold it, no database keeps it.
_HALF = re.compile("[\ud800-\udfff]")
_RUN = re.compile(rb"[\xa1-\xff]{4,}")
_UKRAINIAN = re.compile(
    rb"[\xc0-\xff][\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd]|[\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd][\xc0-\xff]"
)
_INSIDE = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""",
    re.I,
)

Text = tuple[str, tuple[str, ...]]


def decoded(content: bytes, declared: str = "") -> Text:
    """The text of `content`, and what had to be done beyond believing `declared`. Never raises."""
    codec = codec_of(declared)
    if content.isascii() and codec not in _SEVEN_BIT and without_escapes(content):
        return content.decode("ascii"), ()
    text, defects = (
        _by_bom(content) or _by_label(content, codec) or _by_detection(content, declared, codec)
    )
    return text if text.isascii() else _HALF.sub("\ufffd", text), defects


def declared_inside(content: bytes, declared: str) -> str:
    """The charset of HTML or XML: as its header says, or where that says nothing as it says itself."""
    if codec_of(declared) not in ("", "ascii"):
        return declared
    match = _INSIDE.search(content, 0, 4096)
    found = (match[1] or match[2]).decode("ascii", "ignore") if match else ""
    # It could not be read if it were true; who writes it mostly means UTF-8.
    return "utf-8" if codec_of(found).startswith(("utf-16", "utf-32")) else found or declared


def _by_bom(content: bytes) -> Text | None:
    for bom, codec in _BOMS:
        if content.startswith(bom):
            content = _even(content) if codec.startswith("utf-16") else content
            try:
                return content[len(bom) :].decode(codec), ()
            except UnicodeError:
                if codec.startswith("utf-16"):
                    return content[len(bom) :].decode(codec, "replace"), ("charset_replaced",)
    return None


def _by_label(content: bytes, codec: str) -> Text | None:
    if codec in ("", "ascii"):
        return None
    if codec.startswith(("utf-16", "utf-32")):
        return _by_width(content, codec)
    if codec in _SEVEN_BIT:
        return _seven_bit(content, codec)
    if codec == "utf-8":
        return _utf8(content)
    if _is_utf8(content, 3 if codec in _EAST_ASIAN else 1):
        return content.decode("utf-8"), ("charset_mislabelled",)
    if codec in _EAST_ASIAN:
        return _east_asian(content, codec)
    return _single_byte(content, codec)


def _by_width(content: bytes, codec: str) -> Text | None:
    """UTF-16 and UTF-32 without a BOM: the order of bytes that makes sense."""
    if b"\0" not in content and (content.isascii() or _is_utf8(content, 1)):
        return content.decode("utf-8"), ("charset_mislabelled",)
    content = _even(content)
    family = codec[:6]
    orders = [codec, *(one for one in (f"{family}-be", f"{family}-le") if one != codec)]
    texts = [content.decode(order, "replace") for order in orders[-2:]]
    best = max(texts, key=lambda text: sum(1 for c in text[:2000] if c.isascii() and c != "\0"))
    return best, (("charset_replaced",) if "�" in best else ())


def _even(content: bytes) -> bytes:
    """Without the first half of a last newline, whose second half went with the part's end."""
    return content[: len(content) // 2 * 2]


def _seven_bit(content: bytes, codec: str) -> Text | None:
    if codec == "iso2022_jp":
        return japanese(content) if b"\x1b" in content or not _HIGH.search(content) else None
    try:
        return content.decode(codec), ()
    except UnicodeError:
        return (content.decode("ascii"), ("charset_wrong",)) if content.isascii() else None


def _utf8(content: bytes) -> Text | None:
    """Also with a few broken letters, and with pairs of surrogates written as two letters (CESU-8)."""
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if b"\xed" in content:
        try:
            halves = content.decode("utf-8", "surrogatepass")
            return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ()
        except UnicodeError:
            pass
    text = content.decode("utf-8", "replace")
    if text.count("�") >= len(_UTF8_PAIR.findall(content)):
        return None
    return content.decode("utf-8", _STRAY), ("charset_replaced",)


def _east_asian(content: bytes, codec: str) -> Text | None:
    for name in (codec, *_EAST_ASIAN[codec]):
        try:
            return content.decode(name), ()
        except UnicodeError:
            continue
    text = content.decode(codec, "replace")
    letters = sum(1 for c in text if c > "\x7f")
    return (text, ("charset_replaced",)) if text.count("�") * 12 < letters else None


def _single_byte(content: bytes, codec: str) -> Text | None:
    if codec in _WINDOWS_TWINS and re.search(rb"[\x80-\x84\x86-\x9f]", content):
        return _single_byte(content, _WINDOWS_TWINS[codec]) or _lenient(content, codec)
    if codec == "koi8-r" and _UKRAINIAN.search(content):
        codec = "koi8-u"
    if codec in _WESTERN and (other := _foreign(content) or neighbour(content, codec)):
        return content.decode(other, "replace"), ("charset_mislabelled",)
    try:
        return content.decode(codec), ()
    except UnicodeError:
        return _lenient(content, codec)


def _foreign(content: bytes) -> str:
    """The charset of a text labelled as Western European that no Western language can be: whole words of high bytes."""
    sample = sample_of(content)
    high = len(_HIGH.findall(sample))
    in_runs = sum(map(len, _RUN.findall(sample)))
    if high < 8 or in_runs * 2 < high or high < len(re.findall(rb"[A-Za-z]", sample)):
        return ""
    found = guessed(sample)
    return "" if found in _WESTERN else found


def _lenient(content: bytes, codec: str) -> Text | None:
    """A few bytes the charset leaves undefined are shown as the controls browsers take them for; many: it is another."""
    text = content.decode(codec, _AS_CONTROL)
    odd = len(re.findall("[\x80-\x9f]", text))
    if odd > 2 and odd * 30 > len(_HIGH.findall(content)):
        return None
    return text, (("charset_replaced",) if odd and codec != "cp1252" else ())


def _by_detection(content: bytes, declared: str, codec: str) -> Text:
    named: tuple[str, ...] = ()
    if declared and codec != "ascii":
        named = ("charset_wrong",) if codec else ("charset_unknown",)
    if found := _unlabelled(content):
        return found[0], (*named, *found[1])
    if text := (_utf8(content) if _UTF8_PAIR.search(content) else None):
        return text[0], (*named, *text[1])
    guess = guessed(content)
    if codec == "utf-8" and guess in _WESTERN and _LATIN_PAIR.search(content):
        return content.decode("utf-8", _WESTERN_BYTE), (*named, "charset_detected")
    text = _east_asian(content, guess) if guess in _EAST_ASIAN else _lenient(content, guess)
    if text is None:
        text = content.decode(guess, "replace"), ("charset_replaced",)
    return text[0], (*named, "charset_detected", *text[1])


def _unlabelled(content: bytes) -> Text | None:
    """What can be told without guessing: escape sequences, every other byte a zero."""
    if b"\x1b$)C" in content:
        return _seven_bit(content, "iso2022_kr")
    if (b"\x1b$" in content or b"\x1b(" in content) and not _HIGH.search(content):
        return japanese(content)
    zeros = content.count(b"\0", 0, 4096)
    if zeros * 8 > len(content[:4096]) and len(content) > 3:
        text, defects = _by_width(content, "utf-16") or ("", ())
        return (text, ("charset_detected", *defects)) if "\0" not in text else None
    return (content.decode("ascii"), ()) if content.isascii() else None


def _is_utf8(content: bytes, at_least: int) -> bool:
    """Whether it is valid with a letter of `at_least` so many bytes in it."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return any(c > ("\x7f" if at_least < 3 else "\u07ff") for c in text[:20_000])


def _as_control(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "".join(map(chr, error.object[error.start : error.end])), error.end


def _stray(error: UnicodeError) -> tuple[str, int]:
    """One byte alone between ASCII letters was pasted in from an older charset; all else is a letter cut in two."""
    assert isinstance(error, UnicodeDecodeError)
    content, at, end = error.object, error.start, error.end
    around = content[max(0, at - 1) : at] + content[end : end + 1]
    if end - at == 1 and at and len(around) == 2 and around.isascii() and content[at] >= 0x80:
        return _CP1252[content[at]], end
    return "�", end


def _western_byte(error: UnicodeError) -> tuple[str, int]:
    """An old footer under a new text: what is no UTF-8 in a text said to be it is Western European."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(_CP1252[byte] for byte in error.object[error.start : error.end]), error.end


_CP1252 = bytes(range(256)).decode("cp1252", "replace")
"""A table, for a letter may hold a million such bytes."""
_AS_CONTROL, _STRAY, _WESTERN_BYTE = (
    "makegood-as-control",
    "makegood-stray",
    "makegood-western-byte",
)
codecs.register_error(_AS_CONTROL, _as_control)
codecs.register_error(_WESTERN_BYTE, _western_byte)
codecs.register_error(_STRAY, _stray)
