"""Text that was UTF-8, was taken for Western European, and was written as UTF-8 once more: "perÃ²" for "però"."""

import re

_WESTERN = {ord(bytes([n]).decode("cp1252")): n for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # fmt: skip
_LEADS = re.compile("[ÂÃÄÅÐÑ][\x80-\xbf" + "".join(map(chr, _WESTERN)) + "]")
LOOKED_AT = 20_000
"""Characters in which at least two such pairs must stand."""


def undoubled(text: str) -> str:
    """What was meant; "" where the text is not such a one as a whole: a single right letter speaks against it."""
    if text.isascii() or len(_LEADS.findall(text[:LOOKED_AT])) < 2:
        return ""
    try:
        return text.translate(_WESTERN).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
