"""What a Saleor says, read from a shop in memory, and its pages."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.saleor import connector
from makegood.adapters.shops.saleor.asking import PER_PAGE, minor
from makegood.adapters.shops.saleor.orders import read
from makegood.adapters.shops.saleor.products import read as read_product
from makegood.adapters.shops.saleor.tests.saleor_shop import DENIED, SETTINGS, SaleorShop, money
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import InstrumentSeen
from makegood.testing.living_shops import LIVING_SHOP_CONTRACT, Clause, swept


@pytest.mark.parametrize("clause", LIVING_SHOP_CONTRACT, ids=lambda clause: clause.__name__)
def test_it_understands_a_shop_in_which_all_is_well(clause: Clause) -> None:
    shop = SaleorShop()
    order = shop.new_order()

    with Web(transport=shop.transport()) as web:
        clause(connector, SETTINGS, web, str(order["id"]))


def test_an_order() -> None:
    order = read(SaleorShop().new_order())

    assert (order.number, order.state, order.currency, order.total_minor) == ("1", "UNFULFILLED", "PLN", 6000)  # fmt: skip
    assert (order.shipping_minor, order.tax_minor, order.discount_minor) == (0, 0, 0)
    assert (order.customer.email, order.customer.language) == ("ann@example.com", "pl")
    assert (order.address.name, order.address.country) == ("Ann Lee", "US")
    assert [(o.name, o.quantity, o.total_minor, o.variant_id) for o in order.lines] == [("Apple Juice (1l)", 3, 6000, "v1")]  # fmt: skip
    assert [(o.external_id, o.amount_minor) for o in order.payments] == [("tr_1", 6000)]
    assert order.payments[0].instrument == InstrumentSeen("card", "Card")


def test_a_line_whose_product_was_taken_out_of_the_shop() -> None:
    order = SaleorShop().new_order()
    order["lines"][0]["variant"] = None

    (line,) = read(order).lines

    assert (line.name, line.product_id, line.variant_id) == ("Apple Juice (1l)", "", "")


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, "UNFULFILLED"),
        ({"chargeStatus": "NONE", "authorizeStatus": "NONE"}, "NOT_PAID"),
        ({"chargeStatus": "NONE"}, "UNFULFILLED"),
        ({"chargeStatus": "NONE", "authorizeStatus": "NONE", "status": "FULFILLED"}, "FULFILLED"),
        ({"status": "UNCONFIRMED"}, "UNCONFIRMED"),
    ],
)
def test_the_state_tells_what_was_not_paid(changed: dict[str, Any], state: str) -> None:
    assert read(SaleorShop().new_order(**changed)).state == state
    assert state in connector.usual_states


def test_parcels_are_what_was_sent() -> None:
    sent = {"id": "f1", "status": "FULFILLED", "trackingNumber": "RR123456785US", "created": "2026-11-22T15:12:46+00:00",
            "lines": [{"quantity": 2, "orderLine": {"id": "line_1"}}]}  # fmt: skip
    order = SaleorShop().new_order(
        fulfillments=[
            sent,
            sent | {"id": "f2", "trackingNumber": "https://carrier.example/9"},
            sent | {"id": "f3", "status": "RETURNED", "trackingNumber": ""},
            sent | {"id": "f4", "status": "CANCELED"},
            sent | {"id": "f5", "status": "WAITING_FOR_APPROVAL"},
        ]
    )

    assert [(o.external_id, o.number, o.url, dict(o.pieces)) for o in read(order).parcels] == [
        ("f1", "RR123456785US", "", {"line_1": 2}),
        ("f2", "", "https://carrier.example/9", {"line_1": 2}),
    ]


def test_payments_of_the_older_kind() -> None:
    paid = {
        "id": "pay_1", "gateway": "mirumee.payments.dummy", "created": "2026-11-22T15:12:46+00:00",
        "capturedAmount": money(40), "creditCard": {"brand": "visa", "lastDigits": "4242"},
        "transactions": [
            {"id": "t1", "kind": "CAPTURE", "isSuccess": True, "created": "2026-11-22T15:12:46+00:00", "amount": money(60)},
            {"id": "t2", "kind": "REFUND", "isSuccess": True, "created": "2026-11-23T15:12:46+00:00", "amount": money(20)},
            {"id": "t3", "kind": "REFUND", "isSuccess": False, "created": "2026-11-23T15:12:46+00:00", "amount": money(9)},
        ],
    }  # fmt: skip

    order = read(SaleorShop().new_order(transactions=[], payments=[paid]))

    assert [(o.amount_minor, o.instrument.last_digits) for o in order.payments] == [(6000, "4242")]
    assert [(o.external_id, o.amount_minor) for o in order.refunds] == [("t2", 2000)]


def test_amounts_are_exact_in_any_currency() -> None:
    for amount, currency, exact in ((17.97, "PLN", 1797), (1500.0, "JPY", 1500), (1.234, "KWD", 1234), (0.1 + 0.2, "EUR", 30)):  # fmt: skip
        assert minor(money(amount, currency)) == exact
    with pytest.raises(TypeError):
        minor({"amount": None, "currency": "EUR"})


def test_nothing_is_left_out_though_orders_change_between_pages() -> None:
    shop = SaleorShop()
    at = shop.said()
    for _ in range(2 * PER_PAGE + 3):
        shop.new_order(updatedAt=at)

    with Web(transport=shop.transport()) as web:
        first = connector.orders_since(SETTINGS, web, {})
        assert (len(first.seen), first.left) == (PER_PAGE, PER_PAGE + 3)
        shop.now += timedelta(minutes=1)
        first_of_all = shop.orders[first.seen[0].external_id]
        first_of_all["updatedAt"] = shop.said()
        rest, cursor = swept(connector, SETTINGS, web, first.cursor)
        again, _cursor = swept(connector, SETTINGS, web, cursor)

    assert {o.external_id for o in (*first.seen, *rest)} == {*shop.orders}
    assert rest[-1].external_id == first_of_all["id"]
    assert again[-1].external_id == first_of_all["id"]


def test_of_one_channel_only() -> None:
    asked: list[bytes] = []

    def hear(request: httpx.Request) -> httpx.Response:
        asked.append(request.content)
        return SaleorShop().answer(request)

    with Web(transport=httpx.MockTransport(hear)) as web:
        connector.orders_since({**SETTINGS, "channel": "channel-pln"}, web, {})

    assert b'"c": "channel-pln"' in asked[0]


def test_a_token_that_ended_and_one_that_may_not() -> None:
    ended = {"errors": [{"message": "Signature has expired", "extensions": {"exception": {"code": "ExpiredSignatureError"}}}]}  # fmt: skip
    for told, code in ((ended, "key_refused"), (DENIED, "not_allowed")):
        transport = httpx.MockTransport(lambda _request, told=told: httpx.Response(200, json=told))
        with Web(transport=transport) as web, pytest.raises(ProviderFailed) as failed:
            connector.orders_since(SETTINGS, web, {})
        assert (failed.value.code, failed.value.permanent) == (code, True)


def test_a_product_of_two_channels() -> None:
    variant = {
        "id": "v1", "name": "M", "sku": "TEE-M", "trackInventory": True,
        "attributes": [{"attribute": {"name": "Size"}, "values": [{"name": "M"}]}],
        "channelListings": [{"channel": {"slug": "eu"}, "price": money(19.99, "EUR")},
                            {"channel": {"slug": "jp"}, "price": money(3000, "JPY")}],
        "stocks": [{"quantity": 5, "quantityAllocated": 2}, {"quantity": 1, "quantityAllocated": 1}],
    }  # fmt: skip
    product = {"id": "p1", "name": "Tee", "updatedAt": "2026-11-22T15:12:46+00:00", "variants": [variant],
               "channelListings": [{"channel": {"slug": "eu"}, "isPublished": True}]}  # fmt: skip

    (one,) = read_product(product, "eu").variants

    assert (dict(one.options), one.price_minor, one.stock, one.is_available) == ({"Size": "M"}, 1999, 3, True)  # fmt: skip
    assert read_product(product, "").price_minor is None
    assert not read_product(product, "jp").variants[0].is_available
