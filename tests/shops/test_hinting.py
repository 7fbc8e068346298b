"""Webhooks of connected shops: a hint, no more; and each once."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.kernel import clock
from makegood.kernel.errors import NotAllowed
from makegood.kernel.web import Web
from makegood.shops.actions.connecting import connect_shop, disconnect_shop
from makegood.shops.actions.hinting import forget_old_hints, read_hints, take_hint
from makegood.shops.models import Connection, HandedFile, Hint, Order
from makegood.shops.ports import Call
from makegood.shops.queries import connections_hinted_at
from makegood.testing.makers import MONDAY, make_shop
from makegood.testing.woo_shop import SETTINGS, WooShop, ping

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


def call(woo: WooShop, connection: Connection, order_id: int) -> list[bool]:
    return [take_hint(connection, Call(*told)) for told in woo.deliveries(order_id)]


def test_what_a_webhook_says_is_read_again_and_not_believed(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    order = woo.new_order()
    told = woo.deliveries(order["id"])
    woo.change(order["id"], status="completed")  # meanwhile
    assert all(take_hint(connection, Call(*one)) for one in told)

    woo.calls.clear()
    read_hints(connection.pk, web)

    assert Order.objects.get().state == "completed"
    assert woo.calls == [f"GET /wp-json/wc/v3/orders/{order['id']}"], "two webhooks, one reading"
    assert Hint.objects.filter(read_at=None).count() == 0
    connection.refresh_from_db()
    assert connection.hinted_at is not None


def test_a_replay_is_nothing_and_a_known_id_with_other_news_is_news(
    connection: Connection, woo: WooShop
) -> None:
    order = woo.new_order()

    assert call(woo, connection, order["id"]) == [True, True]
    assert call(woo, connection, order["id"]) == [False, False]
    woo.change(order["id"], status="completed")  # within the second, so under the same id
    assert call(woo, connection, order["id"]) == [True, True]

    hints = Hint.objects.order_by("id")
    assert hints[0].event_id == hints[2].event_id
    assert bytes(hints[0].body).startswith(b'{"id":')


def test_a_forged_call_leaves_nothing(connection: Connection, woo: WooShop) -> None:
    headers, body = woo.deliveries(woo.new_order()["id"])[0]

    with pytest.raises(NotAllowed):
        take_hint(connection, Call(headers, body.replace(b"processing", b"completed")))

    assert not Hint.objects.exists()
    assert take_hint(connection, Call(headers, body))


def test_a_ping_is_taken_and_asks_for_nothing(connection: Connection) -> None:
    jobs = ProcrastinateJob.objects.count()

    assert take_hint(connection, Call(*ping())) is False

    assert not Hint.objects.exists()
    assert ProcrastinateJob.objects.count() == jobs


def test_a_burst_asks_for_one_job(connection: Connection, woo: WooShop) -> None:
    for _n in range(5):
        call(woo, connection, woo.new_order()["id"])

    jobs = ProcrastinateJob.objects.filter(task_name="makegood.shops.tasks.read_hints")
    assert (Hint.objects.count(), jobs.count()) == (10, 1)


def test_hints_wait_while_the_shop_is_down(connection: Connection, woo: WooShop, web: Web) -> None:
    call(woo, connection, woo.new_order()["id"])
    woo.fails = httpx.Response(503)
    with clock.frozen(MONDAY):
        read_hints(connection.pk, web)
        assert connections_hinted_at() == []
        woo.calls.clear()
        read_hints(connection.pk, web)
        assert woo.calls == []

    woo.fails = None
    with clock.frozen(MONDAY + timedelta(minutes=5)):
        assert connections_hinted_at() == [connection.pk]
        read_hints(connection.pk, web)
    assert Order.objects.count() == 1
    assert connections_hinted_at() == []


def test_an_order_deleted_there_says_so_here(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    order = woo.new_order()
    call(woo, connection, order["id"])
    read_hints(connection.pk, web)
    woo.now += timedelta(minutes=1)
    told = woo.deliveries(order["id"])[0]
    del woo.orders[order["id"]]

    take_hint(connection, Call(*told))
    read_hints(connection.pk, web)

    assert Order.objects.get().gone_at is not None


def test_a_parcel_that_leaves_the_date_alone_is_seen_by_its_webhook(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    order = woo.new_order()
    call(woo, connection, order["id"])
    read_hints(connection.pk, web)

    woo.fulfil(order["id"], "RR473124829GB", {order["line_items"][0]["id"]: 1})
    call(woo, connection, order["id"])
    read_hints(connection.pk, web)

    assert [parcel.number for parcel in Order.objects.get().parcels.all()] == ["RR473124829GB"]


def test_old_hints_go_when_they_were_followed(
    connection: Connection, woo: WooShop, web: Web
) -> None:
    with clock.frozen(MONDAY):
        call(woo, connection, woo.new_order()["id"])
        read_hints(connection.pk, web)
        call(woo, connection, woo.new_order()["id"])
    bodies = dict(Hint.objects.values_list("read_at", "body"))
    assert (bytes(bodies[MONDAY]), bool(bodies[None])) == (b"", True)
    with clock.frozen(MONDAY + timedelta(days=31)):
        forget_old_hints()

    assert Hint.objects.filter(read_at=None).count() == Hint.objects.count() == 2

    HandedFile.objects.create(
        connection=connection, exchange="1", name="import.xml", received_at=MONDAY
    )
    with clock.frozen(MONDAY + timedelta(days=31)):
        forget_old_hints()
        assert (Hint.objects.count(), HandedFile.objects.count()) == (2, 1)
        disconnect_shop(connection, None)
        forget_old_hints()
    assert not Hint.objects.exists()
    assert not HandedFile.objects.exists()
