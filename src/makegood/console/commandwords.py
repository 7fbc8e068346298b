"""Commands in words: what is to be done, and what became of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from makegood.kernel.money import Money
from makegood.shops.models import Order
from makegood.shops.queries import siblings_of
from makegood.shops.rules.addresses import written_parts
from makegood.shops.rules.purses import Purse
from makegood.ui import formats
from makegood.ui.words import order_state, word


def said(order: Order, kind: str, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a command says, label by label, as it is shown before it is given and afterwards."""
    return [(label, value) for label, value in _said(order, kind, told) if value]


def in_short(kind: str, amount_minor: int | None, currency: str) -> str:
    """One line: what it is, and how much where it is about money."""
    what = word("command", kind)
    if not amount_minor:
        return what
    amount = formats.money(Money(amount_minor, currency))
    return _("%(what)s, %(amount)s") % {"what": what, "amount": amount}


def sums(purse: Purse, currency: str) -> list[tuple[str, Money]]:
    """What was paid, what of it went back, and last what still can."""
    told = [
        (_("Paid"), purse.paid),
        (_("Gone back"), purse.refunded),
        (_("On its way back"), purse.on_its_way),
    ]
    shown = [(label, Money(minor, currency)) for label, minor in told if minor]
    return [*shown, (_("Can still go back"), Money(purse.left, currency))]


def _said(order: Order, kind: str, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if amount := told.get("amount_minor"):
        yield _("How much"), formats.money(Money(amount, order.currency))
    if percent := told.get("percent"):
        yield _("Percent"), str(percent)
    yield from _pieces(order, told)
    yield from _swapped(order, told)
    if shipping := told.get("shipping_minor"):
        yield _("Of it for the delivery"), formats.money(Money(shipping, order.currency))
    if kind == "refund":
        yield from _refunded(told)
    if kind == "state":
        yield _("State"), order_state(told["state"])
    if address := told.get("address"):
        yield _("To"), ", ".join([address.get("name", ""), *written_parts(address)])
    yield _("For"), told.get("email", "")
    yield _("Code"), told.get("code", "")
    if until := told.get("expires_on"):
        yield _("Until"), formats.date(date.fromisoformat(until), "long")
    yield _("Words"), told.get("text", "")
    if told.get("is_for_customer"):
        yield _("Read by"), _("the customer, too")
    yield _("Why"), told.get("reason", "")


def _pieces(order: Order, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = {line.key: line.name for line in order.lines.all()}
    for line, count in told.get("pieces", {}).items():
        yield _("Pieces"), f"{count} × {names.get(line, line)}"


def _swapped(order: Order, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    variants = told.get("variants") or {}
    known = siblings_of(order) if variants else {}
    names = {line.key: line.name for line in order.lines.all()}
    for line, variant in variants.items():
        found = next((one for one in known.get(line, []) if one.external_id == variant), None)
        words = ", ".join(map(str, found.options.values())) if found else ""
        yield _("Instead of “%(name)s”") % {"name": names.get(line, line)}, words or variant


def _refunded(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if told.get("restocks"):
        yield _("Stock"), _("The pieces can be sold again")
    if told.get("is_paid_out"):
        yield _("Money"), _("The shop's payment system sends it")
