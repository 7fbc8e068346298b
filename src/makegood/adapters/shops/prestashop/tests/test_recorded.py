"""What a real shop of the PrestaShop family said, read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.adapters.shops.prestashop import connector
from makegood.adapters.shops.prestashop.asking import PER_PAGE
from makegood.kernel.errors import NotAllowed, ProviderFailed
from makegood.shops.ports import Call, InstrumentSeen
from makegood.testing.recordings import Recorded, recording

RECORDED = recording("prestashop-family-thirtybees.json")
SETTINGS = {"url": "http://127.0.0.1:3905", "key": "k", "timezone": "Europe/Paris"}

pytestmark = pytest.mark.skipif(RECORDED is None, reason="no recordings beside this checkout")


def wrapped(kind: str, *things: dict[str, str]) -> str:
    """A resource that was not recorded, as the shop writes it."""
    inner = "".join(
        f"<thing>{''.join(f'<{k}><![CDATA[{v}]]></{k}>' for k, v in one.items())}</thing>" for one in things
    )  # fmt: skip
    return f"<prestashop><{kind}>{inner}</{kind}></prestashop>"


BESIDE = {
    "/api/currencies": wrapped("currencies", {"id": "1", "iso_code": "EUR"}),
    "/api/languages": wrapped("languages", {"id": "1", "iso_code": "en"}),
    "/api/countries": wrapped("countries", {"id": "21", "iso_code": "US"}),
    "/api/order_payments": wrapped(
        "order_payments",
        {
            "id": "7", "order_reference": "XKBKNABJK", "amount": "55.000000", "payment_method": "Card",
            "card_number": "XXXX XXXX XXXX 4242", "card_brand": "Visa", "date_add": "2026-11-22 16:09:39",
        },
    ),
}  # fmt: skip


@pytest.fixture
def shop() -> Recorded:
    assert RECORDED
    kept = [one for one in RECORDED["exchanges"] if _fits(one)]
    address = next(e for e in RECORDED["exchanges"] if e["request"]["url"].endswith("/addresses/4"))
    inner = address["response"]["body"].split("<address>")[1].split("</prestashop>")[0]
    beside = BESIDE | {"/api/addresses": f'<prestashop xmlns:xlink="x"><addresses><address>{inner}</addresses></prestashop>'}  # fmt: skip
    return Recorded(kept, beside)


def _fits(exchange: dict[str, Any]) -> bool:
    """Of one path the answer that is whole: the recording also has some in JSON, some cut to names, some refused."""
    return "display=full" in exchange["request"]["url"] and exchange["response"]["status"] == 200


def test_an_order_with_everything_beside_it(shop: Recorded) -> None:
    page = connector.orders_since(SETTINGS, shop, {})

    order = page.seen[0]
    assert (len(page.seen), page.is_last, page.unread) == (2, True, ())
    assert (order.external_id, order.number, order.state) == ("1", "XKBKNABJK", "5")
    assert order.changed_at == datetime(2026, 11, 22, 15, 9, 39, tzinfo=UTC)
    assert (order.currency, order.total_minor, order.shipping_minor) == ("EUR", 5500, 200)
    assert (order.customer.email, order.customer.name) == ("pub@thirtybees.com", "John DOE")
    assert order.address.street == "16, Main street"
    assert order.address.country == "US"
    assert [(one.sku, one.variant_id, one.total_minor) for one in order.lines] == [("demo_2", "1", 2700), ("demo_3", "10", 2600)]  # fmt: skip
    assert [(one.amount_minor, one.instrument) for one in order.payments] == [(5500, InstrumentSeen("card", "Visa", "4242"))]  # fmt: skip
    assert [(one.amount_minor, dict(one.pieces)) for one in order.refunds] == [(1000, {"1": 1})]
    assert page.seen[1].payments == ()


def test_states_mean_what_their_mails_say(shop: Recorded) -> None:
    told = {one.name: one.usual for one in connector.states(SETTINGS, shop)}

    assert told["Payment accepted"] == "preparing"
    assert told["Shipped"] == "sent"
    assert told["Delivered"] == "delivered"
    assert told["Canceled"] == "cancelled"
    assert {told[name] for name in told if "efund" in name} == {"refunded"}


def test_products_are_read_without_their_untaxed_price(shop: Recorded) -> None:
    (product,) = connector.products_since(SETTINGS, shop, {}).seen

    assert (product.external_id, product.sku, product.price_minor) == ("1", "demo_1", None)
    assert [one.external_id for one in product.variants] == ["1"]


def test_an_order_it_does_not_have(shop: Recorded) -> None:
    assert connector.fetch_order(SETTINGS, shop, "9999") is None


def test_a_key_it_refuses() -> None:
    assert RECORDED
    refused = [e for e in RECORDED["exchanges"] if e["response"]["status"] == 401]

    with pytest.raises(ProviderFailed) as failed:
        connector.orders_since(SETTINGS, Recorded(refused), {})

    assert (failed.value.code, failed.value.permanent) == ("key_refused", True)


@pytest.mark.parametrize("zone", ["", "Paris", "../etc/passwd", "Europe"])
def test_without_a_time_zone_no_date_is_guessed(shop: Recorded, zone: str) -> None:
    with pytest.raises(ProviderFailed):
        connector.orders_since(SETTINGS | {"timezone": zone}, shop, {})


def test_nobody_calls_in_its_name() -> None:
    with pytest.raises(NotAllowed):
        connector.recognise(SETTINGS, Call({}, b"anything"))


def test_xml_that_declares_anything_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><prestashop><orders>&a;</orders></prestashop>'

    with pytest.raises(ProviderFailed) as failed:
        connector.orders_since(SETTINGS, Recorded([], {"/api/orders": bomb}), {})

    assert failed.value.code == "protocol"


def test_what_customers_paste_stops_nothing() -> None:
    odd = {"id": "1", "gift_message": "<!DOCTYPE html>\x0b", "date_upd": "2026-11-22 16:09:39"}
    shop = Recorded([], {"/api/orders": wrapped("orders", odd)})

    assert [one.external_id for one in connector.orders_since(SETTINGS, shop, {}).unread] == ["1"]


def test_a_page_full_of_one_second_is_turned() -> None:
    order = {"id": "1", "date_upd": "2026-11-22 16:09:39"}
    shop = Recorded([], {"/api/orders": wrapped("orders", *[order] * PER_PAGE)})

    first = connector.orders_since(SETTINGS, shop, {})
    second = connector.orders_since(SETTINGS, shop, first.cursor)
    third = connector.orders_since(SETTINGS, shop, second.cursor)

    assert first.cursor == {"since": "2026-11-22T16:09:39", "is_running": True}
    assert second.cursor["offset"] == PER_PAGE
    assert third.cursor["offset"] == PER_PAGE * 2
    assert len(first.unread) == 1 * PER_PAGE, "and what can't be understood is told"
