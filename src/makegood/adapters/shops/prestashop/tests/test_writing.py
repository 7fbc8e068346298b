"""Telling a PrestaShop to do something, and what became of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.prestashop import connector
from makegood.adapters.shops.prestashop.tests.presta_shop import FAILS, SETTINGS, PrestaShop
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports import (
    NOT_DONE,
    CancelOrder,
    Command,
    GiveCoupon,
    GiveRefund,
    SetState,
)
from makegood.testing.recordings import recording

RECORDED = recording("prestashop-family-thirtybees.json")
AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
THIS: dict[str, Any] = {"key": "k1", "order_id": "1", "drafted_at": AT}
REFUND = GiveRefund(
    **THIS, amount_minor=2600, currency="EUR", pieces={"11": 1}, amounts={"11": 2000}, shipping_minor=600
)  # fmt: skip
COUPON = GiveCoupon(
    **THIS, code="SORRY10", email="Ann@example.com", percent=10, expires_on=date(2027, 1, 1)
)
ALL = [SetState(**THIS, state="4"), CancelOrder(**THIS), REFUND, COUPON]


@pytest.fixture
def shop() -> PrestaShop:
    return PrestaShop()


@pytest.fixture
def web(shop: PrestaShop) -> Iterator[Web]:
    with Web(transport=shop.transport()) as opened:
        yield opened


@pytest.mark.parametrize("command", ALL, ids=lambda command: type(command).__name__)
def test_it_is_done_and_found_again(command: Command, web: Web) -> None:
    assert connector.read_back(SETTINGS, web, command) == NOT_DONE
    answer = connector.carry_out(SETTINGS, web, command)
    assert answer.outcome == "done"
    assert connector.read_back(SETTINGS, web, command) == answer


@pytest.mark.parametrize("command", ALL, ids=lambda command: type(command).__name__)
def test_it_says_500_and_has_done_it_all_the_same(
    command: Command, shop: PrestaShop, web: Web
) -> None:
    shop.fails = FAILS
    assert connector.carry_out(SETTINGS, web, command).outcome == "unknown"
    assert connector.read_back(SETTINGS, web, command) == NOT_DONE

    shop.is_done_all_the_same = True
    answer = connector.carry_out(SETTINGS, web, command)

    assert (answer.outcome, answer.why) == ("unknown", "HTTP 500 Internal server error")
    assert connector.read_back(SETTINGS, web, command).outcome == "done"


@pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")
def test_the_500_as_it_was_recorded(shop: PrestaShop, web: Web) -> None:
    assert RECORDED
    said = next(e for e in RECORDED["exchanges"] if "order_histories?send" in e["request"]["url"])
    shop.fails = httpx.Response(said["response"]["status"], text=said["response"]["body"])
    shop.is_done_all_the_same = True

    assert connector.carry_out(SETTINGS, web, SetState(**THIS, state="4")).outcome == "unknown"
    assert connector.read_back(SETTINGS, web, SetState(**THIS, state="4")).outcome == "done"
    assert shop.told["order_histories"][0]["id_order_state"] == "4"


def test_an_order_that_is_there_already_is_left_there(shop: PrestaShop, web: Web) -> None:
    answer = connector.carry_out(SETTINGS, web, SetState(**THIS, state="2"))

    assert (answer.outcome, shop.told["order_histories"]) == ("done", [])


def test_a_slip_is_exact_with_tax_and_without(shop: PrestaShop, web: Web) -> None:
    connector.carry_out(SETTINGS, web, REFUND)

    (slip,) = shop.told["order_slip"]
    assert (slip["total_products_tax_incl"], slip["total_products_tax_excl"]) == ("20.00", "16.67")
    assert (slip["total_shipping_tax_incl"], slip["total_shipping_tax_excl"]) == ("6.00", "5.00")
    assert slip["order_slip_details"] == [
        {"id_order_detail": "11", "product_quantity": "1", "amount_tax_excl": "16.67", "amount_tax_incl": "20.00"}
    ]  # fmt: skip


@pytest.mark.parametrize(("currency", "said"), [("JPY", "2000"), ("KWD", "2.000")])
def test_amounts_are_exact_in_any_currency(currency: str, said: str) -> None:
    shop = PrestaShop(currency)
    refund = GiveRefund(**THIS, amount_minor=2000, currency=currency)
    with Web(transport=shop.transport()) as web:
        connector.carry_out(SETTINGS, web, refund)
        assert shop.told["order_slip"][0]["total_products_tax_incl"] == said
        assert connector.read_back(SETTINGS, web, refund).outcome == "done"


def test_another_slip_is_not_taken_for_ours(shop: PrestaShop, web: Web) -> None:
    shop.now = "2026-11-22 15:00:00"  # in Paris: two hours before it was drafted
    connector.carry_out(SETTINGS, web, REFUND)
    assert connector.read_back(SETTINGS, web, REFUND) == NOT_DONE

    shop.now = "2026-11-22 16:30:00"
    connector.carry_out(SETTINGS, web, REFUND)
    assert connector.read_back(SETTINGS, web, REFUND).external_id == "71"
    other = GiveRefund(**THIS, amount_minor=2600, currency="EUR", pieces={"11": 2})
    assert connector.read_back(SETTINGS, web, other) == NOT_DONE


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (GiveRefund(**THIS, amount_minor=5, currency="USD"), "other_currency"),
        (GiveRefund(**THIS, amount_minor=5, currency="EUR", pieces={"12": 1}), "not_found"),
        (GiveCoupon(**THIS, code="X", email="b@example.com", percent=5, expires_on=date(2027, 1, 1)), "no_customer"),
        (GiveCoupon(**THIS, code="X", email="ann@example.com", amount_minor=5, currency="USD", expires_on=date(2027, 1, 1)), "other_currency"),
        (SetState(**THIS | {"order_id": "9"}, state="4"), "not_found"),
    ],
    ids=["currency", "line", "customer", "coupon's currency", "order"],
)  # fmt: skip
def test_what_it_can_t_do_is_refused_before_it_is_told(
    command: Command, code: str, shop: PrestaShop, web: Web
) -> None:
    answer = connector.carry_out(SETTINGS, web, command)

    assert (answer.outcome, answer.code) == ("refused", code)
    assert not shop.told["order_slip"] + shop.told["cart_rules"] + shop.told["order_histories"]


@pytest.mark.parametrize(
    ("fails", "outcome"),
    [
        (httpx.Response(400, text="<prestashop><errors/></prestashop>"), "refused"),
        (httpx.Response(502), "unknown"),
        (httpx.Response(200, text="<html>Back soon</html>"), "unknown"),
        (httpx.ReadTimeout("slow"), "unknown"),
    ],
    ids=["400", "502", "html", "timeout"],
)
def test_a_no_and_not_knowing_are_told_apart(
    fails: Any, outcome: str, shop: PrestaShop, web: Web
) -> None:
    shop.fails = fails

    assert connector.carry_out(SETTINGS, web, REFUND).outcome == outcome


@pytest.mark.parametrize("fails", [httpx.ConnectError("refused"), httpx.Response(401)], ids=["line", "key"])  # fmt: skip
def test_what_it_never_took_up_is_a_failure_and_no_answer(
    fails: Any, shop: PrestaShop, web: Web
) -> None:
    shop.fails = fails

    with pytest.raises(ProviderFailed) as failed:
        connector.carry_out(SETTINGS, web, REFUND)

    assert not failed.value.unclear
