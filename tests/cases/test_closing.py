"""A case ends when nobody waits, or for a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.hearing import heard, told
from makegood.cases.models import Case, Closure
from makegood.cases.rules import CloseFacts, may_close
from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.models import Happening
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_promise


@pytest.mark.parametrize(
    ("is_our_turn", "owed", "reason", "sentences"),
    [
        (False, 0, "", 0),
        (True, 0, "", 2),
        (False, 1, "", 2),
        (True, 3, "", 3),
        (True, 3, "The customer withdrew.", 0),
        (True, 0, "   ", 2),
    ],
)
def test_nobody_may_be_left_waiting(
    is_our_turn: bool, owed: int, reason: str, sentences: int
) -> None:
    refusal = may_close(CloseFacts(is_our_turn, owed, reason))

    assert len(refusal.reasons if refusal else ()) == sentences
    assert refusal is None or refusal.code == "somebody_waits"


@pytest.mark.django_db
def test_closing_is_refused_while_somebody_waits_and_works_once_nobody_does() -> None:
    agent, case = make_staff(), make_case()

    with pytest.raises(Refused) as refused:
        close_case(case, agent)

    assert refused.value.code == "somebody_waits"
    assert refused.value.reasons[0] == "The customer wrote last and waits for an answer."
    assert (Closure.objects.count(), case.is_closed) == (0, False)

    told(case, clock.now())
    close_case(case, agent)
    assert (case.is_closed, case.closures.get().by) == (True, agent)


@pytest.mark.django_db
def test_closing_with_a_reason_releases_what_was_owed() -> None:
    with clock.frozen(MONDAY):
        agent, case = make_staff(), make_case()
        promise = make_promise(case)

        close_case(case, agent, "The customer withdrew.")

    promise.refresh_from_db()
    assert (promise.end, promise.ended_at, promise.end_note) == (
        "released",
        MONDAY,
        "The customer withdrew.",
    )
    assert (case.owes_something, case.owed) == (False, 0)
    names = Happening.objects.filter(topic=f"case:{case.pk}").order_by("id")
    assert list(names.values_list("name", flat=True)) == [
        "CaseOpened",
        "PromiseMade",
        "CaseClosed",
        "PromiseReleased",
    ]


@pytest.mark.django_db
def test_closing_twice_closes_once() -> None:
    agent, case = make_staff(), make_case()

    close_case(case, agent, "Done.")
    close_case(case, agent, "Done again.")

    assert case.closures.get().reason == "Done."


@pytest.mark.django_db
def test_reopening_by_a_colleague_owes_an_answer_again() -> None:
    with clock.frozen(MONDAY):
        agent, case = make_staff(), make_case()
        close_case(case, agent, "Done.")

        reopen_case(case, agent)
        reopen_case(case, agent)

    assert (case.is_closed, case.queue_kind, case.owed) == (False, "answer", 1)
    assert case.queue_at == MONDAY + timedelta(hours=8)
    assert case.closures.get().reopened_at == MONDAY


@pytest.mark.django_db
def test_the_customers_next_word_reopens_a_closed_case() -> None:
    with clock.frozen(MONDAY):
        case = make_case()
        close_case(case, None, "Done.")

        heard(case, MONDAY, "It broke again.")

    case.refresh_from_db()
    assert (case.is_closed, case.turn, case.preview) == (False, "us", "It broke again.")
    assert (case.queue_kind, case.owed) == ("answer", 1)
    assert Happening.objects.get(name="CaseReopened").facts["heard"] is True


@pytest.mark.django_db(transaction=True)
def test_two_people_closing_at_once_close_once() -> None:
    agent, case = make_staff(), make_case()
    make_promise(case)

    def close(_: int) -> None:
        try:
            close_case(Case.objects.get(pk=case.pk), agent, "Done.")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(close, range(4)))

    assert Closure.objects.count() == 1
    assert Happening.objects.filter(name="CaseClosed").count() == 1
    assert Happening.objects.filter(name="PromiseReleased").count() == 1
