"""Reading connected shops: the first import, what changes after it, and what fails."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.kernel.registry import adapters
from makegood.kernel.web import Web
from makegood.shops.actions.connecting import (
    change_connection,
    connect_shop,
    connector_of,
    disconnect_shop,
)
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Connection, Order, Product, Refusal, StateMapping
from makegood.shops.ports import Page, ProductSeen
from makegood.shops.rules.pacing import next_try
from makegood.testing.makers import MONDAY, make_shop
from makegood.testing.woo_shop import SETTINGS, WooShop

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


def read(connection: Connection, web: Web, **options: float) -> Connection:
    sync(connection.pk, web, **options)
    connection.refresh_from_db()
    return connection


def test_the_first_import_brings_everything(connection: Connection, woo: WooShop, web: Web) -> None:
    woo.new_product()
    for _n in range(3):
        woo.new_order()

    read(connection, web)

    assert Order.objects.filter(connection=connection).count() == 3
    assert Product.objects.filter(connection=connection).count() == 2, "one of them the lines named"
    assert connection.imported_at is not None
    assert (connection.read, connection.left) == (3, 0)
    assert StateMapping.objects.get(state="at-the-tailor").name == "At the tailor"


def test_a_shop_that_asks_for_a_moment_gets_it(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    """Within the stretch where the moment is short; else the next one goes on, and nothing has failed."""
    woo.new_order()
    read(connection, web)
    woo.new_order()
    moments = ["0.01", "0.01", "60"]

    def busy_at_first(request: httpx.Request) -> httpx.Response:
        if moments:
            return httpx.Response(429, headers={"Retry-After": moments.pop(0)})
        return woo.answer(request)

    with Web(transport=httpx.MockTransport(busy_at_first)) as busy:
        read(connection, busy)
        assert (moments, Order.objects.count(), connection.failing_since) == ([], 1, None)
        assert connection.due_at > clock.now() + timedelta(seconds=55)

        read(connection, busy)
        assert Order.objects.count() == 2


def test_it_goes_on_where_it_was_killed(connection: Connection, woo: WooShop, web: Web) -> None:
    for _n in range(250):
        woo.new_order()
        woo.now += timedelta(minutes=1)

    assert sync(connection.pk, web, seconds=0)
    connection.refresh_from_db()
    assert (connection.read, connection.left, Order.objects.count()) == (100, 150, 100)
    assert connection.imported_at is None

    assert [sync(connection.pk, web, seconds=0) for _n in range(2)] == [True, False]
    connection.refresh_from_db()
    assert (connection.read, connection.left, Order.objects.count()) == (250, 0, 250)
    assert connection.imported_at is not None


def test_afterwards_only_what_changed_is_news(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    order = woo.new_order()
    woo.new_order()
    read(connection, web)
    told = Happening.objects.filter(name="OrdersMirrored").count()

    woo.now += timedelta(hours=1)
    read(connection, web)
    assert Happening.objects.filter(name="OrdersMirrored").count() == told

    woo.change(order["id"], status="completed")
    read(connection, web)
    news = Happening.objects.filter(name="OrdersMirrored").latest("id").facts
    assert (news["is_import"], len(news["changed_ids"]), news["created_ids"]) == (False, 1, [])
    assert Order.objects.get(external_id=str(order["id"])).standing == "sent"


def test_a_failure_says_since_when_and_goes_when_it_works(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    woo.new_order()
    woo.fails = httpx.Response(401, json={"message": "Consumer key is wrong."})
    with clock.frozen(MONDAY):
        read(connection, web)
    with clock.frozen(MONDAY + timedelta(hours=3)):
        read(connection, web)

    assert connection.failing_since == MONDAY
    assert (connection.failures, connection.failure["code"]) == (2, "key_refused")
    assert connection.due_at == MONDAY + timedelta(hours=3, minutes=2)
    assert Happening.objects.filter(name="ConnectionChanged", facts__what="failing").count() == 1

    woo.fails = None
    read(connection, web)
    assert (connection.failing_since, connection.failures, connection.failure) == (None, 0, {})
    assert Order.objects.count() == 1


def test_a_shop_that_asks_us_to_wait_has_not_failed(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    woo.fails = httpx.Response(429, headers={"Retry-After": "40"})

    with clock.frozen(MONDAY):
        read(connection, web)

    assert connection.failing_since is None
    assert connection.due_at == MONDAY + timedelta(seconds=40)


def test_what_cannot_be_read_is_listed_and_the_rest_is_here(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    bad = woo.new_order(currency=None)
    woo.new_order()

    read(connection, web)

    assert Order.objects.count() == 1
    assert Refusal.objects.get().external_id == str(bad["id"])
    assert connection.read == 1

    woo.now += timedelta(minutes=1)
    woo.change(bad["id"], currency="USD")
    read(connection, web)
    assert Order.objects.count() == 2
    assert not Refusal.objects.exists()


def test_a_connector_that_breaks_is_a_shop_that_cannot_be_read(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, web: Web
) -> None:
    class Broken(type(connector_of("woocommerce"))):  # type: ignore[misc]  # whatever the adapter is
        def orders_since(self, *_args: object) -> None:
            raise KeyError("nobody thought of that")

    monkeypatch.setitem(adapters("makegood.shops"), "woocommerce", Broken())

    read(connection, web)

    assert connection.failure["detail"] == "KeyError in the connector"
    assert connection.failing_since is not None


def test_what_the_database_does_not_take_is_seen_on_the_tile(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, web: Web
) -> None:
    odd = ProductSeen("7", "Shirt", MONDAY, "{}", price_minor=10**30)

    class Odd(type(connector_of("woocommerce"))):  # type: ignore[misc]  # whatever the adapter is
        def products_since(self, *_args: object) -> Page[ProductSeen]:
            return Page((odd,), {}, is_last=True)

    monkeypatch.setitem(adapters("makegood.shops"), "woocommerce", Odd())

    read(connection, web)

    assert connection.failure["code"] == "not_kept"
    assert connection.failure["detail"] == "OverflowError"
    assert (connection.failures, Product.objects.count()) == (1, 0)


def test_a_disconnected_shop_is_not_read_and_goes_on_when_it_is_changed(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    woo.new_order()
    disconnect_shop(connection, None)
    read(connection, web)
    assert woo.calls == []

    change_connection(connection, None, "Again", SETTINGS | {"secret": ""})
    read(connection, web)
    assert Order.objects.count() == 1


def test_secrets_are_sealed_and_told_to_nobody(connection: Connection) -> None:
    change_connection(connection, None, "Our shop", SETTINGS | {"secret": "cs_new"})

    connection.refresh_from_db()
    stored = f"{connection.settings} {connection.secret}"
    told = str(list(Happening.objects.values_list("facts", flat=True)))
    assert "cs_" not in stored + told
    assert "whsecret" not in stored + told


def test_waiting_grows_to_half_an_hour() -> None:
    minutes = [next_try(n).total_seconds() / 60 for n in (1, 2, 3, 5, 6, 400)]

    assert minutes == [1, 2, 4, 16, 30, 30]
    assert next_try(1, 90.0) == timedelta(seconds=90)


def test_an_unknown_connection_is_nobodys(web: Web) -> None:
    with pytest.raises(Connection.DoesNotExist):
        sync(UUID(int=1), web)
