"""The palette: pages, settings, cases, customers and orders by a few letters, as far as one may see them."""

from typing import Any

import pytest
from django.test import Client

from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_order

pytestmark = pytest.mark.django_db


def offered(client: Client, text: str = "") -> str:
    answer = client.get("/palette/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_word_the_pages_are_offered(desk: Client) -> None:
    page = offered(desk)

    assert 'data-href="/promises/"' in page
    assert "Cases" not in page


def test_a_case_its_customer_and_its_order_are_found(desk: Client, people: Cast) -> None:
    order = make_order("W-4711")
    case = make_case(subject="Where is it", order=order)

    assert f'data-href="/cases/{case.number}/"' in offered(desk, "w-4711")
    assert f'data-href="/orders/{order.pk}/"' in offered(desk, "w-4711")
    assert f'data-href="/customers/{people.customer.pk}/"' in offered(desk, "carla@")


def test_settings_are_found_by_other_words_by_those_who_may_open_them(
    desk: Client, client: Client, people: Cast
) -> None:
    client.force_login(people.owner)

    assert 'data-href="/settings/hours/"' in offered(client, "working hours")
    client.force_login(people.agent)
    assert 'data-href="/settings/hours/"' not in offered(client, "working hours")


def test_a_case_of_another_team_is_not_offered(desk: Client, people: Cast) -> None:
    make_case(subject="Secret repair", team=people.other_team)

    assert "Secret" not in offered(desk, "secret")


@pytest.mark.parametrize("text", ["x", "kind:", "<b>", "a" * 5000, "🙂", "-"])
def test_whatever_is_typed_gets_an_answer(desk: Client, text: str) -> None:
    assert "<b>" not in offered(desk, text)


def test_it_costs_few_queries(
    desk: Client, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(10):
        make_case(subject=f"Parcel {n}")

    with django_assert_max_num_queries(16):
        offered(desk, "parcel")
