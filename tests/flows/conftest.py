"""A shop with an order, the people who look after its flows, and what its customer got."""

import pytest

from makegood.flows.actions.writing import publish, seed_flows, switch
from makegood.flows.models import Flow
from makegood.flows.rules.steps import Plan
from makegood.kernel import clock
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.shops.models import Order, Parcel, Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_order, make_shop


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def owner(people) -> Staff:
    return people.owner


@pytest.fixture
def shop(db) -> Shop:
    """With its ready-made flows, all of them off."""
    with clock.frozen(MONDAY):
        shop = make_shop()
        seed_flows(shop)
    return shop


def switched_on(shop: Shop, owner: Staff, ready: str, plan: Plan | None = None) -> Flow:
    """A ready-made flow that is on, with another plan where one is given."""
    flow = Flow.objects.get(shop=shop, ready=ready)
    if plan is not None:
        publish(flow, owner, plan)
    switch(flow, owner, on=True)
    flow.refresh_from_db()
    return flow


def parcel_of(
    order: Order, state: str = "in_transit", number: str = "RR1", **facts: object
) -> Parcel:
    """A parcel handed over now."""
    given = {"shipped_at": clock.now(), "carrier": "DPD", "url": "https://dpd.example/RR1"}
    return Parcel.objects.create(
        order=order, number=number, number_key=number, state=state, **given | facts
    )


def letters() -> list[Message]:
    """What was put into the outbox, oldest first."""
    return list(Message.objects.filter(direction="out").order_by("at", "pk"))


def ordered(number: str = "W-1001", **facts: object) -> Order:
    """An order placed now."""
    return make_order(number, **{"placed_at": clock.now()} | facts)
