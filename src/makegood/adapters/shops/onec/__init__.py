"""1C:Enterprise, which calls us and hands over files in CommerceML 2: its offers, and its orders as they stand."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from makegood.adapters.shops.onec import exchange
from makegood.adapters.shops.onec.orders import CANCELLED, DELETED, PAID, SENT, TAKEN
from makegood.kernel.calling import Caller
from makegood.kernel.errors import NotAllowed
from makegood.kernel.text import _
from makegood.shops.ports import (
    Call,
    Cursor,
    Field,
    HandedOver,
    Hint,
    OrderSeen,
    Page,
    ProductSeen,
    Settings,
    Standing,
    StateSeen,
    Step,
    Unread,
)

SHORTEST = 12
"""Characters of the password: whoever has it can tell us anything of any order."""


class OneC:
    kind = "onec"
    label = "1C (CommerceML 2)"
    fields = (
        Field(
            "user", _("User name"), _("Choose one, and enter it in 1C's exchange with the site.")
        ),
        Field(
            "password",
            _("Password"),
            _("Choose one of twelve characters or more, and enter it in 1C."),
            is_secret=True,
            shortest=SHORTEST,
        ),
    )
    capabilities = frozenset({"products"})
    usual_states: Mapping[str, Standing] = {
        TAKEN: "preparing",
        PAID: "preparing",
        SENT: "sent",
        CANCELLED: "cancelled",
        DELETED: "cancelled",
        "N": "preparing",
        "P": "preparing",
        "D": "sent",
        "F": "delivered",
        "Новый": "preparing",
        "В обработке": "preparing",
        "Ожидает оплаты": "unpaid",
        "Не оплачен": "unpaid",
        "К отгрузке": "preparing",
        "Доставляется": "sent",
        "Доставлен": "delivered",
        "Выполнен": "delivered",
        "Возврат": "refunded",
    }

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        return []

    def states(self, settings: Settings, web: Caller) -> list[StateSeen]:
        """They are met with the orders."""
        return []

    def fetch_order(self, settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
        return None

    def orders_since(self, settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
        return Page((), dict(cursor), True)

    def products_since(self, settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
        return Page((), dict(cursor), True)

    def recognise(self, settings: Settings, call: Call) -> Hint:
        """It gives no hints, it gives files: whoever sends some is somebody else."""
        raise NotAllowed

    def lets_in(self, settings: Settings, user: str, password: str) -> bool:
        wanted = (str(settings.get("user") or ""), str(settings.get("password") or ""))
        alike = [
            secrets.compare_digest(said.encode("utf-8", "replace"), own.encode())
            for said, own in zip((user, password), wanted, strict=True)
        ]
        return all(alike) and len(wanted[1]) >= SHORTEST and bool(wanted[0])

    def takes(self, name: str) -> bool:
        return exchange.takes(name)

    def understand(
        self, settings: Settings, file: HandedOver
    ) -> Iterator[OrderSeen | ProductSeen | tuple[Literal["order", "product"], Unread]]:
        return exchange.understand(file)

    def answer(self, settings: Settings, now: datetime) -> bytes:
        return exchange.no_orders(now)


connector = OneC()
