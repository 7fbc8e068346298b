"""A promise rests while we wait for the customer, and goes on later by as much."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from makegood.cases.actions.asking import ask_for_facts
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, Refused
from makegood.kernel.log import record
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import post_office
from makegood.messages.events import MessageReceived
from makegood.promises.actions.keeping import _open_again, keep
from makegood.promises.actions.pausing import pause, resume
from makegood.promises.actions.planning import wait_for
from makegood.promises.actions.renegotiating import release
from makegood.promises.actions.watching import break_due, warn_due
from makegood.promises.models import Promise
from makegood.promises.rules import Calendar
from makegood.promises.rules.pausing import due_after_pause
from makegood.promises.tasks import sweep_promises
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFFICE = Calendar("UTC", week=(((540, 1020),),) * 5 + ((), ()))


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)  # the 9th is a Monday


@pytest.mark.parametrize(
    ("due", "paused", "resumed", "after"),
    [
        (_at(13, 17), _at(9, 9), _at(10, 9), _at(16, 17)),  # a working day
        (_at(13, 12), _at(9, 9), _at(9, 11), _at(13, 14)),
        (_at(13, 17), _at(13, 9), _at(16, 9), _at(16, 17)),  # over a weekend: one working day
        (_at(13, 17), _at(9, 18), _at(9, 22), _at(13, 17)),  # rested overnight only
        (_at(15, 12), _at(14, 12), _at(16, 12), _at(17, 12)),  # due on a Sunday
    ],
)
def test_it_is_due_later_by_the_working_time_it_rested(
    due: datetime, paused: datetime, resumed: datetime, after: datetime
) -> None:
    assert due_after_pause(due, paused, resumed, OFFICE) == after


@pytest.mark.django_db
def test_what_rests_is_not_due_and_the_case_still_owes_news() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        promise = make_promise(case, kind="repair", due_at=MONDAY + 2 * DAY)
        pause(promise, "goods", None, "They send it on Tuesday.")
        pause(promise, "goods")
    with clock.frozen(MONDAY + 3 * DAY):
        assert (warn_due(), break_due()) == (0, 0)
        sweep_promises(0)
        case.refresh_from_db()
        assert (case.queue_kind, case.owed) == ("news", 1)
        resume(promise)

    promise.refresh_from_db()
    assert (promise.due_at, promise.paused_at) == (
        MONDAY + 4 * DAY + 8 * HOUR,
        None,
    )  # three working days
    told = Happening.objects.filter(topic=f"case:{case.pk}", name__in=["PromisePaused"]).get()
    assert (told.facts["reason"], told.facts["note"]) == ("goods", "They send it on Tuesday.")
    went_on = Happening.objects.get(name="PromiseResumed").facts
    assert went_on["due_before"] < went_on["due_at"]


@pytest.mark.django_db
def test_their_answer_goes_on_with_what_waited_for_it_and_nothing_else() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        repair = make_promise(case, kind="repair", due_at=MONDAY + 2 * DAY)
        money = make_promise(case, kind="money", due_at=MONDAY + 2 * DAY)
        pause(repair, "answer")
        pause(money, "goods")
    with clock.frozen(MONDAY + DAY):
        message = make_message(
            case, account=post_office(case.shop), from_address="carla@customer.example"
        )
        record(MessageReceived(case_id=case.pk, message_id=message.pk, auto="none"))

    repair.refresh_from_db()
    money.refresh_from_db()
    assert (repair.is_paused, repair.due_at) == (False, MONDAY + 2 * DAY + 8 * HOUR)
    assert money.is_paused


@pytest.mark.django_db
def test_a_decision_rests_while_the_customer_is_asked_for_what_it_takes() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        decision = make_promise(case, kind="decision", due_at=MONDAY + 2 * DAY)
        money = make_promise(case, kind="money", due_at=MONDAY + 2 * DAY)

        ask_for_facts(case, None, ["what_happened"])

    decision.refresh_from_db()
    money.refresh_from_db()
    assert (decision.pause_reason, money.pause_reason) == ("answer", "")


@pytest.mark.django_db
def test_what_is_kept_while_it_rests_is_judged_by_the_time_it_had_left() -> None:
    with clock.frozen(MONDAY):
        promise = make_promise(kind="money", due_at=MONDAY + DAY)
        pause(promise, "answer")
    with clock.frozen(MONDAY + 4 * DAY):
        keep(promise, note="Bank reference 8812.")

    assert (promise.end, promise.paused_at) == ("kept", None)


@pytest.mark.django_db
def test_what_can_not_rest() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        answer, late = make_promise(case), make_promise(case, kind="money", due_at=MONDAY + HOUR)
        ended = make_promise(case, kind="money")
        release(ended, None, "Let go.")
    with clock.frozen(MONDAY + DAY):
        for promise, reason, error in (
            (answer, "answer", Refused),
            (late, "answer", Refused),
            (ended, "answer", Conflict),
            (late, "", BadInput),
        ):
            with pytest.raises(error):
                pause(promise, reason)

    assert not Promise.objects.filter(paused_at__isnull=False).exists()
    kept = make_promise(case, kind="repair")
    keep(kept, note="It works again.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=kept.pk).update(paused_at=MONDAY, pause_reason="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=answer.pk).update(paused_at=MONDAY)


@pytest.mark.django_db
def test_closing_lets_go_of_what_rests() -> None:
    with clock.frozen(MONDAY):
        promise = make_promise(kind="money")
        pause(promise, "answer")

        release(promise, None, "They changed their mind.")

    assert (promise.end, promise.state_at(clock.now())) == ("released", "released")
    assert Case.objects.get().owed == 0


@pytest.mark.django_db
def test_what_rested_rests_again_on_a_case_that_is_closed_and_goes_on() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        promise = make_promise(case, kind="repair", due_at=MONDAY + 2 * DAY)
        pause(promise, "goods")
    with clock.frozen(MONDAY + DAY):
        close_case(case, None, "They do not send it.")
    with clock.frozen(MONDAY + 2 * DAY + HOUR):
        reopen_case(case, None)
    promise.refresh_from_db()
    assert (promise.end, promise.paused_at) == ("", MONDAY)
    assert promise.due_at == MONDAY + 2 * DAY

    with clock.frozen(MONDAY + 3 * DAY):
        set_fact(case, "handed_in_on", "2026-03-05", "staff")
    promise.refresh_from_db()
    assert (promise.paused_at, promise.due_at > MONDAY + 4 * DAY) == (None, True)


@pytest.mark.django_db
def test_what_came_while_the_case_was_closed_is_not_waited_for() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        promise = make_promise(case, kind="repair", due_at=MONDAY + 2 * DAY)
        pause(promise, "goods")
        close_case(case, None, "They do not send it.")
    with clock.frozen(MONDAY + DAY):
        set_fact(case, "received_back_on", "2026-03-03", "staff")
        reopen_case(case, None)

    promise.refresh_from_db()
    assert (promise.end, promise.paused_at, promise.due_at > MONDAY + 2 * DAY) == ("", None, True)
    with clock.frozen(MONDAY + DAY), pytest.raises(Refused, match="goods are here"):
        pause(promise, "goods")


@pytest.mark.django_db
def test_goods_that_came_back_are_waited_for_no_longer() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        promise = make_promise(case, kind="money", due_at=MONDAY + 2 * DAY)
        pause(promise, "goods")
    with clock.frozen(MONDAY + DAY):
        set_fact(case, "received_back_on", "2026-03-03", "staff")

    promise.refresh_from_db()
    assert (promise.paused_at, promise.due_at > MONDAY + 2 * DAY) == (None, True)


@pytest.mark.django_db
def test_nothing_waits_for_an_answer_and_what_is_owed_again_is_waited_for_again() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        first = make_promise(case, kind="repair", due_at=MONDAY + 9 * DAY)
        refund = make_promise(case, kind="money", due_at=MONDAY + 10 * DAY)
        wait_for(refund, first)
        planned = refund.warn_at
        keep(first, note="It works again.")
        refund.refresh_from_db()
        alone = refund.warn_at
        _open_again(first)
        with pytest.raises(BadInput):
            wait_for(refund, make_promise(case, kind="news", due_at=MONDAY + DAY))

    refund.refresh_from_db()
    assert (refund.warn_at, alone != planned) == (planned, True)
