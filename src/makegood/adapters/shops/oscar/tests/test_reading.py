"""What a django-oscar shop says, as it was recorded of a real one, and what is odd about it."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.oscar import connector
from makegood.adapters.shops.oscar.orders import read
from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import InstrumentSeen, SetState

ORDER = json.loads((Path(__file__).parents[1] / "fixtures" / "order.json").read_text())
SETTINGS = {"url": "https://shop.example/makegood", "token": "x"}
NOW = {"oscar": "4.2.1", "now": "2026-11-28T13:00:00Z", "statuses": ["Pending"]}


def web(answers: dict[str, Any], asked: list[httpx.Request] | None = None) -> Web:
    """Answers by path; what is not among them is not there."""

    def respond(request: httpx.Request) -> httpx.Response:
        (asked if asked is not None else []).append(request)
        told = answers.get(request.url.path.removeprefix("/makegood/"), httpx.Response(404))
        return told if isinstance(told, httpx.Response) else httpx.Response(200, json=told)

    return Web(transport=httpx.MockTransport(respond))


def test_an_order_as_it_was_recorded() -> None:
    order = read(ORDER)

    card = InstrumentSeen("card", "Bankcard", "4242")
    assert (order.number, order.state, order.total_minor) == ("100001", "Being processed", 6000)
    assert (order.customer.email, order.customer.name) == ("ann@example.com", "Ann Lee")
    assert order.customer.phones == ("+493012345678",)
    assert (order.address.city, order.address.country) == ("Berlin", "DE")
    assert [(one.sku, one.quantity, one.total_minor) for one in order.lines] == [
        ("SHIRT-M", 2, 4000),
        ("SHIRT-L", 1, 2000),
    ]
    assert {one.product_id for one in order.lines} == {"1"}
    assert [one.variant_id for one in order.lines] == ["2", "3"]
    (parcel,) = order.parcels
    assert (parcel.number, parcel.pieces) == ("RR123456785DE", {"1": 1, "2": 1})
    assert parcel.delivered_at is not None
    assert order.delivered_at is None, "one shirt is still to come"
    assert [(one.amount_minor, one.instrument) for one in order.payments] == [(6000, card)]
    assert [(one.amount_minor, one.pieces) for one in order.refunds] == [(2000, {"1": 1})]


def test_a_first_reading_goes_by_ids_and_later_ones_by_what_was_written() -> None:
    asked: list[httpx.Request] = []
    told = {"": NOW, "orders/": {"orders": [ORDER], "more": False, "left": 0}}
    first = connector.orders_since(SETTINGS, web(told, asked), {})
    assert first.is_last
    assert first.cursor == {"since": "2026-11-28T13:00:00+00:00", "top": 1, "is_read": True}

    told["orders/"] = {"orders": [], "more": False}
    new = connector.orders_since(SETTINGS, web(told, asked), first.cursor)
    place = {"since": "2026-11-28T13:05:00Z", "after": 1}
    told["orders/changed/"] = {"orders": [ORDER], "more": True, "last": place}
    changed = connector.orders_since(SETTINGS, web(told, asked), new.cursor)
    told["orders/changed/"] = {"orders": [], "more": False, "last": None}
    last = connector.orders_since(SETTINGS, web(told, asked), changed.cursor)

    assert [new.is_last, changed.is_last, last.is_last] == [False, False, True]
    assert last.cursor == {"since": "2026-11-28T13:05:00Z", "top": 1, "is_read": True}
    places = [dict(one.url.params) for one in asked if "changed" in one.url.path]
    assert places == [
        {"limit": "100", "since": "2026-11-28T12:58:00+00:00", "after": "0"},
        {"limit": "100", "since": "2026-11-28T13:05:00Z", "after": "1"},
    ]


def test_pages_that_lead_nowhere_are_a_failure() -> None:
    told = {"": NOW, "orders/": {"orders": [ORDER], "more": True}}

    with pytest.raises(ProviderFailed, match="do not go on"):
        connector.orders_since(SETTINGS, web(told), {"since": NOW["now"], "top": 1})


@pytest.mark.parametrize(
    "odd",
    [
        {"date_placed": "2026-11-28T13:00:00"},
        {"total_incl_tax": "some"},
        {"lines": [{"id": 1}]},
        {"sources": None},
    ],
    ids=str,
)
def test_what_is_odd_is_told_and_stops_no_other(odd: dict[str, Any]) -> None:
    orders = [ORDER | odd | {"id": 7}, None, ORDER]
    told = {"": NOW, "orders/": {"orders": orders, "more": False}}

    page = connector.orders_since(SETTINGS, web(told), {})

    assert [one.external_id for one in page.seen] == ["1"]
    assert [one.external_id for one in page.unread] == ["7", ""]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (httpx.Response(500, text="<b>Fatal</b>"), "unknown"),
        (httpx.Response(200, text="<html>"), "unknown"),
        (httpx.Response(200, json=ORDER), "unknown"),
        (httpx.Response(200, json=ORDER | {"status": "Complete"}), "done"),
        (httpx.Response(409, json={"code": "invalid_status", "message": "No."}), "refused"),
    ],
)
def test_done_is_what_is_found_in_the_order(answer: httpx.Response, outcome: str) -> None:
    command = SetState(key="k", order_id="1", drafted_at=clock.now(), state="Complete")

    found = connector.carry_out(SETTINGS, web({"orders/1/status/": answer}), command)

    assert found.outcome == outcome
