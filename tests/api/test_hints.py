"""A connected shop calls us."""

from uuid import uuid4

import pytest
from django.test import Client

from makegood.shops.actions.connecting import connect_shop, disconnect_shop
from makegood.shops.models import Connection, Hint
from makegood.testing.makers import make_shop
from makegood.testing.woo_shop import SETTINGS, WooShop, ping, signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection() -> Connection:
    return connect_shop(make_shop(), None, "woocommerce", "Our shop", SETTINGS)


def calls(connection: Connection, headers: dict[str, str], body: bytes) -> int:
    kind = headers.pop("content-type", "application/json")
    answer = Client(enforce_csrf_checks=True).post(
        f"/api/shops/{connection.pk}/hints/", body, content_type=kind, headers=headers
    )
    return answer.status_code


def test_signed_is_kept_forged_is_refused_and_a_ping_is_welcome(connection: Connection) -> None:
    woo = WooShop()
    headers, body = woo.deliveries(woo.new_order()["id"])[0]

    assert calls(connection, dict(headers), body[:-1]) == 403
    assert not Hint.objects.exists()
    assert calls(connection, dict(headers), body) == 200
    assert calls(connection, dict(headers), body) == 200, "the same once more"
    assert Hint.objects.count() == 1
    assert calls(connection, *ping()) == 200


def test_signed_nonsense_is_told_apart_from_a_forgery(connection: Connection) -> None:
    body = b'{"id": "x"}'
    headers = {"x-wc-webhook-resource": "order", "x-wc-webhook-signature": signature(body)}

    assert calls(connection, headers, body) == 400


def test_too_big_nobody_there_and_looking_whether_somebody_is(connection: Connection) -> None:
    assert calls(connection, {}, b"x" * (5 * 1024 * 1024 + 1)) == 413
    assert Client().head(f"/api/shops/{connection.pk}/hints/").status_code == 200
    assert Client().get(f"/api/shops/{connection.pk}/hints/").status_code == 405
    assert Client().post(f"/api/shops/{uuid4()}/hints/").status_code == 404
    disconnect_shop(connection, None)
    assert Client().head(f"/api/shops/{connection.pk}/hints/").status_code == 404
