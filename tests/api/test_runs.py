"""What flows did about an order, as a program reads it."""

import pytest

from makegood.flows.actions.beginning import begin_for_orders
from makegood.flows.actions.going import go_on
from makegood.flows.actions.writing import seed_flows, switch
from makegood.flows.models import Flow
from makegood.kernel import clock
from makegood.shops.models import Parcel
from makegood.testing.makers import MONDAY, make_order, make_shop

pytestmark = pytest.mark.django_db


def test_what_flows_did_is_read_by_pages(people, program_of):
    with clock.frozen(MONDAY):
        shop = make_shop()
        seed_flows(shop)
        for flow in Flow.objects.filter(ready__in=["sent", "day_7", "confirmed"]):
            switch(flow, people.owner, on=True)
        order = make_order(placed_at=MONDAY)
        Parcel.objects.create(
            order=order, number="R1", number_key="R1", state="in_transit", shipped_at=MONDAY
        )
        begin_for_orders(shop.pk, [order.pk])
        go_on()
    program = program_of(people.agent)

    first = program.get("/orders/w1001/runs?limit=2").json()
    rest = program.get(f"/orders/w1001/runs?limit=2&after={first['next']}").json()

    runs = {one["ready_made"]: one for one in (*first["items"], *rest["items"])}
    assert rest["next"] is None
    assert runs.keys() == {"sent", "day_7", "confirmed"}
    assert (runs["sent"]["parcel"], runs["sent"]["reason"]) == ("R1", "done")
    assert [e["reason"] for e in runs["sent"]["entries"]] == ["told"]
    assert [e["reason"] for e in runs["confirmed"]["entries"]] == ["later_reached"]
    assert (runs["day_7"]["entries"], runs["day_7"]["due_at"]) == ([], "2026-03-09T09:00:00Z")
    assert program.get("/orders/none/runs").status_code == 404
