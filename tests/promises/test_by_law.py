"""What the law asks of us on a case becomes promises by itself, and follows what is known of the case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.changing import change_case
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.merging import merge_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.promises.actions import legal
from makegood.promises.actions.answering import keep_by_word, owe_what_bounced
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.legal import look_at_all_later, look_due, look_later, owe_by_law
from makegood.promises.actions.pausing import pause
from makegood.promises.actions.planning import wait_for
from makegood.promises.actions.renegotiating import replace as replace_promise
from makegood.promises.models import LawLook, Promise
from makegood.rights.queries import CaseRights, rights_of
from makegood.testing.cast import make_staff
from makegood.testing.makers import (
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

pytestmark = pytest.mark.django_db
WROTE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday."""
HOUR = timedelta(hours=1)


def a_case(country: str, kind: str) -> Case:
    """Somebody wrote about goods that came a week ago."""
    shop = make_shop(country="IT")
    customer = make_customer(country=country)
    order = make_order(
        shop=shop,
        customer=customer,
        address={"country": country},
        placed_at=WROTE - timedelta(days=10),
        delivered_at=WROTE - timedelta(days=7),
    )
    case = make_case(shop=shop, customer=customer, order=order, kind=kind)
    make_message(case, "Please help", at=WROTE)
    return case


def owed(case: Case) -> list[tuple[str, str, str, str]]:
    """Of each promise by law: its rule, kind, last day and state."""
    by_law = case.promises.filter(source=Promise.Source.LAW).order_by("made_at", "id")
    return [(one.basis, one.kind, f"{one.due_at:%d.%m. %H:%M}", one.end) for one in by_law]


def test_serbian_law_asks_for_an_answer_and_a_solution() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        owe_by_law(case.pk)
        owe_by_law(case.pk)

    # Eight days after the 23rd are the 1st of December, fifteen the 8th; the minute is that of Belgrade.
    assert owed(case) == [
        ("complaint.answer", "answer", "01.12. 22:59", ""),
        ("complaint.resolve", "decision", "08.12. 22:59", ""),
    ]
    case.refresh_from_db()
    assert case.queue_at == datetime(2026, 12, 1, 22, 59, tzinfo=UTC)


def test_an_answer_owed_sooner_is_enough() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        make_promise(case, due_at=WROTE + timedelta(hours=8), kind="answer")
        owe_by_law(case.pk)

    assert [basis for basis, *_ in owed(case)] == ["complaint.resolve"]


def test_a_withdrawal_begins_the_time_to_pay_back_and_another_day_moves_it() -> None:
    with clock.frozen(WROTE):
        case = a_case("IT", "return")
        owe_by_law(case.pk)
    before = owed(case)

    with clock.frozen(WROTE + timedelta(days=1)):
        set_fact(case, "withdrawn_on", "2026-11-20", "staff")
        owe_by_law(case.pk)

    assert before == [("withdrawal.refund", "money", "07.12. 22:59", "")]
    assert owed(case) == [("withdrawal.refund", "money", "04.12. 22:59", "")]
    assert Happening.objects.filter(name="PromiseRecounted").count() == 1


def test_another_matter_owes_other_things_and_the_first_again_when_it_is_that_after_all() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        owe_by_law(case.pk)
        first = owed(case)
        Case.objects.filter(pk=case.pk).update(kind="where_is_it")
        owe_by_law(case.pk)
        other = owed(case)
        Case.objects.filter(pk=case.pk).update(kind="defective")
        owe_by_law(case.pk)

    assert (first, other) == (owed(case), [])


def test_what_can_not_be_judged_stays_as_it_is(monkeypatch) -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        owe_by_law(case.pk)
        before = owed(case)
        monkeypatch.setattr(legal, "rights_of", lambda of: replace(rights_of(of), ruling=None))
        owe_by_law(case.pk)

    assert owed(case) == before != []


def test_a_question_is_no_answer_by_law_and_an_answer_keeps_it() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        owe_by_law(case.pk)
    with clock.frozen(WROTE + timedelta(days=1)):
        word = make_message(case, "What broke?", direction="out", at=clock.now())
        keep_by_word(word)
        after_a_word = [end for *_, end in owed(case)]
    with clock.frozen(WROTE + timedelta(days=20)):
        set_fact(case, "answered_on", "2026-11-26", "staff")
        owe_by_law(case.pk)

    assert after_a_word == ["", ""]
    assert owed(case)[0] == ("complaint.answer", "answer", "01.12. 22:59", "kept")


def test_what_came_back_takes_no_other_promise_with_it() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        owe_by_law(case.pk)
        word = make_message(case, "It is on its way", direction="out", at=WROTE)
        make_promise(case, kind="answer", due_at=WROTE + HOUR, source="law", basis="x")
        keep(case.promises.get(basis="x"), word)
        owe_what_bounced(word)

    assert [end for *_, end in owed(case)] == ["", "", ""]


def test_a_day_agreed_on_by_hand_stays_and_who_takes_the_case_owes_it() -> None:
    with clock.frozen(WROTE):
        case, agent = a_case("RS", "defective"), make_staff("Ana Agent")
        owe_by_law(case.pk)
        agreed = replace_promise(
            case.promises.get(kind="decision"), WROTE + timedelta(days=3), agent, "By phone"
        )
        assign(case, agent, agent)
        owe_by_law(case.pk)

    agreed.refresh_from_db()
    assert (agreed.source, agreed.end) == ("person", "")
    assert [end for *_, end in owed(case)] == ["", "replaced"]
    assert case.promises.get(kind="answer").owner == agent


def test_what_somebody_kept_or_closing_let_go_is_not_owed_anew() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        owe_by_law(case.pk)
        decision = case.promises.get(kind="decision")
        keep(decision, note="Told her by phone that she gets a new one.")
        owe_by_law(case.pk)

    assert [end for *_, end in owed(case)] == ["", "kept"]


def test_a_case_that_goes_on_owes_by_law_again() -> None:
    with clock.frozen(WROTE):
        case, agent = a_case("RS", "defective"), make_staff("Ana Agent")
        owe_by_law(case.pk)
        close_case(case, agent, "Done")
        while_closed = [end for *_, end in owed(case)]
        reopen_case(case, agent)
        owe_by_law(case.pk)

    assert while_closed == ["released", "released"]
    assert [end for *_, end in owed(case)] == ["", ""]


def test_a_business_is_owed_nothing_by_the_law_of_consumers() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        set_fact(case, "buyer", "business", "staff")
        owe_by_law(case.pk)

    assert owed(case) == []


def test_what_is_known_changed_and_it_is_looked_at_once() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "")
        change_case(case, make_staff("Ana Agent"), kind="defective")
        set_fact(case, "defect_on", "2026-11-21", "staff")
        looks = (look_due(), look_due())

    assert looks == (1, 0)
    assert [basis for basis, *_ in owed(case)] == ["complaint.answer", "complaint.resolve"]


def test_one_case_that_can_not_be_judged_holds_up_no_other(monkeypatch) -> None:
    with clock.frozen(WROTE):
        odd, case = make_case(kind="defective"), a_case("RS", "defective")
        look_later([odd.pk, case.pk])
        real = legal.rights_of

        def rights_of(of: Case) -> CaseRights:
            if of.pk == odd.pk:
                raise ZeroDivisionError
            return real(of)

        monkeypatch.setattr(legal, "rights_of", rights_of)
        looked = look_due()

    assert looked == 2
    assert len(owed(case)) == 2


def test_each_night_open_cases_are_looked_at_anew() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        make_case(kind="")
        closed = make_case(kind="return")
        close_case(closed, make_staff("Ana Agent"), "Done")
        LawLook.objects.all().delete()
        look_at_all_later()

    assert list(LawLook.objects.values_list("case", flat=True)) == [case.pk]


def test_a_closed_case_and_one_that_is_gone_owe_nothing() -> None:
    with clock.frozen(WROTE):
        case = a_case("RS", "defective")
        gone = make_case(kind="defective")
        close_case(case, make_staff("Ana Agent"), "Done")
        owe_by_law(case.pk)
        look_later([gone.pk])
        gone.delete()
        looked = look_due()

    assert owed(case) == []
    assert looked == 0


def test_of_two_joined_cases_each_duty_is_owed_once_and_goes_on_being_followed() -> None:
    with clock.frozen(WROTE):
        case, agent = a_case("RS", "defective"), make_staff("Ana Agent")
        into = make_case(shop=case.shop, customer=case.customer, order=case.order, kind="defective")
        make_message(into, "And the other one, too", at=WROTE)
        owe_by_law(case.pk)
        owe_by_law(into.pk)
        merge_case(case, into, agent)
        look_due()
        change_case(into, agent, kind="where_is_it")
        open_when_joined = [basis for basis, _, _, end in owed(into) if not end]
        look_due()

    assert sorted(open_when_joined) == ["complaint.answer", "complaint.resolve"]
    assert [end for *_, end in owed(into) if not end] == []


def test_of_the_same_duty_the_one_that_runs_stays_and_is_waited_for() -> None:
    with clock.frozen(WROTE):
        case, into = make_case(), make_case()
        same = {"kind": "repair", "source": "law", "basis": "guarantee.repair_deadline"}
        rests = make_promise(case, due_at=WROTE + timedelta(days=3), **same)
        runs = make_promise(into, due_at=WROTE + timedelta(days=5), **same)
        refund = make_promise(case, kind="money", due_at=WROTE + timedelta(days=9))
        wait_for(refund, rests)
        pause(rests, "goods")
        merge_case(case, into, make_staff())

    for promise in (rests, runs, refund):
        promise.refresh_from_db()
    assert (rests.end, runs.end, refund.waits_for) == ("released", "", runs)
    assert {one.case for one in (runs, refund)} == {into}


def test_goods_told_of_on_one_case_end_the_wait_of_the_other() -> None:
    with clock.frozen(WROTE):
        case, into = make_case(), make_case()
        refund = make_promise(into, kind="money", due_at=WROTE + timedelta(days=9))
        pause(refund, "goods")
        set_fact(case, "received_back_on", "2026-11-24", "staff")
        merge_case(case, into, make_staff())

    refund.refresh_from_db()
    assert not refund.is_paused


@pytest.mark.parametrize(
    ("country", "days", "penalty"), [("ES", 20, (4990, "EUR")), ("FR", 30, (250, "EUR"))]
)
def test_what_being_late_comes_to_is_noted_and_stays_when_it_is_paid(
    country: str, days: int, penalty: tuple[int, str]
) -> None:
    with clock.frozen(WROTE):
        case = a_case(country, "return")
        case.order.lines.create(position=1, name="Blue lamp", price_minor=4990)
        set_fact(case, "received_back_on", "2026-11-24", "staff")
        owe_by_law(case.pk)
        promise = case.promises.get(basis="withdrawal.refund")
        assert promise.penalty_minor is None
    with clock.frozen(WROTE + timedelta(days=days)):
        owe_by_law(case.pk)
        keep(promise, note="Bank.")

    promise.refresh_from_db()
    assert (promise.penalty_minor, promise.penalty_currency) == penalty
    assert promise.end == "kept_late"


def test_what_somebody_saw_to_costs_nothing_any_more() -> None:
    with clock.frozen(WROTE):
        case = a_case("ES", "return")
        set_fact(case, "received_back_on", "2026-11-23", "staff")
        owe_by_law(case.pk)
    with clock.frozen(WROTE + timedelta(days=20)):
        owe_by_law(case.pk)
        case.refresh_from_db()
        late = case.law_risk
        money = case.promises.get(basis="withdrawal.refund")
        keep(money, note="Paid back by bank", by=make_staff("Ana Agent"))
        look_due()
        case.refresh_from_db()

    assert late == "doubled"
    assert (case.law_risk, case.law_risk_at, case.law_cost_minor) == ("", None, None)
