"""Promises are kept by evidence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.models import Happening
from makegood.promises.actions import making
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.renegotiating import release, replace
from makegood.promises.models import Promise
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise

LATER = MONDAY + timedelta(days=3)


@pytest.mark.django_db
def test_a_message_keeps_a_promise_in_time() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        promise = make_promise(case)
        message = make_message(case, "Here it is.", direction="out")

        keep(promise, message)

    assert (promise.end, promise.kept_by, promise.ended_at) == ("kept", message, MONDAY)
    assert promise.broken_at is None
    case.refresh_from_db()
    assert (case.queue_at, case.owed) == (FAR_FUTURE, 0)
    assert Happening.objects.get(name="PromiseKept").facts["late"] is False


@pytest.mark.django_db
def test_a_promise_kept_after_its_time_is_late_though_no_sweep_saw_it() -> None:
    with clock.frozen(MONDAY):
        promise = make_promise()
    with clock.frozen(LATER):
        keep(promise, note="Refunded in the shop.", by=make_staff())

    assert (promise.end, promise.broken_at) == ("kept_late", promise.due_at)


@pytest.mark.django_db
def test_a_hand_ticked_promise_needs_a_note() -> None:
    promise = make_promise()

    with pytest.raises(BadInput) as refused:
        keep(promise, note=" ")

    promise.refresh_from_db()
    assert (refused.value.field, promise.end) == ("note", "")


@pytest.mark.django_db
def test_renegotiating_puts_another_promise_in_its_place() -> None:
    with clock.frozen(MONDAY):
        case, agent = make_case(), make_staff()
        promise = make_promise(case, kind="money", text="49.90 back", owner=agent)

        successor = replace(promise, LATER, agent, "The bank is closed until Thursday.")

    assert (promise.end, promise.replaced_by) == ("replaced", successor)
    assert (successor.kind, successor.text, successor.due_at) == ("money", "49.90 back", LATER)
    case.refresh_from_db()
    assert (case.queue_at, case.owed) == (LATER, 1)


@pytest.mark.django_db
def test_a_promise_that_ended_can_not_be_renegotiated() -> None:
    with clock.frozen(MONDAY):
        promise = make_promise()
        release(promise, None, "No longer wanted.")

        with pytest.raises(Conflict):
            replace(promise, LATER, None, "Later.")

    assert Promise.objects.count() == 1


@pytest.mark.django_db
def test_the_answer_promise_can_be_renegotiated_although_there_is_but_one() -> None:
    with clock.frozen(MONDAY):
        promise = make_promise(source="acknowledgement")

        successor = replace(promise, LATER, None, "We asked the carrier.")

    assert successor.source == "acknowledgement"


@pytest.mark.django_db(transaction=True)
def test_two_people_keeping_at_once_keep_once() -> None:
    promise = make_promise()

    def tick(number: int) -> None:
        try:
            keep(Promise.objects.get(pk=promise.pk), note=f"Done, says {number}.")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tick, range(4)))

    assert Happening.objects.filter(name="PromiseKept").count() == 1


@pytest.mark.django_db(transaction=True)
def test_promises_made_at_once_leave_the_queue_at_the_soonest() -> None:
    case = make_case()
    dues = [clock.now() + timedelta(days=days) for days in (4, 2, 3, 5)]

    def promise(due_at: datetime) -> None:
        try:
            making.make_promise(Case.objects.get(pk=case.pk), "news", due_at, "person")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(promise, dues))

    case.refresh_from_db()
    assert (case.queue_at, case.owed) == (min(dues), 4)


@pytest.mark.django_db
def test_reopening_takes_up_what_only_closing_ended_and_whose_time_is_to_come() -> None:
    staff = make_staff()
    with clock.frozen(MONDAY):
        case = make_case()
        soon = make_promise(case, due_at=MONDAY + timedelta(days=1))
        later = make_promise(case, due_at=MONDAY + timedelta(days=5))
        let_go = make_promise(case, due_at=MONDAY + timedelta(days=5))
        release(let_go, staff, "They changed their mind.")
    with clock.frozen(MONDAY + timedelta(hours=1)):
        close_case(case, staff, "They have not written again.")
    with clock.frozen(LATER):
        case.refresh_from_db()
        reopen_case(case, staff)

    for promise in (soon, later, let_go):
        promise.refresh_from_db()
    assert (soon.end, later.end, let_go.end) == ("released", "", "released")
    assert (later.ended_at, later.end_note, later.due_at) == (None, "", MONDAY + timedelta(days=5))
    told = Happening.objects.filter(name="PromiseReopened", topic=f"case:{case.pk}")
    assert [one.facts["promise_id"] for one in told] == [str(later.pk)]
    case.refresh_from_db()
    assert case.owed >= 1
