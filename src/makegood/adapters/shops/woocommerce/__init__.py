"""WooCommerce, read and written by its REST API, version 3."""

from collections.abc import Mapping

from makegood.adapters.shops.woocommerce import checking, hints, orders, products, writing
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


class WooCommerce:
    kind = "woocommerce"
    label = "WooCommerce"
    fields = (
        Field(
            "url",
            _("Address of the shop"),
            _("As customers open it, for example https://shop.example."),
        ),
        Field(
            "key",
            _("Consumer key"),
            _(
                "In WordPress under WooCommerce → Settings → Advanced → REST API. It begins with ck_."
            ),
        ),
        Field("secret", _("Consumer secret"), _("It begins with cs_."), is_secret=True),
        Field(
            "webhook_secret",
            _("Secret of the webhooks"),
            _(
                "The one you enter in WooCommerce for its webhooks. Without it, changes are seen after two minutes."
            ),
            is_secret=True,
            is_required=False,
        ),
    )
    capabilities = frozenset({"products", "webhooks", "pays_out", "restock"})
    usual_states: Mapping[str, Standing] = {
        "pending": "unpaid",
        "checkout-draft": "unpaid",
        "processing": "preparing",
        "on-hold": "waiting",
        "completed": "sent",
        "cancelled": "cancelled",
        "refunded": "refunded",
        "failed": "failed",
        "trash": "cancelled",
    }

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


connector = WooCommerce()
