"""The sweeps: what is due is claimed by the batch, by any number of workers, and costs what is due, not what is open."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.queueing import set_queue_at
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.people.models import Role, Team
from makegood.promises.actions.answering import cover_silent_cases
from makegood.promises.actions.escalating import escalate_due
from makegood.promises.actions.watching import break_due, warn_due
from makegood.promises.models import Promise
from makegood.promises.tasks import sweep_promises
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_promise

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = MONDAY + 3 * DAY


def promised(count: int, **facts: object) -> list[Promise]:
    with clock.frozen(MONDAY):
        return [make_promise(make_case(), **facts) for _ in range(count)]


def told(name: str) -> Counter[str]:
    return Counter(one.facts["promise_id"] for one in Happening.objects.filter(name=name))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_handle_everything_due_and_nothing_twice() -> None:
    make_staff("Olga Owner", Role.OWNER)
    broken, risky = promised(12), promised(9, due_at=LATER + HOUR)
    with clock.frozen(MONDAY):
        silent = [make_case() for _ in range(5)]
    Promise.objects.filter(pk__in=[one.pk for one in broken]).update(warned_at=MONDAY)
    for case in silent:
        set_queue_at(case.pk, clock.FAR_FUTURE)
    together = threading.Barrier(2)

    def work() -> None:
        with clock.frozen(LATER):
            together.wait()
            sweep_promises(0)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert told("PromiseBroken") == Counter(str(one.pk) for one in broken)
    assert told("PromiseAtRisk") == Counter(str(one.pk) for one in risky)
    owing = Promise.objects.filter(source="silence", case__in=silent)
    assert sorted(owing.values_list("case", flat=True)) == sorted(case.pk for case in silent)


@pytest.mark.django_db(transaction=True)
def test_a_case_somebody_holds_makes_no_worker_wait_and_comes_next_time() -> None:
    free, busy = promised(2)
    done: list[int] = []

    def work() -> None:
        with clock.frozen(LATER):
            done.append(break_due())
        connection.close()

    with transaction.atomic():
        Case.objects.select_for_update().get(pk=busy.case_id)
        worker = threading.Thread(target=work)
        worker.start()
        worker.join(timeout=10)
        assert done == [1]

    with clock.frozen(LATER):
        assert break_due() == 1
    assert told("PromiseBroken") == Counter([str(free.pk), str(busy.pk)])


@pytest.mark.django_db
def test_the_batch_ends_where_it_is_told_and_the_longest_due_come_first() -> None:
    last, first = (promised(1, due_at=MONDAY + at * DAY)[0] for at in (2, 1))

    with clock.frozen(LATER):
        assert break_due(limit=1) == 1
        assert told("PromiseBroken") == Counter([str(first.pk)])
        assert (break_due(limit=1), break_due(limit=1)) == (1, 0)
    assert told("PromiseBroken") == Counter([str(first.pk), str(last.pk)])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "due"),
    [
        (warn_due, {"warn_at": MONDAY, "due_at": LATER + DAY}),
        (escalate_due, {"warned_at": MONDAY, "escalate_at": MONDAY, "due_at": LATER + DAY}),
        (break_due, {"warned_at": MONDAY, "due_at": MONDAY}),
    ],
    ids=["warn", "escalate", "break"],
)
def test_three_take_as_many_statements_as_one(
    step: Callable[[], int], due: dict[str, object]
) -> None:
    make_staff("Olga Owner", Role.OWNER)
    agent, mate = make_staff("Ana"), make_staff("Mia")
    team = Team.objects.create(name="Lamps")
    team.staff.add(agent, mate)
    asked = []
    for count in (1, 3):
        some = promised(count, owner=agent)
        Case.objects.update(team=team)
        Promise.objects.filter(pk__in=[one.pk for one in some]).update(**due)
        with clock.frozen(LATER), CaptureQueriesContext(connection) as queries:
            assert step() == count
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.django_db
def test_a_silent_case_is_covered_by_few_statements_and_one_whose_news_rest_ends_no_sweep() -> None:
    asked = []
    for count in (1, 3):
        with clock.frozen(MONDAY):
            for _ in range(count):
                set_queue_at(make_case().pk, clock.FAR_FUTURE)
            with CaptureQueriesContext(connection) as queries:
                assert cover_silent_cases() == count
        asked.append(len(queries))
    Promise.objects.update(paused_at=MONDAY, pause_reason="other")
    Case.objects.update(queue_at=clock.FAR_FUTURE)

    assert (asked[1] - asked[0]) / 2 <= 4
    assert cover_silent_cases() == 0


@pytest.mark.django_db
def test_a_step_that_fails_keeps_no_other_from_being_done(monkeypatch) -> None:
    case = make_case()
    promise = make_promise(case, due_at=clock.now() - timedelta(hours=1))

    def fails() -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("makegood.promises.tasks.recount_next", fails)
    fails.__name__ = "recount_next"
    sweep_promises(0)

    promise.refresh_from_db()
    assert promise.broken_at == promise.due_at
