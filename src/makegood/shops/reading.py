"""What connectors do alike: they try their settings step by step, and set aside what they don't understand."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from makegood.kernel.calling import Caller
from makegood.kernel.errors import ProviderFailed
from makegood.shops.ports import Seen, Settings, Step, Unread

NOT_UNDERSTOOD = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)
"""What reading a shop's words fails with where they are not what they should be."""
Attempt = Callable[[Settings, Caller], None]
_LONGEST = 300


def try_steps(settings: Settings, web: Caller, *tries: tuple[str, Attempt]) -> list[Step]:
    """`ShopConnector.test`: each attempt in turn, until one fails."""
    steps: list[Step] = []
    for name, attempt in tries:
        try:
            attempt(settings, web)
        except ProviderFailed as error:
            code = error.code if error.code != "provider_failed" else "protocol"
            return [*steps, Step(name, code, error.message[:_LONGEST])]
        steps.append(Step(name, "ok"))
    return steps


def sort_out(
    things: Iterable[Any], read: Callable[[Any], Seen | None]
) -> tuple[tuple[Seen, ...], tuple[Unread, ...]]:
    """What `read` makes of each; None is nothing of ours. One odd thing stops no other."""
    seen: list[Seen] = []
    unread: list[Unread] = []
    for thing in things:
        try:
            one = read(thing)
        except NOT_UNDERSTOOD as error:
            named = str(thing.get("id", "")) if isinstance(thing, dict) else ""
            unread.append(Unread(named, repr(error)[:_LONGEST], json.dumps(thing)))
        else:
            seen += [one] if one is not None else []
    return tuple(seen), tuple(unread)


def not_understood(error: Exception) -> ProviderFailed:
    """Of the one thing that was asked for there is nothing else to give."""
    return ProviderFailed(repr(error)[:_LONGEST], permanent=False, code="protocol")
