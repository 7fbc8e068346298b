"""The Date header as an instant: RFC 5322 and what else clocks, programs and languages make of it."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache

from babel.dates import get_month_names

FIRST_YEAR, LAST_YEAR = 1980, 2099
_LANGUAGES = (
    "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "is", "it", "lt", "lv",
    "mk", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sr_Latn", "sv", "tr", "uk", "be", "vi", "id",
)  # fmt: skip
_ENGLISH = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_HOURS = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2,
    "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4, "trt": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_USUAL = re.compile(
    r"(?:[A-Za-z]{3},\s*)?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))?(?: ([+-])(\d\d)(\d\d)(?: \(.*\))?)?"
)
_ISO = re.compile(r"\b(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=\D|$)|\b(\d{4})(\d\d)(\d\d)(?=[T ]|$)")
_TIME = re.compile(
    r"(?<![\d:+-])(\d{1,2}):(\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?(?!\d)\s*([AaPp]\.?\s?[Mm]\b)?|(?<=T)(\d\d)(\d\d)(\d\d)"
)
_TIME_WITH_DOTS = re.compile(r"(?<![\d.])(\d\d?)\.(\d\d)(?:\.(\d\d))?(?![\d.]\d)(?!\d)()()()()")
_OFFSET = re.compile(r"(?:(?:GMT|UTC|Z)\s*)?(?<![\d-])([+-])(\d{1,2}):?(\d\d)?\b", re.I)
_WITHOUT_SIGN = re.compile(r"^\s*([01]\d[0-5]\d)\b")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"(?<![\d:])'?(\d{1,4})(?![\d:])")


def instant(text: str) -> datetime | None:
    """The instant in UTC; None when it is no date, an impossible one, or one no mail was written at.

    What is missing is not made up: without a zone it is UTC, and a mail without a usable date has none. The time a
    server received it is no substitute: that is when the message came, which the arrival knows better.
    """
    text = text.strip()
    try:
        return _sane(_usual(text) or _any(text[:200]))
    except (ValueError, OverflowError):
        return None


def _sane(at: datetime | None) -> datetime | None:
    return at if at and FIRST_YEAR <= at.year <= LAST_YEAR else None


def _usual(text: str) -> datetime | None:
    match = _USUAL.fullmatch(text)
    if not match or (month := _ENGLISH.get(match[2].lower())) is None or int(match[4]) > 23:
        return None
    day, _, year, hour, minute, second, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (
        -1 if sign == "-" else 1
    )
    at = datetime(
        int(year), month, int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=UTC
    )
    return at - (offset if abs(offset) <= timedelta(hours=15) else timedelta())


def _any(text: str) -> datetime | None:
    bare = re.sub(r"\([^()]*\)?", " ", text)
    time = _TIME.search(bare) or _TIME_WITH_DOTS.search(bare)
    if time is None:
        return _day(bare, is_american=False)
    before, after = bare[: time.start()], _WITHOUT_SIGN.sub(r" +\1", bare[time.end() :])
    offset = _offset(after, text)
    day = _day(f"{before} {_OFFSET.sub(' ', after, count=1)}", is_american=bool(time[4]))
    return day + _time(time) - offset if day else None


def _time(time: re.Match[str]) -> timedelta:
    hour, minute, second = (
        int(part or 0) for part in (time[1] or time[5], time[2] or time[6], time[3] or time[7])
    )
    if half := (time[4] or "").lower()[:1]:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 61 or (hour == 24 and (minute or second)):
        raise ValueError("no such time")
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _offset(rest: str, text: str) -> timedelta:
    numeric = next(reversed(list(_OFFSET.finditer(rest))), None)
    if numeric:
        digits = numeric[2] + (numeric[3] or "")
        hours, minutes = (
            (int(numeric[2]), int(numeric[3] or 0))
            if len(digits) != 3
            else (int(digits[0]), int(digits[1:]))
        )
        found = timedelta(hours=hours, minutes=minutes) * (-1 if numeric[1] == "-" else 1)
        return found if abs(found) <= timedelta(hours=15) else timedelta()
    named = [_HOURS[word] for word in re.findall(r"\b[a-z]{1,4}\b", text.lower()) if word in _HOURS]
    return timedelta(hours=named[-1]) if named else timedelta()


def _day(text: str, is_american: bool) -> datetime | None:
    if iso := _ISO.search(text):
        year, month, day = (iso[1], iso[3], iso[4]) if iso[1] else (iso[5], iso[6], iso[7])
        return datetime(int(year), int(month), int(day), tzinfo=UTC)
    if (named := _named(text)) is not None:
        return named
    if not (numeric := _NUMERIC.search(text)):
        return None
    first, second = int(numeric[1]), int(numeric[3])
    is_month_first = second > 12 or (first <= 12 and is_american and numeric[2] == "/")
    day, month = (second, first) if is_month_first else (first, second)
    return datetime(_year(numeric[4]), month, day, tzinfo=UTC)


def _named(text: str) -> datetime | None:
    """A day whose month is a word: "23 Nov 2026", "Nov 23, 2026", "2026 m. lapkričio 23 d.", "23 de noviembre de 2026"."""
    month = _month_in(text)
    numbers = _NUMBER.findall(text)
    if not month or len(numbers) < 2:
        return None
    first, second = numbers[0], numbers[1]
    year, day = (first, second) if len(first) > 2 else (second, first)
    return datetime(_year(year), month, int(day), tzinfo=UTC)


def _month_in(text: str) -> int:
    """The month named next to the day; "mar" is also Tuesday in half of the Romance languages."""
    found = 0
    for match in _WORD.finditer(text):
        if number := _month(match[0].lower()):
            found = number
            if re.search(r"\d[\s.,/-]*(?:(?:m|de|d)[.'’ ]\s*)?$", text[: match.start()]):
                break
    return found


def _month(word: str) -> int:
    return (
        _ENGLISH.get(word[:3], 0)
        if word.isascii() and _is_english(word)
        else _months().get(word.rstrip("."), 0)
    )


def _is_english(word: str) -> bool:
    return any(
        full.startswith(word)
        for full in (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "sept",
            "october",
            "november",
            "december",
        )
    )


@cache
def _months() -> dict[str, int]:
    """The months' names in the languages of mail; the first language to use a name keeps it, Russian ones may be cut to three letters."""
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for language in _LANGUAGES:
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    found.setdefault(str(name).lower().rstrip("."), number)
    for number, name in get_month_names("wide", "format", "ru").items():
        found.setdefault(str(name)[:3], number)
    return found


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 70 else 1900)
    return year + 1900 if len(digits) == 3 else year
