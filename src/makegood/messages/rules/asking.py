"""What somebody typed into the search box may mean."""

import re
from dataclasses import dataclass

from makegood.kernel.text import bounded, folded, order_key

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


def excerpt(text: str, words: tuple[str, ...], length: int = 160) -> str:
    """The part of `text` around the first of `words`, else its beginning."""
    flat = " ".join(text.split())
    plain = folded(flat)
    places = [at for word in words if (at := plain.find(folded(word)[:4])) >= 0]
    start = max(min(places, default=0) - length // 3, 0)
    part = flat[start : start + length].strip()
    before = "…" if start else ""
    after = "…" if start + length < len(flat) else ""
    return f"{before}{part}{after}"
