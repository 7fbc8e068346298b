"""Mails on their way in, for tests: written, handed to a mailbox, settled."""

from email.message import EmailMessage

from makegood.kernel import clock, registry
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival
from makegood.messages.ports import Fetched, Inbound
from makegood.testing.makers import make_shop


class Fragile:
    """The e-mail channel, which breaks on the words a test gives it."""

    kind = "fragile"

    def __init__(self) -> None:
        self.breaks_on = b""
        self.error: Exception = ValueError("a bug in a parser")

    def understand(self, raw: bytes) -> Inbound:
        if self.breaks_on and self.breaks_on in raw:
            raise self.error
        understood: Inbound = registry.adapters("makegood.channels")["email"].understand(raw)
        return understood


def fragile_mailbox() -> Account:
    settings = {"address": "help@shop.example", "plus_addressing": True}
    return connect_mailbox(make_shop(), None, settings, "x", kind="fragile")


def mail(text: str = "Where is it?", **headers: str) -> bytes:
    letter = EmailMessage()
    given = {
        "From": "Carla Customer <carla@customer.example>",
        "To": "help@shop.example",
        "Subject": "My parcel",
        "Message-ID": f"<{len(text)}.{abs(hash((text, *headers.values())))}@customer.example>",
        "Date": "Mon, 02 Mar 2026 09:00:00 +0000",
    }
    for name, value in (given | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        if value:
            letter[name] = value
    letter.set_content(text)
    return letter.as_bytes()


def arrive(account: Account, raw: bytes, server_id: str = "") -> Arrival:
    number = Arrival.objects.count() + 1
    arrival = store_arrival(
        account, Fetched(server_id or f"INBOX/1/{number}", raw, clock.now(), {})
    )
    assert arrival is not None
    settle_arrivals()
    arrival.refresh_from_db()
    return arrival


def outcome(arrival: Arrival) -> tuple[str, str]:
    return arrival.outcome, arrival.reason
