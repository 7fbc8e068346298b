"""Several small questions are answered in one round trip."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.kernel.asking import all_of, answers, first_of, number_of
from makegood.people.models import Team

pytestmark = pytest.mark.django_db


def test_each_question_is_answered_in_its_place_by_one_query() -> None:
    for name in ("Repairs", "Returns", "50% off"):
        Team.objects.create(name=name)
    teams = Team.objects.order_by("name").values("name")

    with CaptureQueriesContext(connection) as asked:
        found = answers(
            first_of(teams.filter(name__contains="%")),
            number_of(teams),
            number_of(teams[:2]),
            all_of(teams.filter(name__startswith="Re")),
        )

    assert found == ("50% off", 3, 2, ["Repairs", "Returns"])
    assert len(asked) == 1


def test_where_nothing_is_found_the_answer_says_so() -> None:
    teams = Team.objects.values("name")

    assert answers(first_of(teams), number_of(teams), all_of(teams)) == (None, 0, [])


def test_what_can_be_seen_to_find_nothing_is_answered_beside_the_others() -> None:
    Team.objects.create(name="Repairs")
    nothing = Team.objects.filter(pk__in=[]).values("name")

    found = answers(
        first_of(nothing), number_of(nothing), all_of(nothing), number_of(Team.objects.values("pk"))
    )

    assert found == (None, 0, [], 1)
