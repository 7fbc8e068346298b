"""Several steps under a name: versioned, for oneself or for all, told as one thing."""

import pytest
from tests.bulk.conftest import a_case, carried_out

from makegood.bulk.access import macro_for, macro_to_change
from makegood.bulk.actions.macros import remove_macro, run_macro, save_macro
from makegood.bulk.actions.starting import begin_undoing, start_bulk
from makegood.bulk.models import MacroVersion
from makegood.bulk.queries import bulks_page, macros_of
from makegood.cases.models import Case
from makegood.kernel.errors import Conflict, NotAllowed, NotFound
from makegood.kernel.models import Happening
from makegood.messages.models import Message
from makegood.testing.cast import Cast

STEPS = [
    {"do": "tag", "name": "storm"},
    {"do": "answer", "bodies": {"en": "Dear {{ customer.first_name }}, the storm is over."}},
    {"do": "kind", "kind": "late"},
]


def saved(people: Cast, name: str = "Storm") -> MacroVersion:
    macro = save_macro(people.owner, name, STEPS, is_shared=True)
    return macro.versions.get()


def test_a_macro_does_all_its_steps_to_a_case(people: Cast) -> None:
    case = a_case("Ann Customer")

    outcome = run_macro(case, people.agent, saved(people))

    case.refresh_from_db()
    assert (outcome.result, case.kind, case.tags.get().name) == ("done", "late", "storm")
    assert Message.objects.get(direction="out").text == "Dear Ann, the storm is over."


def test_the_history_tells_it_as_one_thing_with_its_parts(people: Cast) -> None:
    case = a_case()
    version = saved(people)

    run_macro(case, people.agent, version)
    save_macro(people.owner, "Gale", STEPS[:1], is_shared=True, macro=version.macro)

    told = list(Happening.objects.filter(topic=f"case:{case.pk}", facts__has_key="part_of"))
    assert [one.name for one in told] == [
        "MacroRun",
        "CaseChanged",
        "MessageWritten",
        "CaseChanged",
    ]
    assert len({one.facts["part_of"] for one in told}) == 1
    head = told[0].facts
    assert (head["name"], head["version"]) == ("Storm", 1)
    assert [step["do"] for step in head["steps"]] == ["tag", "answer", "kind"]


def test_one_step_refused_means_nothing_was_done(people: Cast) -> None:
    case = a_case()
    steps = [STEPS[0], {"do": "close", "reason": ""}]
    version = save_macro(people.agent, "Close it", steps).versions.get()

    outcome = run_macro(case, people.agent, version)

    assert (outcome.result, outcome.code) == ("refused", "somebody_waits")
    assert not case.tags.exists()
    assert not Happening.objects.filter(name="MacroRun").exists()


def test_words_looked_over_by_hand_are_sent_as_they_are(people: Cast) -> None:
    run_macro(a_case(), people.agent, saved(people), "Dear Ann, I was there myself.")

    assert Message.objects.get(direction="out").text == "Dear Ann, I was there myself."


def test_saving_makes_a_version_when_something_changed(people: Cast) -> None:
    version = saved(people)

    save_macro(people.owner, "Storm", STEPS, is_shared=True, macro=version.macro)
    assert version.macro.versions.count() == 1
    save_macro(people.owner, "Storm", STEPS[:1], is_shared=True, macro=version.macro)

    assert [v.number for v in version.macro.versions.order_by("number")] == [1, 2]
    assert version.macro.versions.get(number=1).steps[0] == {"do": "tag", "name": "storm"}
    assert [len(v.steps) for v in macros_of(people.agent)] == [1]


def test_who_may_run_and_change_it(people: Cast) -> None:
    shared, own = saved(people), save_macro(people.agent, "Mine", STEPS)

    assert [v.name for v in macros_of(people.agent)] == ["Storm", "Mine"]
    assert [v.name for v in macros_of(people.other_agent)] == ["Storm"]
    assert macro_for(people.other_agent, shared.macro_id) == shared
    assert macro_to_change(people.owner, shared.macro_id) == shared
    assert macro_to_change(people.agent, own.pk).macro == own
    with pytest.raises(NotFound):
        macro_to_change(people.agent, shared.macro_id)
    with pytest.raises(NotFound):
        macro_for(people.owner, own.pk)
    with pytest.raises(NotAllowed):
        save_macro(people.agent, "For all", STEPS, is_shared=True)


def test_a_name_is_taken_once_until_its_macro_is_removed(people: Cast) -> None:
    version = saved(people)

    with pytest.raises(Conflict, match="of this name"):
        saved(people)
    remove_macro(version.macro, people.owner)
    assert list(macros_of(people.agent)) == []
    assert saved(people).macro != version.macro


def test_a_macro_on_many_cases_and_back(people: Cast, cases: list[Case]) -> None:
    version = saved(people)

    bulk = start_bulk(people.agent, Case.objects.all(), version.steps, macro=version)
    carried_out(bulk)
    assert (bulk.done, Message.objects.filter(direction="out").count()) == (3, 3)
    undoing = begin_undoing(people.agent, bulk)
    carried_out(undoing)

    assert undoing.done == 3
    assert (Message.objects.filter(direction="out").count(), cases[0].tags.count()) == (0, 0)


def test_what_was_run_on_one_case_is_no_line_in_the_list_of_bulks(
    people: Cast, cases: list[Case]
) -> None:
    run_macro(cases[0], people.agent, saved(people))
    bulk = start_bulk(people.agent, Case.objects.all(), STEPS[:1])

    assert bulks_page(people.agent).rows == [bulk]
    assert bulks_page(people.owner).rows == [bulk]
    assert bulks_page(people.other_agent).rows == []
