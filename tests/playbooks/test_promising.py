"""What a stage promises is owed from when it begins until it is done, and again when a step of it was not done after all."""

from datetime import timedelta

import pytest

from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.playbooks.actions.going import tick, untick
from makegood.playbooks.actions.writing import make_playbook, write_playbook
from makegood.playbooks.rules import Stage, Step, stage_begun, stages_of
from makegood.promises.actions.renegotiating import release
from makegood.promises.models import Promise
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_shop

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LISTEN = Stage(
    "Listen", (Step("ask_1", "ask", "Why?"), Step("ask_2", "ask", "Which?")), "decision", 2
)
SOLVE = Stage("Solve", (Step("check_1", "check", "Pay"),), "money", 5)
AFTER = Stage("After", (Step("check_2", "check", "Look"),))
STAGES = (LISTEN, SOLVE, AFTER)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    shop = make_shop()
    write_playbook(make_playbook(shop, "late", "en"), None, STAGES)
    with clock.frozen(MONDAY):
        return make_case(shop=shop, kind="late", assignee=people.agent)


def owed(case: Case) -> list[tuple[str, str, str]]:
    by_stage = case.promises.filter(source="playbook").order_by("made_at", "id")
    return [(one.basis, one.kind, one.end) for one in by_stage]


@pytest.mark.parametrize(
    ("done", "name"),
    [
        ((), None),
        (("ask_2",), "Listen"),
        (("ask_1", "ask_2"), "Solve"),
        (("check_1",), "Listen"),
        (("ask_1", "ask_2", "check_1", "check_2"), None),
    ],
)
def test_the_stage_work_is_on(done: tuple[str, ...], name: str | None) -> None:
    here = stage_begun(STAGES, done)

    assert (here and here.name) == name


def test_a_stage_is_kept_as_it_was_written_and_one_without_a_promise_as_before() -> None:
    assert stages_of(one.plain for one in STAGES) == STAGES
    assert set(AFTER.plain) == {"name", "steps"}


@pytest.mark.parametrize("half", [("money", 0), ("", 3), ("money", 61), ("gold", 3)])
def test_half_a_promise_or_another_thing_is_refused(case: Case, half: tuple[str, int]) -> None:
    playbook = make_playbook(case.shop, "late", "en")

    with pytest.raises(BadInput):
        write_playbook(playbook, None, (Stage("Solve", SOLVE.steps, *half),))

    assert playbook.versions.get(is_newest=True).read == STAGES


def test_each_stage_promises_its_own_when_it_begins_and_keeps_it_when_it_is_done(
    people: Cast, case: Case
) -> None:
    with clock.frozen(MONDAY):
        tick(case, "ask_1", people.agent)
        tick(case, "ask_1", people.agent)
        first = case.promises.get(source="playbook")
        assert (first.due_at - MONDAY).days == 2
        assert (first.owner, owed(case)) == (people.agent, [("Listen", "decision", "")])
        tick(case, "ask_2", people.agent)
        assert owed(case) == [("Listen", "decision", "kept"), ("Solve", "money", "")]
        tick(case, "check_1", people.agent)

    assert owed(case) == [("Listen", "decision", "kept"), ("Solve", "money", "kept")]
    first.refresh_from_db()
    assert (first.evidence, first.end_note) == (
        "note",
        "The stage “Listen” of the playbook is done.",
    )


def test_a_step_not_done_after_all_owes_its_stage_again_by_the_same_day(
    people: Cast, case: Case
) -> None:
    with clock.frozen(MONDAY):
        tick(case, "ask_1", people.agent)
        tick(case, "ask_2", people.agent)
    due_at = case.promises.get(basis="Listen").due_at
    with clock.frozen(MONDAY + DAY):
        untick(case, "ask_2", people.agent)
        again = case.promises.get(basis="Listen")
        assert (again.end, again.due_at) == ("", due_at)
        assert owed(case)[1] == ("Solve", "money", "released")
        tick(case, "ask_2", people.agent)

    assert owed(case) == [
        ("Listen", "decision", "kept"),
        ("Solve", "money", "released"),
        ("Solve", "money", ""),
    ]


def test_what_somebody_let_go_of_is_not_made_again_at_the_same_stage(
    people: Cast, case: Case
) -> None:
    with clock.frozen(MONDAY):
        tick(case, "ask_1", people.agent)
        tick(case, "ask_2", people.agent)
        release(case.promises.get(basis="Solve"), people.agent, "They want a voucher.")
        untick(case, "ask_1", people.agent)
        untick(case, "ask_2", people.agent)

    assert not case.promises.filter(basis="Solve", end="").exists()


def test_another_kind_of_case_lets_go_of_what_its_playbook_promised(
    people: Cast, case: Case
) -> None:
    with clock.frozen(MONDAY):
        tick(case, "ask_1", people.agent)
        change_case(case, people.agent, kind="lost")
        assert owed(case) == [("Listen", "decision", "released")]
        change_case(case, people.agent, kind="late")

    assert owed(case)[-1] == ("Listen", "decision", "")


def test_a_closed_case_promises_nothing_and_one_that_goes_on_what_it_did(
    people: Cast, case: Case
) -> None:
    with clock.frozen(MONDAY):
        tick(case, "ask_1", people.agent)
        close_case(case, people.agent, "Done.")
        tick(case, "ask_2", people.agent)
        assert Promise.objects.filter(source="playbook", end="").count() == 0
        reopen_case(case, people.agent)

    assert owed(case) == [("Listen", "decision", "kept"), ("Solve", "money", "")]
