"""The query language for programs: the same cases, and as many, as the inbox and its saved views have."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from tests.cases.desk_of_all_sorts import furnish, queries

from makegood.api import keys
from makegood.cases.actions.views import save_view
from makegood.cases.queries import cases_matching, inbox, queue_counts
from makegood.cases.rules.asking import read_query
from makegood.console.choosing import chosen
from makegood.kernel import clock
from makegood.testing.makers import MONDAY, make_case

pytestmark = pytest.mark.django_db


def _listed(staff, text):
    numbers, after = [], None
    while True:
        page = inbox(staff, text, after, limit=7)
        numbers += [row.number for row in page.rows]
        if (after := page.next) is None:
            return numbers


def _told(program, text):
    numbers, after = [], None
    while True:
        more = {"after": after} if after else {}
        page = program.get("/cases", q=text, limit=7, **more).json()
        numbers += [row["number"] for row in page["items"]]
        if (after := page["next"]) is None:
            return numbers


def _marked_by_bulk(staff, text):
    """What "all that match" on the desk means, by way of the form that carries it to the next page."""
    asked = QueryDict(mutable=True)
    asked["q"] = text
    carried = chosen(staff, QueryDict(chosen(staff, asked).address))
    return sorted(case.number for case in carried.cases)


def _taken_by_bulk(program, text):
    """How many cases a bulk over the query takes; one over none is refused."""
    answer = program.post("/bulks", {"q": text, "steps": [{"do": "tag", "name": "seen"}]})
    return answer.json()["total"] if answer.status_code == 201 else 0


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [5, 6])
def test_list_saved_view_bulk_and_program_agree_on_any_query(program, people, seed):
    with clock.frozen(MONDAY):
        furnish(people, seed)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(queries)
    def agree(text):
        with clock.frozen(MONDAY):
            staff = people.agent
            keys._buckets.clear()
            view = save_view(staff, "Random", text)
            listed = _listed(staff, text)

            assert len(set(listed)) == len(listed)
            assert set(listed) == {case.number for case in cases_matching(staff, text)}
            counts = queue_counts(staff, read_query(text), [], [view])
            assert counts.saved[view.pk] == len(listed)
            assert sum(counts.lanes.values()) == (len(listed) if counts.lanes else 0)
            assert program.get("/cases/count", q=text).json() == {"count": len(listed)}
            assert _told(program, text) == sorted(listed, reverse=True)
            assert _marked_by_bulk(staff, text) == sorted(listed)
            assert _taken_by_bulk(program, text) == len(listed)

    agree()


def test_a_query_narrows_the_list_together_with_the_other_filters(program):
    late, lost = make_case(kind="late"), make_case(kind="lost", language="it")

    def told(**asked):
        return [row["number"] for row in program.get("/cases", **asked).json()["items"]]

    assert told(q="kind:late,lost") == [lost.number, late.number]
    assert told(q="kind:late,lost", language="it") == [lost.number]


def test_a_query_that_is_not_clear_is_refused_with_what_to_do(program):
    make_case()

    for path in ("/cases", "/cases/count"):
        answer = program.get(path, q="supplyer:acme")
        assert answer.status_code in (400, 422)
        assert "Did you mean “supplier:”?" in answer.json()["message"]
