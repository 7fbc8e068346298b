"""Who follows a case, and handing one over."""

import pytest

from makegood.cases.actions.assigning import assign, hand_over
from makegood.cases.actions.following import follow, unfollow
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.models import Case
from makegood.cases.queries import followers_of
from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def names(case: Case) -> list[str]:
    return sorted(one.name for one in followers_of(case.pk, ()))


def told(name: str) -> int:
    return Happening.objects.filter(name=name).count()


def test_following_twice_is_following_once_and_ends_once(people: Cast) -> None:
    case = make_case()

    follow(case, people.agent)
    follow(case, people.agent)
    assert (names(case), told("CaseFollowed")) == ([people.agent.name], 1)

    unfollow(case, people.agent)
    unfollow(case, people.agent)
    assert (names(case), told("CaseUnfollowed")) == ([], 1)


def test_who_is_named_in_a_note_follows(people: Cast) -> None:
    case = make_case()

    note(case, people.owner, "@Ana, please look.")

    assert names(case) == ["Ana Agent"]


def test_who_left_is_no_follower_to_tell(people: Cast) -> None:
    case = make_case()
    follow(case, people.agent)
    people.agent.is_active = False
    people.agent.save()

    assert names(case) == []


def test_who_may_no_longer_see_the_case_hears_nothing_of_it(people: Cast) -> None:
    case = make_case()
    follow(case, people.custom)
    assert names(case) == [people.custom.name]

    hand_over(case, people.owner, "Theirs.", team=people.other_team)

    assert names(case) == []


def test_followers_go_along_when_cases_are_joined(people: Cast) -> None:
    carla = make_customer()
    gone, kept = make_case(customer=carla), make_case(customer=carla)
    follow(gone, people.agent)
    follow(kept, people.agent)
    follow(gone, people.manager)

    merge_case(gone, kept, people.owner)

    assert names(kept) == sorted([people.agent.name, people.manager.name])


def test_a_case_is_handed_over_with_a_note(people: Cast) -> None:
    case = make_case(assignee=people.agent)

    hand_over(case, people.agent, "He speaks Italian.", people.manager)

    case.refresh_from_db()
    assert case.assignee == people.manager
    assert case.notes.get().body == "He speaks Italian."
    happened = Happening.objects.get(name="CaseAssigned")
    assert happened.facts["note_id"] == str(case.notes.get().pk)


def test_a_team_gets_the_case_and_nobody_in_it_yet(people: Cast) -> None:
    case = make_case(assignee=people.agent)
    team = people.team

    hand_over(case, people.agent, "Yours.", team=team)

    case.refresh_from_db()
    assert (case.assignee, case.team) == (None, team)


def test_without_a_reason_a_receiver_or_a_change_nothing_is_handed_over(people: Cast) -> None:
    case = make_case()
    assign(case, people.owner, people.agent)

    for why, to in ((" ", people.manager), ("Why", None), ("Why", people.agent)):
        with pytest.raises(BadInput):
            hand_over(case, people.owner, why, to)

    case.refresh_from_db()
    assert (case.assignee, case.notes.count()) == (people.agent, 0)
    hand_over(case, people.owner, "Why", people.manager)
    assert case.notes.count() == 1
