"""What becomes of a message before anybody asks which case it belongs to."""

import hashlib
import re
from collections.abc import Set
from dataclasses import dataclass

from makegood.kernel.text import folded
from makegood.messages.ports import Address, Inbound
from makegood.messages.rules.addressing import expects_no_reply, without_detail

JOINS_ONLY = frozenset({"bounce", "delay", "read_receipt", "feedback_loop"})
"""Automatic mail that concerns a message of ours or nobody: it never opens a case."""


@dataclass(frozen=True)
class Admission:
    """`author` is whose words these are; else `outcome` (`ignored`, `quarantined`) and `reason` say why not."""

    author: Address | None
    outcome: str = ""
    reason: str = ""


def admit(inbound: Inbound, own: Set[str]) -> Admission:
    """Whose message is it? `own` are our addresses: they never identify a customer.

    A web form writes in the shop's name, or as a no-reply robot, and puts the customer into Reply-To.
    """
    sender = inbound.sender
    others = [a for a in inbound.reply_to if without_detail(a.address) not in own and a.address]
    if sender is None or not sender.address:
        return Admission(others[0]) if others else Admission(None, "quarantined", "no_sender")
    is_own = without_detail(sender.address) in own
    if others and (is_own or expects_no_reply(sender.address)):
        return Admission(others[0])
    if is_own:
        return Admission(
            None, "quarantined" if inbound.auto == "none" else "ignored", "own_address"
        )
    return Admission(sender)


def identity_of(inbound: Inbound) -> str:
    """What makes it the same message on another day or mailbox: its Message-ID, else its words and its hour."""
    if inbound.message_id:
        return inbound.message_id[:998]
    sender = inbound.sender.address if inbound.sender else ""
    sent_at = inbound.sent_at.isoformat() if inbound.sent_at else ""
    told = "\n".join((sender, sent_at, inbound.subject, inbound.text, inbound.html))
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:40]}@no-message-id.invalid"


def is_same(sender: str, text: str, other_sender: str, other_text: str) -> bool:
    """Whether two messages with one Message-ID are one: some programs give the same id to every mail they send."""
    return sender == other_sender and _words(text) == _words(other_text)


def _words(text: str) -> str:
    return re.sub(r"\W+", "", folded(text[:20_000]))
