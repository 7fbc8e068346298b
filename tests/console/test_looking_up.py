"""Customers and orders: found, read, changed, merged."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from makegood.people.models import Customer, Staff
from makegood.promises.actions.keeping import keep
from makegood.testing.cast import cast
from makegood.testing.makers import make_case, make_customer, make_order, make_promise, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client: Client) -> Staff:
    make_shop()
    agent = cast().agent
    client.force_login(agent)
    return agent


def test_a_customer_is_found_and_shown_with_orders_and_cases(client: Client, agent: Staff) -> None:
    person = make_customer("ana@found.example", name="Ana Jović")
    order = make_order("W-77", customer=person)
    case = make_case(customer=person, subject="Broken cup")

    found = client.get(reverse("console:customers"), {"text": "jović"}).content.decode()
    page = client.get(reverse("console:customer", args=[person.pk])).content.decode()

    assert "Ana Jović" in found
    assert "Carla" not in found
    assert order.number in page
    assert f"#{case.number} Broken cup" in page
    assert "ana@found.example" in page


def test_one_promise_kept_is_told_as_one(client: Client, agent: Staff) -> None:
    carla = make_customer("carla@customer.example")
    promise = make_promise(make_case(customer=carla), kind="news")
    keep(promise, note="Rang her", by=agent)

    shown = client.get(f"/customers/{carla.pk}/").content.decode()

    assert "1 promise kept" in shown
    assert "0 broken" in shown


def test_a_customers_name_and_note_are_kept(client: Client, agent: Staff) -> None:
    person = make_customer()
    given = {"name": "Carla C.", "language": "es", "note": "Rings in the morning."}

    client.post(reverse("console:customer", args=[person.pk]), given)

    person.refresh_from_db()
    assert (person.name, person.language, person.note) == tuple(given.values())
    refused = client.post(reverse("console:customer", args=[person.pk]), given | {"language": "xx"})
    assert refused.status_code == 422
    person.refresh_from_db()
    assert person.language == "es"


def test_two_customers_become_one(client: Client, agent: Staff) -> None:
    kept, gone = make_customer(), make_customer("carla@other.example", name="Carla Other")
    case = make_case(customer=gone)
    merger = reverse("console:customer_merging", args=[kept.pk])
    assert "Carla Other" in client.get(merger, {"text": "other"}).content.decode()

    client.post(merger, {"gone": str(gone.pk)})

    case.refresh_from_db()
    assert case.customer == kept
    assert Customer.objects.get(pk=gone.pk).merged_into == kept
    itself = client.post(merger, {"gone": str(kept.pk)}, headers={"referer": "http://testserver/"})
    assert itself.status_code == 302
    assert Customer.objects.get(pk=kept.pk).merged_into is None


def test_an_order_is_found_by_its_number_and_shows_its_case(client: Client, agent: Staff) -> None:
    order = make_order("W-2001")
    make_order("X-5")
    case = make_case(order=order)

    found = client.get(reverse("console:orders"), {"text": "w2001"}).content.decode()
    page = client.get(reverse("console:order", args=[order.pk])).content.decode()

    assert "W-2001" in found
    assert "X-5" not in found
    assert f"#{case.number}" in page
    assert "€49.90" in page


@pytest.mark.parametrize("name", ["customers", "orders"])
def test_a_place_that_is_none_is_refused_in_words(client: Client, agent: Staff, name: str) -> None:
    answer = client.get(reverse(f"console:{name}"), {"after": "nonsense"})

    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["customers", "orders"])
def test_a_long_list_asks_no_more_than_a_short_one(client: Client, agent: Staff, name: str) -> None:
    counts = []
    for first, last in ((0, 1), (1, 4)):
        for n in range(first, last):
            make_order(f"W-{n}", customer=make_customer(f"c{n}@x.example"))
        counts.append(_queries(client, name))

    assert counts[0] == counts[1]


def _queries(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"console:{name}"))
    return len(queries)
