"""Telling a Saleor to do something, and what became of it."""

import json
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.saleor import connector
from makegood.adapters.shops.saleor.tests.saleor_shop import BEGAN, SETTINGS, SaleorShop, an_id
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import (
    NOT_DONE,
    AddNote,
    AddressSeen,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveRefund,
)
from makegood.testing.recordings import recording

RECORDED = recording("saleor-3.24.json")
THIS: dict[str, Any] = {"key": "k1-a", "order_id": an_id(1), "drafted_at": BEGAN}
HOME = AddressSeen(name="Ann Lee", street="9 New Road", city="Leeds", postcode="LS1", country="GB")
REFUND = GiveRefund(
    **THIS, amount_minor=1999, currency="PLN", reason="late", pieces={"line_1": 1}
)  # fmt: skip
GRANT, PAY = "orderGrantRefundCreate", "transactionRequestRefundForGrantedRefund"


@pytest.mark.parametrize(
    "command",
    [CancelOrder(**THIS), ChangeAddress(**THIS, address=HOME), AddNote(**THIS, text="Called")],
    ids=lambda command: type(command).__name__,
)
def test_it_is_done_and_found_again(command: Command) -> None:
    shop = SaleorShop()
    shop.new_order()

    with Web(transport=shop.transport()) as web:
        assert connector.read_back(SETTINGS, web, command) == NOT_DONE
        answer = connector.carry_out(SETTINGS, web, command)
        assert answer.outcome == "done"
        assert connector.read_back(SETTINGS, web, command) == answer


def test_a_refund_waits_for_its_payment() -> None:
    shop = SaleorShop()
    order = shop.new_order()

    with Web(transport=shop.transport()) as web:
        asked = connector.carry_out(SETTINGS, web, REFUND)
        assert (asked.outcome, asked.code) == ("done", "pending"), "its money has yet to go out"
        assert connector.read_back(SETTINGS, web, REFUND) == asked
        assert connector.fetch_order(SETTINGS, web, str(order["id"])).refunds == ()  # type: ignore[union-attr]  # it is there

        shop.confirm_refunds()
        done = connector.read_back(SETTINGS, web, REFUND)
        seen = connector.fetch_order(SETTINGS, web, str(order["id"]))

    assert (done.outcome, done.external_id, done.code) == ("done", "grant_0", "")
    assert seen
    assert [(o.external_id, o.amount_minor, o.reason, dict(o.pieces)) for o in seen.refunds] == [("grant_0", 1999, "late", {"line_1": 1})]  # fmt: skip
    assert [o.amount_minor for o in seen.payments] == [6000], "what came stays what came"


def test_what_was_granted_is_gone_on_with_and_not_granted_again() -> None:
    """The line broke between the two steps: the second is made up for, the first is not repeated."""
    shop = SaleorShop()
    order = shop.new_order()
    shop.fails = {PAY: httpx.ConnectError("refused")}

    with Web(transport=shop.transport()) as web:
        with pytest.raises(ProviderFailed):
            connector.carry_out(SETTINGS, web, REFUND)
        assert connector.read_back(SETTINGS, web, REFUND) == NOT_DONE
        shop.fails = {}
        assert connector.carry_out(SETTINGS, web, REFUND).code == "pending"

    assert [one["reason"] for one in order["grantedRefunds"]] == ["late [makegood:k1-a]"]
    assert shop.asked.count(GRANT) == 1


@pytest.mark.parametrize("step", [GRANT, PAY])
def test_a_step_it_may_have_taken_is_found_out(step: str) -> None:
    shop = SaleorShop()
    order = shop.new_order()
    shop.fails, shop.is_done_all_the_same = {step: httpx.ReadTimeout("slow")}, True

    with Web(transport=shop.transport()) as web:
        assert connector.carry_out(SETTINGS, web, REFUND).outcome == "unknown"
        shop.fails = {}
        if connector.read_back(SETTINGS, web, REFUND) == NOT_DONE:
            connector.carry_out(SETTINGS, web, REFUND)
        assert connector.read_back(SETTINGS, web, REFUND).code == "pending"

    assert len(order["grantedRefunds"]) == 1
    assert shop.asked.count(PAY) == 1


def test_a_payment_that_failed_is_a_no() -> None:
    shop = SaleorShop()
    order = shop.new_order()

    with Web(transport=shop.transport()) as web:
        connector.carry_out(SETTINGS, web, REFUND)
        order["grantedRefunds"][0]["status"] = "FAILURE"
        answer = connector.read_back(SETTINGS, web, REFUND)

    assert (answer.outcome, answer.code) == ("refused", "refund_failed")


@pytest.mark.parametrize(
    "changed",
    [{"amount_minor": 6001}, {"currency": "EUR"}, {"payment_id": "tr_9"}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_no_payment_holds_is_not_granted(changed: dict[str, Any]) -> None:
    shop = SaleorShop()
    shop.new_order()
    refund = GiveRefund(**THIS | {"amount_minor": 6000, "currency": "PLN"} | changed)

    with Web(transport=shop.transport()) as web:
        answer = connector.carry_out(SETTINGS, web, refund)

    assert (answer.outcome, answer.code) == ("refused", "too_much")
    assert shop.asked == ["order"]


def test_it_says_no() -> None:
    shop = SaleorShop()
    shop.new_order(fulfillments=[{"id": "f"}])
    for_them = AddNote(**THIS, text="Hello", is_for_customer=True)

    with Web(transport=shop.transport()) as web:
        answer = connector.carry_out(SETTINGS, web, CancelOrder(**THIS))
        note = connector.carry_out(SETTINGS, web, for_them)

    assert (answer.outcome, answer.code, answer.why) == ("refused", "cannot_cancel_order", "This order can't be canceled.")  # fmt: skip
    assert (note.outcome, note.code) == ("refused", "not_for_customers")
    assert "orderNoteAdd" not in shop.asked


@pytest.mark.parametrize(
    ("fails", "outcome"),
    [
        (httpx.Response(500, text="<b>Error</b>"), "unknown"),
        (httpx.Response(200, text="<html>"), "unknown"),
        (httpx.Response(200, json={"errors": [{"message": "fell over"}], "data": None}), "unknown"),
        (httpx.Response(400, json={"errors": [{"message": "Variable $p got invalid value"}]}), "refused"),
        (httpx.ReadTimeout("slow"), "unknown"),
    ],
    ids=["500", "html", "errors", "invalid", "timeout"],
)  # fmt: skip
def test_a_no_and_not_knowing_are_told_apart(fails: Any, outcome: str) -> None:
    shop = SaleorShop()
    shop.new_order()
    shop.fails = {"orderCancel": fails}

    with Web(transport=shop.transport()) as web:
        assert connector.carry_out(SETTINGS, web, CancelOrder(**THIS)).outcome == outcome


@pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")
def test_a_grant_as_it_was_recorded() -> None:
    assert RECORDED
    (said,) = [
        one["response"]["body"] for one in RECORDED["exchanges"]
        if GRANT in one["request"]["body"]
    ]  # fmt: skip
    shop = SaleorShop()
    shop.new_order()
    shop.fails = {GRANT: httpx.Response(200, json=json.loads(said)), PAY: httpx.Response(502)}
    given: list[Any] = []

    def hear(request: httpx.Request) -> httpx.Response:
        given.append(json.loads(request.content)["variables"])
        return shop.answer(request)

    with Web(transport=httpx.MockTransport(hear)) as web:
        answer = connector.carry_out(SETTINGS, web, REFUND)

    assert given[-1] == {"g": "T3JkZXJHcmFudGVkUmVmdW5kOjE=", "t": "tr_1"}
    assert (answer.outcome, answer.code) == ("unknown", "protocol")
