"""Commands to a shop as rows keep them, and as connectors are told them."""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from makegood.shops.ports import (
    AddNote,
    AddressSeen,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveCoupon,
    GiveRefund,
    ReplaceOrder,
    SetState,
    SwapLines,
)

KINDS: dict[str, type[Command]] = {
    "cancel": CancelOrder,
    "state": SetState,
    "note": AddNote,
    "address": ChangeAddress,
    "refund": GiveRefund,
    "coupon": GiveCoupon,
    "replacement": ReplaceOrder,
    "swap": SwapLines,
}
ONLY_BY_HAND = ("instrument", "credit")
"""What no connector can be told yet: another instrument to pay with, credit for the next order. A person does them."""
_TOLD_BY = {"replacement": "pieces", "swap": "variants"}
"""What a shop has to be told of these; a person can be told in words alone."""
OF_WORTH = frozenset({"refund", "coupon", "credit", "replacement"})
"""What gives the customer money, or goods: a right of its own."""
PENDING = "pending"
"""The code of a refund that is written down in the shop, while its money has yet to go out."""
MOST_TRIES = 12
"""So often it is found out by itself what became of one; then a person has to look, after some two days."""
_SAYS_NOBODY = frozenset(
    {"amount_minor", "currency", "percent", "pieces", "amounts", "state", "expires_on"}
    | {"variants", "shipping_minor", "is_paid_out", "restocks", "is_for_customer"}
)
_OWN = {field.name for field in dataclasses.fields(Command)}


def kind_of(command: type[Command]) -> str:
    return next(kind for kind, known in KINDS.items() if known is command)


def is_for_a_shop(kind: str, arguments: Mapping[str, Any]) -> bool:
    """Whether it says what a shop needs to be told; what is said in words only, a person does."""
    by = _TOLD_BY.get(kind)
    return kind in KINDS and (by is None or bool(arguments.get(by)))


def arguments_of(command: Command) -> dict[str, Any]:
    """Its own fields, as JSON keeps them."""
    said = {name: value for name, value in dataclasses.asdict(command).items() if name not in _OWN}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in said.items()}


def command_of(
    kind: str, arguments: Mapping[str, Any], key: str, order_id: str, drafted_at: datetime
) -> Command:
    """The same again. KeyError for a kind that is not known (any more)."""
    told = dict(arguments)
    if "address" in told:
        told["address"] = AddressSeen(**told["address"])
    if "expires_on" in told:
        told["expires_on"] = date.fromisoformat(told["expires_on"])
    return KINDS[kind](key=key, order_id=order_id, drafted_at=drafted_at, **told)


def without_person(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As they were, but for what may name or speak to somebody: that is blank."""
    return {k: v if k in _SAYS_NOBODY else type(v)() for k, v in arguments.items() if v is not None}


def next_look(tries: int) -> timedelta:
    """When it is looked at again: after half a minute, then ever later, six hours at most."""
    return min(timedelta(seconds=30 * 2 ** min(tries - 1, 12)), timedelta(hours=6))
