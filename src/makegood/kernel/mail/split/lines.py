"""Lines as the eye takes them: marks of direction, hard spaces and the ">" of a quotation out of the way."""

import re
from collections.abc import Iterable

_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x2063, 0xAD])
_INVISIBLE |= dict.fromkeys(range(0x202A, 0x202F)) | dict.fromkeys(range(0x2066, 0x206A))
_HARD = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x3000: " ", 9: " ", 13: None}
_SEEN_AS = _INVISIBLE | _HARD
QUOTE = re.compile(r"^\s{0,8}(?:>|\|\s)")
_MARKS = re.compile(r"^(?:\s{0,8}>)+ ?")
_LONGEST = 600


def seen(line: str) -> str:
    """`line` without what nobody sees, shortened: no line that means something here is as long."""
    line = line[:_LONGEST]
    return line.strip() if line.isascii() and "\t" not in line else line.translate(_SEEN_AS).strip()


def unquoted(line: str) -> str:
    return _MARKS.sub("", line, count=1)


def depth(line: str) -> int:
    marks = _MARKS.match(line)
    return marks[0].count(">") if marks else 0


def is_quoted(line: str) -> bool:
    return bool(QUOTE.match(line))


def alternatives(words: Iterable[str]) -> str:
    """One pattern of many words, the longer first; a space stands for any spaces."""
    longest_first = sorted({word.strip() for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def joined(lines: Iterable[str]) -> str:
    """The lines as text: no empty ones around it, no more than one between."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
