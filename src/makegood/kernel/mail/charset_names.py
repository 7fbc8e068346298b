"""A charset's name as mail spells it, and misspells it, into the codec that reads it."""

import codecs
import re
from functools import lru_cache

_SUPERSETS = {
    # What is written under a narrow name mostly needs the wider one, as browsers read it (WHATWG encoding standard).
    "latin_1": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949",
    "iso2022_jp_1": "iso2022_jp", "iso2022_jp_2": "iso2022_jp", "iso2022_jp_3": "iso2022_jp",
    "iso2022_jp_2004": "iso2022_jp", "iso2022_jp_ext": "iso2022_jp", "utf-8-sig": "utf-8",
}  # fmt: skip
# Written without hyphens, underscores and spaces. An empty codec: the name says nothing.
_ALIASES = {
    "ansix341968": "ascii", "ansix341986": "ascii", "iso646us": "ascii", "asciicharset": "ascii", "usascii7": "ascii",
    "usacii": "ascii", "asci": "ascii", "7bit": "ascii", "iso88591esc": "cp1252", "ansi": "", "ansix31101983": "cp1252",
    "latin1": "cp1252", "l1": "cp1252", "western": "cp1252", "westerneuropean": "cp1252", "iso8859": "cp1252", "iso": "cp1252",
    "latin2": "iso8859-2", "latin5": "cp1254", "latin9": "iso8859-15", "latin0": "iso8859-15", "latin15": "iso8859-15",
    "xmacroman": "mac-roman", "macintosh": "mac-roman", "mac": "mac-roman", "xmac": "mac-roman", "macroman": "mac-roman",
    "xmaccyrillic": "mac-cyrillic", "xmacukrainian": "mac-cyrillic", "xmacce": "mac-latin2", "xmaccentraleurroman": "mac-latin2",
    "xmacgreek": "mac-greek", "xmacturkish": "mac-turkish", "xmacicelandic": "mac-iceland", "xmaccroatian": "mac-croatian",
    "xmacjapanese": "cp932", "xmacchinesesimp": "gb18030", "xmacchinesetrad": "cp950", "xmackorean": "cp949",
    "ksc5601": "cp949", "ksc56011987": "cp949", "ksc56011992": "cp949", "ks56011987": "cp949", "xwindows949": "cp949", "uhc": "cp949",
    "korean": "cp949", "euckr": "cp949", "xeuckr": "cp949", "cseuckr": "cp949", "ksx1001": "cp949",
    "gb": "gb18030", "gb2312": "gb18030", "gb231280": "gb18030", "xgb2312": "gb18030", "xgbk": "gb18030", "gbk": "gb18030",
    "gb1988": "gb18030", "euccn": "gb18030", "chinese": "gb18030", "gb18030": "gb18030", "gb180302000": "gb18030", "cngb": "gb18030",
    "hzgb2312": "hz", "hzgb": "hz", "xxbig5": "cp950", "xbig5": "cp950", "cnbig5": "cp950", "big5hkscs": "big5hkscs",
    "bigfive": "cp950", "big5eten": "cp950", "xsjis": "cp932", "sjis": "cp932", "mskanji": "cp932", "shiftjis": "cp932", "shiftjisx": "cp932",
    "xshiftjis": "cp932", "csshiftjis": "cp932", "windows31j": "cp932", "xeucjp": "euc_jp", "xeuc": "euc_jp", "eucjp": "euc_jp",
    "xujis": "euc_jp", "iso2022jp": "iso2022_jp", "iso2022jpesc": "iso2022_jp", "csiso2022jp": "iso2022_jp", "jis": "iso2022_jp", "isojp": "iso2022_jp",
    "iso2022kr": "iso2022_kr", "csiso2022kr": "iso2022_kr", "tis620": "cp874", "tis6202533": "cp874", "iso8859111": "cp874",
    "koi": "koi8-r", "koi8": "koi8-r", "koi8r": "koi8-r", "koi8u": "koi8-u", "koi8ru": "koi8-u", "cskoi8r": "koi8-r", "koi8rus": "koi8-r", "koi7": "", "xkoi8r": "koi8-r",
    "cyrillic": "iso8859-5", "greek": "iso8859-7", "hebrew": "iso8859-8", "visual": "iso8859-8", "logical": "iso8859-8", "arabic": "iso8859-6",
    "unicode": "", "unicode11": "utf-8", "utf": "utf-8", "uft8": "utf-8", "utf8n": "utf-8", "ut8": "utf-8", "utf88": "utf-8", "uf8": "utf-8",
    "utf8mb3": "utf-8", "utf8mb4": "utf-8", "utf8bin": "utf-8", "xutf8": "utf-8", "cesu8": "utf-8", "utf8unicode": "utf-8",
    "unicode11utf7": "utf-7", "unicode20utf7": "utf-7", "xunicode20utf7": "utf-7", "ucs2": "utf-16", "iso10646ucs2": "utf-16", "utf16": "utf-16",
    "utf16le": "utf-16-le", "utf16be": "utf-16-be", "utf32": "utf-32", "ucs4": "utf-32",
    "xunknown": "", "unknown": "", "unknown8bit": "", "unknowncharset": "", "xuserdefined": "", "userdefined": "", "default": "", "defaultcharset": "",
    "8bit": "", "binary": "", "none": "", "null": "", "undefined": "", "charset": "", "text": "", "auto": "", "xxx": "",
}  # fmt: skip
_NUMBERED = {
    932: "cp932", 936: "gb18030", 943: "cp932", 949: "cp949", 950: "cp950", 1200: "utf-16", 1201: "utf-16-be", 1361: "johab", 1363: "cp949",
    1386: "gb18030", 5601: "cp949", 10000: "mac-roman", 10006: "mac-greek", 10007: "mac-cyrillic", 10029: "mac-latin2", 10081: "mac-turkish",
    20127: "ascii", 20866: "koi8-r", 20932: "euc_jp", 20936: "gb18030", 21866: "koi8-u", 28605: "iso8859-15", 50220: "iso2022_jp",
    50221: "iso2022_jp", 50222: "iso2022_jp", 50225: "iso2022_kr", 51932: "euc_jp", 51936: "gb18030", 51949: "cp949", 52936: "hz",
    54936: "gb18030", 65000: "utf-7", 65001: "utf-8", 874: "cp874",
    **{28590 + n: f"iso8859-{n}" for n in range(1, 10)}, **{1250 + n: f"cp125{n}" for n in range(9)},
}  # fmt: skip
# Python calls these text encodings; in a mail they are nonsense, and some are slow on purpose-made input.
_NOT_CHARSETS = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}  # fmt: skip
_ISO = re.compile(r"(?:x|cs)?(?:iso|is0|so)?(?:ir)?8859(1[0-6]|[1-9])(?:[ei]|windows.*)?")
_NUMBER = re.compile(
    r"(?:x|cs)?(?:windows?|win|wind|cp|ansi|ms|codepage|ibm|dos|ccsid|pc)?(?:cp|ansi)?(\d{3,5})(?:ms|win|cyrillic|latin\d?)?"
)
_UTF = re.compile(r"(?:x|unicode\d{2})?utf(7|8)(?:imap|strict|mac|general\w*|\d{0,2})?")


def codec_of(label: str) -> str:
    """Python's codec for a charset label as mail spells it; "" when it names none."""
    return _codec_of(label[:80].lower())


@lru_cache(maxsize=1024)
def _codec_of(label: str) -> str:
    label = label.replace("3d", "", 1) if label.startswith(("3d", "=3d")) else label
    label = re.sub(
        r"^[\s\"'<>\[\]=_:;,.]*(?:charset\s*=)?[\s\"'_]*|:19\d\d.*$|:20\d\d.*$", "", label
    )
    label = re.split(r"[\s\"'<>;,?*()\\\[\]]", label, maxsplit=1)[0]
    squashed = re.sub(r"[^a-z0-9]", "", label)
    if squashed in _ALIASES:
        return _ALIASES[squashed]
    if iso := _ISO.fullmatch(squashed):
        return _wide(f"iso8859-{iso[1]}")
    if utf := _UTF.fullmatch(squashed):
        return f"utf-{utf[1]}"
    if number := _NUMBER.fullmatch(squashed):
        return _numbered(int(number[1]))
    return _wide(label)


def _numbered(number: int) -> str:
    return _NUMBERED.get(number) or (_wide(f"cp{number}") if number < 1000 else "")


def _wide(name: str) -> str:
    try:
        found = codecs.lookup(name) if name.isascii() else None
    except (LookupError, ValueError):
        return ""
    if found is None or found.name in _NOT_CHARSETS or not found._is_text_encoding:
        return ""
    return _SUPERSETS.get(found.name, found.name)
