"""E-mail: any mailbox that speaks IMAP and SMTP."""

from makegood.adapters.channels.email import receive, send
from makegood.messages.ports import Inbound, Outbound, Receipt, Settings


class Email:
    kind = "email"
    label = "E-mail"
    fetches = True

    def understand(self, raw: bytes) -> Inbound:
        return receive.understand(raw)

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        return send.send(settings, outbound)


channel = Email()
