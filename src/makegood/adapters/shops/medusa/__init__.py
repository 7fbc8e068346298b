"""Medusa, read and written by its Admin API, version 2."""

from collections.abc import Mapping

from makegood.adapters.shops.medusa import checking, orders, products, states, writing
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


class Medusa:
    kind = "medusa"
    label = "Medusa"
    fields = (
        Field(
            "url",
            _("Address of Medusa"),
            _(
                "Of the server itself, not of the shop's pages, for example https://api.shop.example."
            ),
        ),
        Field(
            "key",
            _("Secret API key"),
            _("In Medusa's admin under Settings → Secret API Keys. It begins with sk_."),
            is_secret=True,
        ),
    )
    capabilities = frozenset({"products", "payments"})
    usual_states: Mapping[str, Standing] = {code: usual for code, _name, usual in states.ALL}

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        return checking.test(settings, web)

    def states(self, settings: Settings, web: Caller) -> list[StateSeen]:
        """They are in its program and the same in every shop; nobody is asked for them."""
        return [StateSeen(code, name, usual) for code, name, usual in states.ALL]

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


connector = Medusa()
