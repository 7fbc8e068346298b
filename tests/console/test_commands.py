"""Doing something in the shop, in the browser: the form, what it will be, once, and what became of it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.kernel.web import Web
from makegood.shops.actions.commanding import carry_out
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.giving_commands import give_command
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Command, Order
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_order, make_shop
from makegood.testing.woo_shop import SETTINGS
from makegood.testing.woo_teller import Teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def woo() -> Teller:
    return Teller()


@pytest.fixture
def web(woo: Teller) -> Iterator[Web]:
    with Web(transport=woo.transport()) as opened:
        yield opened


@pytest.fixture
def order(woo: Teller, web: Web) -> Order:
    woo.new_order()
    made = connect_shop(make_shop(), None, "woocommerce", "Our shop", SETTINGS)
    sync(made.pk, web)
    woo.now += timedelta(minutes=1)
    return Order.objects.select_related("connection").get()


@pytest.fixture
def boss(people: Cast) -> Client:
    client = Client()
    client.force_login(people.manager)
    return client


def fields_of(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_refund_is_seen_before_it_is_given_and_given_once(
    boss: Client, order: Order, woo: Teller, web: Web
) -> None:
    case = make_case(order=order)
    path = f"/orders/{order.pk}/commands/refund/?case={case.number}"
    asked = boss.get(path).content.decode()
    assert "Pieces of “Shirt”, at most 3" in asked
    assert "Can still go back" in asked

    seen = boss.post(path, {"pieces_0": "1", "shipping": "5", "reason": "torn", "do": "see"})

    page = seen.content.decode()
    assert (seen.status_code, Command.objects.count()) == (200, 0)
    assert "$25.00" in page, "a third of 60, and the delivery"
    given = [boss.post(path, fields_of(page) | {"do": "give"}) for _twice in range(2)]
    row = Command.objects.get()
    assert [one.headers["Location"] for one in given] == [f"/commands/{row.pk}/?case={case.number}"] * 2  # fmt: skip
    assert row.arguments["amounts"] == {order.lines.get().external_id: 2000}

    carry_out(row.pk, web)

    told = boss.get(f"/commands/{row.pk}/").content.decode()
    assert "The shop has done it." in told
    history = boss.get(f"/cases/{case.number}/").content.decode()
    assert "The shop has done it: Refund, $25.00" in history
    assert len(woo.refunds[int(order.external_id)]) == 1


def test_more_than_was_paid_is_said_at_its_field(boss: Client, order: Order) -> None:
    path = f"/orders/{order.pk}/commands/refund/"
    answer = boss.post(path, {"amount": "65.01", "do": "see"})

    assert answer.status_code == 422
    assert "No more than $65.00 can go back" in answer.content.decode()
    assert 'value="65.01"' in answer.content.decode()
    assert boss.post(path, {"amount": "x", "do": "give"}).status_code == 422
    assert not Command.objects.exists()


def test_who_gives_no_money_is_not_offered_to(desk: Client, order: Order) -> None:
    page = desk.get(f"/orders/{order.pk}/commands/").content.decode()

    assert f"/orders/{order.pk}/commands/note/" in page
    assert f"/orders/{order.pk}/commands/refund/" not in page
    for kind in ("refund", "coupon", "credit", "replacement"):
        assert desk.get(f"/orders/{order.pk}/commands/{kind}/").status_code == 403
        assert desk.post(f"/orders/{order.pk}/commands/{kind}/", {"do": "give"}).status_code == 403
    assert desk.get(f"/orders/{order.pk}/commands/dance/").status_code == 404


FORMS = {
    "refund": {"amount": "1"},
    "cancel": {"reason": "changed her mind"},
    "address": {"name": "Ann", "street": "9 New Road", "city": "York", "country": "gb"},
    "state": {"state": "completed"},
    "note": {"text": "Rang her.", "is_for_customer": "on"},
    "coupon": {"email": "ann@example.com", "percent": "10", "expires_on": "2099-01-01"},
    "credit": {"amount": "5"},
    "replacement": {"text": "Once more, blue."},
    "swap": {"text": "Blue for red."},
    "instrument": {"text": "By bank."},
}


@pytest.mark.parametrize("kind", FORMS)
def test_every_kind_is_asked_for_shown_and_written_down(
    boss: Client, order: Order, kind: str
) -> None:
    path = f"/orders/{order.pk}/commands/{kind}/"
    asked = boss.get(path)
    seen = boss.post(path, FORMS[kind] | {"do": "see"})
    boss.post(path, fields_of(seen.content.decode()) | {"do": "give"})

    assert (asked.status_code, seen.status_code) == (200, 200)
    row = Command.objects.get(kind=kind)
    is_told = kind in {"refund", "cancel", "address", "state", "note", "coupon"}
    assert row.outcome == ("drafted" if is_told else "by_hand")
    assert boss.get(f"/commands/{row.pk}/").status_code == 200


def test_what_is_done_by_hand_is_noted_with_what_shows_it(boss: Client, people: Cast) -> None:
    order = make_order()
    row = give_command(order, people.manager, "credit", {"amount_minor": 500, "currency": "EUR"})
    assert "Give credit for the next order, €5.00" in boss.get("/commands/").content.decode()

    nothing = boss.post(f"/commands/{row.pk}/", {"do": "done", "evidence": " "})
    done = boss.post(f"/commands/{row.pk}/", {"do": "done", "evidence": "Voucher 77"}, follow=True)

    assert nothing.status_code == 422
    assert "Marko Manager has done it in the shop: Voucher 77" in done.content.decode()
    assert "Nothing here" in boss.get("/commands/").content.decode()


def test_the_list_asks_as_much_for_three_as_for_one(boss: Client, people: Cast) -> None:
    order = make_order()

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            boss.get("/commands/")
            boss.get(f"/orders/{order.pk}/commands/")
        return len(caught)

    give_command(order, people.agent, "note", {"text": "1"})
    boss.get("/commands/")
    one = asked()
    for text in "23":
        give_command(order, people.agent, "note", {"text": text})
    assert asked() == one


def test_the_case_leads_there(desk: Client, order: Order) -> None:
    case = make_case(order=order)

    page = desk.get(f"/cases/{case.number}/").content.decode()

    assert f'href="/orders/{order.pk}/commands/?case={case.number}"' in page
