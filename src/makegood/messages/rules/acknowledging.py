"""Whether a message is answered by the desk itself, "we have it"."""

from collections.abc import Set
from dataclasses import dataclass

from makegood.messages.rules.addressing import expects_no_reply, without_detail

MOST_PER_HOUR = 4
"""Acknowledgements one address gets in an hour: two machines writing to each other stop here."""


@dataclass(frozen=True)
class AckFacts:
    """`auto` as in `ports.Inbound`; `own` are our addresses."""

    address: str
    auto: str
    own: Set[str]


def may_acknowledge(facts: AckFacts) -> str:
    """ "" when it may, else the reason as a code. Never to a machine, a list, ourselves or nobody (RFC 3834)."""
    if facts.auto != "none":
        return "automatic"
    if not facts.address or "@" not in facts.address:
        return "no_address"
    if without_detail(facts.address) in facts.own:
        return "own_address"
    if expects_no_reply(facts.address):
        return "no_reply"
    return ""
