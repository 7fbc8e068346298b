"""The post office: letters stay in the house, where one sees them as the customer would and answers in their name.

Used until a mailbox is connected, in the sample shop and in training mode. Nothing here can leave the machine.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from makegood.kernel.mail.parse import parse
from makegood.messages.ports import (
    Fetched,
    Inbound,
    Outbound,
    Receipt,
    Settings,
    Step,
)


class PostOffice:
    kind = "postoffice"
    label = "Post office"
    fetches = False

    def understand(self, raw: bytes) -> Inbound:
        """Letters written in a customer's name are real mail, read by the same parser as any other."""
        return parse(raw)

    def begin(self, settings: Settings, cursor: Mapping[str, Any]) -> dict[str, Any]:
        return dict(cursor)

    def fetch(self, settings: Settings, cursor: Mapping[str, Any]) -> Iterator[Fetched]:
        """Answers are put into the intake by the post office's page; there is nowhere to look for them."""
        return iter(())

    def wait(
        self, settings: Settings, cursor: Mapping[str, Any], stopped: Callable[[], bool]
    ) -> bool:
        return False

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        """Kept, not sent: the message's own row is what the page shows."""
        return Receipt("250 kept in the post office")

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        """Nothing ever leaves, so sending again can't double anything."""
        return False

    def check(self, settings: Settings) -> list[Step]:
        return [Step("postoffice", "ok")]


channel = PostOffice()
