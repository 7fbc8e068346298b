"""Finding orders."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from makegood.kernel.errors import NotFound
from makegood.kernel.text import order_key
from makegood.people.models import Customer, Identity, Staff
from makegood.shops.access import order_for
from makegood.shops.actions.opening import open_shop
from makegood.shops.models import Order, Parcel, Shop
from makegood.shops.queries import order_page, orders_in_text, the_shop
from makegood.shops.rules.numbers import keys_in

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def make_order(shop: Shop, number: str, days_ago: int = 0, **fields: object) -> Order:
    at = NOON - timedelta(days=days_ago)
    values = {"number_key": order_key(number), "currency": "EUR", "updated_at": at, **fields}
    return Order.objects.create(shop=shop, number=number, placed_at=at, **values)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Where is my order #W-1001?", "W1001"),
        ("ordine n. 312 non arrivato", "312"),
        ("Užsakymas Nr. 40021/2", "40021"),
        ("поруџбина бр. 88 касни", "88"),
        ("a 2026-000417. számú rendelés", "2026000417"),
        ("mi pedido HL 20417", "HL20417"),
        ("Заказ № 55", "55"),
        ("RE: 100234567", "100234567"),
        ("(w_1001)", "W1001"),
    ],
)
def test_an_order_number_is_recognised_however_it_is_written(text: str, key: str) -> None:
    assert key in keys_in(text)


@pytest.mark.parametrize("text", ["I waited 14 days since 2025", "flat 12, house 7", "", "!!"])
def test_a_bare_small_number_is_no_order_number(text: str) -> None:
    assert not [key for key in keys_in(text) if key.isdigit()]


def test_orders_in_a_text_are_found_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shop = open_shop("Hearth", "IT", ["it"])
    other = open_shop("Loom", "IT", ["it"])
    named, bare = make_order(shop, "HL-20417"), make_order(shop, "98765")
    make_order(other, "HL-20417")

    with django_assert_num_queries(1):
        found = orders_in_text(shop, "98765 is my postcode, the order is hl-20417 – or 55555?")

    assert found == [named, bare]


def test_the_real_shop_comes_before_the_sample() -> None:
    assert the_shop() is None
    sample = open_shop("Sample", "IT", ["it"], is_sample=True)
    assert the_shop() == sample
    real = open_shop("Real", "IT", ["it"])
    assert the_shop() == real


def test_pages_of_orders_follow_each_other_without_gap_or_repeat() -> None:
    shop = open_shop("Hearth", "IT", ["it"])
    for index in range(7):
        make_order(shop, f"O-{index}", days_ago=index // 2)

    seen, after = [], None
    while True:
        page = order_page(after, limit=3)
        seen += [order.number for order in page.rows]
        after = page.next
        if after is None:
            break

    assert sorted(seen) == [f"O-{index}" for index in range(7)]
    assert len(seen) == 7


def test_an_order_is_searched_by_number_parcel_or_address() -> None:
    shop = open_shop("Hearth", "IT", ["it"])
    ana = Customer.objects.create(name="Ana", created_at=NOON)
    Identity.objects.create(customer=ana, kind="email", value="ana@mail.test")
    order = make_order(shop, "O-1", customer=ana)
    Parcel.objects.create(order=order, number="RR 123 IT", number_key="RR123IT")
    make_order(shop, "P-2")

    for text in ("o1", "rr123", "ana@mail.test", "RR 123 IT"):
        assert order_page(text=text).rows == [order], text


def test_the_door_to_an_order_opens_by_number_and_id_and_to_staff_only() -> None:
    order = make_order(open_shop("Hearth", "IT", ["it"]), "HL-1")
    agent = Staff.objects.create(email="a@desk.test", name="A", created_at=NOON)
    gone = Staff.objects.create(email="b@desk.test", name="B", created_at=NOON, is_active=False)

    assert order_for(agent, "#hl 1") == order
    assert order_for(agent, order.id) == order
    with pytest.raises(NotFound):
        order_for(gone, "HL-1")
    with pytest.raises(NotFound):
        order_for(agent, "HL-2")
