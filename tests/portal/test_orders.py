"""An order's page: without an account, by a link or by a code sent to who bought it."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.finding_orders import send_code
from makegood.messages.models import Message
from makegood.shops.actions.looking_up import forget_questions
from makegood.shops.models import Line, Order, OrderQuestion, Parcel, TrackingEvent
from makegood.shops.queries import order_url
from makegood.testing.makers import make_case, make_customer, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    order = make_order("W-100", shop=make_shop(), customer=make_customer())
    for position, name in enumerate(("A lamp", "A shade", "A bulb")):
        Line.objects.create(order=order, position=position, name=name, quantity=1)
    return order


def make_parcel(order: Order, number: str, **facts: Any) -> Parcel:
    return Parcel.objects.create(order=order, number=number, number_key=number.lower(), **facts)


@pytest.fixture
def page(order: Order) -> str:
    return urlsplit(order_url(order.pk)).path


def ask(number: str, email: str, **more: str) -> tuple[int, str]:
    answer = Client().post("/o/", {"number": number, "email": email}, **more)
    return answer.status_code, answer.headers.get("Location", "")


def code_for(question: OrderQuestion) -> str:
    assert send_code(question.pk)
    letter = Message.objects.latest("at")
    assert letter.to == [["", "carla@customer.example"]]
    found = re.search(r"^\d{6}$", letter.text, re.M)
    assert found
    return found[0]


def test_number_and_address_bring_a_code_and_the_code_the_order(order: Order, page: str) -> None:
    status, where = ask("w-100", "Carla@Customer.example")
    assert (status, where[:8]) == (302, "/o/code/")
    code = code_for(OrderQuestion.objects.get())

    answer = Client().post(where, {"code": f" {code[:3]} {code[3:]} "})

    assert answer.status_code == 302
    assert urlsplit(answer.headers["Location"]).path == page
    assert "W-100" in Client().get(page).content.decode()
    again = Client().post(where, {"code": code})
    assert again.status_code == 422  # good once


@pytest.mark.parametrize(
    ("number", "email"),
    [("W-100", "somebody@else.example"), ("W-999", "carla@customer.example")],
)
def test_a_miss_looks_like_a_hit_and_sends_nothing(order: Order, number: str, email: str) -> None:
    hit, miss = ask("W-100", "carla@customer.example"), ask(number, email)
    with clock.frozen(clock.now()):
        shown = [Client().get(where).content for _, where in (hit, miss)]
    question = OrderQuestion.objects.latest("asked_at")

    assert hit[0] == miss[0] == 302
    assert shown[0] == shown[1]
    assert not send_code(question.pk)
    assert not Message.objects.exists()
    with clock.frozen(clock.now()):
        wrong = [Client().post(where, {"code": "123456"}) for _, where in (hit, miss)]
    assert [one.status_code for one in wrong] == [422, 422]
    assert wrong[0].content == wrong[1].content


def test_a_code_can_not_be_guessed_nor_used_late(order: Order) -> None:
    _, where = ask("W-100", "carla@customer.example")
    code = code_for(OrderQuestion.objects.get())
    for guess in range(5):
        assert (
            Client().post(where, {"code": f"{(int(code) + guess + 1) % 1_000_000:06}"}).status_code
            == 422
        )
    assert Client().post(where, {"code": code}).status_code == 422

    _, later = ask("W-100", "carla@customer.example")
    fresh = code_for(OrderQuestion.objects.latest("asked_at"))
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert Client().post(later, {"code": fresh}).status_code == 422
    assert Client().post(later, {"code": fresh}).status_code == 302


def test_asking_often_is_stopped_by_place_and_fills_nobodys_mailbox(order: Order) -> None:
    met = [ask("W-100", "carla@customer.example")[0] for _ in range(30)]
    refused = Client().post("/o/", {"number": "W-1", "email": "a@b.example"})
    elsewhere = ask("W-1", "a@b.example", REMOTE_ADDR="203.0.113.9")

    assert set(met) == {302}
    assert refused.status_code == 429
    assert "Wait an hour" in refused.content.decode()
    assert elsewhere[0] == 302
    sent = [send_code(one.pk) for one in OrderQuestion.objects.order_by("asked_at")[:5]]
    assert all(sent)
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415  app registry

    jobs = ProcrastinateJob.objects.filter(task_name="makegood.messages.tasks.send_order_code")
    assert jobs.count() == 5 + 1


def test_questions_are_forgotten_after_a_day(order: Order) -> None:
    ask("W-100", "carla@customer.example")

    assert forget_questions() == 0
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        assert forget_questions() == 1


def test_it_shows_how_far_each_parcel_is(order: Order, page: str) -> None:
    make_parcel(order, "P1", state="delivered")
    make_parcel(order, "P2", state="in_transit", expected_at=clock.now() - timedelta(days=2))

    shown = Client().get(page).content.decode()

    assert shown.count("It is late. Promised: ") == 2  # of the order, and of that parcel
    assert "Parcel 2 of 2" in shown

    Parcel.objects.filter(number="P2").update(expected_at=None)
    shown = Client().get(page).content.decode()
    assert "A part of it has arrived, the rest is still on its way." in shown


def test_a_parcel_counts_as_late_by_the_first_day_that_was_promised(
    order: Order, page: str
) -> None:
    now = clock.now()
    parcel = make_parcel(order, "P1", state="in_transit", expected_at=now - timedelta(days=2))
    parcel.expect(now + timedelta(days=3))
    parcel.save()
    scan = {"parcel": parcel, "seen_at": now, "state": "sorting", "source": "hand"}
    for number in range(14):
        at = now - timedelta(hours=number)
        TrackingEvent.objects.create(at=at, mark=str(number), place=f"Town {number}.", **scan)

    shown = Client().get(page).content.decode()

    assert "Expected now: " in shown
    assert "box-worry" in shown
    assert "Town 11." in shown
    assert "Town 12." not in shown


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("failed", "could not hand it over"),
        ("returning", "on its way back"),
        ("lost", "we make it good"),
        ("ready", "Until: "),
        ("not_handed_over", "not handed over yet"),
        ("out_for_delivery", "comes to you today"),
        ("unknown", "It is on its way."),
    ],
)
def test_every_state_of_a_parcel_has_its_sentence(
    order: Order, page: str, state: str, words: str
) -> None:
    make_parcel(order, "P1", state=state, collect_until=clock.now() + timedelta(days=5))

    assert words in Client().get(page).content.decode()


def test_a_cancelled_order_says_so(order: Order, page: str) -> None:
    Order.objects.update(standing="cancelled")

    assert "This order was cancelled." in Client().get(page).content.decode()


def test_what_is_wrong_becomes_a_case_once(order: Order, page: str) -> None:
    line = order.lines.first()
    assert line
    given = {"kind": "damaged", "line": str(line.pk), "text": "The foot is off.", "once": "n1"}

    first, second = (Client().post(page + "wrong/", given) for _ in range(2))

    case = Case.objects.get()
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert (case.order, case.customer, case.kind, case.channel) == (
        order,
        order.customer,
        "damaged",
        "portal",
    )
    facts = dict(case.facts.values_list("key", "value"))
    assert facts == {"product": line.name, "what_happened": "The foot is off."}
    assert "The foot is off." in case.messages.get().text
    assert Client().get(first.headers["Location"].partition("#")[0]).status_code == 200
    assert f"#{case.number}" in Client().get(page).content.decode()
    assert case.promises.filter(kind="answer").exists()


def test_something_else_needs_words(order: Order, page: str) -> None:
    refused = Client().post(page + "wrong/", {"kind": "other", "text": ""})

    assert refused.status_code == 422
    assert "Tell us in a few words what it is." in refused.content.decode()
    assert not Case.objects.exists()


def test_it_takes_few_statements_whatever_there_is(
    order: Order, page: str, django_assert_max_num_queries
) -> None:
    for number in range(3):
        make_parcel(order, f"P{number}", state="in_transit")
        make_case(order=order, customer=order.customer)

    with django_assert_max_num_queries(9):
        assert Client().get(page).status_code == 200


def test_a_link_that_was_forged_or_whose_customer_is_forgotten_leads_nowhere(
    order: Order, page: str
) -> None:
    other = make_order("W-2", shop=order.shop)
    forged = page.replace(order.pk.hex, other.pk.hex)
    assert [Client().get(one).status_code for one in (page, forged)] == [200, 404]

    assert order.customer
    order.customer.anonymised_at = clock.now()
    order.customer.save()
    assert [Client().get(one).status_code for one in (page, page + "wrong/")] == [404, 404]


def test_the_shops_own_site_may_frame_the_question_and_nobody_the_order(
    order: Order, page: str
) -> None:
    order.shop.website = "https://shop.example/start"
    order.shop.save()

    asked, shown = Client().get("/o/"), Client().get(page)
    script = Client().get("/o/embed.js")

    assert "frame-ancestors https://shop.example;" in asked.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in asked.headers
    assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert b"document.currentScript" in script.content


def test_a_parcel_that_has_not_left_is_late_where_it_is(order: Order, page: str) -> None:
    late = clock.now() - timedelta(days=2)
    make_parcel(order, "P1", state="not_handed_over", expected_at=late)

    shown = Client().get(page).content.decode()

    assert '<h2 class="journey-title" id="journey-title">Being prepared</h2>' in shown
    assert "It is late. Promised: " in shown
