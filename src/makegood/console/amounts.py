"""Amounts as people type them: "20", "19,90", "1 200.50"."""

import re

from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.kernel.errors import BadInput
from makegood.kernel.money import Money

_TYPED = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?")


def amount_from(text: str, case: Case, field: str = "amount") -> Money | None:
    """In the shop's currency; None where nothing was typed."""
    return amount_in(text, case.shop.currency, field)


def amount_in(text: str, currency: str, field: str = "amount") -> Money | None:
    """In this currency; None where nothing was typed."""
    bare = re.sub(r"[\s\u00a0\u202f']", "", text)
    if not bare:
        return None
    if not _TYPED.fullmatch(bare):
        raise BadInput(field, _("Write the sum as a number, such as 19.90."))
    try:
        return Money.parse(bare.replace(",", "."), currency)
    except ValueError as error:
        raise BadInput(field, _("This amount is too precise.")) from error
