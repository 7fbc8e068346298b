"""Reading a WooCommerce shop: its pages, its oddities and its failures."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.woocommerce import connector
from makegood.adapters.shops.woocommerce.asking import PER_PAGE
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import OrderSeen
from makegood.testing.woo_shop import SETTINGS, WooShop


@pytest.fixture
def shop() -> WooShop:
    return WooShop()


@pytest.fixture
def web(shop: WooShop) -> Iterator[Web]:
    with Web(transport=shop.transport()) as opened:
        yield opened


def swept(web: Web, cursor: dict[str, Any]) -> tuple[list[OrderSeen], dict[str, Any]]:
    """Everything there is after the cursor."""
    found: list[OrderSeen] = []
    for _turn in range(50):
        page = connector.orders_since(SETTINGS, web, cursor)
        found += page.seen
        cursor = page.cursor
        if page.is_last:
            return found, cursor
    raise AssertionError("it does not end")


def test_everything_is_read_and_then_only_what_changed(shop: WooShop, web: Web) -> None:
    for _n in range(PER_PAGE * 2 + 30):
        shop.new_order()
        shop.now += timedelta(minutes=1)

    everything, cursor = swept(web, {})
    shop.now += timedelta(hours=1)
    shop.change(shop_id := next(iter(shop.orders)), status="completed")
    news, _cursor = swept(web, cursor)

    assert {one.external_id for one in everything} == {str(number) for number in shop.orders}
    assert {one.external_id for one in news} - {one.external_id for one in everything} == set()
    assert [one.state for one in news if one.external_id == str(shop_id)] == ["completed"]
    assert len(news) <= 4, "what changed, and the overlap of two minutes"


def test_more_than_a_page_within_one_second(shop: WooShop, web: Web) -> None:
    for _n in range(PER_PAGE * 3 + 1):
        shop.new_order()

    found, _cursor = swept(web, {})

    assert {one.external_id for one in found} == {str(number) for number in shop.orders}


def test_orders_that_change_while_they_are_read_are_not_left_out(shop: WooShop, web: Web) -> None:
    for _n in range(PER_PAGE * 3):
        shop.new_order()
        shop.now += timedelta(seconds=10)
    page = connector.orders_since(SETTINGS, web, {})
    for number in list(shop.orders)[:50]:  # they move to the end, and every page with them
        shop.change(number, status="completed")

    rest, _cursor = swept(web, page.cursor)

    read = {one.external_id: one for one in (*page.seen, *rest)}
    assert set(read) == {str(number) for number in shop.orders}
    assert read[str(next(iter(shop.orders)))].state == "completed"


def test_one_that_cannot_be_understood_stops_no_other(shop: WooShop, web: Web) -> None:
    good, bad = shop.new_order()["id"], shop.new_order(total="sixty")["id"]
    shop.new_order(line_items=None)

    page = connector.orders_since(SETTINGS, web, {})

    assert [one.external_id for one in page.seen] == [str(good)]
    assert [one.external_id for one in page.unread] == [str(bad), str(bad + 2)]


def test_a_line_without_product_and_money_without_decimals(shop: WooShop, web: Web) -> None:
    line = {
        "id": 4, "name": "Gone", "product_id": 0, "variation_id": 0, "quantity": 1, "total": "300",
        "total_tax": "30", "meta_data": [{"key": "size", "display_key": "Size", "display_value": "M"}], "sku": None,
    }  # fmt: skip
    shop.new_order(currency="JPY", total="330", shipping_total="0", line_items=[line])

    order = connector.orders_since(SETTINGS, web, {}).seen[0]

    assert (order.total_minor, order.lines[0].total_minor) == (330, 330)
    assert (order.lines[0].product_id, dict(order.lines[0].options)) == ("", {"Size": "M"})


def test_an_unpaid_order_has_no_payment(shop: WooShop, web: Web) -> None:
    shop.new_order(status="pending", date_paid_gmt=None)

    assert connector.orders_since(SETTINGS, web, {}).seen[0].payments == ()


def test_products_with_variations_and_stock(shop: WooShop, web: Web) -> None:
    red = {
        "id": 90, "sku": "RED", "price": "21.00", "attributes": [{"name": "Colour", "option": "red"}],
        "manage_stock": True, "stock_quantity": -2, "stock_status": "outofstock",
    }  # fmt: skip
    shirt = shop.new_product(variations=[90])
    shop.variations[shirt["id"]] = [red]

    (product,) = connector.products_since(SETTINGS, web, {}).seen

    (variant,) = product.variants
    assert (variant.external_id, dict(variant.options)) == ("90", {"Colour": "red"})
    assert (variant.price_minor, variant.stock, variant.is_available) == (2100, -2, False)


@pytest.mark.parametrize(
    ("fails", "code", "permanent"),
    [
        (httpx.Response(200, text="<html>We are back soon</html>"), "no_json", False),
        (httpx.Response(500, text="Fatal error"), "protocol", False),
        (httpx.Response(403, text="blocked"), "not_allowed", True),
        (httpx.Response(429, headers={"Retry-After": "17"}), "busy", False),
        (httpx.Response(503, text="maintenance"), "down", False),
        (httpx.ConnectError("[Errno -2] Name or service not known"), "name_not_found", False),
        (httpx.ReadTimeout("slow"), "timed_out", False),
        (httpx.RemoteProtocolError("cut"), "cut_off", False),
    ],
)
def test_every_failure_has_its_word(
    shop: WooShop, web: Web, fails: Any, code: str, permanent: bool
) -> None:
    shop.fails = fails

    with pytest.raises(ProviderFailed) as failed:
        connector.orders_since(SETTINGS, web, {})

    assert (failed.value.code, failed.value.permanent) == (code, permanent)
    assert failed.value.retry_after == (17.0 if code == "busy" else None)


def test_the_test_names_the_step_that_failed(shop: WooShop, web: Web) -> None:
    assert [(s.name, s.code) for s in connector.test(SETTINGS, web)] == [
        ("connect", "ok"),
        ("sign_in", "ok"),
        ("orders", "ok"),
        ("products", "ok"),
    ]
    wrong = connector.test(SETTINGS | {"secret": "cs_other"}, web)
    assert [(s.name, s.code) for s in wrong] == [("connect", "ok"), ("sign_in", "key_refused")]
    plain = connector.test(SETTINGS | {"url": "http://shop.example"}, web)
    assert [(s.name, s.code) for s in plain] == [("connect", "no_address")]


def test_the_key_never_leaves_this_machine_in_the_clear(shop: WooShop, web: Web) -> None:
    with pytest.raises(ProviderFailed) as failed:
        connector.fetch_order(SETTINGS | {"url": "http://shop.example"}, web, "1")

    assert failed.value.code == "no_address"
    assert shop.calls == []
