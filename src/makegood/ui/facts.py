"""A fact's value as its reader knows it: days written out, codes in words."""

from datetime import date
from decimal import Decimal

from makegood.cases.rules import CHOICES, DAYS, SUMS, is_day, plain_sum
from makegood.ui import formats
from makegood.ui.words import word

_CODED = {"failed_step", "responsibility", *CHOICES}


def fact_words(key: str, value: str) -> str:
    """What colleagues and customers wrote themselves stays as it is."""
    if key in DAYS and is_day(value):
        return formats.date(date.fromisoformat(value))
    if key in SUMS and plain_sum(value):
        return formats.amount(Decimal(value))
    if key == "country":
        return formats.country_name(value)
    return word(key, value) if key in _CODED else value
