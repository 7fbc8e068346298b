"""What was read of a shop, weighed: how a thing's words are told apart, and what an address comes to."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from makegood.kernel.text import bounded, folded
from makegood.shops.ports import AddressSeen, OrderSeen

MOST_MINOR = 10**15
"""More than any shop ever took; beyond it a number is a mistake."""
READING = 1
"""Counted up when we come to read more out of the same words: then everything is landed anew as it is read again."""
_CODES = {"country": 2, "postcode": 20, "phone": 40}


class Versioned(Protocol):
    """What has an id and a version at its shop."""

    @property
    def external_id(self) -> str: ...


V = TypeVar("V", bound=Versioned)


def digest_of(raw: str) -> str:
    """Two readings with one digest say the same."""
    return hashlib.sha256(f"{READING}:{raw}".encode("utf-8", "replace")).hexdigest()


def each_once(seen: Iterable[V]) -> list[V]:
    """By id, in one order everywhere, so that two who land at once wait for each other and never embrace."""
    return [one for _id, one in sorted({one.external_id: one for one in seen}.items())]


@lru_cache(maxsize=2_000)  # an order says the same twice, and the next reading says it again
def _parts(address: AddressSeen) -> tuple[tuple[str, str], ...]:
    said = (
        (name, bounded(value.strip(), _CODES.get(name, 200)))
        for name, value in vars(address).items()
    )
    return tuple((name, value) for name, value in said if value)


def parts_of(address: AddressSeen) -> dict[str, str]:
    """What is said of an address, as rows keep it: the blank left out."""
    return dict(_parts(address))


def address_digest(parts: dict[str, str]) -> str:
    """The same for two that differ in case, accents or spaces only."""
    said = "\n".join(f"{name}:{folded(value)}" for name, value in sorted(parts.items()))
    return hashlib.sha256(said.encode()).hexdigest()


def is_an_address(parts: dict[str, str]) -> bool:
    """Whether it says where something is, and not only who or in which country."""
    return any(name in parts for name in ("street", "postcode", "city"))


def fault_of(order: OrderSeen) -> str:
    """Why an order can't be kept, in words for whoever looks after the shop; empty when it can."""
    if not 0 < len(order.external_id) <= 120 or not order.number.strip():
        return "it has no id or no number"
    if not re.fullmatch("[A-Z]{3}", order.currency):
        return f"{order.currency[:20]!r} is no currency"
    if order.changed_at.tzinfo is None or order.placed_at.tzinfo is None:
        return "its dates bear no time zone"
    said = (order.total_minor, order.shipping_minor, order.tax_minor, order.discount_minor)
    amounts = [amount or 0 for amount in (*said, *(line.total_minor for line in order.lines))]
    moved = [one.amount_minor for one in order.payments]
    moved += [one.amount_minor for one in order.refunds]
    if any(abs(amount) > MOST_MINOR for amount in [*amounts, *moved]):
        return "an amount is beyond all measure"
    if any(amount < 0 for amount in moved):
        return "money that moved is below zero"
    if any(not 0 <= line.quantity < 2**31 for line in order.lines):
        return "a line has an odd number of pieces"
    return ""


def phones_of(order: OrderSeen) -> tuple[str, ...]:
    """All phones an order names, each once, the buyer's own first."""
    told: Sequence[str] = (*order.customer.phones, order.billing.phone, order.address.phone)
    return tuple(dict.fromkeys(phone.strip() for phone in told if phone.strip()))
