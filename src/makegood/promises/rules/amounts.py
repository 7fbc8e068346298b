"""How much a sentence promises: an amount with its currency, as people write it in any of our languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from makegood.kernel.money import Money

_SIGNS = {
    "EUR": ("€", "eur", "euro", "euros", "euró", "eurót", "eurų", "eurai", "eurus", "evra", "evro", "evri", "евро", "евра", "еур"),
    "GBP": ("£", "gbp", "pound", "pounds"),
    "USD": ("$", "usd", "dollar", "dollars"),
    "RSD": ("rsd", "din", "dinar", "dinara", "дин", "динар", "динара"),
    "HUF": ("huf", "ft", "forint", "forintot"),
    "RUB": ("₽", "rub", "руб", "рубль", "рубля", "рублей"),
    "PLN": ("pln", "zł"),
    "CZK": ("czk", "kč"),
    "SEK": ("sek",),
    "DKK": ("dkk",),
    "NOK": ("nok",),
    "CHF": ("chf",),
    "RON": ("ron", "lei"),
    "BGN": ("bgn", "лв"),
    "UAH": ("uah", "₴", "грн"),
}  # fmt: skip
"""Currency → its sign, code and names, in the forms that follow a number."""
_CURRENCY = {sign: code for code, signs in _SIGNS.items() for sign in signs}
_DOLLARS = {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CURRENCY, key=len, reverse=True))
_NUMBER = (
    r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_SIGN})[ \u00a0]?(?P<first>{_NUMBER})"
    rf"|(?P<then>{_NUMBER})[ \u00a0\u202f]?(?P<after>{_SIGN})(?!\w))",
    re.IGNORECASE,
)
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
_SENTENCE_ENDS = re.compile(r"[.!?…](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class _Found:
    money: Money
    start: int
    end: int


def amount_near(text: str, start: int, end: int, currency: str) -> Money | None:
    """What the sentence of the words from `start` to `end` says is paid: of several amounts the nearest. `currency` is what the
    shop sells in, where a sign is that of several.
    """
    begins, ends = _sentence(text, start, end)
    found = [one for one in _amounts(text, currency) if begins <= one.start < ends]
    nearest = min(found, key=lambda one: max(one.start - end, start - one.end), default=None)
    return nearest.money if nearest else None


def _amounts(text: str, currency: str) -> Iterator[_Found]:
    for match in _AMOUNT.finditer(text):
        sign = (match["before"] or match["after"]).lower()
        code = _CURRENCY[sign]
        if sign == "$" and currency in _DOLLARS:
            code = currency
        money = _money(match["first"] or match["then"], code)
        if money is not None and money.minor > 0:
            yield _Found(money, match.start(), match.end())


def _money(number: str, code: str) -> Money | None:
    decimals = _DECIMALS.search(number)
    whole = re.sub(r"\D", "", number[: decimals.start()] if decimals else number)
    try:
        return Money.parse(f"{whole}.{decimals[1]}" if decimals else whole, code)
    except ValueError:
        return None  # cents of a currency that has none: no amount


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """A full stop within an amount ends no sentence: no space follows it."""
    before = [match.end() for match in _SENTENCE_ENDS.finditer(text, 0, start)]
    after = _SENTENCE_ENDS.search(text, max(end - 1, start))
    return (before[-1] if before else 0), (after.end() if after else len(text))
