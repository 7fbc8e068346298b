"""What follows from a report that a message of ours did not arrive. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from makegood.kernel.mail.bounce import WORTH_ANOTHER_TRY
from makegood.kernel.mail.values import Bounce, FailedRecipient

REPORTS = frozenset({"bounce", "delay"})
"""Kinds of automatic mail that tell what became of a message of ours."""
MAILBOX_FULL = "mailbox_full"
SENT_AGAIN_AFTER = (timedelta(hours=4), timedelta(hours=12), timedelta(hours=24))
"""A full mailbox is emptied, a broken server mended: so long after each report the message goes again."""
_PASSES = WORTH_ANOTHER_TRY - {"expired"}
"""Reasons that may be gone in some hours. A server that tried for days has tried enough."""


@dataclass(frozen=True)
class Failure:
    """One address as we wrote it, and why nothing reached it."""

    address: str
    reason: str
    status: str
    words: str
    is_hard: bool


def failures(written_to: Sequence[str], bounce: Bounce | None) -> list[Failure]:
    """Which of the addresses we wrote to failed. `written_to`: the first is the one the message is for.

    A mailbox that passes its mail on reports an address we never wrote to: with one recipient it can only be that
    one. A report that names nobody is taken to speak of the first.
    """
    if not written_to:
        return []
    told = {one.address.lower(): one for one in (bounce.recipients if bounce else ())}
    found = [
        _failure(address, told[address.lower()])
        for address in written_to
        if address.lower() in told
    ]
    if found or (told and len(written_to) > 1):
        return found
    if told:
        return [_failure(written_to[0], next(iter(told.values())))]
    return [Failure(written_to[0], "unknown", "", "", is_hard=False)]


def sent_again_after(found: Collection[Failure], bounced_before: int) -> timedelta | None:
    """How long until it is worth another try; None: it is none. An unknown user stays unknown."""
    is_soft = all(not one.is_hard and one.reason in _PASSES for one in found)
    if not is_soft or bounced_before >= len(SENT_AGAIN_AFTER):
        return None
    return SENT_AGAIN_AFTER[bounced_before]


def _failure(address: str, told: FailedRecipient) -> Failure:
    return Failure(address, told.reason, told.status, told.diagnostic, told.is_hard)
