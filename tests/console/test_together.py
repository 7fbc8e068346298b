"""Following a case and handing it over, on its page."""

import re

import pytest
from django.test import Client

from makegood.cases.actions.noting import note
from makegood.cases.models import Case
from makegood.testing.cast import Cast
from makegood.testing.makers import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    return make_case()


def post(client: Client, case: Case, place: str, **form: object) -> str:
    answer = client.post(f"/cases/{case.number}/{place}/", form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_case_is_followed_and_no_longer_by_one_key(
    desk: Client, people: Cast, case: Case
) -> None:
    page = desk.get(f"/cases/{case.number}/").content.decode()
    assert re.search(r'value="begin" data-key="w"', page)

    page = post(desk, case, "following", way="begin")
    assert re.search(r'value="end" data-key="w"', page)
    assert f"Followed by {people.agent.name}" in page

    page = post(desk, case, "following", way="end")
    assert "Followed by" not in page


def test_a_case_is_handed_to_a_colleague_in_one_step(
    desk: Client, people: Cast, case: Case
) -> None:
    page = post(desk, case, "handover", to=f"staff:{people.manager.pk}", why="She speaks Italian.")

    assert f"Handed over to {people.manager.name}." in page
    case.refresh_from_db()
    assert case.notes.get().body == "She speaks Italian."
    assert case.assignee == people.manager


def test_a_case_is_handed_to_a_team(desk: Client, people: Cast, case: Case) -> None:
    page = post(desk, case, "handover", to=f"team:{people.team.pk}", why="Yours.")

    assert f"Handed over to {people.team.name}." in page
    case.refresh_from_db()
    assert (case.team, case.assignee) == (people.team, None)


@pytest.mark.parametrize("to", ["", "staff:", "nobody:x", "team:nonsense"])
def test_nobody_in_particular_gets_nothing(desk: Client, case: Case, to: str) -> None:
    desk.post(f"/cases/{case.number}/handover/", {"to": to, "why": "Yours."})

    assert case.notes.count() == 0


def test_who_only_looks_on_may_follow_and_leave_it_again(
    client: Client, people: Cast, case: Case
) -> None:
    note(case, people.owner, f"@{people.light.name}, please look.")
    client.force_login(people.light)

    assert "Followed by" not in post(client, case, "following", way="end")
    assert f"Followed by {people.light.name}" in post(client, case, "following", way="begin")
