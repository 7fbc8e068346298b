"""Many cases at once, by a program."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from tests.api.conftest import Program

from makegood.bulk.actions.carrying_out import carry_out
from makegood.bulk.models import Bulk
from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case, make_customer, make_shop

TAG = {"do": "tag", "name": "storm"}


@pytest.fixture
def cases(people: Cast) -> list[Case]:
    post_office(make_shop())
    return [
        make_case(customer=make_customer(f"c{n}@customer.example"), kind="late") for n in range(3)
    ]


def numbers(cases: list[Case]) -> list[int]:
    return [case.number for case in cases]


def test_a_bulk_is_started_followed_read_and_taken_back(
    program: Program, cases: list[Case]
) -> None:
    make_case(kind="lost")
    started = program.post("/bulks", {"q": "kind:late", "steps": [TAG]}, key="one")
    repeated = program.post("/bulks", {"q": "kind:late", "steps": [TAG]}, key="one")
    path = f"/bulks/{started.json()['id']}"

    assert started.status_code == 201
    assert repeated.json() == started.json()
    assert (started.json()["total"], started.json()["ended_at"]) == (3, None)
    waiting = program.get(f"{path}/results", result="waiting").json()["items"]
    assert sorted(one["case"] for one in waiting) == numbers(cases)

    carry_out(Bulk.objects.get().pk)

    whole = program.get(path).json()
    assert (whole["done"], whole["q"], whole["steps"]) == (3, "kind:late", [TAG])
    assert whole["ended_at"]
    assert {tag.name for case in cases for tag in case.tags.all()} == {"storm"}
    undone = program.post(f"{path}/undo")
    assert (undone.status_code, undone.json()["undoes"]) == (201, whole["id"])
    carry_out(Bulk.objects.get(undoes=whole["id"]).pk)
    assert not any(case.tags.exists() for case in cases)
    again = program.post(f"{path}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "undone_already")
    assert len(program.get("/bulks").json()["items"]) == 2


def test_results_come_in_pages_and_say_why(program: Program, cases: list[Case]) -> None:
    body = {"cases": numbers(cases), "steps": [{"do": "kind", "kind": "lost"}]}
    started = program.post("/bulks", body).json()
    Case.objects.filter(pk=cases[1].pk).update(kind="damaged")
    carry_out(Bulk.objects.get().pk)

    first = program.get(f"/bulks/{started['id']}/results", limit=2).json()
    rest = program.get(f"/bulks/{started['id']}/results", limit=2, after=first["next"]).json()

    results = {one["case"]: one for one in first["items"] + rest["items"]}
    assert rest["next"] is None
    assert results[cases[0].number]["result"] == "done"
    assert results[cases[1].number]["result"] == "changed"
    assert results[cases[1].number]["message"]


def test_one_that_is_stopped_comes_to_no_further_case(program: Program, cases: list[Case]) -> None:
    started = program.post("/bulks", {"cases": numbers(cases), "steps": [TAG]}).json()

    stopped = program.post(f"/bulks/{started['id']}/stop")
    carry_out(Bulk.objects.get().pk)

    assert stopped.status_code == 200
    assert program.get(f"/bulks/{started['id']}").json()["stopped"] == 3


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"steps": [TAG]}, "cases"),
        ({"q": "", "cases": [1], "steps": [TAG]}, "cases"),
        ({"q": "kind:nonsense", "steps": [TAG]}, "q"),
        ({"q": "", "steps": [{"do": "explode"}]}, "do"),
        ({"q": "", "steps": [{"do": "tag", "name": " "}]}, "name"),
        ({"q": "", "steps": [{"do": "close", "reason": 7}]}, "reason"),
        ({"q": "", "steps": []}, "steps"),
        ({"cases": [0], "steps": [TAG]}, "cases.0"),
    ],
)
def test_what_can_not_be_understood_is_refused_by_name(
    program: Program, cases: list[Case], body: dict[str, object], field: str
) -> None:
    refused = program.post("/bulks", body)

    assert refused.status_code == 422
    assert refused.json()["details"]["fields"][0]["field"] == field
    assert not Bulk.objects.exists()


def test_a_key_reaches_what_its_owner_may_only(
    program_of: Callable[..., Program], people: Cast, cases: list[Case]
) -> None:
    owner, agent, light = (program_of(one) for one in (people.owner, people.agent, people.light))
    started = owner.post("/bulks", {"cases": numbers(cases), "steps": [TAG]}).json()

    assert agent.get(f"/bulks/{started['id']}").status_code == 404
    assert agent.post(f"/bulks/{started['id']}/undo").status_code == 404
    assert agent.get(f"/bulks/{uuid4()}").status_code == 404
    assert agent.get("/bulks").json()["items"] == []
    assert light.post("/bulks", {"cases": numbers(cases), "steps": [TAG]}).status_code == 403
