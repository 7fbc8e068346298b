"""What a person wants done with an order: bounded, once, told to the shop or done by hand with what shows it."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import httpx
import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, Refused
from makegood.kernel.ids import new_id
from makegood.kernel.models import Happening
from makegood.kernel.web import Web
from makegood.promises.models import Promise
from makegood.shops.actions.commanding import carry_out
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.giving_commands import answer_by_hand, give_command
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Command, Order
from makegood.shops.queries import commands_due, commands_for_a_person, purse_of
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_order, make_promise, make_shop
from makegood.testing.woo_shop import SETTINGS
from makegood.testing.woo_teller import Teller

pytestmark = pytest.mark.django_db

REFUND = {"amount_minor": 2000, "currency": "USD", "reason": "damaged"}


@pytest.fixture
def people() -> Cast:
    return cast()


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
    ProcrastinateJob.objects.all().delete()
    return Order.objects.select_related("connection").get()


def test_it_is_told_at_once_and_stands_in_the_history_of_the_case(
    order: Order, people: Cast, web: Web
) -> None:
    case = make_case(order=order)

    row = give_command(order, people.manager, "refund", REFUND)
    assert ProcrastinateJob.objects.get().task_name == "makegood.shops.tasks.tell_shop"
    carry_out(row.pk, web)

    told = Happening.objects.filter(topic=f"case:{case.pk}", name__startswith="Shop")
    assert [(one.name, one.facts["amount_minor"]) for one in told.order_by("pk")] == [
        ("ShopTold", 2000),
        ("ShopAnswered", 2000),
    ]
    assert told.get(name="ShopAnswered").facts["outcome"] == "done"


def test_together_no_more_goes_back_than_was_paid(order: Order, people: Cast, web: Web) -> None:
    first = give_command(order, people.owner, "refund", REFUND | {"amount_minor": 4500})
    with pytest.raises(BadInput) as refused:
        give_command(order, people.owner, "refund", REFUND | {"amount_minor": 2001})
    carry_out(first.pk, web)

    assert refused.value.field == "amount"
    assert "$20.00" in refused.value.message
    assert purse_of(order).left == 2000, "in the ledger now, and counted once"
    give_command(order, people.owner, "refund", REFUND | {"amount_minor": 2000})
    assert purse_of(order).left == 0
    assert Command.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_no_more_than_one_could() -> None:
    order, owner = make_order(), cast().owner
    barrier, met = Barrier(2), []

    def ask() -> None:
        barrier.wait()
        try:
            give_command(order, owner, "refund", {"amount_minor": 3000, "currency": "EUR"})
            met.append("given")
        except BadInput:
            met.append("refused")
        connection.close()

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(met) == ["given", "refused"]


def test_a_form_sent_twice_is_one_command(order: Order, people: Cast) -> None:
    key = new_id()
    first = give_command(order, people.owner, "refund", REFUND, key)
    second = give_command(order, people.owner, "refund", REFUND, key)

    assert first == second
    assert Command.objects.count() == ProcrastinateJob.objects.count() == 1
    with pytest.raises(Conflict):
        give_command(order, people.owner, "note", {"text": "x"}, key)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("refund", REFUND),
        ("coupon", {"email": "a@b.example", "percent": 10, "expires_on": "2099-01-01"}),
        ("replacement", {"text": "Once more."}),
    ],
)
def test_money_and_goods_need_a_right_of_their_own(
    order: Order, people: Cast, kind: str, told: dict[str, Any]
) -> None:
    with pytest.raises(NotAllowed):
        give_command(order, people.agent, kind, told)
    with pytest.raises(NotAllowed):
        give_command(order, people.light, "note", {"text": "x"})
    assert not Command.objects.exists()

    give_command(order, people.manager, kind, told)
    give_command(order, people.agent, "note", {"text": "x"})
    assert Command.objects.count() == 2


def test_what_the_shop_can_not_be_told_waits_for_a_person(people: Cast) -> None:
    order = make_order()
    case = make_case(order=order)
    row = give_command(order, people.manager, "refund", {"amount_minor": 990, "currency": "EUR"})

    assert (row.outcome, row.connection, commands_due()) == ("by_hand", None, [])
    assert commands_for_a_person().rows == [row]
    assert carry_out(row.pk).outcome == "by_hand"
    with pytest.raises(BadInput):
        answer_by_hand(row, people.manager, True, " ")
    with pytest.raises(NotAllowed):
        answer_by_hand(row, people.agent, True, "Bank 77")

    answer_by_hand(row, people.manager, True, "Bank 77")
    answer_by_hand(row, people.manager, True, "Bank 77")

    row.refresh_from_db()
    assert (row.outcome, row.evidence, row.answered_by_id) == ("done", "Bank 77", people.manager.pk)
    assert commands_for_a_person().rows == []
    assert purse_of(order).left == 4000
    told = Happening.objects.filter(topic=f"case:{case.pk}", name="ShopAnswered")
    assert [one.facts["why"] for one in told] == ["Bank 77"]
    with pytest.raises(Refused):
        answer_by_hand(row, people.manager, False, "Not after all")


def test_what_was_not_done_gives_the_money_free_again(people: Cast) -> None:
    order = make_order()
    row = give_command(order, people.owner, "refund", {"amount_minor": 4990, "currency": "EUR"})
    assert purse_of(order).left == 0

    answer_by_hand(row, people.owner, False, "She wants to keep it.")

    assert purse_of(order).left == 4990


def test_what_waits_for_a_person_is_paged(people: Cast) -> None:
    order = make_order()
    given = [give_command(order, people.agent, "swap", {"text": str(n)}) for n in range(3)]

    first = commands_for_a_person(limit=2)

    assert (first.rows, commands_for_a_person(first.next, 2).rows) == (given[:2], given[2:])


@pytest.mark.parametrize(("promised", "kept"), [(2000, True), (None, True), (2001, False)])
def test_the_shops_word_keeps_a_promise_of_money(
    order: Order, people: Cast, web: Web, promised: int | None, kept: bool
) -> None:
    promise = make_promise(make_case(order=order), kind="money")
    if promised:
        Promise.objects.update(amount_minor=promised, currency="USD")

    row = carry_out(give_command(order, people.owner, "refund", REFUND).pk, web)

    promise.refresh_from_db()
    expected = ("kept", "shop", row.external_id) if kept else ("", "", "")
    assert (promise.end, promise.evidence, promise.end_note) == expected


def test_one_refund_keeps_no_two_promises_it_does_not_pay(
    order: Order, people: Cast, web: Web
) -> None:
    case = make_case(order=order)
    for on in (case, case, make_case()):
        make_promise(on, kind="money")
    Promise.objects.update(amount_minor=1500, currency="USD")

    carry_out(give_command(order, people.owner, "refund", REFUND).pk, web)

    assert Promise.objects.filter(end="kept").count() == 1


def test_a_no_of_the_shop_keeps_nothing_and_says_why(
    order: Order, people: Cast, woo: Teller, web: Web
) -> None:
    case = make_case(order=order)
    promise = make_promise(case, kind="money")
    row = give_command(order, people.owner, "refund", REFUND)
    woo.fails = httpx.Response(400, json={"code": "no_way", "message": "Too late."})

    carry_out(row.pk, web)

    promise.refresh_from_db()
    assert promise.is_open
    answered = Happening.objects.get(topic=f"case:{case.pk}", name="ShopAnswered")
    assert (answered.facts["outcome"], answered.facts["why"]) == ("refused", "HTTP 400 Too late.")
    assert purse_of(order).left == 6500


def test_pieces_are_sent_once_more_as_an_order_that_costs_nothing(
    order: Order, people: Cast, woo: Teller, web: Web
) -> None:
    line, woo.now = order.lines.get(), clock.now()
    row = give_command(
        order, people.manager, "replacement", {"pieces": {line.key: 2}, "text": "Sorry"}
    )
    woo.loses = 1

    assert carry_out(row.pk, web).outcome == "unknown"
    done = carry_out(row.pk, web)

    assert done.outcome == "done"
    (made,) = [one for number, one in woo.orders.items() if str(number) != order.external_id]
    assert str(made["id"]) == done.external_id
    assert [(one["quantity"], one["total"]) for one in made["line_items"]] == [(2, "0")]
    assert made["shipping"] == woo.orders[int(order.external_id)]["shipping"]


def test_what_is_said_in_words_only_is_for_a_person(order: Order, people: Cast) -> None:
    row = give_command(order, people.manager, "replacement", {"pieces": {}, "text": "Blue ones"})

    assert (row.outcome, row.connection) == ("by_hand", order.connection)
