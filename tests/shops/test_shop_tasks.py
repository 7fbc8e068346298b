"""The worker's jobs for connected shops: who is due is asked for, once, and nobody else."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.kernel import clock
from makegood.shops import tasks
from makegood.shops.actions.commanding import draft_command
from makegood.shops.actions.connecting import connect_shop, disconnect_shop, read_at_once
from makegood.shops.actions.hinting import take_hint
from makegood.shops.models import Connection, Order
from makegood.shops.ports import Call, SetState
from makegood.testing.makers import MONDAY, make_shop
from makegood.testing.woo_shop import WooShop

pytestmark = pytest.mark.django_db


@pytest.fixture
def woo() -> WooShop:
    return WooShop()


@pytest.fixture
def connection(woo: WooShop) -> Iterator[Connection]:
    with woo.serving() as settings:
        yield connect_shop(make_shop(), None, "woocommerce", "Our shop", settings)


def waiting() -> Counter[str]:
    names = ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True)
    return Counter(name.rpartition(".")[2] for name in names)


def test_a_shop_that_is_due_is_asked_for_once(connection: Connection) -> None:
    ProcrastinateJob.objects.all().delete()  # connecting it has asked for it
    other = connect_shop(connection.shop, None, "woocommerce", "Cut", {})
    ProcrastinateJob.objects.all().delete()
    disconnect_shop(other, None)

    tasks.sweep_shops(0)
    tasks.sweep_shops(0)
    read_at_once(connection)

    assert waiting() == {"read_shop": 1}


def test_it_is_read_and_not_due_again_for_a_while(connection: Connection, woo: WooShop) -> None:
    woo.new_order()

    tasks.read_shop(str(connection.pk))

    assert Order.objects.count() == 1
    ProcrastinateJob.objects.all().delete()
    tasks.sweep_shops(0)
    assert waiting() == {}
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        tasks.sweep_shops(0)
    assert waiting() == {"read_shop": 1}


def test_hints_left_by_a_dead_worker_are_followed(connection: Connection, woo: WooShop) -> None:
    order = woo.new_order()
    take_hint(connection, Call(*woo.deliveries(order["id"])[0]))
    Connection.objects.update(due_at=clock.now() + timedelta(hours=1))
    ProcrastinateJob.objects.all().delete()

    tasks.sweep_shops(0)
    assert waiting() == {"read_hints": 1}
    tasks.read_orders_hinted_at(str(connection.pk))

    assert Order.objects.count() == 1


def test_commands_and_a_second_look_are_taken_up(connection: Connection, woo: WooShop) -> None:
    woo.new_order()
    tasks.read_shop(str(connection.pk))
    order = Order.objects.select_related("connection").get()
    command = draft_command(order, None, SetState, state="completed")
    ProcrastinateJob.objects.all().delete()

    tasks.tell_shops(0)  # the shop in memory can't be written to over its socket: 501
    command.refresh_from_db()
    assert command.tries == 1

    tasks.look_at_shops(0)
    tasks.look_at_shops(0)
    assert waiting() == {"look_at_shop": 1}


def test_jobs_of_a_shop_that_is_gone_end_quietly() -> None:
    nobody = "01a221aa-741e-746d-a70d-33829f2c5ae6"

    tasks.read_shop(nobody)
    tasks.read_orders_hinted_at(nobody)
    tasks.look_at_shop(nobody)
    with clock.frozen(MONDAY):
        tasks.forget_hints(0)
