"""E-mail: any mailbox that speaks IMAP or POP3, or a mail server of the shop's own that hands over; and SMTP for all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from makegood.adapters.channels.email import (
    census,
    check,
    consent,
    fetch,
    pop3,
    providers,
    send,
    sent,
    signing,
)
from makegood.kernel.mail.parse import parse
from makegood.messages.ports import (
    Census,
    Fetched,
    Inbound,
    MailChannel,
    Outbound,
    Published,
    Receipt,
    Settings,
    Step,
)


class Mail:
    """What is the same whichever way mail comes in: how it is read and how it is sent."""

    ways: tuple[check.Trying, ...] = (check.sending,)

    def understand(self, raw: bytes) -> Inbound:
        return parse(raw)

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        return send.send(settings, outbound)

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        return sent.was_sent(settings, message_id)

    def check(self, settings: Settings) -> list[Step]:
        return check.check(settings, *self.ways)


class Email(Mail):
    """Read over IMAP."""

    kind = "email"
    label = "E-mail"
    fetches = True
    ways = (check.reading, check.sending)

    def begin(self, settings: Settings, cursor: Mapping[str, Any]) -> dict[str, Any]:
        return fetch.begin(settings, cursor)

    def fetch(self, settings: Settings, cursor: Mapping[str, Any]) -> Iterator[Fetched]:
        return fetch.fetch(settings, cursor)

    def wait(
        self, settings: Settings, cursor: Mapping[str, Any], stopped: Callable[[], bool]
    ) -> bool:
        return fetch.wait(settings, cursor, stopped)

    def census(
        self, settings: Settings, cursor: Mapping[str, Any]
    ) -> AbstractContextManager[Census]:
        return census.census(settings, cursor)

    def again(
        self, settings: Settings, cursor: Mapping[str, Any], server_ids: Sequence[str]
    ) -> Iterator[Fetched]:
        with census.census(settings, cursor) as counting:
            yield from counting.fetch(server_ids)

    def suggested(self, address: str) -> dict[str, Any]:
        """Settings to begin with for a mailbox of this address."""
        return providers.suggested(address)

    def provider_of(self, address: str) -> providers.Provider | None:
        """The provider the address belongs to, with its notes; None for a domain of the shop's own."""
        return providers.provider_of(address)

    @property
    def on_consent(self) -> tuple[consent.Provider, ...]:
        """Providers where the owner's consent stands for a password."""
        return consent.PROVIDERS

    def new_signature(self, address: str) -> dict[str, Any]:
        """Settings of a new DKIM key for the address, not in use yet."""
        return signing.new_key(address)

    def signature_record(self, settings: Settings) -> tuple[str, str] | None:
        """Name and value of the DNS record the key needs; None without one."""
        return signing.record_of(settings)

    def published_signature(self, settings: Settings) -> Published | None:
        """What the DNS says of that record; None without a key."""
        from makegood.adapters.channels.email import published  # noqa: PLC0415  a resolver, for one button

        return published.published(settings)

    @property
    def hosters(self) -> tuple[providers.Provider, ...]:
        """Providers to choose from when the address does not tell."""
        return providers.HOSTERS


class Pop3(Mail):
    """Read over POP3."""

    kind = "pop3"
    label = "E-mail (POP3)"
    fetches = True
    ways = (check.collecting, check.sending)

    def begin(self, settings: Settings, cursor: Mapping[str, Any]) -> dict[str, Any]:
        return pop3.begin(settings, cursor)

    def fetch(self, settings: Settings, cursor: Mapping[str, Any]) -> Iterator[Fetched]:
        return pop3.fetch(settings, cursor)

    def wait(
        self, settings: Settings, cursor: Mapping[str, Any], stopped: Callable[[], bool]
    ) -> bool:
        return pop3.wait(settings, cursor, stopped)

    def again(
        self, settings: Settings, cursor: Mapping[str, Any], server_ids: Sequence[str]
    ) -> Iterator[Fetched]:
        return pop3.again(settings, server_ids)


class Handed(Mail):
    """Handed to us: by a mail server over pipe or LMTP, by a provider's webhook."""

    kind = "handed"
    label = "E-mail (handed over)"
    fetches = False

    def begin(self, settings: Settings, cursor: Mapping[str, Any]) -> dict[str, Any]:
        return dict(cursor)

    def fetch(self, settings: Settings, cursor: Mapping[str, Any]) -> Iterator[Fetched]:
        return iter(())

    def wait(
        self, settings: Settings, cursor: Mapping[str, Any], stopped: Callable[[], bool]
    ) -> bool:
        return False


channel: MailChannel = Email()
pop3_channel = Pop3()
handed_channel = Handed()
