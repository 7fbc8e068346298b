"""A shop that is down for a day, changes its currency, renames a state, takes a product away, deletes an order or refuses
its key: whatever its system, nothing of it is lost here, nothing half read, and its tile knows why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from makegood.adapters.shops.medusa.tests import medusa_shop
from makegood.adapters.shops.saleor.tests import saleor_shop
from makegood.adapters.shops.shopify.tests import shopify_shop
from makegood.kernel import clock
from makegood.kernel.web import Web
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.hinting import read_again
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Connection, Line, Order, Refusal, StateMapping
from makegood.testing import woo_shop
from makegood.testing.makers import MONDAY, make_shop

pytestmark = pytest.mark.django_db
Document = dict[str, Any]


@dataclass(frozen=True)
class System:
    """One system's shop in memory, and how it says what these tests want it to say."""

    kind: str
    settings: dict[str, str]
    open: Callable[[], Any]
    dated: Callable[[Any, Document], None]
    in_yen: Callable[[Document], None]
    renamed: Callable[[Document], None]
    without_product: Callable[[Document], None]

    def __str__(self) -> str:
        return self.kind


def _woo_yen(order: Document) -> None:
    order |= {"currency": "JPY", "total": "6500", "shipping_total": "500"}
    order["line_items"][0]["total"] = "6000"


def _medusa_yen(order: Document) -> None:
    order |= {"currency_code": "jpy", "total": 6500}


def _saleor_yen(order: Document) -> None:
    order |= {
        "total": {"gross": saleor_shop.money(6500, "JPY"), "tax": saleor_shop.money(0, "JPY")}
    }


def _shopify_yen(order: Document) -> None:
    order |= {"presentmentCurrencyCode": "JPY", "totalPriceSet": shopify_shop.bag("6500.0", "JPY")}


def _generous() -> shopify_shop.ShopifyShop:
    """It lets us ask as much as we like: how it counts is another test's matter."""
    shop = shopify_shop.ShopifyShop()
    shop.left = 1e9
    return shop


SYSTEMS = (
    System(
        "woocommerce",
        woo_shop.SETTINGS,
        woo_shop.WooShop,
        lambda shop, order: shop.change(order["id"]),
        _woo_yen,
        lambda order: order.update(status="at-the-tailor"),
        lambda order: order["line_items"][0].update(product_id=0, variation_id=0, sku=None),
    ),
    System(
        "medusa",
        medusa_shop.SETTINGS,
        medusa_shop.MedusaShop,
        lambda shop, order: order.update(updated_at=shop.said()),
        _medusa_yen,
        lambda order: order.update(fulfillment_status="at_the_tailor"),
        lambda order: order["items"][0].update(product_id=None, variant_id=None, variant_sku=None),
    ),
    System(
        "saleor",
        saleor_shop.SETTINGS,
        saleor_shop.SaleorShop,
        lambda shop, order: order.update(updatedAt=shop.said()),
        _saleor_yen,
        lambda order: order.update(status="AT_THE_TAILOR"),
        lambda order: order["lines"][0].update(variant=None, productSku=None),
    ),
    System(
        "shopify",
        shopify_shop.SETTINGS,
        _generous,
        lambda shop, order: order.update(updatedAt=shop.said()),
        _shopify_yen,
        lambda order: order.update(displayFulfillmentStatus="AT_THE_TAILOR"),
        lambda order: order["lineItems"]["nodes"][0].update(product=None, variant=None, sku=None),
    ),
)


class Running:
    """A shop and the line to it. `fails` is all that comes back while it is set."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.shop = system.open()
        self.fails: httpx.Response | None = None
        self.connection: Connection = connect_shop(make_shop(), None, system.kind, "", system.settings)  # fmt: skip

    def order(self) -> Document:
        made: Document = self.shop.new_order()
        return made

    def say(self, order: Document, change: Callable[[Document], None]) -> None:
        """It changes the order, an hour later."""
        self.shop.now += timedelta(hours=1)
        change(order)
        self.system.dated(self.shop, order)

    def read(self) -> Connection:
        with self._line() as web:
            sync(self.connection.pk, web)
        self.connection.refresh_from_db()
        return self.connection

    def read_one(self, order: Order) -> None:
        with self._line() as web:
            read_again(self.connection, web, order.external_id)

    def _line(self) -> Web:
        def answer(request: httpx.Request) -> httpx.Response:
            if self.fails is not None:
                return httpx.Response(self.fails.status_code, content=self.fails.content)
            answered: httpx.Response = self.shop.answer(request)
            return answered

        return Web(transport=httpx.MockTransport(answer))


@pytest.fixture(params=SYSTEMS, ids=str)
def running(request: pytest.FixtureRequest) -> Running:
    return Running(request.param)


def test_a_day_of_a_page_for_people(running: Running) -> None:
    """It tries ever more seldom, says since when, keeps what it has, and misses nothing afterwards."""
    first = running.order()
    running.read()
    running.fails = httpx.Response(200, text="<html>Back soon</html>")
    running.say(first, running.system.in_yen)
    for hour in (0, 1, 12, 24):
        with clock.frozen(MONDAY + timedelta(hours=hour)):
            told = running.read()

    assert (told.failing_since, told.failures, told.failure["code"]) == (MONDAY, 4, "no_json")
    assert (Order.objects.count(), Refusal.objects.count()) == (1, 0)
    assert Order.objects.get().currency != "JPY"

    running.fails = None
    second = running.order()
    running.system.dated(running.shop, second)
    told = running.read()
    assert (told.failing_since, told.failure, Order.objects.count()) == (None, {}, 2)
    assert Order.objects.filter(currency="JPY").count() == 1


def test_a_day_in_which_the_key_is_refused(running: Running) -> None:
    running.order()
    running.fails = httpx.Response(401, json={"message": "No."})

    told = running.read()

    assert told.failure["code"] in {"key_refused", "not_allowed"}
    assert (told.failing_since is not None, Order.objects.count()) == (True, 0)


def test_another_currency_a_state_nobody_knew_and_a_product_that_is_gone(running: Running) -> None:
    told = [running.order() for _ in range(3)]
    running.read()
    system = running.system
    for order, change in zip(told, (system.in_yen, system.renamed, system.without_product), strict=True):  # fmt: skip
        running.say(order, change)

    running.read()

    yen, renamed, bare = Order.objects.order_by("placed_at", "number")
    assert (yen.currency, yen.total_minor) == ("JPY", 6500)
    assert (renamed.state.lower().replace("_", "-"), renamed.standing) == ("at-the-tailor", "unknown")  # fmt: skip
    assert StateMapping.objects.filter(state=renamed.state, is_chosen=False).count() == 1
    assert [(line.product, bool(line.name)) for line in Line.objects.filter(order=bare)] == [(None, True)]  # fmt: skip
    assert (Order.objects.count(), Refusal.objects.count()) == (3, 0)


def test_an_order_that_was_deleted_stays_and_says_so(running: Running) -> None:
    running.order()
    running.read()
    order = Order.objects.get()

    running.fails = httpx.Response(502, text="<html>Bad gateway</html>")
    with pytest.raises(Exception, match="502"):
        running.read_one(order)
    order.refresh_from_db()
    assert order.gone_at is None, "a gateway that is down has deleted nothing"

    running.fails = None
    running.shop.orders.clear()
    running.read_one(order)
    order.refresh_from_db()
    assert order.gone_at is not None
    assert Line.objects.filter(order=order).exists()


def test_the_next_order_of_a_customer_costs_no_more_than_the_first(running: Running) -> None:
    """Who orders ten thousand times is read as fast as anybody."""

    def cost() -> int:
        running.shop.now += timedelta(hours=1)
        running.order()
        with CaptureQueriesContext(
            database,
        ) as asked:
            running.read()
        return len(asked)

    running.order()
    running.read()
    second = cost()
    for _ in range(40):
        running.shop.now += timedelta(minutes=10)
        running.order()
    running.read()

    assert cost() <= second
    assert Order.objects.count() == 43
    assert Order.objects.values("customer").distinct().count() == 1


def test_an_order_that_is_only_hidden_from_us_stays_as_it_is() -> None:
    """Shopify's of more than sixty days: a webhook speaks of it, and nobody may read it."""
    running = Running(SYSTEMS[-1])
    running.order()
    running.read()
    running.shop.orders.clear()
    running.shop.scopes.remove("read_all_orders")

    running.read_one(Order.objects.get())
    assert Order.objects.get().gone_at is None

    running.shop.scopes.append("read_all_orders")
    running.read_one(Order.objects.get())
    assert Order.objects.get().gone_at is not None
