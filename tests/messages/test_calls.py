"""Talks on the phone: one at a time, on a case, kept as a word to the customer whose notes stay with colleagues."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.merging import merge_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotFound, Refused
from makegood.kernel.log import happenings_of
from makegood.messages.access import call_for
from makegood.messages.actions.calling import (
    begin_call,
    drop_call,
    end_call,
    note_down,
    open_case_for,
    put_on_case,
)
from makegood.messages.models import Call, Message
from makegood.messages.queries import recipients_by_rule
from makegood.messages.queries.calls import running_call
from makegood.people.models import Customer, Identity
from makegood.promises.models import Promise
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def call_on(case: Case, people: Cast, direction: str = "in") -> Call:
    return begin_call(case.shop, people.agent, direction, number="+353 1 234 5678", case=case)


def test_one_person_is_on_one_call_at_a_time(people: Cast) -> None:
    first = begin_call(make_shop(), people.agent, "in")

    assert begin_call(make_shop(), people.agent, "out") == first
    assert begin_call(make_shop(), people.owner, "out") != first
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.create(
            shop=make_shop(), staff=people.agent, direction="in", started_at=clock.now()
        )


def test_somebody_new_is_known_by_the_number_from_then_on(people: Cast) -> None:
    call = begin_call(make_shop(), people.agent, "in")

    case = open_case_for(call, people.agent, name="Nora New", number="01 234 5678", kind="late")

    identity = Identity.objects.get(kind="phone")
    assert (identity.value, identity.customer.name) == ("+35312345678", "Nora New")
    assert (case.channel, case.kind, case.customer, case.turn) == (
        "phone",
        "late",
        identity.customer,
        "us",
    )
    assert running_call(people.agent).case == case  # type: ignore[union-attr]


def test_a_caller_without_a_number_opens_a_case_of_nobody_known(people: Cast) -> None:
    customers = Customer.objects.count()
    call = begin_call(make_shop(), people.agent, "in")

    case = open_case_for(call, people.agent, name="Nora New")

    assert (case.customer, case.subject) == (None, "Phone call: Nora New")
    assert Customer.objects.count() == customers


def test_neither_name_nor_number_opens_nothing(people: Cast) -> None:
    call = begin_call(make_shop(), people.agent, "in")

    with pytest.raises(BadInput):
        open_case_for(call, people.agent)
    assert Case.objects.count() == 0
    open_case_for(call, people.agent, name="Nora New")
    assert Case.objects.count() == 1


def test_having_spoken_is_the_answer_and_the_customers_turn(people: Cast) -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        owed = make_promise(case)
        back = make_promise(case, kind=Promise.Kind.CALL_BACK)
        money = make_promise(case, kind=Promise.Kind.MONEY)
        call = call_on(case, people, "out")
    with clock.frozen(MONDAY + timedelta(minutes=4)):
        message = end_call(call, people.agent, "Wants a new one.")

    case.refresh_from_db()
    for promise in (owed, back, money):
        promise.refresh_from_db()
    assert message is not None
    assert (case.turn, case.told_at) == ("customer", MONDAY + timedelta(minutes=4))
    assert [one.end for one in (owed, back, money)] == ["kept", "kept", ""]
    assert (message.channel, message.direction, message.text) == ("phone", "out", "")
    ended = happenings_of(f"case:{case.pk}")
    assert [h.facts["seconds"] for h in ended if h.name == "CallEnded"] == [240]


def test_a_call_nobody_took_keeps_nothing(people: Cast) -> None:
    case = make_case()
    back = make_promise(case, kind=Promise.Kind.CALL_BACK)
    call = call_on(case, people, "out")

    assert end_call(call, people.agent, "", was_reached=False) is None

    back.refresh_from_db()
    case.refresh_from_db()
    assert back.is_open
    assert (case.turn, case.told_at) == ("us", None)
    assert Message.objects.count() == 0


def test_a_call_ends_once(people: Cast) -> None:
    call = call_on(make_case(), people)

    first = end_call(call, people.agent, "Once.")
    again = end_call(call, people.agent, "Twice.")

    assert first == again
    assert Call.objects.get().summary == "Once."
    assert Message.objects.count() == 1


def test_a_call_on_no_case_can_not_end(people: Cast) -> None:
    call = begin_call(make_shop(), people.agent, "in")

    with pytest.raises(Refused):
        end_call(call, people.agent, "Hm.")
    assert running_call(people.agent) == call
    put_on_case(call, make_case())
    assert end_call(call, people.agent, "Hm.") is not None


def test_a_call_on_a_case_joined_meanwhile_ends_on_the_one_that_stays(people: Cast) -> None:
    case, into = make_case(), make_case()
    call = call_on(case, people)
    merge_case(case, into, people.agent)

    message = end_call(call, people.agent, "Spoke.")

    assert message is not None
    assert message.case == into


def test_a_customer_who_calls_about_a_closed_case_goes_on_with_it(people: Cast) -> None:
    case = make_case(turn="customer")
    close_case(case, people.agent)

    end_call(call_on(case, people), people.agent, "It is broken again.")

    case.refresh_from_db()
    assert not case.is_closed


def test_an_answer_after_a_call_goes_where_the_last_mail_came_from(people: Cast) -> None:
    case = make_case()
    make_message(case, from_address="carla@customer.example", from_name="Carla")
    end_call(call_on(case, people), people.agent, "Spoke.")

    assert recipients_by_rule(case, None).to == (("Carla", "carla@customer.example"),)


def test_notes_are_kept_while_talking_and_a_call_that_was_none_leaves_nothing(people: Cast) -> None:
    call = call_on(make_case(), people)
    note_down(call, "Half a sent")

    assert Call.objects.get().summary == "Half a sent"
    drop_call(call)
    assert Call.objects.count() == 0


def test_a_call_is_ones_own_while_it_runs(people: Cast) -> None:
    call = call_on(make_case(), people)

    assert call_for(people.agent, call.pk) == call
    with pytest.raises(NotFound):
        call_for(people.owner, call.pk)
    end_call(call, people.agent, "")
    with pytest.raises(NotFound):
        call_for(people.agent, call.pk)


def test_a_case_opened_by_a_call_is_whose_call_it_is(people: Cast) -> None:
    call = begin_call(make_shop(), people.agent, "in")

    case = open_case_for(call, people.agent, name="Nora New")

    case.refresh_from_db()
    assert case.assignee == people.agent


@pytest.mark.parametrize("was_reached", [True, False])
def test_a_free_case_is_theirs_who_logs_a_call_on_it(people: Cast, was_reached: bool) -> None:
    free, owned = make_case(), make_case(assignee=people.owner)

    for case in (free, owned):
        end_call(call_on(case, people, "out"), people.agent, "Tried.", was_reached=was_reached)
        case.refresh_from_db()

    assert (free.assignee, owned.assignee) == (people.agent, people.owner)
