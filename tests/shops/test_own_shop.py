"""The shop of `examples/`, run for real, through the desk: ordered, mirrored, sent, paid back in part, read back."""

from collections.abc import Iterator

import pytest
from django.test import Client

from makegood.adapters.shops.generic.tests.running import Running, running
from makegood.kernel.web import Web
from makegood.shops.actions.commanding import carry_out, draft_command
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.hinting import read_hints
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Connection, Order, StateMapping
from makegood.shops.ports import GiveRefund
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shop() -> Iterator[Running]:
    with running() as one:
        yield one


def test_an_order_travels_from_its_shop_and_back(shop: Running) -> None:
    with Web() as web:
        connection = connect_shop(make_shop(), None, "generic", "Our shop", shop.settings)
        shop.put("1001")
        sync(connection.pk, web)
        order = Order.objects.select_related("connection").get()
        assert (order.number, order.standing, order.total_minor) == ("R-1001", "preparing", 6500)
        assert order.customer is not None
        assert order.entries.get().last_digits == "4242"

        box = {"id": "b1", "number": "RR123456785DE", "carrier": "dhl", "pieces": {"l1": 3}}
        shop.put("1001", state="sent", parcels=[box])
        called(connection, shop)
        read_hints(connection.pk, web)
        order.refresh_from_db()
        assert order.standing == "sent"
        assert order.parcels.get().number == "RR123456785DE"

        refund = draft_command(
            order, None, GiveRefund, amount_minor=2000, currency="EUR", pieces={"l1": 1}
        )
        assert carry_out(refund.pk, web).outcome == "done"
        back = order.entries.get(kind="refund")
        assert (back.amount_minor, back.pieces, back.external_id) == (
            2000,
            {"l1": 1},
            str(refund.pk),
        )

        more = draft_command(order, None, GiveRefund, amount_minor=4501, currency="EUR")
        refused = carry_out(more.pk, web)
        assert (refused.outcome, refused.code, refused.why) == (
            "refused",
            "too_much",
            "More than was paid.",
        )
        assert order.entries.filter(kind="refund").count() == 1
    assert StateMapping.objects.get(state="sent").standing == "sent"


def called(connection: Connection, shop: Running) -> None:
    """The shop's last call, at our own door: as it came, and forged."""
    call = shop.calls[-1]
    told = {k: v for k, v in call.headers.items() if k.startswith("webhook-")}
    door = f"/api/shops/{connection.pk}/hints/"
    forged = Client().post(door, call.body + b" ", content_type="application/json", headers=told)
    taken = Client().post(door, call.body, content_type="application/json", headers=told)

    assert (forged.status_code, taken.status_code) == (403, 200)
