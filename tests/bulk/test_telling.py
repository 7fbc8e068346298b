"""Who is told of what is done to many cases at once: each once, however many there are."""

import pytest
from django.test import Client
from tests.bulk.conftest import done

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.following import follow
from makegood.cases.models import Case
from makegood.console.noticewords import words_of
from makegood.notify.queries import unread
from makegood.testing.cast import Cast

pytestmark = pytest.mark.django_db


def test_whoever_is_given_many_cases_is_told_once_how_many(
    people: Cast, cases: list[Case], client: Client
) -> None:
    done(people.owner, {"do": "assign", "assignee": str(people.agent.pk)})

    notice = unread(people.agent).get()
    assert words_of(notice) == "Olga Owner gave you 3 cases."
    client.force_login(people.agent)
    answer = client.post(f"/notices/{notice.pk}/")
    assert answer["Location"] == "/?q=assignee:me"


def test_one_case_of_a_bulk_is_told_as_that_case(people: Cast, cases: list[Case]) -> None:
    done(people.owner, {"do": "assign", "assignee": str(people.agent.pk)}, cases=cases[:1])

    notice = unread(people.agent).get()
    assert (words_of(notice), notice.case) == ("Olga Owner gave you a case.", cases[0])


def test_two_bulks_and_a_case_by_hand_are_three_notices(people: Cast, cases: list[Case]) -> None:
    done(people.owner, {"do": "assign", "assignee": str(people.agent.pk)}, cases=cases[:1])
    done(people.owner, {"do": "assign", "assignee": str(people.agent.pk)}, cases=cases[1:2])
    assign(cases[2], people.owner, people.agent)

    assert unread(people.agent).count() == 3


def test_followers_are_not_told_of_each_case_of_a_bulk(people: Cast, cases: list[Case]) -> None:
    for case in cases:
        follow(case, people.manager)

    done(people.owner, {"do": "note", "body": "Storm in the north."})

    assert not unread(people.manager).exists()
