"""What a mail is made of, read or to be written."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """A mailbox or other place to write to: `name` may be empty, `address` is lower case.

    A sender who gives no more than a name has an empty `address`.
    """

    name: str
    address: str


@dataclass(frozen=True)
class File:
    """A file inside a message. `name` is safe to show (no path), `type` a MIME type."""

    name: str
    type: str
    content: bytes
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True)
class Forwarded:
    """The mail that was passed on inside this one, as far as its heading tells: who wrote it, when, what."""

    sender: Address | None
    sent_at: datetime | None
    subject: str
    text: str


@dataclass(frozen=True)
class FailedRecipient:
    """One address a mail did not reach, as the mail was written to it where the report tells.

    `status` is the enhanced code ("5.1.1"; RFC 3463), `reply_code` SMTP's ("550"), both "" where not told. `reason`
    is a word of `kernel.mail.bounce`, `diagnostic` the server's own words. `is_hard`: trying again is no use.
    """

    address: str
    status: str = ""
    reply_code: str = ""
    reason: str = ""
    is_hard: bool = True
    diagnostic: str = ""


@dataclass(frozen=True)
class Bounce:
    """What a report of failed or delayed delivery says, and the Message-ID of the mail it speaks of ("" if untold)."""

    recipients: tuple[FailedRecipient, ...] = ()
    original_message_id: str = ""


@dataclass(frozen=True)
class Mail:
    """A message as understood: never raised, always something; what was odd is named in `defects`.

    `text` is all the readable text; `reply_text` what was written now, `signature` the writer's name and address
    lines below it, `quoted_text` what was quoted. `html` is as it came, not sanitised. `auto` is one of none,
    auto_reply, bounce, delay, list, read_receipt, feedback_loop, calendar. `recipients` are all addresses it was
    sent to, whatever header named them (To, Cc, Delivered-To, X-Original-To, Envelope-To). `bounce` only where
    `auto` is bounce or delay. `conversation` and `topic` are Outlook's own signs of what belongs together: the root
    of Thread-Index, the same on every mail of a conversation ("" without), and the subject it began with.
    """

    sender: Address | None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    conversation: str = ""
    topic: str = ""
    text: str = ""
    html: str = ""
    reply_text: str = ""
    quoted_text: str = ""
    signature: str = ""
    forwarded: Forwarded | None = None
    bounce: Bounce | None = None
    files: tuple[File, ...] = ()
    auto: str = "none"
    language: str = ""
    defects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A mail to be written. `from_` may carry a name in any script; `html` may be empty, `text` never should be."""

    from_: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    html: str = ""
    message_id: str = ""
    written_at: datetime | None = None
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    thread_index: str = ""
    thread_topic: str = ""
    is_automatic: bool = False
    is_generated: bool = False
    files: tuple[File, ...] = ()
