"""What a Shopify shop says, read from a double of its documentation: its pages, its limits, its money."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.shopify import asking, connector
from makegood.adapters.shops.shopify.orders import PER_PAGE, read
from makegood.adapters.shops.shopify.products import read as read_product
from makegood.adapters.shops.shopify.tests.shopify_shop import (
    COSTS,
    SETTINGS,
    ShopifyShop,
    bag,
    gid,
)
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import InstrumentSeen, OrderSeen
from makegood.testing.living_shops import LIVING_SHOP_CONTRACT, Clause, swept


@pytest.fixture(autouse=True)
def nobody_is_signed_in() -> None:
    asking._TOKENS.clear()


@pytest.fixture
def shop() -> ShopifyShop:
    return ShopifyShop()


@pytest.fixture
def web(shop: ShopifyShop) -> Iterator[Web]:
    with Web(transport=shop.transport()) as opened:
        yield opened


@pytest.mark.parametrize("clause", LIVING_SHOP_CONTRACT, ids=lambda clause: clause.__name__)
def test_it_understands_a_shop_in_which_all_is_well(
    clause: Clause, shop: ShopifyShop, web: Web
) -> None:
    shop.new_order()

    clause(connector, SETTINGS, web, "1001")


def test_an_order(shop: ShopifyShop) -> None:
    order = _read(shop.new_order())

    assert (order.external_id, order.number, order.state) == ("1001", "#1001", "UNFULFILLED")
    assert (order.currency, order.total_minor) == ("EUR", 6000)
    assert order.placed_at == datetime(2026, 11, 22, 15, 0, 1, tzinfo=UTC)
    assert (order.customer.email, order.customer.language, order.customer.external_id) == ("ann@example.com", "en", "7")  # fmt: skip
    assert (order.address.name, order.address.region, order.address.country) == ("Ann Lee", "ENG", "GB")  # fmt: skip
    assert [(o.external_id, o.name, o.quantity, o.total_minor) for o in order.lines] == [("1001", "Shirt (M)", 3, 6000)]  # fmt: skip
    assert [(o.external_id, o.amount_minor) for o in order.payments] == [("1001", 6000)]
    assert order.payments[0].instrument == InstrumentSeen("card", "Visa", "4242")


def test_a_line_is_what_is_paid_for_it(shop: ShopifyShop) -> None:
    """Its share of every discount off, and the taxes on where prices are without."""
    order = shop.new_order(taxesIncluded=False, shippingLines={"nodes": [{"taxLines": [{"priceSet": bag("0.95")}]}]})  # fmt: skip
    order["totalShippingPriceSet"] = bag("5.0")
    order["lineItems"]["nodes"][0] |= {
        "discountAllocations": [{"allocatedAmountSet": bag("5.0")}, {"allocatedAmountSet": bag("1.01")}],
        "taxLines": [{"priceSet": bag("10.26")}],
        "product": None,
        "variant": None,
    }  # fmt: skip

    seen = _read(order)

    assert [(o.total_minor, o.product_id, o.variant_id) for o in seen.lines] == [(6425, "", "")]
    assert seen.shipping_minor == 595


def test_amounts_are_of_the_customers_currency_and_exact(shop: ShopifyShop) -> None:
    for currency, price, total in (("JPY", "1500.0", 450000 // 100), ("KWD", "1.234", 3702), ("EUR", "19.99", 5997)):  # fmt: skip
        order = _read(shop.new_order(currency, price))
        assert (order.currency, order.total_minor) == (currency, total)


@pytest.mark.parametrize(
    ("paid", "goods", "more", "state"),
    [
        ("PAID", "UNFULFILLED", {}, "UNFULFILLED"),
        ("PENDING", "UNFULFILLED", {}, "PENDING"),
        ("PENDING", "FULFILLED", {}, "FULFILLED"),
        ("AUTHORIZED", "ON_HOLD", {}, "ON_HOLD"),
        ("PARTIALLY_REFUNDED", "PENDING_FULFILLMENT", {}, "IN_PROGRESS"),
        ("REFUNDED", "FULFILLED", {}, "REFUNDED"),
        ("PAID", "RESTOCKED", {}, "UNFULFILLED"),
        ("VOIDED", "UNFULFILLED", {"cancelledAt": "2026-11-22T16:00:00Z"}, "CANCELLED"),
    ],
)
def test_the_state_is_what_tells_most(
    shop: ShopifyShop, paid: str, goods: str, more: dict[str, Any], state: str
) -> None:
    order = shop.new_order(displayFinancialStatus=paid, displayFulfillmentStatus=goods, **more)

    assert _read(order).state == state
    assert state in connector.usual_states


def test_parcels(shop: ShopifyShop) -> None:
    sent = {
        "id": gid("Fulfillment", 1), "status": "SUCCESS", "displayStatus": "DELIVERED", "createdAt": "2026-11-22T16:00:00Z",
        "inTransitAt": "2026-11-22T18:00:00Z", "deliveredAt": "2026-11-24T10:00:00Z",
        "trackingInfo": [{"number": "RR123456785GB", "company": "Royal Mail", "url": "https://track.example/1"}],
        "fulfillmentLineItems": {"pageInfo": {"hasNextPage": False},
                                 "nodes": [{"quantity": 2, "lineItem": {"id": gid("LineItem", 1001)}}]},
    }  # fmt: skip
    labelled = {"displayStatus": "LABEL_PRINTED", "inTransitAt": None, "deliveredAt": None}
    two = [{"number": "A", "company": None, "url": None}, {"number": "B", "company": None, "url": None}]  # fmt: skip
    order = shop.new_order(displayFulfillmentStatus="FULFILLED")

    order["fulfillments"] = [sent]
    assert _read(order).state == "DELIVERED"
    order["fulfillments"] = [
        sent,
        sent | labelled | {"id": gid("Fulfillment", 2), "trackingInfo": two},
        sent | {"id": gid("Fulfillment", 3), "status": "CANCELLED"},
    ]
    seen = _read(order)

    assert seen.state == "FULFILLED"
    assert [(o.external_id, o.number, o.carrier, dict(o.pieces)) for o in seen.parcels] == [
        ("1", "RR123456785GB", "Royal Mail", {"1001": 2}),
        ("2", "A", "", {}),
        ("2/2", "B", "", {}),
    ]
    assert [bool(o.shipped_at) for o in seen.parcels] == [True, False, False]


def test_what_was_only_authorised_or_is_on_its_way_back_has_not_moved(shop: ShopifyShop) -> None:
    order = shop.new_order()
    (paid,) = order["transactions"]
    order["transactions"] = [paid | {"kind": "AUTHORIZATION"}, paid | {"status": "FAILURE"}]
    pending = paid | {"kind": "REFUND", "status": "PENDING"}
    order["refunds"] = [
        {"id": gid("Refund", 1), "note": "", "createdAt": "2026-11-23T16:00:00Z", "transactions": {"nodes": [pending]},
         "refundLineItems": {"pageInfo": {"hasNextPage": False}, "nodes": []}}
    ]  # fmt: skip

    seen = _read(order)

    assert (seen.payments, seen.refunds) == ((), ())


def test_all_lines_of_a_long_order(shop: ShopifyShop, web: Web) -> None:
    order = shop.new_order()
    (line,) = order["lineItems"]["nodes"]
    order["lineItems"]["nodes"] = [line | {"id": gid("LineItem", n)} for n in range(130)]

    seen = connector.fetch_order(SETTINGS, web, "1001")

    assert seen is not None
    assert [one.external_id for one in seen.lines] == [str(n) for n in range(130)]


def test_it_asks_for_no_more_than_the_shop_allows(shop: ShopifyShop, web: Web) -> None:
    """In the middle of a page: what was read until then is given, and the next call waits as long as it takes."""
    for _ in range(2 * PER_PAGE):
        shop.new_order()
    shop.left = COSTS["orders"] + 3 * COSTS["order"] + 20

    page = connector.orders_since(SETTINGS, web, {})
    with pytest.raises(ProviderFailed) as failed:
        connector.orders_since(SETTINGS, web, page.cursor)

    assert (len(page.seen), page.is_last, page.left) == (3, False, 2 * PER_PAGE - 3)
    assert (failed.value.code, failed.value.permanent) == ("busy", False)
    assert failed.value.retry_after == pytest.approx((COSTS["order"] - 5) / 100)

    shop.left = 1e6
    rest, _cursor = swept(connector, SETTINGS, web, page.cursor)
    assert {o.external_id for o in (*page.seen, *rest)} == {str(1001 + n) for n in range(20)}
    assert len(rest) == 2 * PER_PAGE - 3


def test_nothing_is_left_out_though_orders_change_between_pages(
    shop: ShopifyShop, web: Web
) -> None:
    shop.left = 1e6
    at = shop.said()
    for _ in range(PER_PAGE + 5):
        shop.new_order(updatedAt=at)

    first = connector.orders_since(SETTINGS, web, {})
    shop.now += timedelta(minutes=1)
    shop.orders[gid("Order", first.seen[0].external_id)]["updatedAt"] = shop.said()
    rest, cursor = swept(connector, SETTINGS, web, first.cursor)
    again, _cursor = swept(connector, SETTINGS, web, cursor)

    assert {gid("Order", o.external_id) for o in (*first.seen, *rest)} == {*shop.orders}
    assert rest[-1].external_id == first.seen[0].external_id
    assert {o.external_id for o in again} >= {first.seen[0].external_id}


def test_it_signs_in_once_and_again_when_the_day_is_over(shop: ShopifyShop, web: Web) -> None:
    connector.orders_since(SETTINGS, web, {})
    connector.orders_since(SETTINGS, web, {})
    assert shop.asked == ["token", "orders", "orders"]

    shop.token = "t2"
    connector.orders_since(SETTINGS, web, {})
    assert shop.asked[3:] == ["token", "orders"]

    with pytest.raises(ProviderFailed) as failed:
        connector.orders_since({**SETTINGS, "token": "shpat_old"}, web, {})
    assert (failed.value.code, failed.value.permanent) == ("key_refused", True)


def test_a_right_that_is_missing_is_named(shop: ShopifyShop, web: Web) -> None:
    shop.scopes = ["read_orders"]

    steps = connector.test(SETTINGS, web)

    assert [(step.name, step.code) for step in steps] == [("connect", "ok"), ("sign_in", "ok"), ("orders", "ok"), ("products", "not_allowed")]  # fmt: skip
    assert steps[-1].detail == "read_products is not granted"


def test_the_limit_of_sixty_days_is_explained(shop: ShopifyShop, web: Web) -> None:
    assert [step.note for step in connector.test(SETTINGS, web)] == [None] * 4

    shop.scopes.remove("read_all_orders")
    notes = [step.note.template if step.note else "" for step in connector.test(SETTINGS, web)]
    older = connector.test({**SETTINGS, "token": "t1"}, web)

    assert "last 60 days" in notes[2]
    assert notes[0] == notes[1] == notes[3] == ""
    assert [step.note for step in older] == [None] * 4, "it has the right without naming it"


def test_an_order_that_is_only_hidden_is_not_gone(shop: ShopifyShop, web: Web) -> None:
    assert connector.fetch_order(SETTINGS, web, "7") is None

    shop.scopes.remove("read_all_orders")
    with pytest.raises(ProviderFailed) as failed:
        connector.fetch_order(SETTINGS, web, "7")

    assert failed.value.code == "hidden"


def test_customers_that_are_hidden_are_a_missing_right(shop: ShopifyShop, web: Web) -> None:
    shop.new_order()
    hidden = {"message": "This app is not approved to access the Order object.", "extensions": {"code": "ACCESS_DENIED"}}  # fmt: skip
    shop.fails = {"order": httpx.Response(200, json={"data": {"order": None}, "errors": [hidden]})}

    with pytest.raises(ProviderFailed) as failed:
        connector.fetch_order(SETTINGS, web, "1001")

    assert (failed.value.code, failed.value.permanent) == ("not_allowed", True)


def test_a_product() -> None:
    variant = {
        "id": gid("ProductVariant", 2), "sku": "S-M", "price": "19.99", "inventoryQuantity": -1,
        "inventoryPolicy": "DENY", "inventoryItem": {"tracked": True}, "selectedOptions": [{"name": "Size", "value": "M"}],
    }  # fmt: skip
    only = {"selectedOptions": [{"name": "Title", "value": "Default Title"}]}
    product = {"id": gid("Product", 1), "title": "Shirt", "status": "ACTIVE", "updatedAt": "2026-11-22T16:00:00Z",
               "variants": {"nodes": [variant, variant | only | {"inventoryPolicy": "CONTINUE"}]}}  # fmt: skip

    first, second = read_product(product, "EUR").variants

    assert (dict(first.options), first.price_minor, first.stock, first.is_available) == ({"Size": "M"}, 1999, -1, False)  # fmt: skip
    assert (dict(second.options), second.is_available) == ({}, True)


def _read(order: dict[str, Any]) -> OrderSeen:
    return read(order)
