"""Runs: begun by what happens, carried on when they are due, and told once whatever comes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.flows.conftest import letters, ordered, parcel_of, switched_on

from makegood.cases.models import Case, Note
from makegood.flows.actions.beginning import begin_for_orders
from makegood.flows.actions.declining import decline, want_again
from makegood.flows.actions.forgetting import forget_old_runs
from makegood.flows.actions.going import go_on
from makegood.flows.actions.writing import seed_flows, switch
from makegood.flows.models import Entry, Flow, Run, Told
from makegood.flows.queries import has_declined
from makegood.flows.rules.steps import Plan, Step
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.models import Happening
from makegood.messages.actions.mailing_ourselves import answer_as_customer
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.models import Dispatch
from makegood.people.actions.anonymising import anonymise
from makegood.people.actions.merging import merge_customers
from makegood.promises.events import PromiseAtRisk
from makegood.promises.models import Promise
from makegood.shops.actions.tracking import take_in_scans
from makegood.shops.events import ParcelMoved
from makegood.shops.models import Parcel
from makegood.shops.ports.carriers import ScanSeen, Tracked
from makegood.shops.queries import order_url
from makegood.testing.makers import MONDAY, make_case, make_customer, make_promise, make_shop

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOON = MONDAY + timedelta(hours=3)
IE = {"country": "IE"}


@pytest.fixture(autouse=True)
def time():
    with clock.frozen(MONDAY):
        yield


def log_of(run: Run) -> list[tuple[str, str, str]]:
    return list(run.entries.order_by("place").values_list("sort", "do", "reason"))


def test_the_customer_hears_that_a_parcel_left_with_its_link_and_day(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    order = ordered()
    parcel_of(order, expected_at=NOON + 4 * DAY)

    assert begin_for_orders(shop.pk, [order.pk]) == 1
    assert go_on() == 1

    (letter,) = letters()
    assert letter.subject == "Your order W-1001 is on its way"
    assert letter.to == [["", "carla@customer.example"]]
    assert letter.text == (
        "Hello Carla Customer,\n\nYour order W-1001 has left us.\n\n"
        "DPD brings it; the parcel number is RR1.\n\nFollow it here: https://dpd.example/RR1\n\n"
        "It should be with you by Friday, 6 March 2026.\n\n"
        f"See how it stands at any time: {order_url(order.pk)}\n\n"
        "If you have a question, simply answer this message."
    )
    assert Dispatch.objects.get(message=letter).account.kind == "postoffice"
    run = Run.objects.get()
    assert (run.ended_at, run.reason) == (MONDAY, "done")
    assert log_of(run) == [("tell", "act", "told")]
    assert Told.objects.get().message == letter
    assert Happening.objects.filter(name="CustomerTold").count() == 1


def test_the_same_news_twice_begins_one_run(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    order = ordered()
    parcel_of(order)

    for _again in range(2):
        begin_for_orders(shop.pk, [order.pk])
        go_on()

    assert Run.objects.count() == 1
    assert len(letters()) == 1


def test_flows_that_are_off_begin_nothing_and_cost_one_statement(shop) -> None:
    order = ordered()
    parcel_of(order)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert begin_for_orders(shop.pk, [order.pk]) == 0

    assert len(asked) == 1
    assert not Run.objects.exists()


def test_a_flow_switched_off_tells_nothing_of_what_it_has_under_way(shop, owner) -> None:
    flow = switched_on(shop, owner, "sent")
    order = ordered()
    parcel_of(order)
    begin_for_orders(shop.pk, [order.pk])

    switch(flow, owner, on=False)
    go_on()

    assert letters() == []
    assert log_of(Run.objects.get()) == [("tell", "end", "switched_off")]


def test_on_day_7_only_who_still_waits_hears_of_it(shop, owner) -> None:
    switched_on(shop, owner, "day_7")
    orders = [ordered(f"W-{n}") for n in (1, 2)]
    waiting, there = (parcel_of(one, expected_at=NOON + 9 * DAY) for one in orders)
    begin_for_orders(shop.pk, [one.pk for one in orders])
    go_on()
    assert letters() == []
    assert not go_on()

    with clock.frozen(MONDAY + 7 * DAY):
        there.state, there.delivered_at = "delivered", clock.now()
        there.save()
        go_on()

    (letter,) = letters()
    assert letter.subject == "Your order W-1 is still on its way"
    assert "That leaves 2 days." in letter.text
    ended = Run.objects.get(parcel=there)
    assert log_of(ended)[-1] == ("only", "end", "check_failed")
    assert Run.objects.get(parcel=waiting).reason == "done"


def test_nothing_is_told_of_what_is_a_case_already(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    order = ordered()
    parcel_of(order)
    make_case(order=order)
    begin_for_orders(shop.pk, [order.pk])

    go_on()

    assert letters() == []
    assert log_of(Run.objects.get()) == [("tell", "skip", "is_case")]


def test_what_is_due_at_night_leaves_in_the_morning(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    with clock.frozen(MONDAY + timedelta(hours=13)):
        order = ordered()
        parcel_of(order)
        begin_for_orders(shop.pk, [order.pk])
        go_on()

    assert letters() == []
    run = Run.objects.get()
    assert (run.reason, run.due_at) == ("quiet", MONDAY + timedelta(hours=23))
    with clock.frozen(run.due_at):
        go_on()
    assert len(letters()) == 1


def test_what_is_due_at_once_comes_as_one_letter(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    orders = [ordered(f"W-{n}") for n in (1, 2)]
    for order in orders:
        parcel_of(order)
    other = ordered("X-1", customer=make_customer("bob@customer.example", name="Bob"))
    parcel_of(other)
    begin_for_orders(shop.pk, [one.pk for one in (*orders, other)])

    go_on()

    digest, alone = sorted(letters(), key=lambda one: -len(one.text))
    assert digest.subject == "News of your orders"
    assert digest.text.startswith(
        "Hello Carla Customer,\n\nYour order W-1 is on its way\nYour order W-1"
    )
    assert digest.text.count("Hello") == 1
    assert "Your order W-2 is on its way" in digest.text
    assert alone.subject == "Your order X-1 is on its way"
    assert {one.message for one in Told.objects.filter(order__in=orders)} == {digest}
    reasons = Entry.objects.order_by("reason").values_list("reason", flat=True)
    assert list(reasons) == ["in_digest", "in_digest", "told"]


def test_each_reads_it_in_their_own_language(shop, owner) -> None:
    type(shop).objects.filter(pk=shop.pk).update(languages=["en", "it"])
    words = {"it": {"subject": "Ordine {{ order }}", "text": "Ciao {{ customer }}"}}
    step = Step("tell", station="sent", ready="sent", words=words)
    switched_on(shop, owner, "sent", Plan("sent", (step,)))
    italian = ordered(
        "I-1",
        customer=make_customer("rita@customer.example", name="Rita", language="it", country="IT"),
    )
    english = ordered("E-1")
    for one in (italian, english):
        parcel_of(one)
    begin_for_orders(shop.pk, [italian.pk, english.pk])

    go_on()

    assert {one.language: one.subject for one in letters()} == {
        "it": "Ordine I-1",
        "en": "Your order E-1 is on its way",
    }


def test_a_lost_parcel_is_a_case_with_a_task_a_promise_and_an_apology(shop, owner) -> None:
    switched_on(shop, owner, "lost")
    day_7 = switched_on(shop, owner, "day_7")
    order = ordered()
    parcel = parcel_of(order)
    begin_for_orders(shop.pk, [order.pk])
    go_on()
    parcel.state = "lost"
    parcel.save()
    begin_for_orders(shop.pk, [order.pk])

    go_on()

    case = Case.objects.get()
    assert (case.kind, case.order, case.turn) == ("lost", order, "us")
    (letter,) = letters()
    assert letter.case == case
    assert "seems to be lost on its way" in letter.text
    assert "RR1" in Note.objects.get(case=case).body
    promise = Promise.objects.get(case=case, source="flow")
    assert promise.kind == "decision"
    assert Run.objects.get(flow=day_7).reason == "stopped"
    lost = Run.objects.get(flow__ready="lost")
    assert [row[2] for row in log_of(lost)] == ["opened", "noted", "told", "promised", "stops"]


def test_three_failed_orders_are_a_case_for_somebody_to_call(shop, owner) -> None:
    switched_on(shop, owner, "failed_thrice")
    orders = [ordered(f"W-{n}", standing="failed") for n in range(3)]

    begin_for_orders(shop.pk, [one.pk for one in orders])
    go_on()

    case = Case.objects.get()
    assert case.kind == "order_failed"
    assert Promise.objects.get(case=case, source="flow").kind == "call_back"
    assert "failed three times" in Note.objects.get(case=case).body
    assert letters() == []
    with clock.frozen(MONDAY + 3 * DAY):
        fourth = ordered("W-9", standing="failed")
        begin_for_orders(shop.pk, [fourth.pk])
        go_on()
    assert Case.objects.get() == case


def test_a_promise_at_risk_begins_what_waits_for_it(shop, owner) -> None:
    words = {"en": {"subject": "S", "text": "It takes longer, {{ customer }}."}}
    flow = switched_on(shop, owner, "sent", Plan("promise_at_risk", (Step("tell", words=words),)))
    promise = make_promise()
    event: dict[str, Any] = {"case_id": promise.case_id, "promise_id": promise.pk}
    record(PromiseAtRisk(**event, owner_id=None, due_at=promise.due_at))

    go_on()

    (letter,) = letters()
    assert (letter.case_id, letter.text) == (promise.case_id, "It takes longer, Carla Customer.")
    assert Run.objects.get(flow=flow).reason == "done"


def test_what_the_mirror_tells_begins_runs_by_itself(shop, owner) -> None:
    switched_on(shop, owner, "delivered")
    order = ordered()
    parcel = parcel_of(order, "delivered", delivered_at=clock.now())

    moved = {"parcel_ids": (parcel.pk,), "order_ids": (order.pk,)}
    record(ParcelMoved(shop_id=shop.pk, state="delivered", **moved))

    assert Run.objects.get().due_at == MONDAY
    with clock.frozen(NOON):
        go_on()
        go_on()
    assert [one.subject for one in letters()] == ["Your order W-1001 is with you"]


def test_what_breaks_is_tried_again_and_holds_up_nobody_else(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    broken, fine = ordered("W-1"), ordered("W-2", customer=make_customer("bob@customer.example"))
    for one in (broken, fine):
        parcel_of(one)
    begin_for_orders(shop.pk, [broken.pk, fine.pk])
    broken.customer.timezone = "Nowhere/Atlantis"
    broken.customer.save()

    go_on()

    assert [one.subject for one in letters()] == ["Your order W-2 is on its way"]
    run = Run.objects.get(order=broken)
    assert (run.failures, run.reason, run.due_at) == (1, "broke", MONDAY + timedelta(minutes=30))
    assert not run.entries.exists()


def test_a_sweep_asks_no_more_for_many_than_for_one(shop, owner) -> None:
    switched_on(shop, owner, "day_7")

    def asked(count: int, letter: str) -> int:
        orders = [
            ordered(f"{letter}-{n}", customer=make_customer(f"{letter}{n}@c.example"))
            for n in range(count)
        ]
        for one in orders:
            parcel_of(one)
        begin_for_orders(shop.pk, [one.pk for one in orders])
        with CaptureQueriesContext(connection) as queries:
            go_on()
        own = ('UPDATE "flows_run"', "SAVEPOINT", "RELEASE")
        return sum(not one["sql"].startswith(own) for one in queries)

    assert asked(1, "a") == asked(3, "b")


def test_a_forgotten_customers_letters_go(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    order = ordered()
    parcel_of(order)
    begin_for_orders(shop.pk, [order.pk])
    go_on()
    assert len(letters()) == 1

    anonymise([order.customer_id])

    assert letters() == []
    assert Told.objects.get().message is None


def test_every_shop_finds_the_ready_made_flows_switched_off(shop) -> None:
    assert Flow.objects.filter(shop=shop).count() == 14
    assert not Flow.objects.filter(on_since__isnull=False).exists()


def test_what_carriers_tell_is_told_on_scan_by_scan(shop, owner) -> None:
    for ready in ("sent", "out", "stuck", "failed", "delivered"):
        switched_on(shop, owner, ready)
    order = ordered()
    parcel = Parcel.objects.create(order=order, number="RR1", number_key="RR1", carrier="DPD")

    def scanned(at: datetime, state: str) -> None:
        with clock.frozen(at):
            tracked = Tracked(scans=(ScanSeen(at=at, state=state),))
            take_in_scans({parcel.pk: tracked}, "hand", "UTC")
            take_in_scans({parcel.pk: tracked}, "hand", "UTC")
            go_on()

    scanned(MONDAY, "in_transit")
    scanned(MONDAY + 2 * DAY, "sorting")
    with clock.frozen(MONDAY + 5 * DAY):
        go_on()
    scanned(MONDAY + 6 * DAY, "out_for_delivery")
    scanned(MONDAY + 6 * DAY + timedelta(hours=1), "failed")
    scanned(MONDAY + 7 * DAY, "delivered")
    for day in (8, 13):
        with clock.frozen(MONDAY + day * DAY):
            go_on()

    assert [one.subject for one in letters()] == [
        "Your order W-1001 is on its way",
        "Your order W-1001 arrives today",
        "Your order W-1001 is with you",
    ]
    failed = Run.objects.get(flow__ready="failed")
    assert failed.reason == "check_failed"  # by the time it would have been told, it was there
    assert Run.objects.get(flow__ready="stuck").reason == "check_failed"


def test_five_days_of_silence_are_told_once_and_late_against_the_first_day(shop, owner) -> None:
    for ready in ("stuck", "late"):
        switched_on(shop, owner, ready)
    order = ordered()
    parcel = parcel_of(order, expected_at=NOON + 9 * DAY, first_expected_at=NOON + 6 * DAY)
    begin_for_orders(shop.pk, [order.pk])

    for day in range(10):
        with clock.frozen(NOON + day * DAY):
            go_on()

    assert [(one.at - NOON, one.subject) for one in letters()] == [
        (5 * DAY, "We are looking after your order W-1001"),
        (7 * DAY, "Your order W-1001 is late"),
    ]
    assert "would be with you by Sunday, 8 March 2026" in letters()[1].text
    assert "now expects to bring it by Wednesday, 11 March 2026" in letters()[1].text
    assert {one.parcel for one in Told.objects.all()} == {parcel}


def test_who_does_not_want_to_be_told_is_left_alone_until_they_do(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    first, second = ordered("W-1"), ordered("W-2")
    customer = first.customer
    decline(customer, owner)
    decline(customer, owner)
    parcel_of(first)
    begin_for_orders(shop.pk, [first.pk])
    go_on()
    assert log_of(Run.objects.get()) == [("tell", "skip", "declined")]

    want_again(customer, owner)
    parcel_of(second)
    begin_for_orders(shop.pk, [second.pk])
    go_on()

    assert [one.subject for one in letters()] == ["Your order W-2 is on its way"]
    told = Happening.objects.filter(topic=f"customer:{customer.pk}").order_by("id")
    assert list(told.values_list("name", flat=True)) == ["TellingDeclined", "TellingWanted"]


def test_of_two_who_are_one_what_either_declined_is_declined(shop, owner) -> None:
    kept, gone = make_customer(), make_customer("c2@customer.example")
    decline(gone, owner)

    merge_customers(owner, kept, gone)

    assert has_declined(kept)


def test_an_answer_to_a_letter_is_a_case_about_that_order(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    order = ordered()
    parcel_of(order)
    begin_for_orders(shop.pk, [order.pk])
    go_on()
    (letter,) = letters()

    answer_as_customer(letter, "It is not here yet. What now?")
    settle_arrivals()

    case = Case.objects.get()
    assert (case.order, case.customer) == (order, order.customer)
    parcel_of(order, number="RR2")
    begin_for_orders(shop.pk, [order.pk])
    go_on()
    assert log_of(Run.objects.order_by("-pk")[0]) == [("tell", "skip", "is_case")]


def test_a_parcel_its_shop_takes_back_is_told_of_no_more(shop, owner) -> None:
    switched_on(shop, owner, "day_7")
    order = ordered()
    parcel = parcel_of(order)
    begin_for_orders(shop.pk, [order.pk])
    go_on()

    parcel.delete()
    with clock.frozen(MONDAY + 7 * DAY):
        go_on()

    assert letters() == []
    assert Run.objects.get().reason == "gone"


def test_runs_of_long_ago_go_with_their_letters_and_what_was_told_stays_known(shop, owner) -> None:
    switched_on(shop, owner, "sent")
    order = ordered()
    parcel_of(order)
    begin_for_orders(shop.pk, [order.pk])
    go_on()

    with clock.frozen(MONDAY + 399 * DAY):
        assert forget_old_runs() == 0
    with clock.frozen(MONDAY + 401 * DAY):
        assert forget_old_runs() == 1

    assert not Run.objects.exists()
    assert letters() == []
    assert Told.objects.get().station == "sent"


def test_two_shops_write_two_letters_to_the_same_customer(shop, owner) -> None:
    other = make_shop(name="Southwind")
    seed_flows(other)
    for one in (shop, other):
        switched_on(one, owner, "sent")
        order = ordered(f"{one.name}-1", shop=one)
        parcel_of(order)
        begin_for_orders(one.pk, [order.pk])

    go_on()

    assert {one.account.shop for one in letters()} == {shop, other}
    assert [one.subject.startswith("Your order") for one in letters()] == [True, True]
