"""Two people answer at once: one goes first, the other is asked."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.messages.conftest import happened

from makegood.cases.models import Case
from makegood.kernel.errors import Conflict
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.sending import send_notice, send_reply, withdraw
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Dispatch, Message
from makegood.messages.queries import NOTHING_SEEN, words_after
from makegood.people.models import Staff
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(db: None) -> Staff:
    return make_staff("Eve")


def last_of(case: Case) -> UUID:
    return max(case.messages.values_list("pk", flat=True))


def test_who_did_not_see_the_first_answer_is_refused_a_second(
    case: Case, ana: Staff, eve: Staff
) -> None:
    seen = last_of(case)
    send_reply(case, ana, "On Friday.", after=seen)

    with pytest.raises(Conflict) as refused:
        send_reply(case, eve, "On Monday.", after=seen)

    assert refused.value.code == "answered_meanwhile"
    assert Dispatch.objects.count() == happened("MessageWritten") == 1
    send_reply(case, eve, "On Monday.", after=last_of(case))
    assert Dispatch.objects.count() == 2


def test_a_word_of_the_customers_counts_and_a_machines_does_not(case: Case, ana: Staff) -> None:
    seen = last_of(case)
    make_message(case, "I am away.", thread=case.messages.get().thread, auto="replied")
    send_notice(case.shop, "carla@customer.example", "News", "We know.", "en", case)
    assert words_after(case, None, seen) == []

    word = make_message(case, "And now?", thread=case.messages.earliest("pk").thread)

    assert words_after(case, None, seen) == [word]


def test_mail_fetched_late_is_new_and_stands_where_it_belongs(case: Case, ana: Staff) -> None:
    seen = last_of(case)
    answer = send_reply(case, ana, "On Friday.")
    thread = case.messages.earliest("pk").thread
    late = make_message(case, "And now?", thread=thread, at=answer.at - timedelta(hours=1))

    assert words_after(case, None, seen) == [late, answer]


def test_an_answer_taken_back_asks_nothing(case: Case, ana: Staff, eve: Staff) -> None:
    seen = last_of(case)
    withdraw(send_reply(case, ana, "On Friday."), ana)

    send_reply(case, eve, "On Monday.", after=seen)

    assert Message.objects.get(direction="out").text == "On Monday."


def test_taking_back_locks_the_case_before_draft_and_outbox_as_everybody_does(
    case: Case, ana: Staff
) -> None:
    answer = send_reply(case, ana, "On Friday.")

    with CaptureQueriesContext(connection) as asked:
        withdraw(answer, ana)

    locks = [one["sql"] for one in asked if "FOR " in one["sql"] and "UPDATE" in one["sql"]]
    tables = [sql.partition(' FROM "')[2].partition('"')[0] for sql in locks]
    assert tables[0] == "cases_case"
    assert "messages_draft" in tables


def test_a_letter_that_leaves_at_this_moment_is_not_waited_for(case: Case, ana: Staff) -> None:
    answer = send_reply(case, ana, "On Friday.")
    Dispatch.objects.filter(message=answer).update(state=Dispatch.State.SENDING)

    with pytest.raises(Conflict):
        withdraw(answer, ana)

    assert Message.objects.filter(pk=answer.pk).exists()


def test_who_saw_what_was_taken_back_since_is_asked_nothing(
    case: Case, ana: Staff, eve: Staff
) -> None:
    answer = send_reply(case, ana, "On Friday.")
    seen = answer.pk
    withdraw(answer, ana)

    assert send_reply(case, eve, "On Monday.", after=seen).pk


def test_each_conversation_is_looked_at_alone(case: Case, ana: Staff, eve: Staff) -> None:
    seen = last_of(case)
    maker = open_thread(case, ana, "supplier", "Lamp Makers", "claims@maker.example")
    send_reply(case, ana, "Whose fault is it?", thread=maker)

    send_reply(case, eve, "We are asking.", after=seen)

    with pytest.raises(Conflict):
        send_reply(case, eve, "Whose?", thread=maker, after=seen)


def test_who_does_not_say_what_they_saw_is_not_asked(case: Case, ana: Staff, eve: Staff) -> None:
    send_reply(case, ana, "On Friday.")

    assert send_reply(case, eve, "On Monday.", undo_for=timedelta(0)).pk


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_in_the_same_moment_exactly_one_goes_out_unasked() -> None:
    post_office(make_shop())
    case = make_case()
    make_message(case, from_address="carla@customer.example")
    colleagues = [make_staff(), make_staff("Eve")]
    seen, barrier, outcomes = last_of(case), Barrier(2), []

    def answer(by: Staff) -> None:
        barrier.wait()
        try:
            send_reply(Case.objects.get(pk=case.pk), by, f"{by.name} answers.", after=seen)
            outcomes.append("sent")
        except Conflict as conflict:
            outcomes.append(conflict.code)
        connection.close()

    for _ in range(10):
        Message.objects.filter(direction="out").delete()
        Case.objects.update(assignee=None)
        outcomes.clear()
        threads = [Thread(target=answer, args=(one,)) for one in colleagues]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(outcomes) == ["answered_meanwhile", "sent"]
        assert Message.objects.filter(direction="out").count() == 1


def test_nothing_seen_is_before_every_message(case: Case) -> None:
    assert [one.pk for one in words_after(case, None, NOTHING_SEEN)] == [last_of(case)]
