"""What a real WooCommerce 11 said, read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.adapters.shops.woocommerce import connector
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, InstrumentSeen
from makegood.testing.recordings import Recorded, recording
from makegood.testing.woo_shop import signature

RECORDED = recording("woocommerce-11.0.1.json")
SETTINGS = {"url": "http://127.0.0.1:3903", "key": "k", "secret": "s", "webhook_secret": "whsecret"}

pytestmark = pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")


@pytest.fixture
def shop() -> Recorded:
    assert RECORDED
    return Recorded(RECORDED["exchanges"])


def test_an_order_with_its_refund_and_its_parcel(shop: Recorded) -> None:
    order = connector.fetch_order(SETTINGS, shop, "15")

    assert order
    bank = InstrumentSeen("bank", "Bank")
    assert (order.external_id, order.number, order.state) == ("15", "15", "completed")
    assert (order.currency, order.total_minor, order.shipping_minor) == ("USD", 6500, 500)
    assert order.changed_at == datetime(2026, 11, 22, 15, 11, 47, tzinfo=UTC)
    assert order.customer.email == "ann@example.com"
    assert [(one.external_id, one.quantity, one.total_minor) for one in order.lines] == [("4", 3, 6000)]  # fmt: skip
    assert [(one.amount_minor, one.instrument) for one in order.payments] == [(6500, bank)]
    assert [(one.external_id, one.amount_minor, one.reason, dict(one.pieces)) for one in order.refunds] == [("16", 2000, "damaged", {"4": 1})]  # fmt: skip
    assert [(one.number, one.carrier, dict(one.pieces)) for one in order.parcels] == [("RR473124829GB", "royal-mail", {"4": 1})]  # fmt: skip


def test_an_order_it_does_not_have(shop: Recorded) -> None:
    assert connector.fetch_order(SETTINGS, shop, "99999") is None


def test_a_page_of_orders(shop: Recorded) -> None:
    page = connector.orders_since(SETTINGS, shop, {})

    assert [one.external_id for one in page.seen] == ["11", "15"]
    assert (page.is_last, page.left, page.unread) == (True, 0, ())
    # Of order 11 the refund's own document was not recorded: what the order says of it is enough.
    assert [one.amount_minor for one in page.seen[0].refunds] == [2000]


def test_products_and_states(shop: Recorded) -> None:
    page = connector.products_since(SETTINGS, shop, {})
    states = connector.states(SETTINGS, shop)

    assert [(one.name, one.price_minor) for one in page.seen] == [("Shirt", 2000)]
    assert [variant.stock for variant in page.seen[0].variants] == [None]
    assert ("on-hold", "On hold") in [(one.code, one.name) for one in states]


def test_its_webhooks_are_known_by_their_signature() -> None:
    assert RECORDED
    told = [_recognised(one) for one in RECORDED["webhook_deliveries"]]

    assert told[:2] == ["", ""], "two pings that nobody signed"
    assert told[2:] == ["15"] * 12


def test_a_forged_or_changed_webhook_is_refused() -> None:
    assert RECORDED
    call = _call(RECORDED["webhook_deliveries"][2])

    for settings, body in (
        (SETTINGS, call.body + b" "),
        (SETTINGS | {"webhook_secret": "other"}, call.body),
        (SETTINGS | {"webhook_secret": ""}, call.body),
        (SETTINGS, b"webhook_id=3&id=15"),
    ):
        with pytest.raises(NotAllowed):
            connector.recognise(settings, Call(call.headers, body))
    with pytest.raises(NotAllowed):
        connector.recognise(SETTINGS, Call({}, call.body))


def _recognised(delivery: Any) -> str:
    return connector.recognise(SETTINGS, _call(delivery)).order_id


def _call(delivery: Any) -> Call:
    heads = {name.lower(): value for name, value in delivery["headers"].items()}
    return Call(heads, delivery["body"].encode())


def test_a_signed_body_that_names_no_order_is_not_understood() -> None:
    body = b'{"id": null}'
    heads = {"x-wc-webhook-resource": "order", "x-wc-webhook-signature": signature(body)}
    with pytest.raises(BadInput):
        connector.recognise(SETTINGS, Call(heads, body))
