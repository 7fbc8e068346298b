"""An order's whole way through a real Vendure: bought, mirrored, told of, sent, refunded in part from here, and read back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.vendure.running import SETTLED, Vendure, vendure

from makegood.flows.actions.going import go_on
from makegood.flows.actions.writing import choose_quiet_hours, seed_flows, switch
from makegood.flows.models import Flow
from makegood.flows.rules.quiet import Quiet
from makegood.kernel import clock
from makegood.kernel.calling import Caller, Reply
from makegood.kernel.errors import BadInput, ProviderFailed
from makegood.kernel.models import Happening
from makegood.kernel.web import Web
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Message
from makegood.shops.actions.commanding import carry_out, draft_command
from makegood.shops.actions.connecting import connect_shop, connector_of, opened
from makegood.shops.actions.giving_commands import give_command
from makegood.shops.actions.hinting import read_again
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Connection, Order, Variant
from makegood.shops.ports import NOT_DONE, GiveRefund, Writable
from makegood.shops.queries import purse_of
from makegood.shops.rules.commands import command_of
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_promise, make_shop

pytestmark = [pytest.mark.vendure, pytest.mark.django_db]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendure]:
    log: Path = tmp_path_factory.mktemp("vendure") / "log"
    with vendure(log) as running:
        yield running


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as opened_web:
        yield opened_web


@pytest.fixture
def connection(shop: Vendure) -> Connection:
    return connect_shop(make_shop(), None, "vendure", "Our Vendure", shop.settings)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def mirrored(connection: Connection, web: Web) -> Callable[[str], Order]:
    def as_it_is_now(external_id: str) -> Order:
        read_again(connection, web, external_id)
        return Order.objects.select_related("connection").get(external_id=external_id)

    return as_it_is_now


class Losing:
    """A line that breaks before the answer to a mutation of this name is here: the shop has done it."""

    def __init__(self, web: Caller, name: str) -> None:
        self.web, self.name = web, name

    def call(self, method: str, url: str, **more: Any) -> Reply:
        reply = self.web.call(method, url, **more)
        if self.name.encode() in (more.get("body") or b""):
            raise ProviderFailed("cut off", permanent=False, unclear=True, code="cut_off")
        return reply


def customer_is_told(subject: str) -> None:
    """By now the customer has had a letter of this subject, and no other since the last."""
    while go_on():
        pass
    letters = Message.objects.filter(direction="out").order_by("-at", "-pk")
    assert (letters[0].to[0][1], letters[0].subject) == ("ann@example.com", subject)


def test_an_order_goes_its_way_is_told_of_and_refunded_in_part_from_here(
    shop: Vendure, connection: Connection, web: Web, people: Cast
) -> None:
    post_office(connection.shop)
    seed_flows(connection.shop)
    choose_quiet_hours(connection.shop, people.owner, Quiet(0, 0, keeps_holidays=False))
    for flow in Flow.objects.filter(ready__in=["confirmed", "sent", "delivered"]):
        switch(flow, people.owner, on=True)
    assert [step.code for step in connector_of("vendure").test(opened(connection), web)] == ["ok"] * 4  # fmt: skip
    sync(connection.pk, web)  # the first import is no news

    external_id = shop.order({"SH-RED": 2, "LAMP": 1})
    sync(connection.pk, web)
    order = Order.objects.get(external_id=external_id)
    shirts = order.lines.get(sku="SH-RED")
    assert (order.total_minor, order.standing, purse_of(order).left) == (11300, "preparing", 11300)
    customer_is_told(f"We have your order {order.number}")

    sent = shop.send(external_id, shirts.external_id, 2, "JJ12")
    sync(connection.pk, web)
    assert [(p.number, p.state) for p in order.parcels.all()] == [("JJ12", "in_transit")]
    customer_is_told(f"Your order {order.number} is on its way")

    shop.move(sent, "Delivered")
    read_again(connection, web, external_id)
    order.refresh_from_db()
    assert (order.parcels.get().state, order.standing) == ("delivered", "sent")
    with clock.frozen(clock.now() + timedelta(hours=3)):
        customer_is_told(f"Your order {order.number} is with you")
    assert Message.objects.filter(direction="out").count() == 3

    case = make_case(order=order)
    promise = make_promise(case, kind="money")
    refund: dict[str, Any] = {
        "amount_minor": 2900,
        "currency": order.currency,
        "reason": "torn",
        "shipping_minor": 500,
    }
    refund["pieces"] = {shirts.external_id: 1}
    row = give_command(order, people.manager, "refund", refund)
    done = carry_out(row.pk, web)

    assert (done.outcome, done.code) == ("done", "")
    entry = order.entries.get(kind="refund")
    assert (entry.external_id, entry.amount_minor, entry.reason) == (done.external_id, 2900, "torn")
    assert [(one["total"], one["state"]) for one in shop.refunds(external_id)] == [
        (2900, "Settled")
    ]
    promise.refresh_from_db()
    assert (promise.end, promise.evidence) == ("kept", "shop")
    left = purse_of(Order.objects.get(pk=order.pk))
    assert (left.left, left.pieces[shirts.external_id]) == (8400, 1)
    with pytest.raises(BadInput):
        give_command(order, people.manager, "refund", refund | {"amount_minor": 8401})
    history = Happening.objects.filter(topic=f"case:{case.pk}", name="ShopAnswered")
    assert [one.facts["outcome"] for one in history] == ["done"]


def test_a_refund_whose_answer_got_lost_is_found_and_not_repeated(
    shop: Vendure, mirrored: Callable[[str], Order], web: Web
) -> None:
    order = mirrored(shop.order({"LAMP": 1}))
    told: dict[str, Any] = {"amount_minor": 1000, "currency": order.currency}
    row = draft_command(order, None, GiveRefund, **told)

    assert carry_out(row.pk, Losing(web, "refundOrder")).outcome == "unknown"
    assert carry_out(row.pk, web).outcome == "done"

    assert [one["total"] for one in shop.refunds(order.external_id)] == [1000]
    beyond = draft_command(order, None, GiveRefund, **told | {"amount_minor": 5501})
    refused = carry_out(beyond.pk, web)
    assert (refused.outcome, refused.code) == ("refused", "no_payment")


def test_what_a_person_has_to_pay_keeps_no_promise_before_it_is_paid(
    shop: Vendure, mirrored: Callable[[str], Order], web: Web, people: Cast
) -> None:
    order = mirrored(shop.order({"LAMP": 1}, paid_by="bank"))
    promise = make_promise(make_case(order=order), kind="money")
    told = {"amount_minor": 6500, "currency": order.currency}
    row = carry_out(give_command(order, people.owner, "refund", told).pk, web)

    promise.refresh_from_db()
    assert (row.outcome, row.is_pending, promise.end) == ("done", True, "")
    assert (order.entries.filter(kind="refund").count(), purse_of(order).left) == (0, 0)

    shop.admin(SETTLED, i=row.external_id)
    mirrored(order.external_id)

    row.refresh_from_db()
    promise.refresh_from_db()
    assert (row.is_pending, promise.end, promise.evidence) == (False, "kept", "shop")
    assert purse_of(order).refunded == 6500


COUPON = {
    "code": "mg-test1",
    "email": "ann@example.com",
    "percent": 10,
    "amount_minor": 0,
    "currency": "USD",
}
OTHERS: list[tuple[str, dict[str, Any]]] = [
    ("note", {"text": "Rang her.", "is_for_customer": False}),
    (
        "address",
        {"address": {"name": "Ann Lee", "street": "9 New Road", "city": "Köln", "country": "DE"}},
    ),
    ("coupon", COUPON | {"expires_on": "2099-01-01"}),
    ("state", {"state": "Modifying"}),
    ("cancel", {"reason": "changed her mind"}),
]


@pytest.mark.parametrize(("kind", "told"), OTHERS, ids=[kind for kind, _told in OTHERS])
def test_whatever_it_is_told_is_done_and_read_back(
    shop: Vendure, connection: Connection, web: Web, kind: str, told: dict[str, Any]
) -> None:
    order_id, connector = shop.order({"LAMP": 1}), connector_of("vendure")
    assert isinstance(connector, Writable)
    command = command_of(kind, told, "k", order_id, clock.now())
    settings = opened(connection)

    before = connector.read_back(settings, web, command)
    answer = connector.carry_out(settings, web, command)
    after = connector.read_back(settings, web, command)

    assert (before, answer.outcome, after.outcome) == (NOT_DONE, "done", "done"), answer
    stands = {"state": "Modifying", "cancel": "Cancelled"}.get(kind, "PaymentSettled")
    assert shop.state(order_id) == stands


def test_its_no_is_a_no_with_its_own_words(shop: Vendure, connection: Connection, web: Web) -> None:
    order_id, connector = shop.order({"LAMP": 1}), connector_of("vendure")
    assert isinstance(connector, Writable)
    told = {
        "state": {"state": "Delivered"},
        "address": {"address": {"name": "Ann", "street": "x", "city": "y", "country": "XX"}},
        "coupon": COUPON | {"email": "nobody@example.com", "expires_on": "2099-01-01"},
    }
    met = {}
    for kind, wanted in told.items():
        command = command_of(kind, wanted, "k", order_id, clock.now())
        answer = connector.carry_out(opened(connection), web, command)
        met[kind] = (answer.outcome, answer.code)
        assert answer.why

    assert met == {
        "state": ("refused", "ORDER_STATE_TRANSITION_ERROR"),
        "address": ("refused", "not_taken"),
        "coupon": ("refused", "no_customer"),
    }
    assert shop.state(order_id) == "PaymentSettled", "what was begun was taken back"


def test_another_variant_of_as_much_stands_in_the_place_of_what_was_ordered(
    shop: Vendure, connection: Connection, web: Web, people: Cast
) -> None:
    sync(connection.pk, web)
    external_id = shop.order({"SH-RED": 2})
    sync(connection.pk, web)
    order = Order.objects.get(external_id=external_id)
    red, blue = order.lines.get(), Variant.objects.get(sku="SH-BLUE").external_id

    row = give_command(order, people.agent, "swap", {"variants": {red.key: blue}, "text": ""})
    assert carry_out(row.pk, web).outcome == "done"

    lines = {line.sku: line.quantity for line in order.lines.all() if line.quantity}
    assert lines == {"SH-BLUE": 2}
    order.refresh_from_db()
    assert (order.total_minor, shop.state(external_id)) == (5300, "PaymentSettled")
    lamp = Variant.objects.get(sku="LAMP").external_id
    with pytest.raises(BadInput):
        give_command(order, people.agent, "swap", {"variants": {red.key: lamp}, "text": ""})


def test_what_costs_another_sum_or_is_sent_is_not_swapped(
    shop: Vendure, connection: Connection, web: Web
) -> None:
    connector, order_id = connector_of("vendure"), shop.order({"SH-RED": 1})
    assert isinstance(connector, Writable)
    settings = opened(connection)
    line = shop.admin("query($i:ID!){order(id:$i){lines{id}}}", i=order_id)["lines"][0]["id"]
    known = {
        one["sku"]: one["id"] for one in shop.admin("{productVariants{items{id sku}}}")["items"]
    }

    def swapped(sku: str) -> tuple[str, str]:
        told = {"variants": {line: known[sku]}, "text": ""}
        command = command_of("swap", told, "k", order_id, clock.now())
        assert connector.read_back(settings, web, command) == NOT_DONE
        answer = connector.carry_out(settings, web, command)
        return answer.outcome, answer.code

    assert swapped("LAMP") == ("refused", "price_differs")
    assert shop.state(order_id) == "PaymentSettled", "what was begun was taken back"
    shop.send(order_id, line, 1, "JJ13")
    assert swapped("SH-BLUE") == ("refused", "sent_already")
