"""The shop of `examples/`, run for real: it keeps the contract of shops that run, and signs what it says."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from makegood.adapters.shops.generic import connector
from makegood.adapters.shops.generic.tests.running import Running, running
from makegood.kernel import clock
from makegood.kernel.errors import NotAllowed
from makegood.kernel.web import Web
from makegood.shops.ports import (
    AddressSeen,
    Call,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveCoupon,
    GiveRefund,
    SetState,
)
from makegood.testing.living_shops import LIVING_SHOP_CONTRACT, Clause, swept


@pytest.fixture(scope="module")
def shop() -> Iterator[Running]:
    with running() as one:
        one.put("1001")
        yield one


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as opened:
        yield opened


@pytest.mark.parametrize("clause", LIVING_SHOP_CONTRACT, ids=lambda clause: clause.__name__)
def test_it_keeps_the_contract(clause: Clause, shop: Running, web: Web) -> None:
    clause(connector, shop.settings, web, "1001")


def test_pages_go_on_and_bring_all_once(shop: Running, web: Web) -> None:
    for number in range(2000, 2230):
        shop.put(str(number))

    everything, cursor = swept(connector, shop.settings, web, {})
    shop.put("2007", state="sent")
    news, _cursor = swept(connector, shop.settings, web, cursor)

    ids = [one.external_id for one in everything]
    assert len(ids) == len(set(ids)) >= 231
    assert [one.state for one in news if one.external_id == "2007"] == ["sent"]


def test_a_call_is_believed_by_its_signature_only(shop: Running) -> None:
    shop.put("1002")
    call = shop.calls[-1]

    assert connector.recognise(shop.settings, call).order_id == "1002"
    for forged in (
        Call(call.headers, call.body.replace(b"1002", b"1003")),
        Call({**call.headers, "webhook-timestamp": "1000000000"}, call.body),
        Call({**call.headers, "webhook-id": "another"}, call.body),
    ):
        with pytest.raises(NotAllowed):
            connector.recognise(shop.settings, forged)
    with pytest.raises(NotAllowed):
        connector.recognise({**shop.settings, "webhook_secret": ""}, call)


def test_every_command_is_done_once_and_what_is_refused_says_why(shop: Running, web: Web) -> None:
    shop.put("1004")
    home = AddressSeen(name="Ann Lee", street="9 New Road", city="Leeds", country="GB")

    def told(kind: type[Command], **arguments: Any) -> Command:
        key = f"{kind.__name__}-{len(arguments)}"
        return kind(key=key, order_id="1004", drafted_at=clock.now(), **arguments)

    refund = told(GiveRefund, amount_minor=2000, currency="EUR", pieces={"l1": 1}, reason="torn")
    for command in (
        refund, refund, told(ChangeAddress, address=home), told(SetState, state="sent"), told(CancelOrder),
    ):  # fmt: skip
        assert connector.carry_out(shop.settings, web, command).outcome == "done"
        assert connector.read_back(shop.settings, web, command).outcome == "done"
    too_much = told(GiveRefund, amount_minor=4501, currency="EUR")
    coupon = told(
        GiveCoupon, code="SORRY", email="a@example.com", percent=10, expires_on=date(2027, 1, 1)
    )

    order = connector.fetch_order(shop.settings, web, "1004")
    assert order is not None
    assert [(one.amount_minor, dict(one.pieces)) for one in order.refunds] == [(2000, {"l1": 1})]
    assert (order.address, order.state) == (home, "cancelled")
    refused = connector.carry_out(shop.settings, web, too_much)
    assert (refused.outcome, refused.code, refused.why) == (
        "refused",
        "too_much",
        "More than was paid.",
    )
    assert connector.carry_out(shop.settings, web, coupon).code == "not_offered"
    assert len(json.loads(order.raw)["refunds"]) == 1
