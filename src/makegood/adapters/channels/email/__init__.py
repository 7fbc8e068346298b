"""E-mail: any mailbox that speaks IMAP and SMTP."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from makegood.adapters.channels.email import census, check, consent, fetch, providers, send, sent
from makegood.kernel.mail.parse import parse
from makegood.messages.ports import Census, Fetched, Inbound, Outbound, Receipt, Settings, Step


class Email:
    kind = "email"
    label = "E-mail"
    fetches = True

    def understand(self, raw: bytes) -> Inbound:
        return parse(raw)

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

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        return send.send(settings, outbound)

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        return sent.was_sent(settings, message_id)

    def check(self, settings: Settings) -> list[Step]:
        return check.check(settings)

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

    @property
    def hosters(self) -> tuple[providers.Provider, ...]:
        """Providers to choose from when the address does not tell."""
        return providers.HOSTERS


channel = Email()
