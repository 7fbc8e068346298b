"""What a real Vendure 3.7 said, read."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.adapters.shops.vendure import asking, connector
from makegood.kernel.calling import Reply
from makegood.kernel.errors import NotAllowed, ProviderFailed
from makegood.shops.ports import Call, InstrumentSeen
from makegood.testing.recordings import recording

RECORDED = recording("vendure-3.7.3.json")
SETTINGS = {"url": "http://127.0.0.1:3901/admin-api", "username": "desk", "password": "p"}

pytestmark = pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")


class Shop:
    """A `Caller`: it answers as it was recorded, by what the query asks for; `says` stands before the recording."""

    def __init__(self, says: dict[str, Any] | None = None) -> None:
        self.says = says or {}
        self.asked: list[str] = []

    def call(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        user: tuple[str, str] | None = None,
    ) -> Reply:
        assert RECORDED
        query = json.loads(body or b"{}")["query"]
        what = next(one for one in ("login", "products", "orders(", "order(", "__type") if one in query)  # fmt: skip
        self.asked.append(what)
        if what in self.says:
            return Reply(200, json.dumps(self.says[what]).encode(), {"vendure-auth-token": "t"})
        answers = [
            one["response"]["body"] for one in RECORDED["exchanges"]
            if what in one["request"]["body"] and one["request"]["url"].endswith("admin-api")
        ]  # fmt: skip
        return Reply(200, answers[-1].encode(), {"vendure-auth-token": "t"})


@pytest.fixture(autouse=True)
def nobody_is_signed_in() -> None:
    asking._TOKENS.clear()


def test_a_page_of_orders() -> None:
    page = connector.orders_since(SETTINGS, Shop(), {})

    assert (page.is_last, page.left, page.unread) == (True, 0, ())
    first, second = page.seen
    assert (second.external_id, second.number, second.state) == ("2", "5PUJSW2RPTXYV7YS", "Delivered")  # fmt: skip
    assert (second.currency, second.total_minor, second.shipping_minor) == ("USD", 79460, 500)
    assert second.placed_at == datetime(2026, 11, 22, 15, 12, 0, 302000, tzinfo=UTC)  # fmt: skip
    assert [(o.sku, o.quantity, o.total_minor) for o in second.lines] == [("TBL200032", 2, 78960)]
    assert [(o.number, o.carrier, dict(o.pieces)) for o in second.parcels] == [("RR473124829GB", "Post", {"2": 2})]  # fmt: skip
    assert [o.amount_minor for o in second.payments] == [79460]
    assert [(o.amount_minor, o.reason, dict(o.pieces)) for o in second.refunds] == [(39480, "damaged", {"2": 1})]  # fmt: skip
    assert second.payments[0].instrument == InstrumentSeen("other", "standard-payment")
    assert first.refunds == (), "it is pending: no money has gone back"
    assert [o.quantity for o in first.lines] == [1], "one of two was cancelled"


def test_one_order_and_one_it_does_not_have() -> None:
    order = connector.fetch_order(SETTINGS, Shop(), "2")
    assert order
    assert order.state == "Delivered"

    assert connector.fetch_order(SETTINGS, Shop({"order(": {"data": {"order": None}}}), "9") is None


def test_a_cart_is_no_order_yet() -> None:
    cart = {"id": "9", "orderPlacedAt": None, "updatedAt": "2026-11-22T15:12:00.000Z"}
    shop = Shop({"orders(": {"data": {"orders": {"totalItems": 1, "items": [cart]}}}})

    page = connector.orders_since(SETTINGS, shop, {})

    assert (page.seen, page.unread) == ((), ())


def test_it_signs_in_once_and_again_when_the_session_has_run_out() -> None:
    shop = Shop()
    connector.orders_since(SETTINGS, shop, {})
    connector.orders_since(SETTINGS, shop, {})
    assert shop.asked == ["login", "orders(", "orders("]

    forbidden = {"errors": [{"message": "No.", "extensions": {"code": "FORBIDDEN"}}], "data": None}
    out = Shop({"orders(": forbidden})
    with pytest.raises(ProviderFailed) as failed:
        connector.orders_since(SETTINGS, out, {})
    assert out.asked == ["orders(", "login", "orders("]
    assert (failed.value.code, failed.value.permanent) == ("not_allowed", True)


def test_a_wrong_password() -> None:
    wrong = Shop({"login": {"data": {"login": {"__typename": "InvalidCredentialsError"}}}})

    with pytest.raises(ProviderFailed) as failed:
        connector.orders_since(SETTINGS, wrong, {})

    assert (failed.value.code, failed.value.permanent) == ("key_refused", True)


def test_nobody_calls_in_its_name() -> None:
    with pytest.raises(NotAllowed):
        connector.recognise(SETTINGS, Call({}, b"anything"))
