"""Any shop with a programmer: it offers our own small REST interface, and calls us by Standard Webhooks."""

from collections.abc import Mapping

from makegood.adapters.shops.generic import checking, hints, orders, products, writing
from makegood.kernel.calling import Caller
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


class Generic:
    kind = "generic"
    label = "REST"
    fields = (
        Field(
            "url",
            _("Address of the interface"),
            _("Where your programmer put it, for example https://shop.example/makegood."),
        ),
        Field(
            "token",
            _("Token"),
            _("Any long secret your programmer chose; it goes with every call."),
            is_secret=True,
        ),
        Field(
            "webhook_secret",
            _("Secret of the webhooks"),
            _(
                "Begins with whsec_. Your shop signs its calls with it. Without it, changes are seen after two minutes."
            ),
            is_secret=True,
            is_required=False,
        ),
    )
    capabilities = frozenset({"products", "webhooks", "pays_out", "restock", "payments"})
    usual_states: Mapping[str, Standing] = {}  # each such shop says itself what its states mean

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        return checking.test(settings, web)

    def states(self, settings: Settings, web: Caller) -> list[StateSeen]:
        return orders.states(settings, web)

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
        return hints.recognise(settings, call)


connector = Generic()
