"""What a channel must be able to do, and the values it exchanges with us. The whole contract, for a stranger.

A channel lives in `adapters/channels/<name>/` and is registered under the entry point group `makegood.channels`.
It parses, fetches and sends; it never sees a database row, a setting of ours or the clock. Whoever calls it
(`messages.listening`, `messages.actions.storing`, `receiving` and `dispatching`) stores, threads and retries.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Protocol, runtime_checkable

from makegood.kernel.mail.values import Address as Address
from makegood.kernel.mail.values import Bounce as Bounce
from makegood.kernel.mail.values import Mail
from makegood.kernel.text import Phrase

Settings = Mapping[str, Any]
"""An account's settings with its secret opened under the key `secret`."""

Inbound = Mail
"""What every channel understands a message as, whether it came as a mail or not: see `Mail`."""


@dataclass(frozen=True)
class OutboundFile:
    """A file that goes with a message."""

    name: str
    type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True)
class Outbound:
    """A message to be sent, complete: `message_id` was minted before the first attempt and never changes."""

    message_id: str
    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    html: str
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    thread_index: str = ""
    """Outlook's mark of the conversation and of the place in it, as it goes over the wire; `thread_topic`: how it is called."""
    thread_topic: str = ""
    written_at: datetime | None = None
    only: tuple[str, ...] = ()
    """Addresses it still goes to, where others named in it have it already; empty: to everybody."""
    is_automatic: bool = False
    """Auto-Submitted: auto-replied, and a null return path (RFC 3834)."""
    is_generated: bool = False
    """Auto-Submitted: auto-generated: nobody wrote it, and nobody asked; it may come back."""
    files: tuple[OutboundFile, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """The server took it. `response` is its own words; `refused` the recipients it would not take, with its words."""

    response: str
    refused: Mapping[str, str] = field(default_factory=dict)
    deferred: Mapping[str, str] = field(default_factory=dict)
    """Recipients it will perhaps take later, with its words."""


LARGEST = 50 * 1024 * 1024
"""Bytes a message may have unless the operator says otherwise; of a bigger one the header is kept."""


@dataclass(frozen=True)
class Fetched:
    """One message as it lies on the server: `server_id` names it there for good, `cursor` is how far we are after it.

    A big one comes as an open `file` instead of `raw`, closed by whoever stores it. `problem` says why these bytes are
    not the whole: `too_big`, `unreadable` (the server can't give it), `cut_off` (the line breaks in it every time);
    `raw` is then the header or nothing, and `size` what the server says of the whole. `recipient` is the address it was
    handed over for, where that is known. `left`: so many are known to come after it.
    """

    server_id: str
    raw: bytes
    arrived_at: datetime
    cursor: dict[str, Any]
    file: BinaryIO | None = None
    problem: str = ""
    size: int = 0
    recipient: str = ""
    left: int = 0


@dataclass(frozen=True)
class Lying:
    """One message as it lies on the server at a census. `server_id` as in `Fetched`, `folder` what it begins with.

    `is_due`: `fetch` is past it, so it has to be with us; otherwise it is still to come.
    """

    server_id: str
    folder: str
    arrived_at: datetime
    is_due: bool


class Census(Protocol):
    """The server's own count, taken over one line."""

    def lying(self, since: datetime | None) -> Iterator[list[Lying]]:
        """What lies on the server now and `fetch` had to bring or will: nothing from before the account was connected.

        In pieces of some thousand, so that memory does not grow with the mailbox; `since`: only what arrived from then on.
        """
        ...

    def mail_ids(self, server_ids: Sequence[str]) -> dict[str, str]:
        """The Message-ID of each of these that still lies there and has one; as `understand` reads it."""
        ...

    def fetch(self, server_ids: Sequence[str]) -> Iterator[Fetched]:
        """These once more, whole, with an empty cursor; what lies there no more is left out."""
        ...


@runtime_checkable
class Countable(Protocol):
    """A channel whose server keeps what it gave us, so that it can be counted there: beside `Channel`, not every one is."""

    def census(
        self, settings: Settings, cursor: Mapping[str, Any]
    ) -> AbstractContextManager[Census]:
        """Open a line to count over, for the length of the block. `cursor` is how far the account was read."""
        ...


@runtime_checkable
class Lasting(Protocol):
    """A channel whose server still has what it gave, so that it can be asked once more: beside `Channel`, not every one is."""

    def again(
        self, settings: Settings, cursor: Mapping[str, Any], server_ids: Sequence[str]
    ) -> Iterator[Fetched]:
        """These once more, with an empty cursor; what lies there no more, or under another number, is left out."""
        ...


@dataclass(frozen=True)
class Step:
    """One step of a connection test: `code` (`ok`, `name_not_found`, `refused`, `timed_out`, `certificate`,
    `certificate_expired`, `certificate_name`, `certificate_issuer`, `token_refused`, `consent_ended`, `client_refused`, `no_tls`,
    `wrong_password`, `no_such_folder`, `protocol`), `name` (`imap.connect`, `imap.login`, `imap.folder`, `pop3.connect`,
    `pop3.login`, `oauth.token`, `smtp.connect`, `smtp.login`), `detail` the server's own words. The surfaces turn a code into a sentence and what to do.
    """

    name: str
    code: str
    detail: str = ""

    @property
    def is_ok(self) -> bool:
        return self.code == "ok"


@dataclass(frozen=True)
class Published:
    """What the DNS says of a signature's record: `code` is `ok`, `missing`, `name_doubled` (the domain stands twice in
    it), `several`, `other` or `no_answer`; `found` what stands there, a line each, or the name server's words."""

    code: str
    found: str = ""


@runtime_checkable
class Channel(Protocol):
    """A way to write and be written to. All failures are `kernel.errors.ProviderFailed`."""

    kind: str
    """The entry point's name."""
    label: str
    """What the console calls it, in English, translated there."""
    fetches: bool
    """Whether `fetch` and `wait` do something (a mailbox), or messages are pushed to us."""

    def understand(self, raw: bytes) -> Inbound:
        """Bytes in, a value out. Never raises, needs memory in proportion to the message."""
        ...

    def begin(self, settings: Settings, cursor: Mapping[str, Any]) -> dict[str, Any]:
        """`cursor` completed: what it does not name yet (all of it at first, a folder added later) starts at now.

        To be stored before the first `fetch`: while nothing has come in, only this remembers where "now" was.
        Free when nothing is missing.
        """
        ...

    def fetch(self, settings: Settings, cursor: Mapping[str, Any]) -> Iterator[Fetched]:
        """Everything after `cursor`, oldest first; an empty cursor starts at now (nothing old comes in).

        Its caller stores each before it takes the next, so it may be stopped at any point and started again.
        """
        ...

    def wait(
        self, settings: Settings, cursor: Mapping[str, Any], stopped: Callable[[], bool]
    ) -> bool:
        """Block until there may be something new (True), or until `stopped()` or some minutes have passed (False)."""
        ...

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        """Hand over one message. `ProviderFailed(unclear=True)` when it may have been taken all the same."""
        ...

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        """Whether the server knows a sent message of this id; None when it can't tell."""
        ...

    def check(self, settings: Settings) -> list[Step]:
        """Try the settings for real, step by step; stops at the first step that fails. Sends nothing."""
        ...


class Provider(Protocol):
    """A provider of mailboxes: its servers fill themselves in."""

    @property
    def name(self) -> str: ...

    @property
    def notes(self) -> tuple[Phrase, ...]:
        """What its customers have to know before they connect."""
        ...

    def settings(self, address: str) -> dict[str, Any]:
        """The settings of a mailbox there, all but the secret."""
        ...


class ConsentingProvider(Protocol):
    """A provider where the owner's consent stands for a password. `register_at`: where the desk is made known to it."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def register_at(self) -> str: ...

    def settings(self) -> dict[str, Any]:
        """The settings of a mailbox there, all but whose it is."""
        ...


class MailChannel(Channel, Protocol):
    """The channel registered as `email`: beside a channel's work it helps the owner to connect a mailbox."""

    @property
    def hosters(self) -> Sequence[Provider]:
        """Providers to choose from when the address does not tell."""
        ...

    @property
    def on_consent(self) -> Sequence[ConsentingProvider]: ...

    def provider_of(self, address: str) -> Provider | None:
        """The provider the address belongs to; None for a domain of the shop's own."""
        ...

    def suggested(self, address: str) -> dict[str, Any]:
        """Settings to begin with for a mailbox of this address."""
        ...

    def new_signature(self, address: str) -> dict[str, Any]:
        """Settings of a new DKIM key for the address, not in use yet."""
        ...

    def signature_record(self, settings: Settings) -> tuple[str, str] | None:
        """Name and value of the DNS record the key needs; None without one."""
        ...

    def published_signature(self, settings: Settings) -> Published | None:
        """Look that record up; takes some seconds at most. None without a key."""
        ...
