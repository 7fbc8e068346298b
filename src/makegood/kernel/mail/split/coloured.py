"""Answers put into the old words below in a colour of their own, by somebody who does not say so.

Outlook marks no line of what it quotes. What tells such an answer is its place: strongly coloured words right behind a
question. A coloured name below a question is a signature.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice

_COLOURED = re.compile(
    r"<(?:span|font|p|div|b|i|em|strong)\s[^<>]{0,400}?(?<![\w-])color\s{0,3}[:=]\s{0,3}[\"']?(rgb\([\d\s,]{5,20}\)|#?\w{3,20})",
    re.I,
)
_TAG = re.compile(r"<[^<>]*>?")
_LETTERS = re.compile(r"\w+")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'-]*\s*){2,4}")
_ASKS = ("?", "？", "؟")
_NAMED = frozenset({
    "red", "blue", "green", "navy", "purple", "maroon", "teal", "orange", "magenta", "fuchsia", "crimson", "firebrick", "olive",
    "orangered", "darkred", "darkblue", "mediumblue", "royalblue", "dodgerblue", "darkgreen", "forestgreen", "limegreen",
    "lime", "tomato", "indigo", "darkviolet", "blueviolet", "deeppink", "darkorange", "chocolate", "brown", "violet",
})  # fmt: skip
_STRONG = 0x60
"""How far apart the strongest and the weakest of a colour's three parts are, at least: Outlook's usual blues are not."""
_MOST, _MOST_ANSWERS = 1000, 50
"""Strongly coloured stretches looked at, and answers looked for."""
_NEAR = 600
"""Characters of markup looked at before and behind."""
_TOLD_BY = 24
"""Letters of question and answer by which their place is found again."""


def answers_stand_coloured(markup: str, quoted: str) -> bool:
    """Whether such an answer stands in the part of the text that is taken for old."""
    told_by = list(islice(_answers(markup), _MOST_ANSWERS))
    old = _letters(quoted) if told_by else ""
    return any(letters in old for letters in told_by)


def _answers(markup: str) -> Iterator[str]:
    """The letters a question ends with and those its coloured answer begins with, in one piece."""
    strong = (found for found in _COLOURED.finditer(markup) if _is_strong(found[1].lower()))
    for found in islice(strong, _MOST):
        begin, opened = found.start(), markup.find(">", found.end())
        before = markup[max(0, begin - _NEAR) : begin]
        behind = markup[opened + 1 : opened + 1 + _NEAR] if opened >= 0 else ""
        asked = _words(before[max(0, before.find(">")) :])
        answer = _words(re.split(r"</(?:p|div|td|li)\b|<br", behind, maxsplit=1, flags=re.I)[0])
        if asked.endswith(_ASKS) and not _is_link(before, behind) and not _NAME.fullmatch(answer):
            letters = _letters(answer)[:_TOLD_BY]
            if letters:
                yield _letters(asked)[-_TOLD_BY:] + letters


def _is_strong(colour: str) -> bool:
    parts = _parts(colour)
    return max(parts) - min(parts) >= _STRONG if parts else colour in _NAMED


def _parts(colour: str) -> list[int]:
    """Red, green and blue, 0 to 255; empty where it is a name."""
    if colour.startswith("rgb"):
        return [int(part) for part in re.findall(r"\d{1,3}", colour)[:3]]
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        return [int(digit * 2, 16) for digit in colour[1:]]
    if re.fullmatch(r"#[0-9a-f]{6}", colour):
        return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return []


def _is_link(before: str, behind: str) -> bool:
    is_open = before.lower().rfind("<a ") > before.lower().rfind("</a")
    return is_open or bool(re.match(r"\s*(?:<a\s|https?:|www\.)", behind, re.I))


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))
