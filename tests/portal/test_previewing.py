"""The status page as it would look: for whoever was given the link, for an hour, and nobody else's case."""

from copy import copy
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.shops.queries import preview_token
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = pytest.mark.django_db


def address(**changed: str) -> str:
    shop = copy(make_shop())
    for field, value in changed.items():
        setattr(shop, field, value)
    return reverse("portal:preview", args=[preview_token(shop)])


def test_it_shows_what_is_not_saved_yet_and_nobodys_case() -> None:
    make_message(make_case(subject="A secret"), "Of somebody else")

    page = Client().get(address(name="Lume", phone="+39 1 234"))

    assert page.status_code == 200
    text = page.content.decode()
    assert "Lume" in text
    assert "+39 1 234" in text
    assert "A secret" not in text
    assert "<script" not in text


def test_nothing_runs_in_it_and_nothing_is_sent() -> None:
    policy = Client().get(address())["Content-Security-Policy"]

    assert "script-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "unsafe-inline" not in policy


def test_a_link_of_ones_own_making_or_of_yesterday_shows_nothing() -> None:
    link = address()

    assert Client().get(link.replace(":", "x:")).status_code == 404
    assert Client().get(reverse("portal:preview", args=["e30="])).status_code == 404
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert Client().get(link).status_code == 404


def test_it_speaks_the_shops_first_language_and_any_other() -> None:
    make_shop(languages=["hu", "en"])
    link = address()

    assert '<html lang="hu"' in Client().get(link).content.decode()
    assert '<html lang="it"' in Client().get(link + "?lang=it").content.decode()
