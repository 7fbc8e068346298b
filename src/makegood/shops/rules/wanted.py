"""Whether a command may be given as it is wanted: what it has to say, and that no more goes back than came."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from makegood.kernel.money import Money
from makegood.kernel.text import Phrase, _
from makegood.shops.rules.commands import KINDS, ONLY_BY_HAND
from makegood.shops.rules.purses import Purse

Arguments = Mapping[str, Any]
"""As a command's row keeps them."""


@dataclass(frozen=True)
class Wrong:
    """`field` by its name, and why not. `Money` among the phrase's values is for whoever says it to write."""

    field: str
    why: Phrase


def wrong_with(
    kind: str,
    told: Arguments,
    purse: Purse,
    currency: str,
    today: date,
    siblings: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Wrong | None:
    """The first thing that is wrong, or None. `siblings`: line's id → the variants that can stand in its place."""
    if kind not in KINDS and kind not in ONLY_BY_HAND:
        return Wrong("kind", _("There is no such command."))
    checks: dict[str, Callable[[Arguments, Purse, str, date], Wrong | None]] = {
        "state": _state,
        "note": _words,
        "instrument": _words,
        "replacement": _replacement,
        "address": _address,
        "refund": _refund,
        "coupon": _coupon,
        "credit": _credit,
    }
    if kind == "swap":
        return _swap(told, siblings)
    check = checks.get(kind)
    return check(told, purse, currency, today) if check else None


def refund_of(
    currency: str,
    paid: Mapping[str, tuple[int, int]],
    pieces: Mapping[str, int],
    amount: int,
    shipping: int,
    **rest: Any,
) -> dict[str, Any]:
    """A refund's arguments. `paid`: line's id → what was paid for it, and for how many; `amount` 0: what was paid for the
    pieces, and the delivery. Of another sum nobody said what is for which piece."""
    shares = {
        line: paid[line][0] * count // paid[line][1] for line, count in pieces.items() if count
    }
    whole = sum(shares.values()) + shipping
    return {
        "amount_minor": amount or whole,
        "currency": currency,
        "pieces": {line: count for line, count in pieces.items() if count},
        "amounts": shares if (amount or whole) == whole else {},
        "shipping_minor": shipping,
        **rest,
    }


def _state(told: Arguments, purse: Purse, currency: str, today: date) -> Wrong | None:
    return None if told.get("state") else Wrong("state", _("Choose a state."))


def _words(told: Arguments, purse: Purse, currency: str, today: date) -> Wrong | None:
    return None if told.get("text") else Wrong("text", _("Write what is to be done."))


def _swap(told: Arguments, siblings: Mapping[str, Collection[str]]) -> Wrong | None:
    variants = told.get("variants") or {}
    for line, variant in variants.items():
        if variant not in siblings.get(line, ()):
            return Wrong("variants", _("This can't stand in the place of what was ordered."))
    if not variants and not told.get("text"):
        return Wrong("text", _("Choose another variant, or write what is to be done."))
    return None


def _replacement(told: Arguments, purse: Purse, currency: str, today: date) -> Wrong | None:
    pieces = told.get("pieces") or {}
    for line, count in pieces.items():
        if not 0 < count <= purse.bought.get(line, 0):
            return Wrong("pieces", _("So many pieces were not ordered."))
    if not pieces and not told.get("text"):
        return Wrong("text", _("Choose pieces, or write what is to be done."))
    return None


def _address(told: Arguments, purse: Purse, currency: str, today: date) -> Wrong | None:
    address = told.get("address") or {}
    missing = next((one for one in ("street", "city", "country") if not address.get(one)), None)
    if missing:
        return Wrong(missing, _("An address needs a street, a place and a country."))
    if len(address["country"]) != 2 or not address["country"].isalpha():
        return Wrong("country", _("Write the country as two letters, such as DE."))
    return None


def _refund(told: Arguments, purse: Purse, currency: str, today: date) -> Wrong | None:
    amount, shipping = told["amount_minor"], told.get("shipping_minor", 0)
    if amount < 1:
        return _nothing()
    if amount > purse.left:
        left = Money(purse.left, currency)
        why = _(
            "No more than %(amount)s can go back: what was paid, less what went back or is on its way.",
            amount=left,
        )
        return Wrong("amount", why)
    if shipping < 0 or shipping > amount or (purse.shipping or 0) < shipping:
        return Wrong("shipping", _("This is more than the delivery cost."))
    for line, count in told.get("pieces", {}).items():
        if not 0 < count <= purse.pieces.get(line, 0):
            return Wrong("pieces", _("So many pieces are not there any more to be refunded."))
    if sum(told.get("amounts", {}).values()) + shipping > amount:
        return Wrong("amount", _("The parts come to more than the whole."))
    return _payment(told, purse)


def _payment(told: Arguments, purse: Purse) -> Wrong | None:
    payment = told.get("payment_id", "")
    if payment and told["amount_minor"] > purse.payments.get(payment, 0):
        return Wrong("payment", _("So much was not paid by this."))
    return None


def _coupon(told: Arguments, purse: Purse, currency: str, today: date) -> Wrong | None:
    if "@" not in told.get("email", ""):
        return Wrong("email", _("Whose coupon it is, by their e-mail address."))
    if told.get("expires_on", "") <= today.isoformat():
        return Wrong("expires_on", _("It has to last until a later day."))
    percent, amount = told.get("percent", 0), told.get("amount_minor", 0)
    if bool(percent) == bool(amount):
        return Wrong("amount", _("Either a sum or a part of the price, not both."))
    if not 0 <= percent <= 100:
        return Wrong("percent", _("From 1 to 100."))
    return _no_more_than_paid(amount, purse, currency)


def _credit(told: Arguments, purse: Purse, currency: str, today: date) -> Wrong | None:
    amount = told.get("amount_minor", 0)
    return _nothing() if amount < 1 else _no_more_than_paid(amount, purse, currency)


def _no_more_than_paid(amount: int, purse: Purse, currency: str) -> Wrong | None:
    if amount <= purse.paid:
        return None
    paid = Money(purse.paid, currency)
    return Wrong("amount", _("It is more than the %(amount)s paid for the order.", amount=paid))


def _nothing() -> Wrong:
    return Wrong("amount", _("Give a sum that is more than nothing."))
