"""A real django-oscar shop: it keeps the contract of shops that run, and an order travels through the desk and back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest
from tests.oscar.running import RunningOscar, running_oscar

from makegood.adapters.shops.oscar import connector
from makegood.kernel import clock
from makegood.kernel.web import Web
from makegood.shops.actions.commanding import carry_out, draft_command
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Order, Product
from makegood.shops.ports import (
    NOT_DONE,
    AddressSeen,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveRefund,
    SetState,
)
from makegood.testing.living_shops import LIVING_SHOP_CONTRACT, Clause, swept
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.oscar


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOscar]:
    with running_oscar(tmp_path_factory.mktemp("oscar")) as one:
        one.order(M=1)
        yield one


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as opened:
        yield opened


def told(kind: type[Command], order_id: int, **arguments: Any) -> Command:
    key = f"{kind.__name__}-{order_id}"
    return kind(key=key, order_id=str(order_id), drafted_at=clock.now(), **arguments)


@pytest.mark.parametrize("clause", LIVING_SHOP_CONTRACT, ids=lambda clause: clause.__name__)
def test_it_keeps_the_contract(clause: Clause, shop: RunningOscar, web: Web) -> None:
    clause(connector, shop.settings, web, "1")


@pytest.mark.django_db
def test_an_order_travels_from_its_shop_and_back(shop: RunningOscar, web: Web) -> None:
    order_id = shop.order(M=2, L=1)
    connection = connect_shop(make_shop(), None, "oscar", "Our shop", shop.settings)
    sync(connection.pk, web)
    order = Order.objects.select_related("connection").get(external_id=str(order_id))
    assert (order.standing, order.total_minor, order.currency) == ("preparing", 6000, "EUR")
    assert order.customer is not None
    assert order.address["city"] == "Berlin"
    assert Product.objects.filter(shop=order.shop).count() == 1, "the shirt, in two sizes"
    assert [(line.sku, line.quantity) for line in order.lines.order_by("position")] == [
        ("SHIRT-M", 2),
        ("SHIRT-L", 1),
    ]

    shop.works(order_id, "pay")
    shop.works(order_id, "ship", pieces=1, number="RR123456785DE")
    sync(connection.pk, web)
    order.refresh_from_db()
    assert order.state == "Being processed"
    assert order.parcels.get().number == "RR123456785DE"
    paid = order.entries.get(kind="payment")
    assert (paid.amount_minor, paid.instrument_kind, paid.last_digits) == (6000, "card", "4242")

    line = order.lines.get(sku="SHIRT-M")
    refund = draft_command(
        order, None, GiveRefund, amount_minor=2000, currency="EUR", pieces={line.external_id: 1}
    )
    done = carry_out(refund.pk, web)
    back = order.entries.get(kind="refund")
    assert (done.outcome, done.external_id) == ("done", back.external_id)
    assert (back.amount_minor, back.pieces) == (2000, {line.external_id: 1})

    more = draft_command(order, None, GiveRefund, amount_minor=4001, currency="EUR")
    refused = carry_out(more.pk, web)
    assert (refused.outcome, refused.code) == ("refused", "too_much")
    assert order.entries.filter(kind="refund").count() == 1


def test_a_refund_comes_twice_and_is_given_once(shop: RunningOscar, web: Web) -> None:
    order_id = shop.order(L=1)
    shop.works(order_id, "pay")
    refund = told(GiveRefund, order_id, amount_minor=500, currency="EUR", reason="torn")
    assert connector.read_back(shop.settings, web, refund) == NOT_DONE

    first, again = (connector.carry_out(shop.settings, web, refund) for _n in range(2))

    assert first.outcome == "done"
    assert first == again == connector.read_back(shop.settings, web, refund)
    order = connector.fetch_order(shop.settings, web, str(order_id))
    assert order is not None
    assert [one.amount_minor for one in order.refunds] == [500]


def test_states_addresses_and_what_the_shop_says_no_to(shop: RunningOscar, web: Web) -> None:
    order_id = shop.order(M=1)
    home = AddressSeen(
        name="Ann Lee", street="9 New Road", city="Köln", postcode="50667", country="DE"
    )
    away = AddressSeen(name="Ann Lee", street="9 New Road", city="Leeds", country="GB")

    def answer(command: Command) -> tuple[str, str]:
        found = connector.carry_out(shop.settings, web, command)
        return found.outcome, found.code

    assert answer(told(ChangeAddress, order_id, address=home)) == ("done", "")
    assert answer(told(ChangeAddress, order_id, address=away)) == ("refused", "no_such_country")
    assert answer(told(SetState, order_id, state="Complete")) == ("refused", "invalid_status")
    assert answer(told(CancelOrder, order_id, reason="late")) == ("done", "")
    assert answer(told(CancelOrder, 999_999)) == ("refused", "http_404")
    order = connector.fetch_order(shop.settings, web, str(order_id))
    assert order is not None
    assert (order.state, order.address.city) == ("Cancelled", "Köln")


def test_parcels_arrive_in_part_and_whole(shop: RunningOscar, web: Web) -> None:
    order_id = shop.order(M=2)
    for number in ("by van", "JJD000390007777"):
        shop.works(order_id, "ship", pieces=1, number=number)
    shop.works(order_id, "arrive", pieces=1)
    half = connector.fetch_order(shop.settings, web, str(order_id))
    shop.works(order_id, "arrive", pieces=1)
    whole = connector.fetch_order(shop.settings, web, str(order_id))

    assert half is not None
    assert whole is not None
    assert [one.number for one in whole.parcels] == ["", "JJD000390007777"]
    assert [bool(one.delivered_at) for one in half.parcels] == [True, False]
    assert (half.delivered_at, whole.delivered_at) == (None, whole.parcels[1].delivered_at)
    assert half.changed_at < whole.changed_at


def test_only_what_changed_is_read_again(shop: RunningOscar, web: Web) -> None:
    first = shop.order(M=1)
    everything, cursor = swept(connector, shop.settings, web, {})
    assert first in {int(one.external_id) for one in everything}
    ahead = {**cursor, "since": datetime.now(tz=clock.now().tzinfo).isoformat()}
    second = shop.order(M=1)
    shop.works(first, "pay")

    page = connector.orders_since(shop.settings, web, ahead)
    assert [int(one.external_id) for one in page.seen] == [second], "new ones, by their id"
    assert not page.is_last
    later = connector.orders_since(shop.settings, web, page.cursor)
    assert {first, second} <= {int(one.external_id) for one in later.seen}
    assert later.is_last


def test_products_come_with_their_sizes_and_stock(shop: RunningOscar, web: Web) -> None:
    page = connector.products_since(shop.settings, web, {})

    (shirt,) = page.seen
    assert (shirt.name, page.is_last) == ("Shirt", True)
    assert {(one.sku, one.options["Size"], one.price_minor) for one in shirt.variants} == {
        ("SHIRT-M", "M", 2000),
        ("SHIRT-L", "L", 2000),
    }
    assert connector.products_since(shop.settings, web, page.cursor).is_last


def test_nobody_but_staff_is_let_in(shop: RunningOscar, web: Web) -> None:
    as_customer = shop.settings | {"token": "token-of-ann"}

    assert connector.test(as_customer, web)[-1].code == "not_allowed"
    assert httpx.get(f"{shop.url}/makegood/orders/").status_code == 401
    assert httpx.post(f"{shop.url}/makegood/orders/1/refunds/", json={}).status_code == 401
