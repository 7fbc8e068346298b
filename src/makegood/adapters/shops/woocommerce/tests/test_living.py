"""A WooCommerce shop in which all is well, and one that says no in its own way."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from makegood.adapters.shops.woocommerce import connector
from makegood.kernel import clock
from makegood.kernel.errors import NotAllowed
from makegood.kernel.web import Web
from makegood.shops.ports import NOT_DONE, Call, GiveCoupon, GiveRefund
from makegood.testing.living_shops import LIVING_SHOP_CONTRACT, Clause
from makegood.testing.woo_shop import SETTINGS, ping
from makegood.testing.woo_teller import Teller


@pytest.fixture
def woo() -> Teller:
    return Teller()


@pytest.fixture
def web(woo: Teller) -> Iterator[Web]:
    with Web(transport=woo.transport()) as opened:
        yield opened


@pytest.mark.parametrize("clause", LIVING_SHOP_CONTRACT, ids=lambda clause: clause.__name__)
def test_it_understands_a_shop_in_which_all_is_well(clause: Clause, woo: Teller, web: Web) -> None:
    order = woo.new_order()

    clause(connector, SETTINGS, web, str(order["id"]))


def test_a_refund_beyond_the_total_is_a_no_and_made_nothing(woo: Teller, web: Web) -> None:
    this = _this(woo)
    first = GiveRefund(**this, amount_minor=6000, currency="USD")
    more = GiveRefund(**this | {"key": "k2"}, amount_minor=501, currency="USD")

    assert connector.carry_out(SETTINGS, web, first).outcome == "done"
    answer = connector.carry_out(SETTINGS, web, more)

    assert (answer.outcome, answer.why) == ("refused", "HTTP 500 Invalid refund amount.")
    assert connector.read_back(SETTINGS, web, more) == NOT_DONE
    assert [one["amount"] for one in woo.refunds[int(this["order_id"])]] == ["60.00"]


def test_a_coupon_is_found_though_its_code_is_written_small(woo: Teller, web: Web) -> None:
    coupon = GiveCoupon(
        **_this(woo), code="SORRY10", email="ann@example.com", percent=10, expires_on=date(2027, 1, 1)
    )  # fmt: skip

    assert connector.read_back(SETTINGS, web, coupon) == NOT_DONE
    answer = connector.carry_out(SETTINGS, web, coupon)
    assert connector.read_back(SETTINGS, web, coupon) == answer


def test_a_delivery_that_was_cut_short_or_changed_is_a_strangers(woo: Teller) -> None:
    order = woo.new_order()
    heads, body = woo.deliveries(order["id"])[0]

    assert connector.recognise(SETTINGS, Call(heads, body)).order_id == str(order["id"])
    assert connector.recognise(SETTINGS, Call(*ping())).order_id == ""
    for other in (body[:-1], body + b" ", body.replace(b"processing", b"completed ")):
        with pytest.raises(NotAllowed):
            connector.recognise(SETTINGS, Call(heads, other))


def _this(woo: Teller) -> dict[str, Any]:
    order = woo.new_order()
    return {"key": "k1", "order_id": str(order["id"]), "drafted_at": clock.now()}
