"""What a shop with our interface may say, and what is odd about it."""

import json
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.generic import connector
from makegood.adapters.shops.generic.orders import read
from makegood.adapters.shops.generic.tests.running import order
from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import NOT_DONE, Answer, GiveRefund, Page

SETTINGS = {"url": "https://shop.example/makegood", "token": "x"}
WHOLE = order("7") | {"id": "7", "changed_at": "2026-11-20T10:00:00.25Z"}
REFUND = GiveRefund(key="k/1", order_id="7", drafted_at=clock.now(), amount_minor=1, currency="EUR")


def web(answer: httpx.Response | Exception, asked: list[httpx.Request] | None = None) -> Web:
    def respond(request: httpx.Request) -> httpx.Response:
        (asked if asked is not None else []).append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Web(transport=httpx.MockTransport(respond))


def test_amounts_are_exact_in_any_currency() -> None:
    def total(said: Any, currency: str) -> int:
        plain: dict[str, Any] = {"lines": [], "payments": [], "shipping": None, "tax": ""}
        return read(WHOLE | plain | {"total": said, "currency": currency}).total_minor

    assert total("65.00", "EUR") == 6500
    assert total("1500", "JPY") == 1500
    assert total("1.234", "KWD") == 1234
    assert total(65, "EUR") == 6500
    for said, currency in ((0.1 + 0.2, "EUR"), ("1.5", "JPY"), ("12,50", "EUR"), (True, "EUR")):
        with pytest.raises(ValueError, match=r"decimals|not an amount"):
            total(said, currency)


@pytest.mark.parametrize(
    "odd",
    [
        {"placed_at": "2026-11-20T10:00:00"},
        {"total": None},
        {"lines": [{"id": "1", "name": "Shirt", "quantity": "some"}]},
        {"lines": None},
        {"payments": ["card"]},
    ],
    ids=lambda odd: str(odd),
)
def test_what_is_odd_is_told_and_stops_no_other(odd: dict[str, Any]) -> None:
    told = {"orders": [WHOLE | odd | {"id": "6"}, None, WHOLE], "has_more": False}

    page: Page[Any] = connector.orders_since(SETTINGS, web(httpx.Response(200, json=told)), {})

    assert [one.external_id for one in page.seen] == ["7"]
    assert [one.external_id for one in page.unread] == ["6", ""]
    assert page.cursor == {"since": "2026-11-20T10:00:00.25Z", "after": "7"}


def test_pages_that_lead_nowhere_are_a_failure_and_not_an_endless_reading() -> None:
    told = {"orders": [WHOLE], "has_more": True}
    asked: list[httpx.Request] = []
    line = web(httpx.Response(200, json=told), asked)
    first = connector.orders_since(SETTINGS, line, {})

    with pytest.raises(ProviderFailed, match="do not go on"):
        connector.orders_since(SETTINGS, line, first.cursor)
    assert dict(asked[1].url.params) == {
        "limit": "100",
        "changed_since": "2026-11-20T10:00:00.25Z",
        "after": "7",
    }


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (httpx.Response(500, text="<b>Fatal</b>"), "unknown"),
        (httpx.Response(200, text="<html>"), "unknown"),
        (httpx.Response(409, json={"code": "under_way"}), "unknown"),
        (httpx.ReadTimeout("slow"), "unknown"),
        (httpx.Response(422, json={"code": "too_much", "message": "No."}), "refused"),
        (httpx.Response(501), "refused"),
        (httpx.Response(200, json={"outcome": "done", "id": 3}), "done"),
    ],
)
def test_a_no_and_not_knowing_are_told_apart(answer: Any, outcome: str) -> None:
    asked: list[httpx.Request] = []

    assert connector.carry_out(SETTINGS, web(answer, asked), REFUND).outcome == outcome
    assert asked[0].headers["idempotency-key"] == "k/1"
    assert json.loads(asked[0].content) == {
        "key": "k/1", "order_id": "7", "kind": "refund", "amount": "0.01", "currency": "EUR", "pieces": {},
        "amounts": {}, "shipping": "0.00", "payment_id": "", "reason": "", "is_paid_out": False,
        "restocks": False,
    }  # fmt: skip


def test_only_a_plain_no_lets_a_command_be_told_again() -> None:
    def found(answer: httpx.Response) -> Answer:
        return connector.read_back(SETTINGS, web(answer), REFUND)

    assert found(httpx.Response(200, json={"outcome": "not_done"})) == NOT_DONE
    assert found(httpx.Response(404)).outcome == "unknown", "an address that leads nowhere"
    assert found(httpx.Response(200, json={})).outcome == "unknown"
    assert found(httpx.Response(200, json={"outcome": "refused", "code": "c"})).code == "c"
