"""Telling a Shopify shop to do something, and what became of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from makegood.adapters.shops.shopify import asking, connector
from makegood.adapters.shops.shopify.tests.shopify_shop import BEGAN, SETTINGS, ShopifyShop, gid
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
)

THIS: dict[str, Any] = {"key": "k1-a", "order_id": "1001", "drafted_at": BEGAN}
HOME = AddressSeen(name="Ann Lee", street="9 New Road", city="Leeds", postcode="LS1", country="GB", phone="+44 1")  # fmt: skip
REFUND = GiveRefund(**THIS, amount_minor=2499, currency="EUR", reason="late", pieces={"1001": 1}, shipping_minor=499)  # fmt: skip
COUPON = GiveCoupon(
    **THIS, code="SORRY", email="Ann@example.com", percent=10, expires_on=date(2027, 1, 1)
)


@pytest.fixture
def shop() -> ShopifyShop:
    asking._TOKENS.clear()
    one = ShopifyShop()
    one.new_order()
    return one


@pytest.fixture
def web(shop: ShopifyShop) -> Iterator[Web]:
    with Web(transport=shop.transport()) as opened:
        yield opened


@pytest.mark.parametrize(
    "command",
    [ChangeAddress(**THIS, address=HOME), AddNote(**THIS, text="Called"), REFUND, COUPON],
    ids=lambda command: type(command).__name__,
)
def test_it_is_done_and_found_again(command: Command, web: Web) -> None:
    assert connector.read_back(SETTINGS, web, command) == NOT_DONE
    answer = connector.carry_out(SETTINGS, web, command)
    assert answer.outcome == "done"
    assert connector.read_back(SETTINGS, web, command) == answer


def test_a_cancellation_takes_a_while(web: Web) -> None:
    cancel = CancelOrder(**THIS, reason="changed their mind")
    assert connector.read_back(SETTINGS, web, cancel) == NOT_DONE

    answer = connector.carry_out(SETTINGS, web, cancel)

    assert (answer.outcome, answer.code) == ("unknown", "cancel_pending")
    assert connector.read_back(SETTINGS, web, cancel).outcome == "done"


def test_a_refund_is_exact_bears_its_key_and_comes_back_as_it_was_asked(
    shop: ShopifyShop, web: Web
) -> None:
    answer = connector.carry_out(SETTINGS, web, REFUND)
    again = connector.carry_out(SETTINGS, web, REFUND)
    seen = connector.fetch_order(SETTINGS, web, "1001")

    assert again == answer, "the key is the same, so the refund is"
    (made,) = shop.orders[gid("Order", "1001")]["refunds"]
    assert made["note"] == "late [makegood:k1-a]"
    assert seen
    assert [(o.external_id, o.amount_minor, o.reason, dict(o.pieces)) for o in seen.refunds] == [(answer.external_id, 2499, "late", {"1001": 1})]  # fmt: skip
    assert [o.amount_minor for o in seen.payments] == [6000]


@pytest.mark.parametrize(
    ("currency", "price", "minor"), [("JPY", "2000.0", 500), ("KWD", "2.5", 1234)]
)
def test_amounts_are_exact_in_any_currency(
    currency: str, price: str, minor: int, shop: ShopifyShop, web: Web
) -> None:
    shop.new_order(currency, price)
    refund = GiveRefund(**THIS | {"order_id": "1002"}, amount_minor=minor, currency=currency)

    assert connector.carry_out(SETTINGS, web, refund).outcome == "done"
    seen = connector.fetch_order(SETTINGS, web, "1002")

    assert seen
    assert [o.amount_minor for o in seen.refunds] == [minor]


@pytest.mark.parametrize(
    ("is_now", "outcome", "code"),
    [("SUCCESS", "done", ""), ("PENDING", "done", "pending"), ("FAILURE", "refused", "refund_failed")],
)  # fmt: skip
def test_a_refund_may_have_to_wait_for_its_money(
    is_now: str, outcome: str, code: str, shop: ShopifyShop, web: Web
) -> None:
    shop.refunds_are = "PENDING"
    assert connector.carry_out(SETTINGS, web, REFUND).code == "pending"

    shop.orders[gid("Order", "1001")]["refunds"][0]["transactions"]["nodes"][0]["status"] = is_now
    answer = connector.read_back(SETTINGS, web, REFUND)

    assert (answer.outcome, answer.code) == (outcome, code)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"amount_minor": 6001}, "too_much"),
        ({"currency": "USD"}, "other_currency"),
        ({"payment_id": "9"}, "too_much"),
    ],
    ids=["amount", "currency", "payment"],
)
def test_what_no_payment_holds_is_not_asked_for(
    changed: dict[str, Any], code: str, shop: ShopifyShop, web: Web
) -> None:
    refund = GiveRefund(**THIS | {"amount_minor": 6000, "currency": "EUR"} | changed)

    answer = connector.carry_out(SETTINGS, web, refund)

    assert (answer.outcome, answer.code) == ("refused", code)
    assert "refundCreate" not in shop.asked


def test_what_went_back_is_not_held_any_more(web: Web) -> None:
    connector.carry_out(SETTINGS, web, REFUND)
    rest = GiveRefund(**THIS | {"key": "k2"}, amount_minor=3501, currency="EUR")
    more = GiveRefund(**THIS | {"key": "k3"}, amount_minor=3502, currency="EUR")

    assert connector.carry_out(SETTINGS, web, more).code == "too_much"
    assert connector.carry_out(SETTINGS, web, rest).outcome == "done"


def test_notes_grow_and_each_is_found_by_its_own_mark(shop: ShopifyShop, web: Web) -> None:
    shop.orders[gid("Order", "1001")]["note"] = "Ring twice"
    first, second = AddNote(**THIS, text="Called"), AddNote(**THIS | {"key": "k2"}, text="Called")

    connector.carry_out(SETTINGS, web, first)

    assert shop.orders[gid("Order", "1001")]["note"] == "Ring twice\nCalled"
    assert connector.read_back(SETTINGS, web, first).outcome == "done"
    assert connector.read_back(SETTINGS, web, second) == NOT_DONE


def test_a_coupon_is_for_one_customer_and_one_use(shop: ShopifyShop, web: Web) -> None:
    connector.carry_out(SETTINGS, web, COUPON)

    made = shop.discounts["SORRY"]
    assert made["customerGets"] == {"value": {"percentage": 0.1}, "items": {"all": True}}
    assert made["context"] == {"customers": {"add": [gid("Customer", 7)]}}
    assert (made["usageLimit"], made["endsAt"]) == (1, "2027-01-01T23:59:59+00:00")

    amount = GiveCoupon(**THIS, code="FIVE", email="ann@example.com", amount_minor=550, currency="EUR", expires_on=date(2027, 1, 1))  # fmt: skip
    connector.carry_out(SETTINGS, web, amount)
    assert shop.discounts["FIVE"]["customerGets"]["value"] == {"discountAmount": {"amount": "5.50", "appliesOnEachItem": False}}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email": "other@example.com"}, "no_customer"),
        ({"percent": 0, "amount_minor": 5, "currency": "USD"}, "other_currency"),
    ],
)
def test_a_coupon_it_can_t_make_is_for_a_person(
    changed: dict[str, Any], code: str, shop: ShopifyShop, web: Web
) -> None:
    given: dict[str, Any] = {"code": "S", "email": "ann@example.com", "percent": 10, "expires_on": date(2027, 1, 1)}  # fmt: skip

    answer = connector.carry_out(SETTINGS, web, GiveCoupon(**THIS | given | changed))

    assert (answer.outcome, answer.code) == ("refused", code)
    assert not shop.discounts


def test_it_says_no(shop: ShopifyShop, web: Web) -> None:
    shop.orders[gid("Order", "1001")]["fulfillments"] = [{"id": gid("Fulfillment", 1)}]

    answer = connector.carry_out(SETTINGS, web, CancelOrder(**THIS))
    taken = [connector.carry_out(SETTINGS, web, COUPON).code for _ in range(2)]
    note = connector.carry_out(SETTINGS, web, AddNote(**THIS, text="Hi", is_for_customer=True))

    assert (answer.outcome, answer.code, answer.why) == ("refused", "invalid", "Cannot cancel an order with fulfillments")  # fmt: skip
    assert taken == ["", "taken"]
    assert (note.outcome, note.code) == ("refused", "not_for_customers")


@pytest.mark.parametrize(
    "fails",
    [
        httpx.Response(500, text="<b>Error</b>"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"errors": [{"message": "Internal error"}]}),
        httpx.Response(200, json={"data": {"refundCreate": None}}),
        httpx.ReadTimeout("slow"),
    ],
    ids=["500", "html", "errors", "nothing", "timeout"],
)
def test_what_it_may_have_done_is_found_out(fails: Any, shop: ShopifyShop, web: Web) -> None:
    shop.fails = {"refundCreate": fails}
    assert connector.carry_out(SETTINGS, web, REFUND).outcome == "unknown"
    assert connector.read_back(SETTINGS, web, REFUND) == NOT_DONE

    shop.is_done_all_the_same = True
    assert connector.carry_out(SETTINGS, web, REFUND).outcome == "unknown"
    assert connector.read_back(SETTINGS, web, REFUND).outcome == "done"


def test_what_it_did_not_take_up_is_a_failure_and_no_answer(shop: ShopifyShop, web: Web) -> None:
    shop.left = 125  # enough to read the order, and no more
    with pytest.raises(ProviderFailed) as failed:
        connector.carry_out(SETTINGS, web, REFUND)

    assert (failed.value.code, failed.value.unclear) == ("busy", False)
    assert shop.orders[gid("Order", "1001")]["refunds"] == []
