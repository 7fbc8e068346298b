"""Money: integer minor units with a currency, never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

from babel.numbers import format_currency, get_currency_precision


@dataclass(frozen=True, order=True)
class Money:
    """`minor` units (cents; yen for JPY) of `currency` (ISO 4217)."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, amount: str, currency: str) -> "Money":
        """From a decimal string ("49.90"). Raises ValueError when it is not a number or too precise."""
        digits = get_currency_precision(currency)
        try:
            exact = Decimal(amount).scaleb(digits)
            minor = exact.to_integral_value(ROUND_HALF_EVEN)
        except InvalidOperation as error:
            raise ValueError(f"not an amount: {amount!r}") from error
        if exact != minor:
            raise ValueError(f"{currency} has {digits} decimals: {amount!r}")
        return cls(int(minor), currency)

    @classmethod
    def rounded(cls, amount: str, currency: str) -> "Money":
        """As `parse`, for a system that counts in smaller parts than its currency has: half a unit goes up, as on paper."""
        try:
            exact = Decimal(amount).scaleb(get_currency_precision(currency))
            minor = exact.to_integral_value(ROUND_HALF_UP)
        except InvalidOperation as error:
            raise ValueError(f"not an amount: {amount!r}") from error
        if not minor.is_finite():
            raise ValueError(f"not an amount: {amount!r}")
        return cls(int(minor), currency)

    @property
    def amount(self) -> Decimal:
        """The decimal amount, with the currency's own number of decimals."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def shown(self, language: str) -> str:
        """As a reader of `language` (Django's code) writes it: "49,90 €"."""
        # English puts the sign before the amount, whichever of its dates a reader writes.
        locale = "en" if language == "en" else babel_locale(language)
        return format_currency(self.amount, self.currency, locale=locale)


_LOCALES = {
    # English as Europe writes it: the day before the month, and a clock of 24 hours.
    "en": "en_150",
    "sr": "sr_Cyrl",
    "sr-latn": "sr_Latn",
}


def babel_locale(language: str) -> str:
    """CLDR's name for one of our languages: "sr-latn" → "sr_Latn"."""
    return _LOCALES.get(language, language.replace("-", "_"))
