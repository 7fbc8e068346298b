"""Telling a Vendure shop to do something when the line or the shop fails; how it goes well, `tests/vendure` shows on a real one."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.vendure import asking, connector
from makegood.adapters.shops.vendure.orders import _refunds
from makegood.adapters.shops.vendure.writing import marked
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import NOT_DONE, AddNote, GiveRefund, SwapLines

SETTINGS = {"url": "http://127.0.0.1:3901/admin-api", "username": "desk", "password": "p"}
AT = datetime(2026, 11, 23, tzinfo=UTC)
KEY = "0193a7b2-7c1e-7d52-8f0e-0123456789ab"
THIS: dict[str, Any] = {"key": KEY, "order_id": "1", "drafted_at": AT}
NOTE = AddNote(**THIS, text="Rang her.")
REFUND = GiveRefund(**THIS, amount_minor=100, currency="EUR", payment_id="7", reason="torn")


@pytest.fixture(autouse=True)
def nobody_is_signed_in() -> None:
    asking._TOKENS.clear()


def web(answer: httpx.Response | Exception) -> Web:
    def respond(request: httpx.Request) -> httpx.Response:
        if "login" in json.loads(request.content)["query"]:
            login = {"data": {"login": {"__typename": "CurrentUser"}}}
            return httpx.Response(200, json=login, headers={"vendure-auth-token": "t"})
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Web(transport=httpx.MockTransport(respond))


def errors(code: str) -> dict[str, Any]:
    return {"errors": [{"message": "No.", "extensions": {"code": code}}], "data": None}


@pytest.mark.parametrize(
    ("answer", "outcome", "code"),
    [
        (httpx.Response(200, json={"data": {"addNoteToOrder": {"id": "1"}}}), "done", ""),
        (httpx.Response(200, json=errors("ENTITY_NOT_FOUND")), "refused", "not_taken"),
        (httpx.Response(400, json=errors("GRAPHQL_VALIDATION_FAILED")), "refused", "not_taken"),
        (httpx.Response(200, json=errors("INTERNAL_SERVER_ERROR")), "unknown", "protocol"),
        (httpx.Response(500, text="<b>Fatal</b>"), "unknown", "protocol"),
        (httpx.Response(200, text="<html>"), "unknown", "no_json"),
        (httpx.ReadTimeout("slow"), "unknown", "timed_out"),
    ],
)
def test_a_no_and_not_knowing_are_told_apart(answer: Any, outcome: str, code: str) -> None:
    with web(answer) as line:
        told = connector.carry_out(SETTINGS, line, NOTE)

    assert (told.outcome, told.code) == (outcome, code)


@pytest.mark.parametrize(
    "answer", [httpx.ConnectError("refused"), httpx.Response(200, json=errors("FORBIDDEN"))]
)
def test_what_it_never_heard_is_no_answer(answer: Any) -> None:
    with web(answer) as line, pytest.raises(ProviderFailed) as failed:
        connector.carry_out(SETTINGS, line, NOTE)

    assert not failed.value.unclear


@pytest.mark.parametrize(
    ("state", "outcome", "code"),
    [("Settled", "done", ""), ("Pending", "done", "pending"), ("Failed", "refused", "failed")],
)
def test_a_refund_is_known_by_the_key_in_its_reason(state: str, outcome: str, code: str) -> None:
    there = {"id": "3", "state": state, "total": 100, "reason": marked("torn", KEY)}
    other = there | {"id": "2", "reason": "torn"}

    def told(refunds: list[Any]) -> httpx.Response:
        paid = {"id": "7", "amount": 100, "state": "Settled", "refunds": refunds}
        return httpx.Response(200, json={"data": {"order": {"payments": [paid]}}})

    with web(told([other])) as line:
        assert connector.read_back(SETTINGS, line, REFUND) == NOT_DONE
    with web(told([other, there])) as line:
        found = connector.read_back(SETTINGS, line, REFUND)
    assert (found.outcome, found.external_id, found.code) == (outcome, "3", code)


def test_the_mark_is_no_word_of_the_reason() -> None:
    refund = {"id": "3", "state": "Settled", "total": 100, "reason": marked("torn (left)", KEY), "lines": []}  # fmt: skip

    (seen,) = _refunds([{"method": "card", "refunds": [refund]}])

    assert seen.reason == "torn (left)"


def test_a_swap_that_died_before_the_order_was_let_go_is_done_and_not_refused() -> None:
    """The order stays in its modification otherwise, where nobody in the shop expects it."""
    lines = [
        {"id": "4", "quantity": 0, "productVariant": {"id": "1"}},
        {"id": "5", "quantity": 2, "productVariant": {"id": "2"}},
    ]
    order = {"state": "Modifying", "totalWithTax": 100, "lines": lines, "fulfillments": []}
    asked: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        told = json.loads(request.content)
        if "login" in told["query"]:
            login = {"data": {"login": {"__typename": "CurrentUser"}}}
            return httpx.Response(200, json=login, headers={"vendure-auth-token": "t"})
        asked.append(told["query"].partition("(")[0] + str(told["variables"].get("s", "")))
        if "transitionOrderToState" in told["query"]:
            moved = {"__typename": "Order", "id": "1"}
            return httpx.Response(200, json={"data": {"transitionOrderToState": moved}})
        return httpx.Response(200, json={"data": {"order": order}})

    swap = SwapLines(**THIS, variants={"4": "2"})
    with Web(transport=httpx.MockTransport(respond)) as line:
        assert connector.read_back(SETTINGS, line, swap) == NOT_DONE
        assert connector.carry_out(SETTINGS, line, swap).outcome == "done"

    assert asked == ["query", "query", "mutationPaymentSettled"]
