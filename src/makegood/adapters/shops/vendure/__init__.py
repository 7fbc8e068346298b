"""Vendure, read and written by its Admin API (GraphQL)."""

from collections.abc import Mapping

from makegood.adapters.shops.vendure import checking, orders, products, writing
from makegood.kernel.calling import Caller
from makegood.kernel.errors import NotAllowed
from makegood.kernel.text import _
from makegood.shops.ports import (
    Answer,
    Call,
    Command,
    Cursor,
    Field,
    Hint,
    OrderSeen,
    Page,
    ProductSeen,
    Settings,
    Standing,
    StateSeen,
    Step,
)


class Vendure:
    kind = "vendure"
    label = "Vendure"
    fields = (
        Field(
            "url",
            _("Address of the Admin API"),
            _("For example https://shop.example/admin-api."),
        ),
        Field(
            "username",
            _("User name"),
            _(
                "Of an administrator made for this desk, with the rights to read the catalogue, customers and orders, and to change what the desk is to change."
            ),
        ),
        Field("password", _("Password"), is_secret=True),
    )
    capabilities = frozenset({"products", "payments"})
    usual_states: Mapping[str, Standing] = {
        "ArrangingPayment": "unpaid",
        "PaymentAuthorized": "preparing",
        "PaymentSettled": "preparing",
        "PartiallyShipped": "sent",
        "Shipped": "sent",
        "PartiallyDelivered": "sent",
        "Delivered": "delivered",
        "Cancelled": "cancelled",
        "Modifying": "waiting",
        "ArrangingAdditionalPayment": "unpaid",
    }

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        return checking.test(settings, web)

    def states(self, settings: Settings, web: Caller) -> list[StateSeen]:
        """Its states are in its configuration, which it tells nobody: they are met with the orders."""
        return []

    def fetch_order(self, settings: Settings, web: Caller, external_id: str) -> OrderSeen | None:
        return orders.fetch(settings, web, external_id)

    def orders_since(self, settings: Settings, web: Caller, cursor: Cursor) -> Page[OrderSeen]:
        return orders.since(settings, web, cursor)

    def products_since(self, settings: Settings, web: Caller, cursor: Cursor) -> Page[ProductSeen]:
        return products.since(settings, web, cursor)

    commands = writing.COMMANDS

    def carry_out(self, settings: Settings, web: Caller, command: Command) -> Answer:
        return writing.carry_out(settings, web, command)

    def read_back(self, settings: Settings, web: Caller, command: Command) -> Answer:
        return writing.read_back(settings, web, command)

    def recognise(self, settings: Settings, call: Call) -> Hint:
        """It calls nobody by itself: whoever calls in its name is somebody else."""
        raise NotAllowed


connector = Vendure()
