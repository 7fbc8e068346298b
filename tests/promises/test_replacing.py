"""A new date for what is still owed: the answer's promise stands in the place of the earlier one."""

from datetime import UTC, datetime, timedelta

import pytest

from makegood.cases.actions.closing import close_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.sending import PromiseWish, send_reply, withdraw
from makegood.messages.models import Message
from makegood.portal.shown import owed_to_customer
from makegood.promises.actions.pausing import pause, resume
from makegood.promises.actions.planning import wait_for
from makegood.promises.actions.watching import break_due
from makegood.promises.models import Promise
from makegood.promises.queries import promises_told, replaceable_promises
from makegood.promises.rules import takes_its_place
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise, make_shop

FRIDAY = MONDAY + timedelta(days=4)
NOW = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def case(db: None) -> Case:
    """With a refund promised for Tuesday; it is Wednesday now."""
    with clock.frozen(MONDAY):
        post_office(make_shop())
        case = make_case()
        make_message(case, "Where is my money?", from_address="carla@customer.example")
        make_promise(case, kind="money", due_at=MONDAY + timedelta(days=1))
    with clock.frozen(MONDAY + timedelta(days=2)):
        break_due()
    return case


def answered(case: Case, kind: str = "money", *, is_sent: bool = True) -> tuple[Message, Promise]:
    """An answer that names Friday, in the place of what is owed of that kind."""
    with clock.frozen(MONDAY + timedelta(days=2)):
        earlier = tuple(one.pk for one in replaceable_promises(case, kind))
        wish = PromiseWish(FRIDAY, "by Friday", kind, earlier)
        message = send_reply(case, make_staff(), "You will have it by Friday.", promise=wish)
    if is_sent:
        with clock.frozen(MONDAY + timedelta(days=2, minutes=1)):
            dispatch_due()
    return message, Promise.objects.get(due_at=FRIDAY)


def test_the_new_promise_stands_in_the_place_of_the_broken_one(case: Case) -> None:
    _, new = answered(case)

    old = Promise.objects.get(kind="money", due_at__lt=FRIDAY)
    assert (old.end, old.replaced_by, old.end_note) == ("replaced", new, "by Friday")
    assert old.broken_at == old.due_at
    assert new.is_open
    case.refresh_from_db()
    assert case.queue_at == FRIDAY
    told = Happening.objects.get(name="PromiseReplaced").facts
    assert told["by_promise_id"] == str(new.pk)


def test_a_promise_of_another_kind_stays(case: Case) -> None:
    answered(case, "parcel")

    assert Promise.objects.get(kind="money").is_open


def test_taken_back_the_earlier_one_is_owed_as_before(case: Case) -> None:
    message, _ = answered(case, is_sent=False)

    with clock.frozen(MONDAY + timedelta(days=2)):
        withdraw(message, make_staff("Bo"))

    old = Promise.objects.get(kind="money")
    assert (old.end, old.ended_at, old.replaced_by, old.end_note) == ("", None, None, "")
    assert old.broken_at == old.due_at
    case.refresh_from_db()
    assert case.queue_at == old.due_at


def test_taken_back_it_rests_as_before_and_what_waits_for_it_waits_again(case: Case) -> None:
    with clock.frozen(MONDAY + timedelta(days=2)):
        parcel = make_promise(case, kind="parcel", due_at=MONDAY + timedelta(days=3))
        repair = make_promise(case, kind="repair", due_at=MONDAY + timedelta(days=9))
        wait_for(repair, parcel)
        planned = Promise.objects.get(pk=repair.pk).warn_at
        pause(parcel, "answer", None, "Which colour?")
        wish = PromiseWish(FRIDAY + timedelta(days=9), "later", "parcel", (parcel.pk,))
        message = send_reply(case, make_staff(), "You will have it later.", promise=wish)
        repair.refresh_from_db()
        assert repair.waits_for == Promise.objects.get(text="later")
        withdraw(message, make_staff("Bo"))

    parcel.refresh_from_db()
    repair.refresh_from_db()
    assert (parcel.end, parcel.paused_at) == ("", MONDAY + timedelta(days=2))
    assert (parcel.pause_reason, parcel.pause_note) == ("answer", "Which colour?")
    assert parcel.due_at == MONDAY + timedelta(days=3)
    assert repair.waits_for == parcel
    with clock.frozen(MONDAY + timedelta(days=2)):
        resume(parcel)
    repair.refresh_from_db()
    assert repair.warn_at == planned


def test_taken_back_while_the_new_one_rests_the_first_rests(case: Case) -> None:
    message, new = answered(case, is_sent=False)
    with clock.frozen(MONDAY + timedelta(days=2)):
        pause(new, "other", None, "Their bank is asked")
        withdraw(message, make_staff("Bo"))

    old = Promise.objects.get(kind="money")
    assert (old.end, old.pause_reason, old.pause_note) == ("", "other", "Their bank is asked")


def test_taken_back_between_two_the_last_stands_in_the_place_of_the_first(case: Case) -> None:
    waiting, between = answered(case, is_sent=False)
    saturday = FRIDAY + timedelta(days=1)
    with clock.frozen(MONDAY + timedelta(days=2)):
        wish = PromiseWish(saturday, "by Saturday", "money", (between.pk,))
        send_reply(case, make_staff("Bo"), "You will have it by Saturday.", promise=wish)

    with clock.frozen(MONDAY + timedelta(days=2)):
        withdraw(waiting, make_staff("Cleo"))

    last, old = Promise.objects.get(due_at=saturday), Promise.objects.get(due_at__lt=FRIDAY)
    assert last.is_open
    assert (old.end, old.replaced_by) == ("replaced", last)
    case.refresh_from_db()
    assert case.queue_at == saturday


def test_taken_back_on_a_case_that_was_closed_meanwhile_nothing_is_owed(case: Case) -> None:
    message, _ = answered(case, is_sent=False)
    with clock.frozen(MONDAY + timedelta(days=2)):
        close_case(case, make_staff("Bo"), "Refunded in the shop")

        withdraw(message, make_staff("Cleo"))

    old = Promise.objects.get(kind="money")
    assert (old.end, old.end_note) == ("released", "Refunded in the shop")
    assert old.broken_at == old.due_at


def test_the_customer_reads_one_line_of_both(case: Case) -> None:
    answered(case)

    with clock.frozen(MONDAY + timedelta(days=2, hours=1)):
        shown = [one for one in owed_to_customer(promises_told(case)) if "money" in one.what]

    assert [one.state for one in shown] == ["open"]
    assert "Before, we had said yesterday." in shown[0].sentence


def test_until_the_answer_leaves_the_customer_reads_what_was_true(case: Case) -> None:
    answered(case, is_sent=False)

    with clock.frozen(MONDAY + timedelta(days=2)):
        shown = [one for one in owed_to_customer(promises_told(case)) if "money" in one.what]

    assert [one.state for one in shown] == ["broken"]


def test_once_the_later_one_has_ended_both_are_told(case: Case) -> None:
    _, new = answered(case)
    Promise.objects.filter(pk=new.pk).update(end="kept", evidence="parcel", ended_at=FRIDAY)

    shown = [one.state for one in owed_to_customer(promises_told(case)) if "money" in one.what]

    assert sorted(shown) == ["kept", "moved"]


def test_an_answer_and_what_came_by_itself_are_never_replaced(case: Case) -> None:
    make_promise(case, kind="answer")
    make_promise(case, kind="news", source="silence")

    assert not replaceable_promises(case, "answer")
    assert not replaceable_promises(case, "news")
    assert [one.kind for one in replaceable_promises(case, "money")] == ["money"]


@pytest.mark.parametrize(
    ("kind", "earlier", "later", "expected"),
    [
        ("money", -HOUR, HOUR, True),
        ("money", timedelta(0), HOUR, True),
        ("money", HOUR, 2 * HOUR, False),
        ("money", HOUR, HOUR, True),
        ("other", -HOUR, HOUR, False),
    ],
)
def test_what_is_late_or_said_twice_is_replaced(
    kind: str, earlier: timedelta, later: timedelta, expected: bool
) -> None:
    assert takes_its_place(kind, NOW + earlier, NOW + later, NOW) is expected
