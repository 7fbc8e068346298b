"""Telling a WooCommerce shop to do something: as it was recorded, and as it fails."""

import json
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.woocommerce import connector
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import (
    NOT_DONE,
    AddNote,
    AddressSeen,
    CancelOrder,
    ChangeAddress,
    Command,
    GiveCoupon,
    GiveRefund,
    SetState,
)
from makegood.testing.recordings import Recorded, recording
from makegood.testing.woo_shop import SETTINGS, WooShop

RECORDED = recording("woocommerce-11.0.1.json")
AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
THIS: dict[str, Any] = {"key": "k1", "order_id": "15", "drafted_at": AT}
REFUND = GiveRefund(**THIS, amount_minor=2000, currency="USD", pieces={"4": 1}, amounts={"4": 2000})
COUPON = GiveCoupon(
    **THIS,
    code="sorry1795360308",
    email="ann@example.com",
    percent=10,
    expires_on=date(2027, 1, 1),
)


def recorded(path: str, at: int) -> Recorded:
    """The shop as it answered that call, of several the one at this place."""
    assert RECORDED
    found = [
        one for one in RECORDED["exchanges"]
        if one["request"]["url"].endswith(path) and one["request"]["method"] != "GET"
    ]  # fmt: skip
    return Recorded([found[at]])


@pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")
@pytest.mark.parametrize(
    ("command", "path", "made"),
    [
        (REFUND, "/orders/15/refunds", "16"),
        (SetState(**THIS, state="completed"), "/orders/15", "15"),
        (AddNote(**THIS, text="Tracking", is_for_customer=True), "/orders/15/notes", None),
        (COUPON, "/coupons", None),
    ],
    ids=["refund", "state", "note", "coupon"],
)
def test_done_as_it_was_recorded(command: Command, path: str, made: str | None) -> None:
    answer = connector.carry_out(SETTINGS, recorded(path, 0), command)

    assert answer.outcome == "done"
    assert answer.external_id.isdigit()
    assert made in {None, answer.external_id}


@pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")
def test_a_refund_beyond_the_total_is_a_no_though_it_says_500() -> None:
    answer = connector.carry_out(SETTINGS, recorded("/orders/15/refunds", 1), REFUND)

    assert (answer.outcome, answer.code) == (
        "refused",
        "woocommerce_rest_cannot_create_order_refund",
    )
    assert answer.why == "HTTP 500 Invalid refund amount."


@pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")
def test_what_is_sent_is_what_was_recorded() -> None:
    assert RECORDED
    told: list[dict[str, Any]] = []

    def hear(request: httpx.Request) -> httpx.Response:
        told.append(json.loads(request.content))
        return httpx.Response(201, json={"id": 1})

    with Web(transport=httpx.MockTransport(hear)) as web:
        connector.carry_out(SETTINGS, web, REFUND)
        connector.carry_out(SETTINGS, web, COUPON)
    bodies = [json.loads(one["request"]["body"] or "{}") for one in RECORDED["exchanges"]]
    refund = next(one for one in bodies if one.get("amount") == "20.00")
    coupon = next(one for one in bodies if one.get("discount_type"))

    assert told[0].items() >= {**refund, "reason": "[k1]"}.items()
    assert told[0]["meta_data"] == [{"key": "_makegood_key", "value": "k1"}]
    assert told[1] == coupon


@pytest.mark.parametrize(
    ("fails", "outcome"),
    [
        (httpx.Response(500, text="<b>Fatal error</b>"), "unknown"),
        (httpx.Response(502), "unknown"),
        (httpx.Response(503), "unknown"),
        (httpx.Response(200, text="<html>"), "unknown"),
        (httpx.Response(404, json={"code": "invalid_id", "message": "Invalid ID."}), "refused"),
        (httpx.Response(400, json={"code": "rest_invalid_param", "message": "No."}), "refused"),
        (httpx.ReadTimeout("slow"), "unknown"),
        (httpx.RemoteProtocolError("cut"), "unknown"),
    ],
)
def test_a_no_and_not_knowing_are_told_apart(fails: Any, outcome: str) -> None:
    woo = WooShop()
    woo.fails = fails
    with Web(transport=woo.transport()) as web:
        assert connector.carry_out(SETTINGS, web, REFUND).outcome == outcome


@pytest.mark.parametrize(
    "fails",
    [httpx.ConnectError("refused"), httpx.Response(401), httpx.Response(429)],
)
def test_what_the_shop_never_took_up_is_a_failure_and_no_answer(fails: Any) -> None:
    woo = WooShop()
    woo.fails = fails
    with Web(transport=woo.transport()) as web, pytest.raises(ProviderFailed) as failed:
        connector.carry_out(SETTINGS, web, REFUND)

    assert not failed.value.unclear


def test_it_is_read_back_by_its_key_or_by_what_is_so() -> None:
    woo = WooShop()
    order = woo.new_order()
    this: dict[str, Any] = THIS | {"order_id": str(order["id"])}
    refund = GiveRefund(**this, amount_minor=2000, currency="USD")
    home = AddressSeen(name="Ann Lee", street="9 New Road", city="Leeds", country="GB")
    with Web(transport=woo.transport()) as web:
        for command in (refund, CancelOrder(**this), ChangeAddress(**this, address=home)):
            assert connector.read_back(SETTINGS, web, command) == NOT_DONE

        woo.refund(order["id"], "20.00", {}, "by somebody else")
        assert connector.read_back(SETTINGS, web, refund) == NOT_DONE
        woo.refunds[order["id"]][0]["meta_data"] = [{"key": "_makegood_key", "value": "k1"}]
        assert connector.read_back(SETTINGS, web, refund).outcome == "done"

        woo.change(order["id"], status="cancelled")
        assert connector.read_back(SETTINGS, web, CancelOrder(**this)).outcome == "done"
        woo.orders[order["id"]]["shipping"] |= {
            "first_name": "Ann", "last_name": "Lee", "address_1": "9 New Road", "postcode": "",
            "city": "Leeds", "phone": "",
        }  # fmt: skip
        moved = ChangeAddress(**this, address=home)
        assert connector.read_back(SETTINGS, web, moved).outcome == "done"


@pytest.mark.parametrize(
    ("is_paid_out", "refunded_payment", "outcome"),
    [(False, False, "done"), (True, True, "done"), (True, False, "unknown")],
)
def test_a_refund_that_died_before_it_had_its_meta_data_is_known_by_its_reason(
    is_paid_out: bool, refunded_payment: bool, outcome: str
) -> None:
    woo = WooShop()
    order = woo.new_order()
    key = "01932c5e-0000-7000-8000-00005f3a9c1e"
    this: dict[str, Any] = THIS | {"order_id": str(order["id"]), "key": key}
    refund = GiveRefund(
        **this, amount_minor=2000, currency="USD", reason="Lost", is_paid_out=is_paid_out
    )
    told: list[dict[str, Any]] = []

    def hear(request: httpx.Request) -> httpx.Response:
        told.append(json.loads(request.content))
        raise httpx.ReadTimeout("slow")

    with Web(transport=httpx.MockTransport(hear)) as web:
        assert connector.carry_out(SETTINGS, web, refund).outcome == "unknown"
    woo.refund(order["id"], "20.00", {}, told[0]["reason"])
    woo.refunds[order["id"]][0]["refunded_payment"] = refunded_payment

    with Web(transport=woo.transport()) as web:
        assert connector.read_back(SETTINGS, web, refund).outcome == outcome
        other = GiveRefund(**this | {"key": key[:-1] + "f"}, amount_minor=2000, currency="USD")
        assert connector.read_back(SETTINGS, web, other) == NOT_DONE
        seen = connector.fetch_order(SETTINGS, web, str(order["id"]))
    assert seen is not None
    assert [one.reason for one in seen.refunds] == ["Lost"]


@pytest.mark.parametrize("said", [[None, 1, {}], {"id": 1, "data": None}, "x"])
def test_what_no_such_shop_says_tells_nothing(said: Any) -> None:
    woo = WooShop()
    woo.fails = httpx.Response(200, json=said)
    home = AddressSeen(name="Ann Lee", street="9 New Road", city="Leeds", country="GB")
    with Web(transport=woo.transport()) as web:
        for command in (
            REFUND, COUPON, AddNote(**THIS, text="Hello"), CancelOrder(**THIS),
            SetState(**THIS, state="completed"), ChangeAddress(**THIS, address=home),
        ):  # fmt: skip
            assert connector.read_back(SETTINGS, web, command).outcome == "unknown"


@pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")
def test_a_note_is_read_back_by_its_words_and_since_when() -> None:
    assert RECORDED
    shop = Recorded(RECORDED["exchanges"])
    note = AddNote(**THIS, text="Tracking RR123456785GB")
    later = AddNote(**THIS | {"drafted_at": datetime(2026, 12, 1, tzinfo=UTC)}, text=note.text)

    assert connector.read_back(SETTINGS, shop, note).outcome == "done"
    assert connector.read_back(SETTINGS, shop, later) == NOT_DONE
    assert connector.read_back(SETTINGS, shop, AddNote(**THIS, text="Never said")) == NOT_DONE
