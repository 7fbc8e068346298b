"""What becomes of a message before anybody asks which case it belongs to."""

import hashlib
import re
from collections.abc import Set
from dataclasses import dataclass, replace

from makegood.kernel.mail.language import language_of
from makegood.kernel.mail.split import split
from makegood.kernel.text import folded
from makegood.messages.ports import Address, Inbound
from makegood.messages.rules.addressing import expects_no_reply, is_ours

JOINS_ONLY = frozenset({"bounce", "delay", "read_receipt", "feedback_loop"})
"""Automatic mail that concerns a message of ours or nobody: it never opens a case."""


@dataclass(frozen=True)
class Admission:
    """`author` is whose words these are; else `outcome` (`ignored`, `quarantined`) and `reason` say why not."""

    author: Address | None
    outcome: str = ""
    reason: str = ""
    forwarder: Address | None = None
    """One of us, who passed the author's mail on to the desk."""


def admit(inbound: Inbound, own: Set[str], colleagues: Set[str] = frozenset()) -> Admission:
    """Whose message is it? `own` are our addresses: they never identify a customer.

    A web form writes in the shop's name, or as a no-reply robot, and puts the customer into Reply-To. What one of
    the `colleagues` or a mailbox of ours passes on is the word of who wrote it first.
    """
    if original := _original(inbound, own | colleagues):
        return Admission(original, forwarder=inbound.sender)
    sender = inbound.sender
    others = [a for a in inbound.reply_to if a.address and not is_ours(a.address, own)]
    if sender is None or not sender.address:
        return Admission(others[0]) if others else Admission(None, "quarantined", "no_sender")
    is_own = is_ours(sender.address, own)
    if others and (is_own or expects_no_reply(sender.address)):
        return Admission(others[0])
    if is_own:
        return Admission(
            None, "quarantined" if inbound.auto == "none" else "ignored", "own_address"
        )
    return Admission(sender)


def _original(inbound: Inbound, ours: Set[str]) -> Address | None:
    """Who wrote what one of us passes on; None when nobody of us does, or it was one of us as well."""
    if inbound.forwarded is None or inbound.sender is None or inbound.auto != "none":
        return None
    original = inbound.forwarded.sender
    if original is None or not original.address:
        return None
    is_passed_on = is_ours(inbound.sender.address, ours) and not is_ours(original.address, ours)
    return original if is_passed_on else None


def as_first_written(inbound: Inbound) -> Inbound:
    """What was passed on, as if it had come by itself: its sender, subject and words instead of the forwarder's."""
    first = inbound.forwarded
    assert first is not None, "only a forward has a mail inside"
    parts = split(first.text, first.subject)
    return replace(
        inbound,
        sender=first.sender,
        reply_to=(),
        subject=first.subject or inbound.subject,
        text=first.text,
        html="",
        reply_text=parts.reply,
        quoted_text=parts.quoted,
        signature=parts.signature,
        forwarded=None,
        language=language_of(
            parts.reply if len(parts.reply) > 40 else f"{first.subject} {parts.reply}"
        ),
    )


def words_of_forwarder(inbound: Inbound) -> str:
    """What one of us wrote above the mail passed on; nothing where the text begins with it."""
    is_inside = split(inbound.text, inbound.subject).forwarded is not None
    begins_with_it = is_inside and not inbound.quoted_text.strip()
    return "" if begins_with_it else inbound.reply_text.strip()


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


def fingerprint_of(sender: str, text: str) -> str:
    """The same for any two messages that `is_same` holds for one, and it holds no word of them."""
    told = f"{sender}\n{_words(text)}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _words(text: str) -> str:
    return re.sub(r"\W+", "", folded(text[:20_000]))
