"""Saleor, read and written by its GraphQL API, version 3."""

from collections.abc import Mapping

from makegood.adapters.shops.saleor import checking, hints, orders, products, states, writing
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


class Saleor:
    kind = "saleor"
    label = "Saleor"
    fields = (
        Field(
            "url",
            _("Address of the GraphQL API"),
            _("For example https://shop.example/graphql/."),
        ),
        Field(
            "token",
            _("Token of the app"),
            _("Of a local app made for this desk. Saleor shows it once, when the app is made."),
            is_secret=True,
        ),
        Field(
            "channel",
            _("Channel"),
            _("Its short name, where only one channel belongs to this shop. Empty: all of them."),
            is_required=False,
            binds_secrets=False,
        ),
        Field(
            "webhook_keys",
            _("Keys of the webhooks"),
            _(
                "The whole text at /.well-known/jwks.json of Saleor. With it, changes are seen at once."
            ),
            is_required=False,
            binds_secrets=False,
        ),
        Field(
            "webhook_secret",
            _("Secret of the webhooks"),
            _("Only where the webhook was made with a secret of its own."),
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


connector = Saleor()
