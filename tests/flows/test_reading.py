"""Lists of flows, runs and rehearsals cost the same for one row and for many, and page by key."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.flows.conftest import ordered, parcel_of, switched_on

from makegood.flows.actions.beginning import begin_for_orders
from makegood.flows.actions.going import go_on
from makegood.flows.queries import flows_of, runs_page
from makegood.flows.queries.rehearsing import plans_rehearsed, rehearsal
from makegood.kernel import clock
from makegood.testing.makers import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def time():
    with clock.frozen(MONDAY):
        yield


def asked(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def sent(shop, *numbers: str) -> None:
    orders = [ordered(one, placed_at=MONDAY - timedelta(hours=1)) for one in numbers]
    for one in orders:
        parcel_of(one, number=f"R{one.number}")
    begin_for_orders(shop.pk, [one.pk for one in orders])
    go_on()


def test_every_list_asks_the_same_for_one_and_for_many(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    plans = plans_rehearsed(shop)
    lists: dict[str, Callable[[], object]] = {
        "flows": lambda: flows_of(shop),
        "runs": lambda: [run.entries.all() for run in runs_page().rows],
        "rehearsal": lambda: rehearsal(shop, plans),
    }
    sent(shop, "W-1")
    for_one = {name: asked(read) for name, read in lists.items()}
    sent(shop, "W-2", "W-3", "W-4")

    assert {name: asked(read) for name, read in lists.items()} == for_one
    assert max(for_one.values()) <= 9


def test_beginning_asks_the_same_for_one_order_and_for_many(shop, owner) -> None:
    for ready in ("sent", "day_7", "confirmed"):
        switched_on(shop, owner, ready)
    one, *many = [ordered(f"W-{n}") for n in range(4)]
    for order in (one, *many):
        parcel_of(order, number=f"R{order.number}")

    for_one = asked(lambda: begin_for_orders(shop.pk, [one.pk]))

    assert asked(lambda: begin_for_orders(shop.pk, [order.pk for order in many])) == for_one


def test_runs_and_rehearsals_page_to_the_end(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    sent(shop, *(f"W-{n}" for n in range(5)))
    plans = plans_rehearsed(shop)
    runs, orders, after, later = [], [], None, None

    while True:
        page = runs_page(after=after, limit=2)
        runs += page.rows
        if (after := page.next) is None:
            break
    while True:
        rehearsed = rehearsal(shop, plans, later, limit=2)
        orders += [row.order.number for row in rehearsed.rows]
        if (later := rehearsed.next) is None:
            break

    assert len({run.pk for run in runs}) == len(runs) == 5
    assert sorted(orders) == [f"W-{n}" for n in range(5)]
