"""Other hours of the shop, or of whoever owes something, move what was counted by them."""

from datetime import date, timedelta

import pytest

from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.people.actions.working import change_work
from makegood.promises.actions.answering import promise_answer
from makegood.promises.actions.recounting import recount_next, recount_shop
from makegood.promises.models import Promise, Recount
from makegood.promises.rules import Calendar
from makegood.promises.rules.recounting import recounted
from makegood.promises.tasks import sweep_promises
from makegood.shops.actions.opening import change_shop
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


def test_a_new_closed_day_moves_what_was_counted_in_working_hours_and_says_so() -> None:
    with clock.frozen(MONDAY + 4 * HOUR):  # eight working hours: Tuesday, 13:00
        case = make_case()
        answer = promise_answer(case.pk)
        named = make_promise(case, kind="money", due_at=MONDAY + DAY + 8 * HOUR)

        change_shop(case.shop, None, closed_days=[date(2026, 3, 3)])
        assert Recount.objects.count() == 1
        sweep_promises(0)
        sweep_promises(0)

    answer.refresh_from_db()
    named.refresh_from_db()
    assert (answer.due_at, named.due_at) == (
        MONDAY + 2 * DAY + 4 * HOUR,
        MONDAY + DAY + 8 * HOUR,
    )
    assert answer.warn_at > MONDAY + DAY + 8 * HOUR
    told = Happening.objects.get(name="PromiseRecounted").facts
    assert (told["kind"], told["due_before"] < told["due_at"]) == ("answer", True)
    case.refresh_from_db()
    assert case.queue_at == named.due_at
    assert not Recount.objects.exists()


def test_what_the_customer_has_read_stays_as_they_read_it() -> None:
    with clock.frozen(MONDAY + 4 * HOUR):
        case = make_case()
        answer = promise_answer(case.pk)
        read = answer.due_at
        make_message(case, "By Tuesday.", direction="out", purpose="acknowledgement")

        change_shop(case.shop, None, closed_days=[date(2026, 3, 3)])
        sweep_promises(0)
        answer.refresh_from_db()
        assert answer.due_at == read
        change_shop(case.shop, None, closed_days=[], hours={"mon": [["09:00", "22:00"]]})
        sweep_promises(0)

    answer.refresh_from_db()
    assert answer.due_at == read


@pytest.mark.parametrize(
    ("counted", "due"),
    [
        (9, 9),  # later: as counted
        (6, 6),  # sooner: as counted
        (4, 5),  # over already, or in a minute: an hour is left
        (4.02, 5),
    ],
)
def test_longer_hours_leave_time_to_keep_it(counted: float, due: float) -> None:
    before, now = MONDAY + 8 * HOUR, MONDAY + 4 * HOUR

    at = recounted(before, MONDAY + counted * HOUR, now, Calendar("UTC"))

    assert (at - MONDAY) / HOUR == due


def test_other_settings_move_nothing() -> None:
    change_shop(make_case().shop, None, silence_days=3)

    assert not Recount.objects.exists()


def test_whoever_goes_away_is_at_risk_with_what_they_owe_meanwhile() -> None:
    with clock.frozen(MONDAY):
        agent = make_staff()
        promise = make_promise(owner=agent, due_at=MONDAY + 2 * DAY)
        hours = {"hours": {}, "writes": [], "skills": []}
        change_work(agent, agent, away_until=MONDAY + 9 * DAY, **hours)
        sweep_promises(0)

    promise.refresh_from_db()
    assert promise.warned_at == MONDAY


def test_a_recount_goes_on_where_it_was_and_takes_each_once() -> None:
    with clock.frozen(MONDAY):
        shop = make_case().shop
        for _ in range(5):
            make_promise(make_case(shop=shop))
        Promise.objects.update(warn_at=MONDAY)
        recount_shop(shop.pk)

        assert [recount_next(2) for _ in range(4)] == [2, 2, 1, 0]

    assert not Promise.objects.filter(warn_at=MONDAY).exists()


def test_longer_hours_make_nothing_late_that_was_not() -> None:
    with clock.frozen(MONDAY + 4 * HOUR):
        case = make_case()
        answer = promise_answer(case.pk)
    with clock.frozen(MONDAY + 23 * HOUR):
        change_shop(case.shop, None, hours={"mon": [["09:00", "22:00"]]})
        sweep_promises(0)

    before = answer.due_at
    answer.refresh_from_db()
    assert (answer.due_at, answer.broken_at) == (before, None)
