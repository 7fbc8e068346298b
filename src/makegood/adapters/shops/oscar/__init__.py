"""django-oscar, by a file of ours that the shop's programmer puts into it (`examples/oscar/makegood_oscar.py`)."""

from collections.abc import Mapping

from makegood.adapters.shops.oscar import checking, orders, products, writing
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


class Oscar:
    kind = "oscar"
    label = "django-oscar"
    fields = (
        Field(
            "url",
            _("Address of the interface"),
            _("Where your programmer put it, for example https://shop.example/makegood."),
        ),
        Field(
            "token",
            _("Token"),
            _("Of a member of the shop's staff made for this desk: manage.py drf_create_token."),
            is_secret=True,
        ),
        Field(
            "cancelled",
            _("Status of a cancelled order"),
            _("As your shop calls it. Left empty: Cancelled."),
            is_required=False,
            binds_secrets=False,
        ),
    )
    capabilities = frozenset({"products"})
    usual_states: Mapping[str, Standing] = {
        "new": "preparing",
        "Pending": "preparing",
        "Authorized": "preparing",
        "Being processed": "preparing",
        "Shipped": "sent",
        "Dispatched": "sent",
        "Complete": "sent",
        "Completed": "sent",
        "Delivered": "delivered",
        "On hold": "waiting",
        "Cancelled": "cancelled",
        "Canceled": "cancelled",
        "Refunded": "refunded",
        "Payment Declined": "failed",
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
        """It calls nobody by itself: whoever calls in its name is somebody else."""
        raise NotAllowed


connector = Oscar()
