"""What CommerceML writes as text: amounts, days, currencies, what is so."""

import re
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from makegood.kernel.money import Money

_CURRENCIES = {
    "руб": "RUB", "руб.": "RUB", "р.": "RUB", "rur": "RUB", "643": "RUB", "810": "RUB", "грн": "UAH", "грн.": "UAH",
    "980": "UAH", "тенге": "KZT", "тг": "KZT", "398": "KZT", "бел. руб": "BYN", "бел.руб.": "BYN", "933": "BYN",
    "евро": "EUR", "978": "EUR", "долл": "USD", "долл.": "USD", "840": "USD", "din": "RSD", "дин": "RSD",
}  # fmt: skip
_TRUE = {"true", "да", "1", "истина"}


def text(of: Element | None, path: str) -> str:
    found = of.find(path) if of is not None else None
    return (found.text or "").strip() if found is not None else ""


def currency(said: str, usual: str) -> str:
    """As ISO 4217 has it; a shop's own word that nobody knows is left as it is, and told as odd later."""
    word = said.strip()
    if not word:
        return usual
    return _CURRENCIES.get(word.casefold(), word.upper())


def minor(said: str, money: str) -> int:
    """ "1 234,50" as well as "1234.5"."""
    return Money.rounded(str(number(said)), money).minor


def number(said: str) -> Decimal:
    plain = re.sub(r"[\s\u00a0\u202f]", "", said).replace(",", ".")
    try:
        found = Decimal(plain or "0")
    except InvalidOperation as error:
        raise ValueError(f"not a number: {said!r}") from error
    if not found.is_finite():
        raise ValueError(f"not a number: {said!r}")
    return found


def is_so(said: str) -> bool:
    return said.strip().casefold() in _TRUE


def moment(said: str, zone: ZoneInfo) -> datetime:
    """A day, or a day with its time, by the shop's own clock: CommerceML names no zone."""
    word = said.strip().replace(" ", "T", 1)
    if found := re.fullmatch(r"(\d{2})\.(\d{2})\.(\d{4})(T.*)?", word):
        day, month, year, rest = found.groups(default="")
        word = f"{year}-{month}-{day}{rest}"
    at = datetime.fromisoformat(word)
    return at if at.tzinfo else at.replace(tzinfo=zone)


def day_and_time(of: Element, zone: ZoneInfo) -> datetime:
    at = moment(text(of, "Дата"), zone)
    clock = text(of, "Время")
    if clock and at.time() == time():
        at = datetime.combine(at.date(), time.fromisoformat(clock), at.tzinfo)
    return at


def requisites(of: Element) -> dict[str, str]:
    """Names and values 1C hangs on anything; of several of one name the last."""
    return {
        text(one, "Наименование"): text(one, "Значение")
        for one in of.findall("ЗначенияРеквизитов/ЗначениеРеквизита")
    }


def options(of: Element) -> dict[str, str]:
    """The characteristics that make a variant."""
    return {
        text(one, "Наименование"): text(one, "Значение")
        for one in of.findall("ХарактеристикиТовара/ХарактеристикаТовара")
        if text(one, "Наименование")
    }
