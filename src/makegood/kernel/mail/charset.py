"""Bytes into text, whatever they claim to be: declared charset, its aliases, BOM, detection, fallbacks, replacement."""

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

_ALIASES = {
    # Labels browsers read as their Windows superset (WHATWG encoding standard), and misspellings seen in mail.
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "ascii",
    "ansi_x3.4-1968": "ascii",
    "ansi_x3.110-1983": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-9": "cp1254",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "utf8mb4": "utf-8",
    "x-unknown": "",
    "unknown": "",
    "unknown-8bit": "",
    "x-user-defined": "",
    "default": "",
    "default_charset": "",
    "_iso-2022-jp$esc": "iso-2022-jp",
    "dos-862": "cp862",
    "ibm852": "cp852",
    "koi-8": "koi8-r",
    "koi8r": "koi8-r",
    "koi8": "koi8-r",
    "koi8u": "koi8-u",
}
# Python calls these text encodings; in a mail they are nonsense, and some are slow on purpose-made input.
_NOT_CHARSETS = {
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "mbcs",
    "oem",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A multi-byte UTF-8 sequence: text in a single-byte charset almost never holds one by accident.
_UTF8_PAIR = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
# The commonest letters, in order of what they are worth as a sign that the charset is right.
_CYRILLIC = {"cp1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic"}
_LATIN_LETTERS = {
    "cp1252": "àèéìòùáíóúñüäöß¿¡âêîôçåøã€’“”–«»°ª º",
    "cp1250": "áéíóöőúüűčćšžđłąęśźżńřěůýťďľ€’“”–„",
    "cp1257": "ąčęėįšųūžāēģīķļņ€’“”–„",
    "iso-8859-2": "áéíóöőúüűčćšžđłąęśźżńřěůýťďľ",
}
SAMPLE = 4096


def decoded(content: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of `content`, and what had to be done beyond believing `declared`. Never raises."""
    if content.isascii():
        codec = codec_of(declared)
        if not codec or not codec.startswith(
            ("iso2022", "iso-2022", "hz", "utf-7", "utf_7", "utf-16", "utf-32")
        ):
            return content.decode("ascii"), ()
    for bom, codec in _BOMS:
        if content.startswith(bom):
            return _replaced(content[len(bom) :], codec)
    return _by_label(content, declared) or _by_detection(content, declared)


def codec_of(label: str) -> str:
    """Python's codec for a charset label as mail spells it; empty when there is none."""
    return _codec_of(label.strip().strip("\"'<>[]").lower()[:60])


@lru_cache(maxsize=512)
def _codec_of(label: str) -> str:
    for name in (
        label,
        label.removeprefix("charset="),
        label.replace("_", "-"),
        label.split(" ")[0],
    ):
        known = _ALIASES.get(name, name)
        windows = re.fullmatch(
            r"(?:x-)?(?:windows|win|cp|ansi|ms)[-_ ]?(?:cp)?[-_ ]?(\d{3,5})(?:-\w+)?", known
        )
        known = f"cp{windows[1]}" if windows else known
        iso = re.fullmatch(r"(?:x-)?iso[-_ ]?8859[-_ ]?(\d{1,2})(?:-\w)?", known)
        known = f"iso-8859-{iso[1]}" if iso else known
        try:
            found = codecs.lookup(known) if known else None
        except (LookupError, ValueError):
            continue
        if found and found.name not in _NOT_CHARSETS and found._is_text_encoding:
            return _ALIASES.get(found.name, found.name).replace("iso8859", "iso-8859")
    return ""


def _by_label(content: bytes, declared: str) -> tuple[str, tuple[str, ...]] | None:
    codec = codec_of(declared)
    if not codec or codec == "ascii":
        return None
    single_byte = codec.startswith(("cp125", "iso-8859", "mac", "koi8"))
    if single_byte and _is_utf8(content):
        return content.decode("utf-8"), ("charset_mislabelled",)
    try:
        return content.decode(codec), ()
    except (UnicodeError, ValueError):
        pass
    if codec == "cp1252":  # five bytes of it are undefined, and browsers show them as controls
        return content.decode("latin-1"), ()
    if codec in ("utf-8", "utf_8"):
        text = content.decode("utf-8", "replace")
        if text.count("�") * 20 < len(_UTF8_PAIR.findall(content[: SAMPLE * 16])):
            return text, ("charset_replaced",)
    return None


def _by_detection(content: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    named = () if not declared or codec_of(declared) in ("", "ascii") else ("charset_wrong",)
    if declared and not codec_of(declared):
        named = ("charset_unknown",)
    try:
        return content.decode("utf-8"), named
    except UnicodeDecodeError:
        pass
    codec = _detected(_sample(content))
    text, defects = _replaced(content, codec)
    return text, (*named, "charset_detected", *defects)


def _is_utf8(content: bytes) -> bool:
    if not _UTF8_PAIR.search(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sample(content: bytes) -> bytes:
    """A part around the first bytes that say anything."""
    first = _HIGH.search(content)
    start = max(0, first.start() - 64) if first else 0
    return content[start : start + SAMPLE]


def _detected(sample: bytes) -> str:
    high = len(_HIGH.findall(sample))
    letters = len(re.findall(rb"[A-Za-z]", sample))
    if high > letters:
        codec = max(sorted(_CYRILLIC), key=lambda codec: _cyrillic_score(sample, codec))
        if _cyrillic_score(sample, codec) > 0.6 * high:
            return codec
        best = from_bytes(sample, steps=3, chunk_size=256).best()
        if best is not None:
            return codec_of(best.encoding) or "cp1252"
    # max keeps the first of equals: Western European before the rest
    return max(_LATIN_LETTERS, key=lambda codec: _latin_score(sample, codec))


def _cyrillic_score(sample: bytes, codec: str) -> float:
    """Small Cyrillic letters, the common ones twice: in the wrong Cyrillic charset case is swapped or letters are signs."""
    text = sample.decode(codec, "replace")
    small = sum(1 for c in text if "а" <= c <= "я" or c in "ёђјљњћџ")
    common = sum(1 for c in text if c in "оеаинтсрвл")
    capitals_inside = len(re.findall("(?<=[а-я])[А-Я]", text))
    return small * 0.7 + common * 0.6 - capitals_inside * 2


def _latin_score(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace").lower()
    known = _LATIN_LETTERS[codec]
    return sum((1 if c in known else -1) for c in text if ord(c) > 127)


def _replaced(content: bytes, codec: str) -> tuple[str, tuple[str, ...]]:
    try:
        return content.decode(codec), ()
    except (UnicodeError, LookupError):
        return content.decode(codec, "replace"), ("charset_replaced",)
