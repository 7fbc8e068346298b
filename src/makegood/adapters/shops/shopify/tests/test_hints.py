"""Webhooks of a Shopify shop."""

import pytest

from makegood.adapters.shops.shopify import connector
from makegood.adapters.shops.shopify.tests.shopify_shop import SETTINGS, ShopifyShop
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, Hint

SHOP = ShopifyShop()
BODY = b'{"id": 1001, "admin_graphql_api_id": "gid://shopify/Order/1001"}'


@pytest.mark.parametrize(
    ("topic", "body", "order"),
    [
        ("orders/updated", BODY, "1001"),
        ("orders/delete", b'{"id": 1001}', "1001"),
        ("fulfillments/create", b'{"id": 5, "order_id": 1001}', "1001"),
        ("refunds/create", b'{"id": 5, "order_id": 1001}', "1001"),
        ("products/update", b'{"id": 5}', ""),
        ("app/uninstalled", b"{}", ""),
    ],
)
def test_which_order_it_speaks_of(topic: str, body: bytes, order: str) -> None:
    assert connector.recognise(SETTINGS, Call(*SHOP.call(topic, body))) == Hint("e-1", order)


def test_a_delivery_that_is_repeated_bears_the_id_it_had() -> None:
    first, second = (connector.recognise(SETTINGS, Call(*SHOP.call("orders/updated", BODY, "e-7"))) for _ in "ab")  # fmt: skip

    assert first == second == Hint("e-7", "1001")


@pytest.mark.parametrize("body", [BODY[:-1], BODY.replace(b"1001", b"1002"), b""])
def test_whoever_changed_or_cut_it_is_a_stranger(body: bytes) -> None:
    heads, _body = SHOP.call("orders/updated", BODY)

    for settings in (SETTINGS, {**SETTINGS, "secret": ""}):
        with pytest.raises(NotAllowed):
            connector.recognise(settings, Call(heads, body))


@pytest.mark.parametrize("body", [b"{}", b"[]", b"<html>", b'{"id": "x"}', b'{"id": null}'])
def test_what_is_signed_and_not_to_be_understood(body: bytes) -> None:
    with pytest.raises(BadInput):
        connector.recognise(SETTINGS, Call(*SHOP.call("orders/updated", body)))
