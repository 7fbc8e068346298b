"""One decision for many cases: each told apart, once, whatever happens meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from tests.bulk.conftest import a_case, became, carried_out, done, started

from makegood.bulk.actions import carrying_out
from makegood.bulk.actions.carrying_out import carry_out
from makegood.bulk.actions.starting import do_again, start_bulk, stop_bulk
from makegood.bulk.models import Bulk, Outcome
from makegood.bulk.tasks import resume_bulks, run_bulk
from makegood.cases.actions.assigning import assign, hand_to_team
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.deleting import delete_case
from makegood.cases.actions.hearing import heard, told
from makegood.cases.actions.merging import merge_case
from makegood.cases.models import Case, Note
from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.models import Happening
from makegood.testing.cast import Cast, make_staff
from makegood.testing.makers import make_case, make_customer


def test_every_case_gets_what_was_decided(people: Cast, cases: list[Case]) -> None:
    bulk = done(people.agent, {"do": "tag", "name": "storm"}, {"do": "kind", "kind": "late"})

    assert (bulk.total, bulk.done, bulk.ended_at is not None) == (3, 3, True)
    assert [case.kind for case in Case.objects.all()] == ["late"] * 3
    assert Case.objects.filter(tags__name="storm").count() == 3
    by = Happening.objects.filter(name="CaseChanged").values_list("by_id", flat=True)
    assert set(by) == {people.agent.pk}


def test_the_set_is_fixed_when_it_is_started(people: Cast, cases: list[Case]) -> None:
    bulk = started(people.agent, {"do": "tag", "name": "storm"})
    late = a_case("Late Customer")

    carried_out(bulk)

    assert late.number not in became(bulk)
    assert not late.tags.exists()


def test_a_case_that_is_so_already_is_skipped(people: Cast, cases: list[Case]) -> None:
    assign(cases[0], None, people.agent)

    bulk = done(people.agent, {"do": "assign", "assignee": str(people.agent.pk)})

    assert became(bulk)[cases[0].number] == ("skipped", "nothing_to_do")
    assert (bulk.done, bulk.skipped) == (2, 1)


def test_a_refusal_tells_why_and_changes_nothing_of_that_case(
    people: Cast, cases: list[Case]
) -> None:
    told(cases[0], clock.now())

    bulk = done(people.agent, {"do": "tag", "name": "storm"}, {"do": "close", "reason": ""})

    assert became(bulk) == {
        cases[0].number: ("done", ""),
        cases[1].number: ("refused", "somebody_waits"),
        cases[2].number: ("refused", "somebody_waits"),
    }
    refused = Outcome.objects.filter(bulk=bulk, result="refused").first()
    assert refused is not None
    assert refused.why.startswith("The customer wrote last")
    assert not cases[1].tags.exists()


Change = Callable[[Cast, Case], object]
MEANWHILE: list[tuple[str, dict[str, str], Change, tuple[str, str]]] = [
    (
        "assigned",
        {"do": "assign", "assignee": "agent"},
        lambda people, case: assign(case, people.owner, people.owner),
        ("changed", "assignee_changed"),
    ),
    (
        "closed",
        {"do": "snooze", "until": "week"},
        lambda people, case: close_case(case, people.owner, "Done."),
        ("changed", "closed_changed"),
    ),
    (
        "the customer wrote",
        {"do": "close", "reason": "Over."},
        lambda people, case: heard(case, clock.now(), "One more thing."),
        ("changed", "heard_changed"),
    ),
    (
        "answered",
        {"do": "close", "reason": "Over."},
        lambda people, case: told(case, clock.now()),
        ("changed", "told_changed"),
    ),
    (
        "deleted",
        {"do": "tag", "name": "storm"},
        lambda people, case: delete_case(case, people.owner, "By mistake."),
        ("changed", "deleted"),
    ),
    (
        "given to another team",
        {"do": "tag", "name": "storm"},
        lambda people, case: hand_to_team(case, people.owner, people.other_team),
        ("refused", "not_found"),
    ),
    (
        "told of something the step does not build upon",
        {"do": "tag", "name": "storm"},
        lambda people, case: heard(case, clock.now(), "One more thing."),
        ("done", ""),
    ),
]


@pytest.mark.parametrize(
    ("step", "change", "expected"),
    [row[1:] for row in MEANWHILE],
    ids=[row[0] for row in MEANWHILE],
)
def test_what_changed_meanwhile_is_told_apart(
    people: Cast,
    cases: list[Case],
    step: dict[str, str],
    change: Change,
    expected: tuple[str, str],
) -> None:
    step = {k: str(people.agent.pk) if v == "agent" else v for k, v in step.items()}
    bulk = started(people.agent, step)

    change(people, cases[0])
    carried_out(bulk)

    found = became(bulk)
    assert found.pop(cases[0].number) == expected
    assert set(found.values()) == {("done", "")}


def test_a_case_that_was_joined_into_another_says_so(people: Cast) -> None:
    customer = make_customer()
    case, into = make_case(customer=customer), make_case(customer=customer)
    bulk = started(people.agent, {"do": "tag", "name": "storm"})

    merge_case(case, into, people.agent)
    carried_out(bulk)

    assert became(bulk) == {case.number: ("changed", "merged"), into.number: ("done", "")}


def test_those_that_changed_can_be_done_all_the_same(people: Cast, cases: list[Case]) -> None:
    bulk = started(people.agent, {"do": "close", "reason": "Over."})
    heard(cases[0], clock.now(), "One more thing.")
    carried_out(bulk)

    again = do_again(people.agent, bulk, ["changed"])
    carried_out(again)

    assert became(again) == {cases[0].number: ("done", "")}


def test_whoever_lost_their_seat_does_nothing_more(people: Cast, cases: list[Case]) -> None:
    bulk = started(people.agent, {"do": "tag", "name": "storm"})
    people.agent.is_active = False
    people.agent.save(update_fields=["is_active"])

    carried_out(bulk)

    assert set(became(bulk).values()) == {("refused", "not_found")}


def test_a_step_that_breaks_fails_its_case_alone(
    people: Cast, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = carrying_out.take

    def take(case: Case, *rest: object) -> object:
        if case.pk == cases[1].pk:
            Note.objects.create(case=case, body="half done", at=clock.now())
            raise ZeroDivisionError
        return real(case, *rest)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(carrying_out, "take", take)
    bulk = done(people.agent, {"do": "tag", "name": "storm"})

    assert (bulk.done, bulk.failed) == (2, 1)
    assert not Note.objects.exists()


def test_one_that_is_stopped_leaves_the_rest_as_it_is(people: Cast, cases: list[Case]) -> None:
    bulk = started(people.agent, {"do": "tag", "name": "storm"})
    stop_bulk(bulk, people.agent)

    carried_out(bulk)

    assert (bulk.done, bulk.stopped) == (0, 3)
    assert not Case.objects.filter(tags__name="storm").exists()


def test_no_cases_and_too_many_are_refused_before_anything_is_kept(
    people: Cast, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    step = {"do": "tag", "name": "storm"}
    with pytest.raises(BadInput, match="No case was chosen"):
        start_bulk(people.agent, Case.objects.none(), [step])
    monkeypatch.setattr("makegood.bulk.actions.starting.MOST_CASES", 2)
    with pytest.raises(BadInput, match="More than"):
        start_bulk(people.agent, cases_visible_to(people.agent), [step])

    assert (Bulk.objects.count(), Outcome.objects.count()) == (0, 0)
    monkeypatch.setattr("makegood.bulk.actions.starting.MOST_CASES", 3)
    assert start_bulk(people.agent, cases_visible_to(people.agent), [step]).total == 3


@pytest.mark.parametrize(
    "step",
    [
        {"do": "explode"},
        {"do": "tag", "name": " "},
        {"do": "assign", "assignee": "7"},
        {"do": "assign", "assignee": "018f4d1c-0000-7000-8000-000000000000"},
        {"do": "kind", "kind": "nonsense"},
        {"do": "snooze", "until": "yesterday"},
        {"do": "snooze", "until": "2001-01-01"},
        {"do": "answer", "bodies": {"en": "Dear {{ customer.shoe_size }}"}},
        {"do": "answer", "bodies": {}},
        {"do": "answer", "templates": {"en": "018f4d1c-0000-7000-8000-000000000000"}},
        {"do": "incident", "incident": "018f4d1c-0000-7000-8000-000000000000"},
    ],
)
def test_a_step_nobody_could_take_is_refused_at_once(
    people: Cast, cases: list[Case], step: dict[str, object]
) -> None:
    with pytest.raises(BadInput):
        started(people.agent, step)

    assert not Bulk.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_case_half_done_and_the_next_goes_on(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [a_case(f"N{n} Customer") for n in range(6)]
    bulk = started(people.agent, {"do": "note", "body": "Seen."})
    monkeypatch.setattr(carrying_out, "BATCH", 2)
    real, killed = carrying_out._Work._note, iter([False, False, False, True])

    def note(self: carrying_out._Work, *rest: object) -> None:
        if next(killed, False):
            raise KeyboardInterrupt  # as abrupt as Python can be: after the deed, before the outcome
        real(self, *rest)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(carrying_out._Work, "_note", note)
    with pytest.raises(KeyboardInterrupt):
        carry_out(bulk.pk)

    assert (Note.objects.count(), Outcome.objects.filter(result="done").count()) == (2, 2)
    carried_out(bulk)
    assert (bulk.done, Note.objects.count()) == (6, 6)
    assert {case.notes.count() for case in cases} == {1}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_case_once(people: Cast) -> None:
    for n in range(12):
        a_case(f"N{n} Customer")
    bulk = started(people.agent, {"do": "note", "body": "Seen."})

    def work(_: int) -> str:
        try:
            carry_out(bulk.pk)
        except Conflict as conflict:
            return conflict.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(work, range(4)))

    assert "" in said
    assert Note.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_up_what_a_killed_worker_left(people: Cast) -> None:
    a_case()
    bulk = started(people.agent, {"do": "tag", "name": "storm"})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # as if the job were lost with its worker

    resume_bulks(0)
    resume_bulks(0)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'bulk_id' FROM procrastinate_jobs WHERE task_name LIKE '%%run_bulk'"
        )
        assert cursor.fetchall() == [(str(bulk.pk),)]
    run_bulk(str(bulk.pk))
    bulk.refresh_from_db()
    assert bulk.done == 1


def test_many_cases_cost_no_more_queries_each(
    people: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for n in range(20):
        a_case(f"N{n} Customer")
    bulk = started(people.agent, {"do": "kind", "kind": "late"})

    # Of another kind each is asked whether it goes by a playbook.
    with django_assert_max_num_queries(20 * 10 + 30):
        carried_out(bulk)

    assert bulk.done == 20


def test_starting_costs_the_same_for_any_number(
    people: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    counted = []
    for count in (1, 3):
        for n in range(count):
            a_case(f"N{count}{n} Customer")
        with django_assert_num_queries(8, exact=False) as asked:  # type: ignore[attr-defined]  # pytest-django's own
            started(people.agent, {"do": "kind", "kind": "late"})
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_a_bulk_of_many_tells_the_pages_of_each_and_the_inboxes_now_and_then(
    people: Cast, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "CALM_FROM", 3)

    done(people.agent, {"do": "kind", "kind": "late"})

    assert Happening.objects.filter(name="InboxStirred", topic="inbox").count() == 1
    changes = Happening.objects.filter(name="CaseChanged")
    assert {one.facts["part_of"].split(":")[0] for one in changes} == {"bulk"}


def test_a_stranger_to_a_team_can_do_nothing_to_its_cases(people: Cast) -> None:
    make_case(team=people.other_team)
    case = make_case(team=people.team)

    bulk = done(people.agent, {"do": "tag", "name": "storm"})

    assert became(bulk) == {case.number: ("done", "")}


def test_a_day_is_the_morning_where_its_starter_works(people: Cast, cases: list[Case]) -> None:
    staff = make_staff("Vilma Vilnius")
    staff.timezone = "Europe/Vilnius"
    day = (clock.now() + timedelta(days=9)).date()

    done(staff, {"do": "snooze", "until": day.isoformat()})

    until = Case.objects.get(pk=cases[0].pk).snoozed_until
    assert until is not None
    assert until.isoformat() in {f"{day}T07:00:00+00:00", f"{day}T06:00:00+00:00"}
