"""The page of an order that a connected shop told of: what was paid for what, and what went back."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from makegood.kernel.web import Web
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.standings import remember_states
from makegood.shops.actions.syncing import sync
from makegood.shops.models import Order
from makegood.shops.ports import StateSeen
from makegood.shops.queries import state_names
from makegood.testing.makers import make_order, make_shop
from makegood.testing.woo_shop import SETTINGS, WooShop

pytestmark = pytest.mark.django_db


def test_lines_money_and_parcels_stand_as_the_shop_says(desk: Client) -> None:
    woo = WooShop()
    order = woo.new_order()
    line = order["line_items"][0]["id"]
    woo.refund(order["id"], "20.00", {line: 1}, "damaged")
    woo.fulfil(order["id"], "RR473124829GB", {line: 1})
    connection = connect_shop(make_shop(), None, "woocommerce", "The lamp shop", SETTINGS)
    with Web(transport=woo.transport()) as web:
        sync(connection.pk, web)
    found = Order.objects.get()

    page = desk.get(reverse("console:order", args=[found.pk])).content.decode()

    text = " ".join(page.split())
    assert "$60.00" in text
    assert "Paid for it" in text
    assert "Refunded" in text
    assert "$20.00" in text
    assert "damaged" in text
    assert "Being prepared" in text
    assert "The lamp shop" in text
    assert 'href="https://example.test/RR473124829GB"' in text
    assert "Delivery" in text
    assert "Ann Lee, 1 High Street, N1 1AA, London, GB" in text

    Order.objects.update(gone_at=found.updated_at)
    assert "The shop has this order no longer" in desk.get(f"/orders/{found.pk}/").content.decode()


def test_a_state_that_is_a_number_is_called_by_its_name(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shop = make_shop()
    presta = connect_shop(shop, None, "prestashop", "Presta", {**SETTINGS, "timezone": "UTC"})
    woo = connect_shop(shop, None, "woocommerce", "Woo", SETTINGS)
    remember_states(presta, [StateSeen("5", "Remboursé")])
    remember_states(woo, [StateSeen("5", "Another shop's")])
    orders = [
        make_order(number, state=state, connection=of, external_id=number)
        for number, state, of in (("A1", "5", presta), ("A2", "6", presta), ("A3", "shipped", woo))
    ]

    listed = desk.get(reverse("console:orders")).content.decode()
    page = desk.get(reverse("console:order", args=[orders[0].pk])).content.decode()

    assert "Remboursé" in page
    assert listed.count("Remboursé") == 1
    assert "Another shop" not in listed
    with django_assert_num_queries(1):
        assert [*state_names(orders).values()] == ["Remboursé", "6", "shipped"]
    with django_assert_num_queries(0):
        state_names(orders[2:])
