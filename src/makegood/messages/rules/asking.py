"""What somebody typed into the search box may mean."""

import re
from dataclasses import dataclass

from makegood.kernel.mail.split.attribution import MOST_LINES, attribution_ending
from makegood.kernel.mail.split.lines import depth, seen, unquoted
from makegood.kernel.text import bounded, folded, in_latin, order_key

_WORD = re.compile(r"[\w'’.@+-]+")
_NUMBER = re.compile(r"#?\s*(\d{4,12})")
MOST_WORDS = 8


@dataclass(frozen=True)
class Question:
    """One text, read in every way that makes sense; an empty field: it cannot be meant so."""

    text: str
    words: tuple[str, ...]
    case_number: int | None
    key: str
    """An order's or parcel's number as it is compared."""
    email: str
    digits: str
    """Of a phone number."""
    name: str


def read_question(text: str) -> Question:
    """Read `text`; bounded, so that a page pasted by mistake costs nothing."""
    plain = " ".join(bounded(text, 200).split())
    number = _NUMBER.fullmatch(plain)
    key = order_key(plain)
    digits = re.sub(r"\D", "", plain)
    is_phone = bool(re.fullmatch(r"[\d\s()+/.-]{6,}", plain)) and len(digits) >= 6
    looks_like_name = bool(re.fullmatch(r"[^\d@#]{3,}", plain))
    return Question(
        text=plain,
        words=tuple(_WORD.findall(plain))[:MOST_WORDS],
        case_number=int(number.group(1)) if number else None,
        key=key if re.search(r"\d", key) and 3 <= len(key) <= 40 else "",
        email=plain.lower() if "@" in plain and " " not in plain else "",
        digits=digits.lstrip("0") if is_phone else "",
        name=plain if looks_like_name else "",
    )


_QUOTING = re.compile(r"(?m)^[ \t]*>[> \t]*")


def excerpt(text: str, words: tuple[str, ...], length: int = 160) -> tuple[str, bool]:
    """The part of `text` around the first of `words`, else its beginning; and what `has_words` says of it."""
    flat = _flat(_without_attributions(text))
    places = _places(flat, words)
    if not places and (there := _places(_flat(text), words)):
        flat, places = _flat(text), there
    start = max(min(places, default=0) - length // 3, 0)
    part = flat[start : start + length].strip()
    before = "…" if start else ""
    after = "…" if start + length < len(flat) else ""
    return f"{before}{part}{after}", bool(places)


def _flat(text: str) -> str:
    return " ".join(_QUOTING.sub("", text).split())


def _without_attributions(text: str) -> str:
    """ "On Monday Ann wrote:" says nothing of what was said: an ellipsis stands for it."""
    if ">" not in text:
        return text
    lines = text.splitlines()
    above, how_deep = -1, 0  # the last line that is not empty
    for at, line in enumerate(lines):
        deeper = depth(line) if line.lstrip(" ").startswith(">") else 0
        if not line.strip(" \t>"):
            continue
        if deeper > how_deep and above >= 0:
            _leave_out(lines, above)
        above, how_deep = at, deeper
    return "\n".join(lines)


def _leave_out(lines: list[str], last: int) -> None:
    """The attribution whose last line this is, if it is one."""
    first = max(0, last - MOST_LINES)
    shown = [seen(unquoted(line)) for line in lines[first : last + 1]]
    begin = attribution_ending(shown, last - first, is_followed=True)
    if begin is not None:
        lines[first + begin : last + 1] = ["…", *[""] * (last - first - begin)]


def has_words(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of `words` stands in `text` as it was typed, but for its ending.

    The stem of a word in one language may be a word of another: "vaso", a vase in Italian, has that of the Serbian
    "vas", you. What was found by such a stem alone is hardly what was meant.
    """
    return bool(_places(" ".join(text.split()), words))


def _places(flat: str, words: tuple[str, ...]) -> list[int]:
    """Where `words` begin in `flat`, in whichever script, the last two letters free for an ending."""
    plain = in_latin(folded(flat))
    found = []
    for word in words:
        typed = in_latin(folded(word))
        begun = typed[: max(3, len(typed) - 2)]
        ending = r"\w" if len(typed) > len(begun) else ""
        if place := re.search(rf"(?<!\w){re.escape(begun)}{ending}", plain):
            found.append(place.start())
    return found
