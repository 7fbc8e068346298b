"""Search: one field for words, names, addresses and numbers."""

import pytest
from django.test import Client

from makegood.cases.actions.closing import close_case
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_order

pytestmark = pytest.mark.django_db


def found(client: Client, text: str, **headers: str) -> str:
    answer = client.get("/search/", {"q": text}, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_order_number_finds_the_order_and_its_case(desk: Client) -> None:
    order = make_order("W-4711")
    case = make_case(subject="Where is it", order=order)

    page = found(desk, "w-4711")

    assert f"/orders/{order.pk}/" in page
    assert f"/cases/{case.number}/" in page


def test_an_address_finds_the_customer(desk: Client, people: Cast) -> None:
    page = found(desk, "carla@customer.example")

    assert f"/customers/{people.customer.pk}/" in page


def test_nothing_found_says_what_to_try(desk: Client) -> None:
    assert "Try fewer or other words" in found(desk, "xyzzy")


def test_a_case_of_another_team_is_not_found(desk: Client, people: Cast) -> None:
    case = make_case(subject="Secret repair", team=people.other_team)

    assert "Secret repair" not in found(desk, str(case.number))


def test_while_one_types_only_the_results_come(desk: Client) -> None:
    case = make_case()

    part = found(desk, str(case.number), **{"HX-Request": "true"})

    assert part.strip().startswith('<div id="results"')
    assert "<html" not in part


def test_the_inbox_query_language_is_understood_and_closed_cases_are_found_too(
    desk: Client, people: Cast
) -> None:
    late, lost = make_case(subject="Too late", kind="late"), make_case(subject="Gone", kind="lost")
    close_case(late, None, "Done.")
    make_case(subject="Secret", kind="late", team=people.other_team)

    page = found(desk, "kind:late,damaged")

    assert "Too late" in page
    assert "Gone" not in page
    assert "Secret" not in page
    assert 'href="/?q=kind%3Alate%2Cdamaged+state%3Aany"' in page
    assert "Gone" in found(desk, f"-kind:late case:{lost.number}")


def test_a_part_nobody_understands_is_told(desk: Client) -> None:
    make_case(subject="Too late", kind="late")

    page = found(desk, "kind:late supplyer:acme")

    assert "Did you mean “supplier:”?" in page
    assert "Too late" not in page
