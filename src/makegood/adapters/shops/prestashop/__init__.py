"""PrestaShop and its kin (thirty bees), read and written by their web service."""

from collections.abc import Mapping

from makegood.adapters.shops.prestashop import checking, orders, products, writing
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


class PrestaShop:
    kind = "prestashop"
    label = "PrestaShop"
    fields = (
        Field(
            "url",
            _("Address of the shop"),
            _("As customers open it, for example https://shop.example."),
        ),
        Field(
            "key",
            _("Key of the web service"),
            _(
                "In PrestaShop under Advanced Parameters → Webservice. It needs the right to view (GET)."
            ),
            is_secret=True,
        ),
        Field(
            "timezone",
            _("Time zone of the shop"),
            _(
                "As PrestaShop shows it under International → Localization, for example Europe/Paris."
            ),
            binds_secrets=False,
        ),
    )
    capabilities = frozenset({"products"})
    usual_states: Mapping[str, Standing] = {}
    """Its states have numbers that differ from shop to shop; what they usually mean is told by `states`."""

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
        """It calls nobody: whoever calls in its name is somebody else."""
        raise NotAllowed


connector = PrestaShop()
