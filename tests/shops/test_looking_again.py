"""What a shop changes without changing the order's date is seen all the same."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from makegood.kernel import clock
from makegood.kernel.web import Web
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.looking_again import AT_ONCE, look_again
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Connection, Order
from makegood.testing.makers import make_shop
from makegood.testing.woo_shop import BEGAN, SETTINGS, WooShop

pytestmark = pytest.mark.django_db


@pytest.fixture
def woo() -> WooShop:
    return WooShop()


@pytest.fixture
def web(woo: WooShop) -> Iterator[Web]:
    with Web(transport=woo.transport()) as opened:
        yield opened


@pytest.fixture
def connection() -> Connection:
    return connect_shop(make_shop(), None, "woocommerce", "Our shop", SETTINGS)


def test_a_parcel_without_a_webhook_is_found(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    order = woo.new_order()
    with clock.frozen(BEGAN):
        sync(connection.pk, web)
    woo.fulfil(order["id"], "RR473124829GB", {order["line_items"][0]["id"]: 1})

    with clock.frozen(BEGAN + timedelta(hours=2)):
        assert look_again(connection.pk, web) == 1
        assert look_again(connection.pk, web) == 0, "its turn has been"

    assert Order.objects.get().parcels.get().number == "RR473124829GB"


def test_what_is_over_is_left_alone(connection: Connection, woo: WooShop, web: Web) -> None:
    woo.new_order(status="cancelled")
    woo.new_order(date_created_gmt="2026-01-01T00:00:00")
    under_way = woo.new_order()
    with clock.frozen(BEGAN):
        sync(connection.pk, web)
    woo.calls.clear()

    with clock.frozen(BEGAN + timedelta(hours=2)):
        look_again(connection.pk, web)

    assert woo.calls == [f"GET /wp-json/wc/v3/orders/{under_way['id']}"]


def test_those_read_longest_ago_come_first(connection: Connection, woo: WooShop, web: Web) -> None:
    for _n in range(AT_ONCE + 5):
        woo.new_order()
    with clock.frozen(BEGAN):
        while sync(connection.pk, web):
            pass

    with clock.frozen(BEGAN + timedelta(hours=2)):
        assert look_again(connection.pk, web) == AT_ONCE
        assert look_again(connection.pk, web) == 5


def test_a_shop_that_fails_is_not_asked_two_hundred_times(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    for _n in range(3):
        woo.new_order()
    with clock.frozen(BEGAN):
        sync(connection.pk, web)
    woo.calls.clear()
    woo.fails = httpx.Response(503)

    with clock.frozen(BEGAN + timedelta(hours=2)):
        look_again(connection.pk, web)
        look_again(connection.pk, web)

    assert len(woo.calls) == 1
    connection.refresh_from_db()
    assert connection.failure["code"] == "down"
