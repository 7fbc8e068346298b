"""Telling a Medusa to do something, and what became of it."""

from typing import Any

import httpx
import pytest

from makegood.adapters.shops.medusa import connector
from makegood.adapters.shops.medusa.tests.medusa_shop import BEGAN, SETTINGS, MedusaShop
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import (
    NOT_DONE,
    AddressSeen,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveRefund,
)

THIS: dict[str, Any] = {"key": "k1-a", "order_id": "order_1", "drafted_at": BEGAN}
HOME = AddressSeen(name="Ann Lee", street="9 New Road", city="Leeds", postcode="LS1", country="GB")
REFUND = GiveRefund(**THIS, amount_minor=1999, currency="EUR", reason="late")


@pytest.mark.parametrize(
    "command",
    [CancelOrder(**THIS), ChangeAddress(**THIS, address=HOME), REFUND],
    ids=lambda command: type(command).__name__,
)
def test_it_is_done_and_found_again(command: Command) -> None:
    shop = MedusaShop()
    shop.new_order()

    with Web(transport=shop.transport()) as web:
        assert connector.read_back(SETTINGS, web, command) == NOT_DONE
        answer = connector.carry_out(SETTINGS, web, command)
        assert answer.outcome == "done"
        assert connector.read_back(SETTINGS, web, command) == answer


@pytest.mark.parametrize(
    ("currency", "price", "minor", "sent"),
    [("eur", 20, 1999, 19.99), ("jpy", 2000, 500, 500), ("kwd", 2.5, 1234, 1.234)],
)
def test_a_refund_is_exact_and_bears_its_key(
    currency: str, price: float, minor: int, sent: float
) -> None:
    shop = MedusaShop()
    order = shop.new_order(currency, price)
    refund = GiveRefund(**THIS, amount_minor=minor, currency=currency.upper(), reason="late")

    with Web(transport=shop.transport()) as web:
        answer = connector.carry_out(SETTINGS, web, refund)
        seen = connector.fetch_order(SETTINGS, web, "order_1")

    made = order["payment_collections"][0]["payments"][0]["refunds"]
    assert [(one["amount"], one["note"]) for one in made] == [(sent, "late [makegood:k1-a]")]
    assert seen
    assert [(o.external_id, o.amount_minor, o.reason) for o in seen.refunds] == [(answer.external_id, minor, "late")]  # fmt: skip


def test_another_refund_is_not_taken_for_ours() -> None:
    shop = MedusaShop()
    shop.new_order()

    with Web(transport=shop.transport()) as web:
        connector.carry_out(SETTINGS, web, REFUND)
        other = GiveRefund(**THIS | {"key": "k1"}, amount_minor=1999, currency="EUR")
        assert connector.read_back(SETTINGS, web, other) == NOT_DONE


@pytest.mark.parametrize(
    "changed",
    [{"amount_minor": 6001}, {"currency": "USD"}, {"payment_id": "pay_9"}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_no_payment_holds_is_not_asked_for(changed: dict[str, Any]) -> None:
    shop = MedusaShop()
    shop.new_order()
    refund = GiveRefund(**THIS | {"amount_minor": 6000, "currency": "EUR"} | changed)

    with Web(transport=shop.transport()) as web:
        answer = connector.carry_out(SETTINGS, web, refund)

    assert (answer.outcome, answer.code) == ("refused", "too_much")
    assert not any(call.startswith("POST") for call in shop.calls)


def test_it_says_no() -> None:
    shop = MedusaShop()
    shop.new_order(fulfillments=[{"id": "f", "shipped_at": None, "delivered_at": None, "canceled_at": None}])  # fmt: skip

    with Web(transport=shop.transport()) as web:
        answer = connector.carry_out(SETTINGS, web, CancelOrder(**THIS))
        gone = connector.carry_out(SETTINGS, web, CancelOrder(**THIS | {"order_id": "order_9"}))

    assert (answer.outcome, answer.code) == ("refused", "not_allowed")
    assert answer.why == "HTTP 400 All fulfillments must be canceled before."
    assert (gone.outcome, gone.code) == ("refused", "not_found")


@pytest.mark.parametrize(
    "fails",
    [
        httpx.Response(500, json={"type": "unexpected_state", "message": "An unknown error occurred."}),
        httpx.Response(409, json={"message": "being changed"}),
        httpx.Response(200, text="<html>"),
        httpx.ReadTimeout("slow"),
    ],
    ids=["500", "409", "html", "timeout"],
)  # fmt: skip
def test_what_it_may_have_done_is_found_out(fails: Any) -> None:
    shop = MedusaShop()
    shop.new_order()
    shop.fails = fails

    with Web(transport=shop.transport()) as web:
        assert connector.carry_out(SETTINGS, web, REFUND).outcome == "unknown"
        assert connector.read_back(SETTINGS, web, REFUND) == NOT_DONE

        shop.is_done_all_the_same = True
        assert connector.carry_out(SETTINGS, web, REFUND).outcome == "unknown"
        assert connector.read_back(SETTINGS, web, REFUND).outcome == "done"


@pytest.mark.parametrize(
    "fails",
    [httpx.ConnectError("refused"), httpx.Response(401), httpx.Response(429)],
    ids=["refused", "401", "429"],
)
def test_what_it_never_took_up_is_a_failure_and_no_answer(fails: Any) -> None:
    shop = MedusaShop()
    shop.new_order()
    shop.fails = fails

    with Web(transport=shop.transport()) as web, pytest.raises(ProviderFailed) as failed:
        connector.carry_out(SETTINGS, web, REFUND)

    assert not failed.value.unclear
