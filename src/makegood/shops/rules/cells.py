"""Reading one cell: what Excel, export programs and people made of numbers, dates and names.

A cell comes as text (CSV, JSON) or already as a number or a moment (XLSX). `BadCell` says in the
owner's words what is wrong with it and what to do.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, InvalidOperation
from functools import cache
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import get_currency_precision

from makegood.kernel.money import Money, babel_locale
from makegood.kernel.text import LANGUAGES, Phrase, _, bounded, folded

Cell = str | int | float | bool | datetime | date | time | timedelta | None

BLANKS = {"", "-", "–", "—", "n/a", "#n/a", "na", "nan", "none", "null", "nil", "?", "0000-00-00"}
EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a serial has no zone; it gets the shop's
EARLIEST, LATEST = 1990, 2100
MOST_MINOR = 10**15


class BadCell(Exception):
    """This cell can't be taken; `reason` is for whoever made the file."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Manners:
    """How this file writes: which sign is decimal, whether the day stands first, whose clock and country it keeps."""

    decimal: str = "."
    day_first: bool = True
    zone: str = "UTC"
    country: str = ""
    currency: str = "EUR"


def plain(cell: Cell) -> str:
    """The cell as a person would read it; "" when it says nothing."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        cell = int(cell)
    text = " ".join(str(cell).replace("\x00", "").split())
    return "" if text.casefold() in BLANKS else text


def words(cell: Cell, limit: int) -> str:
    """Free text, cut to what the column holds."""
    return bounded(plain(cell).lstrip("'"), limit)


_SCIENTIFIC = re.compile(r"([+-]?\d)(?:[.,](\d+))?[eE]\+?(\d+)")


def identifier(cell: Cell, limit: int = 80) -> str:
    """A number that is a name (order, article, parcel): refused when Excel has eaten digits of it."""
    text = plain(cell).removeprefix("=").strip("\"'")
    if isinstance(cell, float) and abs(cell) >= 2**53:
        raise _damaged(text)
    if found := _SCIENTIFIC.fullmatch(text):
        text = _without_exponent(text, found)
    elif re.fullmatch(r"\d+\.0", text):
        text = text[:-2]
    return bounded(text, limit)


def _without_exponent(text: str, found: re.Match[str]) -> str:
    """Exact only while every digit is still there: 1,2345E+4 is 12345, 1,23E+11 has lost nine."""
    whole, rest, power = found.group(1), found.group(2) or "", int(found.group(3))
    if "+" not in text or not rest:
        return text
    if len(rest) < power:
        raise _damaged(text)
    return whole + rest


def _damaged(text: str) -> BadCell:
    return BadCell(
        _(
            "“%(value)s” has lost digits in Excel. Format the column as text, export again, and import that file.",
            value=text,
        )
    )


_MONEY = re.compile(r"[^\d.,'’\-−()]")
_SPACES = "'’  \u2009"


def number(cell: Cell, manners: Manners) -> Decimal | None:
    """An amount or count; None when blank."""
    if isinstance(cell, bool):
        raise BadCell(_("“%(value)s” is not a number.", value=plain(cell)))
    if isinstance(cell, int | float):
        return _finite(Decimal(repr(cell)), str(cell))
    text = plain(cell)
    if not text:
        return None
    if found := _SCIENTIFIC.fullmatch(text):
        return _finite(Decimal(found.group().replace(",", ".")), text)
    digits = _MONEY.sub("", text)
    is_negative = digits.startswith(("-", "−", "(")) or digits.endswith(("-", "−"))
    digits = digits.strip("-−()").rstrip(".,'’")
    if text[0].isalpha():
        digits = digits.lstrip(".,")
    try:
        amount = Decimal(_with_point(digits, manners.decimal))
    except InvalidOperation:
        raise BadCell(_("“%(value)s” is not a number.", value=text)) from None
    if re.search(r"\d[^\W\d_]+\d", text):
        raise BadCell(_("“%(value)s” is not a number.", value=text))
    return -amount if is_negative else amount


def minor(cell: Cell, currency: str, manners: Manners) -> int | None:
    """Money in minor units; halves of a cent are rounded, as exports carry unrounded taxes."""
    amount = number(cell, manners)
    if amount is None:
        return None
    # Before it is rounded: of some thirty digits no cent can be told any more.
    if abs(amount) <= MOST_MINOR:
        whole = Money.parse(str(round(amount, _digits(currency))), currency).minor
        if abs(whole) <= MOST_MINOR:
            return whole
    raise BadCell(_("“%(value)s” is too large to be a price.", value=plain(cell)))


def count(cell: Cell, manners: Manners) -> int | None:
    """A whole number of pieces."""
    amount = number(cell, manners)
    if amount is None:
        return None
    if amount != amount.to_integral_value() or not 0 <= amount <= 1_000_000:
        raise BadCell(_("“%(value)s” is not a number of pieces.", value=plain(cell)))
    return int(amount)


def _finite(amount: Decimal, text: str) -> Decimal:
    if not amount.is_finite() or abs(amount) > MOST_MINOR:
        raise BadCell(_("“%(value)s” is not a number.", value=text))
    return amount


@cache
def _digits(currency: str) -> int:
    return get_currency_precision(currency)


def _with_point(digits: str, decimal: str) -> str:
    """ "1.234,56" → "1234.56"; a lone sign before exactly three digits is what the file's manners say."""
    for space in _SPACES:
        digits = digits.replace(space, "")
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return digits
    last = signs[-1]
    if len(set(signs)) == 2:
        other = "," if last == "." else "."
        return digits.replace(other, "").replace(last, ".", 1) if signs.count(last) == 1 else "?"
    if len(signs) > 1:
        return digits.replace(last, "") if _is_grouped(digits, last) else "?"
    if len(digits.split(last)[1]) == 3 and last != decimal and not digits.startswith("0"):
        return digits.replace(last, "")
    return digits.replace(last, ".")


def _is_grouped(digits: str, sign: str) -> bool:
    first, *groups = digits.split(sign)
    return 1 <= len(first) <= 3 and all(len(group) in {2, 3} for group in groups)


def decimal_of(cells: Iterable[Cell]) -> str | None:
    """The decimal sign the amounts themselves prove, or None when every one could be read both ways."""
    votes = {",": 0, ".": 0}
    for cell in cells:
        if isinstance(cell, str) and (sign := _proven_sign(_MONEY.sub("", cell).strip(".,"))):
            votes[sign] += 1
    if votes[","] == votes["."]:
        return None
    return max(votes, key=lambda sign: votes[sign])


def _proven_sign(digits: str) -> str | None:
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return None
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) > 1:
        return "," if signs[0] == "." else "."
    return signs[0] if len(digits.split(signs[0])[1]) != 3 else None


def usual_decimal(country: str) -> str:
    """The decimal sign of the country's own language."""
    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return "."
    return str(locale.number_symbols["latn"]["decimal"])


def month_first(country: str) -> bool:
    """Whether people there write 3/31 for the last of March."""
    return country in {"US", "PH", "FM", "MH", "PW"}


_NUMERIC = re.compile(r"(\d{1,4})\s*[./\-–]\s*(\d{1,2})\s*[./\-–]\s*(\d{2,4})\.?")
_TIME = re.compile(
    r"(?:[T,\s]|\b)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?"
    r"(?:\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$",
    re.IGNORECASE,
)


def moment(cell: Cell, manners: Manners) -> datetime | None:
    """An instant in UTC; None when blank. A day without a time is its noon, so that no zone moves it."""
    if isinstance(cell, datetime):
        return _instant(cell, manners)
    if isinstance(cell, date):
        return _instant(datetime.combine(cell, time(12)), manners)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _instant(_from_number(float(cell), str(cell)), manners)
    text = plain(cell)
    if not text:
        return None
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?|\d{10}|\d{13}", text):
        return _instant(_from_number(float(text.replace(",", ".")), text), manners)
    return _instant(_read(text, manners), manners)


def _read(text: str, manners: Manners) -> datetime:
    try:
        return _with_noon(datetime.fromisoformat(text), text)
    except ValueError:
        pass
    day_text, clock = _split_time(text)
    year, month, day = _day(day_text, manners) or _named_day(day_text) or (0, 0, 0)
    try:
        found = datetime(year, month, day, *clock[:3], tzinfo=clock[3])
    except ValueError:
        raise BadCell(_("“%(value)s” is not a date.", value=bounded(text, 60))) from None
    return found


def _with_noon(found: datetime, text: str) -> datetime:
    return found if len(text) > 10 else found.replace(hour=12)


def _split_time(text: str) -> tuple[str, tuple[int, int, int, tzinfo | None]]:
    found = _TIME.search(text)
    # "04.05.2025" ends like a time too; a time has a day before it.
    if not found or not _has_day(text[: found.start()]):
        return text, (12, 0, 0, None)
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    if half := (found.group(4) or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    return text[: found.start()].strip(" ,"), (hour, minute, second, _zone(found.group(5)))


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(offset if text[0] == "+" else -offset)


def _has_day(text: str) -> bool:
    return len(re.findall(r"\d+", text)) >= 2 and bool(re.search(r"\d{4}|\d\D+\d+\D+\d", text))


def _day(text: str, manners: Manners) -> tuple[int, int, int] | None:
    found = _NUMERIC.fullmatch(text.strip(" ,").rstrip("г ").strip())
    if not found:
        return None
    first, second, third = map(int, found.groups())
    if len(found.group(1)) == 4:
        return first, second, third
    year = third if third > 99 else 2000 + third
    return (year, second, first) if manners.day_first else (year, first, second)


def _named_day(text: str) -> tuple[int, int, int] | None:
    """ "4 marzo 2025", "2025. március 4.", "2025 m. kovo 4 d.", "March 4, 2025"."""
    plain_text = folded(text)
    for word in re.findall(r"[^\W\d_]{3,}", plain_text):
        if month := _months().get(word):
            numbers = [int(n) for n in re.findall(r"\d+", plain_text)]
            if len(numbers) == 2:
                year, day = max(numbers), min(numbers)
                return (year if year > 99 else 2000 + year), month, day
    return None


@cache
def _months() -> dict[str, int]:
    """Every month's names and short names in our languages, folded; a name two languages use for two months is none."""
    found: dict[str, set[int]] = {}
    for language in [*LANGUAGES, "de", "fr", "pl"]:
        locale = Locale.parse(babel_locale(language))
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[form][width].items():
                    word = folded(name).strip(". ")
                    found.setdefault(word, set()).add(month)
    return {word: months.pop() for word, months in found.items() if len(months) == 1}


def _from_number(value: float, text: str) -> datetime:
    """An Excel serial, or seconds or milliseconds since 1970."""
    if 30_000 <= value < 80_000:
        found = EXCEL_DAY_ZERO + timedelta(days=value)
        return found.replace(hour=12) if value == int(value) else found.replace(microsecond=0)
    if 6e8 < value < 4.2e9:
        return datetime.fromtimestamp(value, UTC)
    if 6e11 < value < 4.2e12:
        return datetime.fromtimestamp(value / 1000, UTC)
    raise BadCell(_("“%(value)s” is not a date.", value=text))


def _instant(found: datetime, manners: Manners) -> datetime:
    if not EARLIEST <= found.year <= LATEST:
        raise BadCell(_("The year %(year)s can't be right.", year=found.year))
    if found.tzinfo is None:
        found = found.replace(tzinfo=ZoneInfo(manners.zone))
    return found.astimezone(UTC)


def day_first_of(cells: Iterable[Cell]) -> bool | None:
    """Whether the day stands before the month, as proven by numbers over twelve; None without proof."""
    votes = 0
    for cell in cells:
        found = _NUMERIC.match(cell.strip()) if isinstance(cell, str) else None
        if found and len(found.group(1)) < 4:
            votes += (int(found.group(1)) > 12) - (int(found.group(2)) > 12)
    return None if votes == 0 else votes > 0


_EMAIL = re.compile(r"[^@\s<>,;\"']+@[^@\s<>,;\"']+\.[^@\s<>,;\"'.]+")


def email(cell: Cell) -> str:
    """A mail address as written, out of "Ana <ana@mail.test>" too; "" when blank."""
    text = plain(cell).removeprefix("mailto:")
    if not text:
        return ""
    found = _EMAIL.search(text)
    if not found:
        raise BadCell(_("“%(value)s” is not an e-mail address.", value=bounded(text, 80)))
    return bounded(found.group(), 320)


def phone(cell: Cell, manners: Manners, country: str = "") -> str:
    """In E.164 ("+37061234567"), with a country's plus or an eaten zero put back; "" when it is no number."""
    text = plain(cell).lstrip("'=").strip('"')
    if _SCIENTIFIC.fullmatch(text) and not text.isdigit():
        raise _damaged(text)
    region = country or manners.country
    digits = re.sub(r"\D", "", text)
    for attempt in (text, f"+{digits}", f"0{digits}"):
        if (number := _valid_phone(attempt, region)) is not None:
            return number
    return ""


def _valid_phone(text: str, region: str) -> str | None:
    try:
        found = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(found):
        return None
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


_OFTEN_WRITTEN = {"UK": "GB", "EL": "GR"}
"""Codes that are none of ISO 3166-1, and which country they mean; EL is what the European Union calls Greece."""


def country_code(cell: Cell) -> str:
    """Two letters, from a code or the country's name in any of our languages; "" when unknown."""
    text = plain(cell)
    if len(text) == 2 and text.isalpha():
        return _OFTEN_WRITTEN.get(text.upper(), text.upper())
    return _countries().get(folded(text), "")


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(babel_locale(language)).territories.items():
            if len(code) == 2:
                found.setdefault(folded(name), code)
    return found


def language_code(cell: Cell) -> str:
    """One of our languages, from "it", "it-IT", "Italian", "italiano"; "" for others."""
    text = folded(plain(cell)).replace("_", "-")
    if text in LANGUAGES:
        return text
    if text.startswith("sr-lat") or text == "srpski":
        return "sr-latn"
    return (
        text[:2] if text[:2] in LANGUAGES and text[2:3] in {"", "-"} else _tongues().get(text, "")
    )


@cache
def _tongues() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        names = Locale.parse(babel_locale(language)).languages
        for code in LANGUAGES:
            if name := names.get(code.split("-")[0]):
                found.setdefault(folded(name), code)
    return found
