"""A date as a mail program writes it for a reader, in the reader's language, as an instant."""

import re
from datetime import UTC, datetime, timedelta

from makegood.kernel.mail.split import words

_MONTHS = {
    name: number for number, names in reversed(words.MONTHS.items()) for name in names.split()
}
_MONTHS |= {"listopadu": 11, "listopada": 11, "lis": 11, "mar": 3, "mars": 3, "mai": 5, "maj": 5}
_WORD = re.compile(r"[^\W\d_]{2,20}")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_YEAR_FIRST = re.compile(r"\b(\d{4})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})\b")
_YEAR_LAST = re.compile(r"\b(\d{1,2})\s?([-./])\s?(\d{1,2})\.?\s?[-./]\s?(\d{4}|\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_DAY = re.compile(r"(?<![\d:.+-])(\d{1,2})(?![\d:]|\.\d\d\b)")
_VIETNAMESE = re.compile(r"\b(\d{1,2})\s+(?:thg|tháng)\s+(\d{1,2})\b", re.I)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:[:٫]|[hH](?=\d)|\.(?=\d\d(?!\.?\d)))\s?(\d\d)(?:[:.](\d\d))?(?!\d)"
)
_CLOCK_CJK = re.compile(r"(\d{1,2})\s*[時时시点點]\s*(\d{1,2})\s*[分분]")
_AFTERNOON = re.compile(
    r"(?:\d|\b)\s?(?:p\.?\s?m\b|μμ|μ\.μ|م(?:\b|$)|de\.? ?u)|下午|午後|오후|ÖS|du\.|popoldne", re.I
)
_MORNING = re.compile(r"\d\s?(?:a\.?\s?m\b|πμ|ص)|上午|午前|오전", re.I)
_ZONE = re.compile(r"(?:(?:GMT|UTC)\s?)?([+-])(\d{1,2}):?(\d\d)?\b(?![-./]\d)")
_NAMED = {"CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "BST": 1, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "PST": -8, "PDT": -7}  # fmt: skip
_ENGLISH = re.compile(r"\d\s?[ap]\.?m\b", re.I)


def instant_of(text: str) -> datetime | None:
    """The instant in UTC (the clock taken as UTC where no zone is told); None where there is no whole date."""
    text = text[:200]
    day = _date(text)
    if day is None:
        return None
    hour, minute, second = _time(text)
    try:
        at = datetime(*day, hour, minute, second, tzinfo=UTC)
        return at - _offset(text)
    except (ValueError, OverflowError):
        return None


def _date(text: str) -> tuple[int, int, int] | None:
    for pattern in (_CJK, _YEAR_FIRST):
        if match := pattern.search(text):
            return int(match[1]), int(match[2]), int(match[3])
    if match := _VIETNAMESE.search(text):
        year = _YEAR.search(text)
        return (int(year[1]), int(match[2]), int(match[1])) if year else None
    if match := _YEAR_LAST.search(text):
        return _numeric(match, bool(_ENGLISH.search(text)))
    return _named(text)


def _numeric(match: re.Match[str], is_american: bool) -> tuple[int, int, int]:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if second > 12 or (is_american and match[2] == "/" and first <= 12):
        return year, first, second
    return year, second, first


def _named(text: str) -> tuple[int, int, int] | None:
    year = _YEAR.search(text)
    month = _month(text)
    if year is None or month is None:
        return None
    rest = text[: year.start()] + " " * 4 + text[year.end() :]
    day = next(
        (int(d[1]) for d in _DAY.finditer(_CLOCK.sub(" ", rest)) if 0 < int(d[1]) < 32), None
    )
    return (int(year[1]), month, day) if day else None


def _month(text: str) -> int | None:
    """Full names before short ones: "mar." is Tuesday to some and March to others."""
    found = [(w, _MONTHS[w]) for w in (m[0].lower() for m in _WORD.finditer(text)) if w in _MONTHS]
    weekdays = set(words.WEEKDAYS)
    sure = [number for word, number in found if word not in weekdays]
    return next(iter(sure or [number for _, number in reversed(found)]), None)


def _time(text: str) -> tuple[int, int, int]:
    found = _CLOCK_CJK.search(text)
    if found:
        hour, minute, second = int(found[1]), int(found[2]), 0
    else:
        clocks = [
            c
            for c in _CLOCK.finditer(_ZONE.sub(" ", _undated(text)))
            if int(c[1]) < 24 and int(c[2]) < 60
        ]
        if not clocks:
            return 0, 0, 0
        hour, minute, second = int(clocks[0][1]), int(clocks[0][2]), int(clocks[0][3] or 0)
    if hour < 12 and _AFTERNOON.search(text):
        hour += 12
    elif hour == 12 and _MORNING.search(text):
        hour = 0
    return hour, minute, min(second, 59)


def _undated(text: str) -> str:
    return _YEAR_LAST.sub(" ", _YEAR_FIRST.sub(" ", text))


def _offset(text: str) -> timedelta:
    if match := _ZONE.search(_undated(text)):
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours < 15:
            return timedelta(hours=hours, minutes=minutes) * (1 if match[1] == "+" else -1)
    named = next((_NAMED[w] for w in re.findall(r"\b[A-Z]{3,4}\b", text) if w in _NAMED), 0)
    return timedelta(hours=named)
