"""A bulk is undone by a bulk: part by part, and what can't be is told."""

from datetime import timedelta
from typing import Any

import pytest
from tests.bulk.conftest import a_case, became, carried_out, done, started

from makegood.bulk.actions.starting import begin_undoing
from makegood.bulk.models import Outcome
from makegood.cases.actions.assigning import assign
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.hearing import told
from makegood.cases.actions.incidents import open_incident
from makegood.cases.actions.snoozing import snooze
from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case, CaseInIncident
from makegood.kernel import clock
from makegood.kernel.errors import Conflict
from makegood.kernel.models import Happening
from makegood.messages.actions.drafting import save_draft
from makegood.messages.models import Dispatch, Draft, Message
from makegood.promises.models import Promise
from makegood.testing.cast import Cast

NEXT_YEAR = clock.now().replace(microsecond=123456) + timedelta(days=365)


def shape(case: Case) -> dict[str, Any]:
    """All of a case that a step may change."""
    case = Case.objects.get(pk=case.pk)
    return {
        "assignee": case.assignee_id,
        "team": case.team_id,
        "kind": case.kind,
        "language": case.language,
        "is_closed": case.is_closed,
        "snoozed": case.snoozed_until,
        "tags": sorted(case.tags.values_list("name", flat=True)),
        "incidents": list(CaseInIncident.objects.filter(case=case).values_list("incident")),
        "words": Message.objects.filter(case=case, direction="out").count(),
    }


def step_of(name: str, people: Cast) -> dict[str, Any]:
    needs: dict[str, dict[str, Any]] = {
        "assign": {"assignee": str(people.owner.pk)},
        "team": {"team": str(people.team.pk)},
        "tag": {"name": "new"},
        "untag": {"name": "old"},
        "kind": {"kind": "lost"},
        "language": {"language": "lt"},
        "snooze": {"until": "week"},
        "close": {"reason": "Over."},
        "answer": {"bodies": {"en": "Dear {{ customer.first_name }}, it is found."}},
    }
    if name == "incident":
        return {"do": name, "incident": str(open_incident(people.agent, "Storm").pk)}
    return {"do": name} | needs.get(name, {})


@pytest.mark.parametrize(
    "name",
    [
        "assign",
        "team",
        "tag",
        "untag",
        "kind",
        "language",
        "snooze",
        "wake",
        "close",
        "reopen",
        "incident",
        "answer",
    ],
)
def test_every_step_that_can_be_undone_is(people: Cast, name: str) -> None:
    case = a_case(assignee=people.agent, kind="late")
    tag(case, None, "old")
    if name == "reopen":
        close_case(case, None, "It was over.")
    if name == "wake":
        snooze(case, None, NEXT_YEAR)
    before = shape(case)

    bulk = done(people.agent, step_of(name, people))
    assert became(bulk) == {case.number: ("done", "")}
    assert shape(case) != before
    undoing = begin_undoing(people.agent, bulk)
    carried_out(undoing)

    assert became(undoing) == {case.number: ("done", "")}
    assert shape(case) == before


def test_what_was_changed_again_since_stays(people: Cast, cases: list[Case]) -> None:
    bulk = done(people.agent, {"do": "assign", "assignee": str(people.owner.pk)})
    assign(cases[0], people.owner, people.agent)

    undoing = begin_undoing(people.agent, bulk)
    carried_out(undoing)

    assert became(undoing)[cases[0].number] == ("refused", "changed_since")
    assert (undoing.done, undoing.refused) == (2, 1)
    assert shape(cases[0])["assignee"] == people.agent.pk


def test_a_note_stays_and_the_rest_is_undone(people: Cast) -> None:
    case = a_case()
    bulk = done(people.agent, {"do": "tag", "name": "storm"}, {"do": "note", "body": "Seen."})

    undoing = begin_undoing(people.agent, bulk)
    carried_out(undoing)

    outcome = Outcome.objects.get(bulk=undoing)
    assert (outcome.result, outcome.code) == ("refused", "note_stays")
    assert outcome.why == "Undone in part. The note stays: colleagues may have read it."
    assert (case.tags.exists(), case.notes.count()) == (False, 1)


def test_an_answer_that_has_left_cannot_be_unsaid(people: Cast, cases: list[Case]) -> None:
    bulk = done(people.agent, step_of("answer", people))
    first = Message.objects.get(case=cases[0], direction="out")
    Dispatch.objects.filter(message=first).update(state="sent")

    undoing = begin_undoing(people.agent, bulk)
    carried_out(undoing)

    assert became(undoing)[cases[0].number] == ("refused", "already_sent")
    assert list(Message.objects.filter(direction="out")) == [first]
    assert not Draft.objects.exists()


def test_a_bulk_is_undone_once_when_it_has_ended_and_an_undoing_never(
    people: Cast, cases: list[Case]
) -> None:
    bulk = started(people.agent, {"do": "tag", "name": "storm"})
    with pytest.raises(Conflict, match="under way"):
        begin_undoing(people.agent, bulk)
    carried_out(bulk)
    undoing = begin_undoing(people.agent, bulk)
    carried_out(undoing)

    with pytest.raises(Conflict, match="undone already"):
        begin_undoing(people.agent, bulk)
    with pytest.raises(Conflict, match="undoing itself"):
        begin_undoing(people.agent, undoing)


def test_only_what_was_done_is_undone(people: Cast, cases: list[Case]) -> None:
    tag(cases[0], people.owner, "storm")
    bulk = done(people.agent, {"do": "tag", "name": "storm"})

    undoing = begin_undoing(people.agent, bulk)
    carried_out(undoing)

    assert undoing.total == 2
    assert [case.tags.exists() for case in cases] == [True, False, False]


def test_undoing_an_answer_takes_its_promise_back(people: Cast, cases: list[Case]) -> None:
    told(cases[0], clock.now())
    bulk = done(people.agent, {"do": "answer", "bodies": {"en": "We write to you by Friday."}})
    assert Promise.objects.filter(case=cases[0]).count() == 1

    carried_out(begin_undoing(people.agent, bulk))

    assert not Promise.objects.filter(case=cases[0]).exists()


def test_a_draft_of_the_starter_survives_the_answer_and_its_undoing(
    people: Cast, cases: list[Case]
) -> None:
    save_draft(cases[0], people.agent, 0, "What I was about to say")

    bulk = done(people.agent, step_of("answer", people))
    carried_out(begin_undoing(people.agent, bulk))

    assert Draft.objects.get().body == "What I was about to say"


def test_the_history_says_that_it_was_undone(people: Cast) -> None:
    case = a_case()

    carried_out(begin_undoing(people.agent, done(people.agent, {"do": "tag", "name": "storm"})))

    told_of = Happening.objects.filter(topic=f"case:{case.pk}").order_by("id")
    assert list(told_of.values_list("name", flat=True))[-3:] == [
        "CaseChanged",
        "BulkUndone",
        "CaseChanged",
    ]
