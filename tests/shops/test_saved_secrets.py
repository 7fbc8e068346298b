"""A shop's saved secrets go to the server and for the user they were saved for, and nowhere else."""

import pytest

from makegood.kernel.text import Phrase
from makegood.shops.actions.connecting import change_connection, connect_shop, opened
from makegood.shops.ports import Field
from makegood.shops.rules.saved_secrets import is_elsewhere
from makegood.testing.makers import make_shop

FIELDS = (
    Field("url", Phrase("Address")),
    Field("user", Phrase("User")),
    Field("zone", Phrase("Zone"), binds_secrets=False),
    Field("password", Phrase("Password"), is_secret=True),
)
SAVED = {"url": "https://shop.example/a", "user": "desk", "zone": "UTC"}


@pytest.mark.parametrize(
    ("change", "elsewhere"),
    [
        ({}, False),
        ({"zone": "Europe/Rome"}, False),
        ({"password": "x"}, False),
        ({"url": " HTTPS://Shop.example/b?c "}, False),
        ({"url": "http://shop.example/a"}, True),
        ({"url": "https://shop.example:8443/a"}, True),
        ({"url": "https://shop.example@evil.example/a"}, True),
        ({"url": "https://evil.example/shop.example"}, True),
        ({"url": "evil.example"}, True),
        ({"url": "https://[shop.example"}, True),
        ({"url": ""}, True),
        ({"user": "other"}, True),
    ],
)
def test_where_a_saved_secret_would_go_elsewhere(change: dict[str, str], elsewhere: bool) -> None:
    assert is_elsewhere(FIELDS, SAVED, {**SAVED, **change}) is elsewhere


@pytest.mark.django_db
def test_a_shop_at_another_address_keeps_no_secret_also_none_that_is_optional() -> None:
    saved = {"url": "https://a.example", "key": "ck", "secret": "cs", "webhook_secret": "wh"}
    connection = connect_shop(make_shop(), None, "woocommerce", "Ours", saved)

    connection = change_connection(
        connection, None, "", {**saved, "secret": "", "url": "https://a.example/x"}
    )
    assert opened(connection)["secret"] == "cs"

    other = {"url": "https://b.example", "key": "ck", "secret": "cs2"}
    assert opened(change_connection(connection, None, "", other)) == other
