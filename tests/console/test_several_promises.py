"""An answer that promises more than one thing: each is shown, each can be let go of, and all that stand are kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Message
from makegood.promises.models import Promise
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise, make_shop

WORDS = "We will refund you by Friday, 6 March. We will call you by Thursday, 5 March. We will refund you by Friday."


@pytest.fixture
def case(people: Cast) -> Iterator[Case]:
    with clock.frozen(MONDAY):
        post_office(make_shop())
        case = make_case(language="en")
        make_message(case, "Where is it?", from_address="carla@customer.example")
        yield case


@pytest.fixture
def desk(client: Client, people: Cast) -> Client:
    client.force_login(people.agent)
    return client


def shown(desk: Client, case: Case, **form: object) -> str:
    address = reverse("console:draft", args=[case.number])
    answer = desk.post(address, {"version": 0} | form, headers={"HX-Request": "true"})
    return answer.content.decode()


def send(desk: Client, case: Case, **form: object) -> str:
    address = reverse("console:messages", args=[case.number])
    sent = {"version": 0, "action": "send"} | form
    page = desk.post(address, sent, follow=True).content.decode()
    if digest := page.partition('name="acknowledged" value="')[2].partition('"')[0]:
        page = desk.post(address, sent | {"acknowledged": digest}, follow=True).content.decode()
    return page


def owed() -> list[tuple[str, str]]:
    promises = Promise.objects.filter(source="person", end="").order_by("due_at")
    return [(one.kind, f"{one.due_at:%a}") for one in promises]


def test_each_is_shown_and_each_is_kept(desk: Client, case: Case) -> None:
    part = shown(desk, case, body=WORDS)

    assert "And promised as well:" in part
    assert part.count('name="beside_shown"') == 1

    page = send(desk, case, body=WORDS)

    assert owed() == [("call_back", "Thu"), ("money", "Fri")]
    assert page.count("Noted as a promise") == 2
    made_in = {one.made_in for one in Promise.objects.filter(source="person")}
    assert made_in == {Message.objects.get(direction="out")}


def test_one_whose_mark_is_taken_away_is_not_promised(desk: Client, case: Case) -> None:
    key = shown(desk, case, body=WORDS).partition('name="beside_shown" value="')[2].split('"')[0]

    send(desk, case, body=WORDS, beside_shown=key)

    assert owed() == [("money", "Fri")]


def test_another_day_for_the_first_leaves_the_others(desk: Client, case: Case) -> None:
    chosen = {"promise_mode": "chosen", "promise_kind": "money", "promise_day": "2026-03-09"}

    send(desk, case, body=WORDS, **chosen)

    assert owed() == [("call_back", "Thu"), ("money", "Mon")]


def test_no_promise_means_none_of_them(desk: Client, case: Case) -> None:
    send(desk, case, body=WORDS, promise_mode="none")

    assert owed() == []


def test_taken_back_none_was_promised(desk: Client, case: Case) -> None:
    send(desk, case, body=WORDS)
    sent = Message.objects.get(direction="out")

    desk.post(reverse("console:withdrawal", args=[case.number, sent.pk]))

    assert owed() == []


def test_each_takes_the_place_of_what_was_broken_of_its_kind(desk: Client, case: Case) -> None:
    with clock.frozen(MONDAY - timedelta(days=6)):
        old = make_promise(case, kind="call_back", due_at=MONDAY - timedelta(days=3))

    send(desk, case, body=WORDS)

    old.refresh_from_db()
    assert (old.end, old.replaced_by) == ("replaced", Promise.objects.get(due_at__day=5, end=""))
