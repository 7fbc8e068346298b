"""E-mail: any mailbox that speaks IMAP and SMTP."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from makegood.adapters.channels.email import check, fetch, receive, send, sent
from makegood.messages.ports import Fetched, Inbound, Outbound, Receipt, Settings, Step


class Email:
    kind = "email"
    label = "E-mail"
    fetches = True

    def understand(self, raw: bytes) -> Inbound:
        return receive.understand(raw)

    def begin(self, settings: Settings, cursor: Mapping[str, Any]) -> dict[str, Any]:
        return fetch.begin(settings, cursor)

    def fetch(self, settings: Settings, cursor: Mapping[str, Any]) -> Iterator[Fetched]:
        return fetch.fetch(settings, cursor)

    def wait(
        self, settings: Settings, cursor: Mapping[str, Any], stopped: Callable[[], bool]
    ) -> bool:
        return fetch.wait(settings, cursor, stopped)

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        return send.send(settings, outbound)

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        return sent.was_sent(settings, message_id)

    def check(self, settings: Settings) -> list[Step]:
        return check.check(settings)


channel = Email()
