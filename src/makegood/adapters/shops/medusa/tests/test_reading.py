"""What a Medusa says, read: as it was recorded, and from a shop in memory."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from makegood.adapters.shops.medusa import connector
from makegood.adapters.shops.medusa.asking import PER_PAGE, amount, minor
from makegood.adapters.shops.medusa.orders import read
from makegood.adapters.shops.medusa.products import read as read_product
from makegood.adapters.shops.medusa.states import state_of
from makegood.adapters.shops.medusa.tests.medusa_shop import SETTINGS, MedusaShop
from makegood.kernel.errors import NotAllowed, ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import Call, InstrumentSeen, OrderSeen
from makegood.testing.living_shops import LIVING_SHOP_CONTRACT, Clause, swept
from makegood.testing.recordings import recording

RECORDED = recording("medusa-2.21.2.json")
recorded_only = pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")


def recorded(method: str, part: str, at: int = 0) -> Any:
    """What it answered to that call, of several the one at this place."""
    assert RECORDED
    found = [
        one["response"]["body"] for one in RECORDED["exchanges"]
        if one["request"]["method"] == method and part in one["request"]["url"]
    ]  # fmt: skip
    return json.loads(found[at])


@recorded_only
def test_an_order_as_it_was_recorded() -> None:
    order = read(recorded("GET", "?fields=*fulfillments")["order"])

    assert (order.number, order.state, order.currency) == ("4", "packed", "EUR")
    assert (order.total_minor, order.shipping_minor, order.tax_minor) == (6500, 500, 0)
    assert order.placed_at == datetime(2026, 11, 22, 15, 12, 18, 533000, tzinfo=UTC)
    assert [(o.name, o.quantity, o.total_minor) for o in order.lines] == [("Shirt1795360335 (M)", 3, 6000)]  # fmt: skip
    assert order.parcels == (), "it is packed, and not handed over"
    assert [(o.external_id, o.amount_minor) for o in order.payments] == [("pay_01M81X1CR9C7P89W10QTGQXG75", 6500)]  # fmt: skip
    assert order.payments[0].instrument == InstrumentSeen("other", "system_default")
    assert (order.address.name, order.address.city, order.address.country) == ("Ann Lee", "Berlin", "DE")  # fmt: skip


@recorded_only
def test_what_came_back_is_counted_no_longer() -> None:
    """After a return, a claim and an exchange: what is left of the lines comes to the total, as there."""
    order = recorded("GET", "/admin/orders?")["orders"][3]
    payment = recorded("GET", "?fields=*fulfillments")["order"]["payment_collections"]
    payment[0]["payments"][0]["refunds"] = recorded("POST", "/refund")["payment"]["refunds"]

    seen = read(order | {"payment_collections": payment})

    assert [(o.quantity, o.total_minor) for o in seen.lines] == [(2, 4000), (1, 2000), (1, 2000)]
    assert seen.total_minor == 8500
    assert seen.state == "partially_delivered"
    assert [(o.amount_minor, o.reason) for o in seen.refunds] == [(2000, "damaged")]


@recorded_only
def test_a_product_as_it_was_recorded() -> None:
    product = read_product(recorded("POST", "/admin/products")["product"], "EUR")

    assert [(dict(o.options), o.price_minor, o.stock) for o in product.variants] == [({"Size": "L"}, 2000, None), ({"Size": "M"}, 2000, None)]  # fmt: skip
    assert all(one.is_available for one in product.variants)
    assert read_product(recorded("POST", "/admin/products")["product"], "USD").variants[0].price_minor is None  # fmt: skip


@pytest.mark.parametrize("clause", LIVING_SHOP_CONTRACT, ids=lambda clause: clause.__name__)
def test_it_understands_a_shop_in_which_all_is_well(clause: Clause) -> None:
    shop = MedusaShop()
    order = shop.new_order()

    with Web(transport=shop.transport()) as web:
        clause(connector, SETTINGS, web, str(order["id"]))


def test_every_order_is_read_though_its_pages_shift() -> None:
    """More than a page of one moment: their pages are turned, and nothing is left out."""
    shop = MedusaShop()
    for _ in range(3):
        shop.new_order()
    at = shop.said()
    for _ in range(2 * PER_PAGE + 7):
        shop.new_order(updated_at=at)
    shop.new_order()

    with Web(transport=shop.transport()) as web:
        seen, cursor = swept(connector, SETTINGS, web, {})
        first = len(shop.calls)
        again, _cursor = swept(connector, SETTINGS, web, cursor)

    assert {one.external_id for one in seen} == {*shop.orders}
    assert first == 4
    assert {one.number for one in again} <= {one.number for one in seen}


@pytest.mark.parametrize(
    ("status", "paid", "goods", "state"),
    [
        ("pending", "authorized", "not_fulfilled", "not_fulfilled"),
        ("pending", "not_paid", "not_fulfilled", "not_paid"),
        ("pending", "awaiting", "shipped", "shipped"),
        ("pending", "captured", "fulfilled", "packed"),
        ("pending", "canceled", "not_fulfilled", "payment_canceled"),
        ("pending", "captured", "canceled", "not_fulfilled"),
        ("completed", "partially_refunded", "delivered", "delivered"),
        ("archived", "refunded", "delivered", "refunded"),
        ("canceled", "refunded", "canceled", "canceled"),
    ],
)
def test_the_state_is_what_tells_most(status: str, paid: str, goods: str, state: str) -> None:
    said = {"status": status, "payment_status": paid, "fulfillment_status": goods}

    assert state_of(said) == state
    assert state in connector.usual_states


def test_a_parcel_when_it_is_handed_over() -> None:
    shipped = {
        "id": "ful_1", "shipped_at": "2026-11-22T15:12:19.671Z", "delivered_at": None, "canceled_at": None,
        "labels": [{"tracking_number": "RR123456785GB", "tracking_url": "#"}],
        "items": [{"line_item_id": "ordli_1", "quantity": 3}],
    }  # fmt: skip
    packed = shipped | {"id": "ful_2", "shipped_at": None}
    undone = shipped | {"id": "ful_3", "canceled_at": "2026-11-22T16:00:00Z"}
    two = shipped | {"id": "ful_4", "labels": [{"tracking_number": "A"}, {"tracking_number": "B"}]}

    order = _read(fulfillments=[shipped, packed, undone, two])

    assert [(o.external_id, o.number, o.url, dict(o.pieces)) for o in order.parcels] == [
        ("ful_1", "RR123456785GB", "", {"ordli_1": 3}),
        ("ful_4", "A", "", {}),
        ("ful_4/2", "B", "", {}),
    ]
    assert order.parcels[0].shipped_at == datetime(2026, 11, 22, 15, 12, 19, 671000, tzinfo=UTC)


def test_amounts_are_exact_in_any_currency() -> None:
    for said, currency, exact in ((19.99, "EUR", 1999), (1500, "JPY", 1500), (1.234, "KWD", 1234), (0.1 + 0.2, "EUR", 30), (16.665, "EUR", 1667)):  # fmt: skip
        assert minor(said, currency) == exact
    for said, currency in ((1999, "EUR"), (1500, "JPY"), (1234, "KWD"), (5, "EUR"), (123456789, "EUR")):  # fmt: skip
        assert minor(json.loads(json.dumps(amount(said, currency))), currency) == said
    with pytest.raises(TypeError):
        minor(None, "EUR")


def test_a_draft_is_no_order_yet() -> None:
    shop = MedusaShop()
    draft = shop.new_order(status="draft")

    with Web(transport=shop.transport()) as web:
        assert swept(connector, SETTINGS, web, {})[0] == []
        assert connector.fetch_order(SETTINGS, web, str(draft["id"])) is None


def test_an_address_that_leads_elsewhere_is_no_order_that_is_gone() -> None:
    shop = MedusaShop()

    with Web(transport=shop.transport()) as web, pytest.raises(ProviderFailed) as failed:
        connector.fetch_order({**SETTINGS, "key": "old"}, web, "order_1")
    assert (failed.value.code, failed.value.permanent) == ("key_refused", True)


def test_nobody_calls_in_its_name() -> None:
    with pytest.raises(NotAllowed):
        connector.recognise(SETTINGS, Call({}, b'{"id": "order_1"}'))


def _read(**overrides: Any) -> OrderSeen:
    shop = MedusaShop()
    shop.now += timedelta(hours=1)
    return read(shop.new_order(**overrides))
