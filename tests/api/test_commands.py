"""What a program has done with orders: bounded as for people, once, and answered by hand where the shop can't be told."""

import pytest

from makegood.shops.models import Command
from makegood.testing.makers import make_order

pytestmark = pytest.mark.django_db


def test_a_refund_by_hand_is_given_and_answered(people, program_of):
    program, order = program_of(people.owner), make_order()
    order.lines.create(position=1, name="Lamp", quantity=2, total_minor=4000)

    told = {"kind": "refund", "lines": [{"position": 1, "pieces": 1}], "reason": "torn"}
    given = program.post("/orders/W-1001/commands", told)

    assert (given.status_code, given.json()["outcome"]) == (201, "by_hand")
    assert given.json()["arguments"]["amount_minor"] == 2000
    path = f"/commands/{given.json()['id']}"
    assert [one["id"] for one in program.get("/commands").json()["items"]] == [given.json()["id"]]
    answered = program.post(f"{path}/answer", {"done": True, "evidence": "Bank 77"}).json()
    assert (answered["outcome"], answered["evidence"]) == ("done", "Bank 77")
    assert program.get(path).json() == answered
    again = program.post(f"{path}/answer", {"done": False, "evidence": "No"})
    assert (again.status_code, again.json()["code"]) == (409, "command_not_yours")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "refund", "amount": 4991}, "amount"),
        ({"kind": "refund"}, "amount"),
        ({"kind": "refund", "lines": [{"position": 7, "pieces": 1}]}, "lines"),
        ({"kind": "note"}, "text"),
        ({"kind": "address"}, "street"),
        ({"kind": "coupon", "email": "a@b.example", "percent": 5}, "expires_on"),
        ({"kind": "dance"}, "kind"),
    ],
)
def test_what_may_not_be_names_its_field_and_leaves_nothing(people, program_of, told, field):
    make_order()

    answer = program_of(people.owner).post("/orders/W-1001/commands", told)

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["details"]["fields"]] == [field]
    assert not Command.objects.exists()


def test_money_needs_a_role_that_gives_it(people, program_of):
    make_order()
    refund = {"kind": "refund", "amount": 100}

    assert program_of(people.agent).post("/orders/W-1001/commands", refund).status_code == 403
    assert not Command.objects.exists()
    assert program_of(people.manager).post("/orders/W-1001/commands", refund).status_code == 201


def test_what_was_asked_of_an_order_is_paged(people, program_of):
    make_order()
    program = program_of(people.agent)
    for text in "123":
        program.post("/orders/W-1001/commands", {"kind": "note", "text": text})

    first = program.get("/orders/W-1001/commands?limit=2").json()
    rest = program.get(f"/orders/W-1001/commands?limit=2&after={first['next']}").json()

    assert [one["arguments"]["text"] for one in first["items"] + rest["items"]] == ["3", "2", "1"]
    assert rest["next"] is None


def test_of_an_order_of_a_file_a_piece_goes_back_at_its_price(people, program_of):
    order = make_order(total_minor=12_000)
    order.lines.create(position=1, name="Plate", quantity=3, price_minor=3900)

    told = {"kind": "refund", "lines": [{"position": 1, "pieces": 2}]}
    given = program_of(people.owner).post("/orders/W-1001/commands", told)

    assert given.json()["arguments"]["amount_minor"] == 7800
