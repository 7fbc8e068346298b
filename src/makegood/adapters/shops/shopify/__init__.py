"""Shopify, read and written by its Admin API (GraphQL)."""

from collections.abc import Mapping

from makegood.adapters.shops.shopify import checking, hints, orders, products, states, writing
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


class Shopify:
    kind = "shopify"
    label = "Shopify"
    fields = (
        Field(
            "url",
            _("Address of the shop at Shopify"),
            _("The one that ends in myshopify.com, for example https://my-shop.myshopify.com."),
        ),
        Field(
            "client_id",
            _("Client ID"),
            _("Of an app made for this desk in Shopify's Dev Dashboard, under Settings."),
        ),
        Field(
            "secret",
            _("Client secret"),
            _("It stands below the client ID. Shopify signs its calls with it, too."),
            is_secret=True,
        ),
        Field(
            "token",
            _("Access token"),
            _("Only of an app made in the shop's own admin before 2026. It begins with shpat_."),
            is_secret=True,
            is_required=False,
        ),
    )
    capabilities = frozenset({"products", "webhooks", "payments"})
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
        return hints.recognise(settings, call)


connector = Shopify()
