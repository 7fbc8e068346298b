from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from makegood.kernel import clock
from makegood.promises.actions.pausing import pause
from makegood.promises.models import Promise
from makegood.shops.models import Line, Parcel
from makegood.testing.makers import (
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
    make_shop,
)


def _pages(program, path, **query):
    """Every page of a list, each checked to be no larger than asked."""
    after = None
    while True:
        page = program.get(path, limit=2, **query, **({"after": after} if after else {})).json()
        assert len(page["items"]) <= 2
        yield page["items"]
        if (after := page["next"]) is None:
            return


def _all(program, path, **query):
    return [item for page in _pages(program, path, **query) for item in page]


def test_customers_come_in_pages_that_miss_and_repeat_nobody(program):
    for n in range(5):
        make_customer(f"c{n}@customer.example", name=f"Nr {n}")

    names = [c["name"] for c in _all(program, "/customers", text=".example")]

    assert names == ["Nr 4", "Nr 3", "Nr 2", "Nr 1", "Nr 0", "Sam Stranger", "Carla Customer"]


def test_a_customer_shows_their_orders_and_cases(program, people):
    order = make_order(customer=people.customer)
    case = make_case(customer=people.customer, order=order)

    shown = program.get(f"/customers/{people.customer.pk}").json()

    assert shown["identities"] == [{"kind": "email", "value": "carla@customer.example"}]
    assert (shown["orders"], shown["cases"]) == (["W-1001"], [case.number])


def test_an_order_shows_its_lines_parcels_and_cases(program):
    order = make_order()
    Line.objects.create(order=order, position=1, sku="A", name="Lamp", quantity=2, price_minor=2495)
    Parcel.objects.create(order=order, number="LT1", number_key="LT1", carrier="omniva")
    case = make_case(order=order)

    shown = program.get("/orders/w 1001").json()

    assert shown["total"] == {"minor": 4990, "currency": "EUR"}
    assert shown["lines"][0]["price"] == {"minor": 2495, "currency": "EUR"}
    assert [p["number"] for p in shown["parcels"]] == ["LT1"]
    assert shown["cases"] == [case.number]


def test_a_parcel_tells_its_first_day_and_what_is_wrong(program):
    first, now = clock.now() - timedelta(days=4), clock.now() + timedelta(days=1)
    order = make_order()
    Parcel.objects.create(
        order=order, number="LT1", number_key="LT1", state="failed", state_at=first,
        first_expected_at=first, expected_at=now,
    )  # fmt: skip

    [shown] = program.get("/orders/W-1001").json()["parcels"]

    assert datetime.fromisoformat(shown["first_expected_at"]) == first.replace(
        microsecond=first.microsecond // 1000 * 1000
    )
    assert shown["troubles"] == ["failed", "late"]


def test_orders_come_in_pages_that_miss_and_repeat_none(program):
    same = clock.now()
    for n in range(5):
        make_order(f"W-{n}", placed_at=same - timedelta(days=n // 2))

    numbers = [o["number"] for o in _all(program, "/orders")]

    assert sorted(numbers) == [f"W-{n}" for n in range(5)]
    assert len(numbers) == 5


def test_promises_come_most_urgent_first_and_say_which_are_broken(program):
    case = make_case()
    for days in (3, 1, 2):
        make_promise(case, due_at=clock.now() + timedelta(days=days), text=f"in {days}")

    with clock.frozen(clock.now() + timedelta(days=1, hours=1)):
        shown = _all(program, "/promises")

    assert [(p["text"], p["state"]) for p in shown] == [
        ("in 1", "broken"),
        ("in 2", "open"),
        ("in 3", "open"),
    ]
    assert {p["case"] for p in shown} == {case.number}


def test_promises_are_asked_for_by_whose_they_are_how_they_stand_and_when_they_are_due(
    program, people
):
    team = people.team
    elsewhere = make_case()
    case = make_case(team=team)
    start = clock.now()
    make_promise(case, kind="money", due_at=start + timedelta(days=1), text="soon")
    rests = make_promise(case, kind="repair", due_at=start + timedelta(days=2), text="rests")
    warned = make_promise(case, kind="money", due_at=start + timedelta(days=3), text="warned")
    make_promise(elsewhere, due_at=start + timedelta(days=4), text="law", source="law")
    Promise.objects.filter(pk=warned.pk).update(warned_at=start)
    pause(rests, "goods", people.agent)

    def asked(**filters):
        return [p["text"] for p in _all(program, "/promises", **filters)]

    with clock.frozen(start + timedelta(days=1, hours=1)):
        assert asked(team=team.pk) == ["soon", "rests", "warned"]
        assert asked(state="broken") == ["soon"]
        assert asked(state="paused") == ["rests"]
        assert asked(state="at_risk") == ["warned"]
        assert asked(state="open") == ["law"]
        assert asked(source="law") == ["law"]
        assert asked(kind="money") == ["soon", "warned"]
        after, before = start + timedelta(days=2), start + timedelta(days=3)
        assert asked(due_after=after.isoformat(), due_before=before.isoformat()) == ["rests"]
        assert asked(team=uuid4()) == []


def test_a_case_of_another_team_is_in_no_list(people, program_of):
    case = make_case(team=people.team, order=make_order())
    make_promise(case)
    inside, outside = program_of(people.agent), program_of(people.other_agent)

    assert program_of(people.owner).get("/orders/W-1001").json()["cases"] == [case.number]
    assert inside.get("/orders/W-1001").json()["cases"] == [case.number]
    assert outside.get("/orders/W-1001").json()["cases"] == []
    assert len(inside.get("/promises").json()["items"]) == 1
    assert outside.get("/promises").json()["items"] == []


@pytest.mark.parametrize("path", ["/customers", "/orders", "/promises"])
def test_a_list_asks_the_database_as_often_for_three_as_for_one(
    program, path, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(n):
        customer = make_customer(f"q{n}@customer.example")
        make_promise(make_case(customer=customer, order=make_order(f"Q-{n}", customer=customer)))

    make_shop()
    fill(1)
    program.get(path)
    with django_assert_max_num_queries(8) as one:
        program.get(path)
    fill(2)
    fill(3)
    with django_assert_num_queries(len(one)):
        program.get(path)


def test_search_finds_by_number_address_and_words_what_the_key_may_see(people, program_of):
    case = make_case(team=people.team, order=make_order(), subject="A cracked teapot")

    def found(staff, words):
        return program_of(staff).get("/search", q=words).json()

    assert [c["number"] for c in found(people.agent, str(case.number))["cases"]] == [case.number]
    by_order = found(people.agent, "W-1001")
    assert [o["number"] for o in by_order["orders"]] == ["W-1001"]
    assert [c["number"] for c in by_order["cases"]] == [case.number]
    by_address = found(people.agent, "carla@customer.example")
    assert [c["name"] for c in by_address["customers"]] == ["Carla Customer"]
    assert found(people.other_agent, str(case.number))["cases"] == []


def test_an_empty_search_is_refused(program):
    assert program.get("/search", q="").status_code == 422
    assert program.get("/search").status_code == 422


def test_a_case_tells_what_was_written_apart_from_what_was_quoted_and_signed(program):
    case = make_case()
    told = {"quoted_text": "> On Friday.", "signature": "Carla & Sons"}
    make_message(case, "It did not come.", **told)

    (shown,) = program.get(f"/cases/{case.number}").json()["messages"]

    assert {name: shown[name] for name in ("text", *told)} == {"text": "It did not come."} | told
