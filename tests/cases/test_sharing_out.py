"""Cases nobody has, given to those who are at work and can answer."""

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.sharing import share_out
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.models import SettingChange
from makegood.notify.queries import owner_or_leaders
from makegood.people.actions.teams import save_team
from makegood.people.actions.working import change_work
from makegood.people.models import Role, Staff, Team
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Staff:
    return make_staff("Olga Owner", Role.OWNER)


@pytest.fixture
def two() -> list[Staff]:
    return [make_staff("Ana"), make_staff("Boris")]


def a_team(owner: Staff, members: list[Staff], sharing: str = "turn", **more: Any) -> Team:
    ids = [one.pk for one in members]
    return save_team(owner, None, "Returns", ids, sharing=sharing, **{"takes_new": True} | more)


def works(staff: Staff, **facts: Any) -> None:
    usual = {"away_until": None, "hours": {}, "writes": [], "skills": []}
    change_work(staff, staff, **usual | facts)


def owners_of_cases() -> Counter[str]:
    return Counter(case.assignee.name for case in Case.objects.exclude(assignee=None))


def test_new_cases_go_to_each_in_turn_across_sweeps(owner: Staff, two: list[Staff]) -> None:
    team = a_team(owner, two)
    for _ in range(3):
        make_case()
    assert share_out() == 3
    for _ in range(3):
        make_case()

    assert share_out() == 3

    assert owners_of_cases() == {"Ana": 3, "Boris": 3}
    assert set(Case.objects.values_list("team", flat=True)) == {team.pk}


def test_by_load_whoever_has_the_fewest_open_cases_is_given_the_next(
    owner: Staff, two: list[Staff]
) -> None:
    a_team(owner, two, "load")
    for _ in range(2):
        assign(make_case(), None, two[0])
    for _ in range(4):
        make_case()

    share_out()

    assert owners_of_cases() == {"Ana": 3, "Boris": 3}


def test_nobody_is_given_what_they_cannot_answer_or_while_they_are_away(
    owner: Staff, two: list[Staff]
) -> None:
    ana, boris = two
    a_team(owner, two)
    works(ana, writes=["hu"])
    works(boris, away_until=clock.now() + timedelta(days=3))
    make_case(language="it")
    hungarian = make_case(language="hu")

    assert share_out() == 1

    assert Case.objects.exclude(assignee=None).get() == hungarian
    works(boris)
    assert share_out() == 1
    assert owners_of_cases() == {"Ana": 1, "Boris": 1}


def test_a_case_of_another_team_and_one_somebody_has_stay_as_they_are(
    owner: Staff, two: list[Staff]
) -> None:
    a_team(owner, two[:1])
    by_hand = Team.objects.create(name="Warehouse")
    elsewhere, taken = make_case(team=by_hand), make_case()
    assign(taken, None, owner)

    assert share_out() == 0

    elsewhere.refresh_from_db()
    taken.refresh_from_db()
    assert (elsewhere.assignee, taken.assignee) == (None, owner)


def test_without_new_cases_a_team_shares_out_only_its_own(owner: Staff, two: list[Staff]) -> None:
    team = a_team(owner, two, takes_new=False)
    make_case()
    own = make_case(team=team)

    assert share_out() == 1

    assert Case.objects.exclude(assignee=None).get() == own


def test_the_cost_does_not_grow_with_the_cases_of_those_who_share(
    owner: Staff, two: list[Staff], django_assert_max_num_queries: Any
) -> None:
    a_team(owner, two)
    for _ in range(30):
        assign(make_case(), None, two[0])

    with django_assert_max_num_queries(8):
        assert share_out() == 0


def test_cases_nobody_can_take_do_not_keep_the_others_waiting(
    owner: Staff, two: list[Staff]
) -> None:
    ana, boris = two
    night = save_team(owner, None, "Night", [ana.pk], sharing="turn")
    day = a_team(owner, [boris], takes_new=False)
    works(ana, away_until=clock.now() + timedelta(days=1))
    works(boris, writes=["en"], skills=["late"])
    for facts in (
        {"team": night},
        {"team": day, "kind": "damaged"},
        {"team": day, "language": "it"},
    ):
        for _ in range(2):
            make_case(**{"kind": "late", "queue_at": clock.now()} | facts)
    late = make_case(team=day, kind="late")

    assert share_out(limit=1) == 1

    assert Case.objects.exclude(assignee=None).get() == late


def test_who_may_not_answer_is_given_nothing(owner: Staff, two: list[Staff]) -> None:
    looks_on = make_staff("Liv", Role.LIGHT)
    a_team(owner, [looks_on])
    case = make_case()

    assert share_out() == 0

    looks_on.role = Role.AGENT
    looks_on.save()
    assert share_out() == 1
    case.refresh_from_db()
    assert case.assignee == looks_on


@pytest.mark.django_db(transaction=True)
def test_two_workers_give_no_case_twice_and_keep_the_turns() -> None:
    two = [make_staff("Ana"), make_staff("Boris")]
    a_team(make_staff("Olga Owner", Role.OWNER), two)
    for _ in range(10):
        make_case()
    given: list[int] = []

    def work() -> None:
        given.append(share_out())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(given) == [0, 10]
    assert owners_of_cases() == {"Ana": 5, "Boris": 5}


def test_while_an_owner_of_a_promise_is_away_those_who_lead_are_warned_too(
    owner: Staff, two: list[Staff]
) -> None:
    assert owner_or_leaders(two[0].pk) == [two[0]]

    works(two[0], away_until=clock.now() + timedelta(days=1))

    assert owner_or_leaders(two[0].pk) == [two[0], owner]


def test_one_says_that_one_is_away_and_when_one_works(client: Client) -> None:
    ana = make_staff("Ana")
    client.force_login(ana)
    day = (clock.now() + timedelta(days=5)).date().isoformat()

    client.post(
        "/settings/work/",
        {"away_until": day, "writes": ["hu", "en"], "hours_mon": "9–12, 13:00-17:00"},
    )

    ana.refresh_from_db()
    assert ana.hours == {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}
    assert ana.writes == ["en", "hu"]
    assert ana.away_until is not None
    assert ana.away_until.date().isoformat() == day
    assert f'value="{day}"' in client.get("/settings/work/").content.decode()
    assert SettingChange.objects.filter(thing="staff").count() == 3


def test_an_absence_that_is_long_over_is_none(client: Client) -> None:
    ana = make_staff("Ana")
    Staff.objects.filter(pk=ana.pk).update(timezone="Asia/Tokyo")
    works(ana, away_until=clock.now() + timedelta(days=3))
    client.force_login(ana)

    answer = client.post("/settings/work/", {"away_until": "0001-01-01"})

    assert answer.status_code == 302
    ana.refresh_from_db()
    assert ana.away_until is None


def test_hours_that_cannot_be_read_are_told_at_their_day(client: Client) -> None:
    client.force_login(make_staff("Ana"))

    answer = client.post("/settings/work/", {"hours_tue": "all day"})

    assert answer.status_code == 422
    assert "Write hours like 09:00–13:00" in answer.content.decode()


def test_who_looks_after_people_sees_who_is_away(client: Client, owner: Staff) -> None:
    ana = make_staff("Ana")
    works(ana, away_until=clock.now() + timedelta(days=5))
    client.force_login(owner)

    assert "away until" in client.get("/settings/people/").content.decode()
    assert "away until" in client.get(f"/cases/{make_case().number}/").content.decode()
    assert client.get(f"/settings/people/{ana.pk}/work/").status_code == 200
