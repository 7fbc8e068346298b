"""Which charset a text without a (true) label is in."""

import re

from chardet import detect

SAMPLE = 4096
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-13", "iso8859-15", "mac-roman")  # fmt: skip
_CANDIDATES = (
    *_LATIN, "cp932", "euc_jis_2004", "cp949", "gb18030", "big5hkscs", "cp1251", "cp1253", "cp1255", "cp1256", "cp874",
    "koi8-r", "koi8-u", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "cp866", "mac-cyrillic",
)  # fmt: skip
_HIGH = re.compile(rb"[\x80-\xff]")
_LATIN_LETTERS = {
    # "max" keeps the first of equals: Western European before the rest
    "cp1252": "àèéìòùáíóúñüäöß¿¡âêîôçåøæãëï€’‘“”–«»°ªº…",
    "cp1250": "áéíóöőúüűčćšžđłąęśźżńřěůýťďľ€’‘“”–„…",
    "cp1257": "ąčęėįšųūžāēģīķļņ€’‘“”–„…",
    "iso8859-2": "áéíóöőúüűčćšžđłąęśźżńřěůýťďľ",
    "mac-roman": "àèéìòùáíóúñüäöß¿¡âêîôçåøæãëï€’‘“”–«»…",
}


def guessed(content: bytes) -> str:
    """The likeliest codec; always one, "cp1252" when nothing speaks for another."""
    sample = sample_of(content)
    high, ascii_letters = len(_HIGH.findall(sample)), len(re.findall(rb"[A-Za-z]", sample))
    if (
        high < 4 and ascii_letters < 24 and high < max(ascii_letters, 2)
    ):  # a name: too little for a model of a language
        return max(_LATIN_LETTERS, key=lambda codec: _latin_score(sample, codec))
    among = _LATIN if high * 2 < ascii_letters else _CANDIDATES
    found = detect(sample, include_encodings=among, compat_names=False)["encoding"]
    codec = (found or "cp1252").lower()
    # The two agree on all small letters but one; Apple's has its capitals where Windows has none.
    if codec == "mac-cyrillic" and not re.search(rb"[\x80-\x9f]", sample):
        return "cp1251"
    return {"big5hkscs": "cp950", "iso8859-13": "cp1257"}.get(codec, codec)


def sample_of(content: bytes) -> bytes:
    """A part around the first bytes that say anything."""
    first = _HIGH.search(content)
    start = max(0, first.start() - 64) if first else 0
    return content[start : start + SAMPLE]


def _latin_score(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    known = _LATIN_LETTERS[codec]
    score = sum((1 if c.lower() in known else -1) for c in text if ord(c) > 127)
    return score - 2 * len(re.findall(r"(?<=[a-zß-ÿ])[À-ÝŠŽŒ]|(?<=[A-Za-z])[«»°“€](?=[a-z])", text))
