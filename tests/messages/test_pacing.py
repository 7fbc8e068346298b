"""No mailbox sends more than it may, however many workers there are; what is more waits and never fails."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from makegood.kernel import clock, registry
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.sending import send_notice
from makegood.messages.models import Account, Dispatch
from makegood.messages.ports import Outbound, Receipt, Settings
from makegood.people.models import Role
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_shop


class Counter:
    """A channel that only counts, from several threads."""

    kind = "counter"
    label = "Counter"
    fetches = False

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.lock = threading.Lock()

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        with self.lock:
            self.sent.append(outbound.to[0].address)
        return Receipt("250 ok")


@pytest.fixture
def counter() -> Iterator[Counter]:
    counter = Counter()
    registry.adapters("makegood.channels")["counter"] = counter
    yield counter
    del registry.adapters("makegood.channels")["counter"]


def mailbox(address: str = "help@shop.example", **limits: int) -> Account:
    return connect_mailbox(make_shop(), None, {"address": address, **limits}, "x", kind="counter")


def letters(count: int) -> None:
    for number in range(count):
        send_notice(make_shop(), f"p{number}@x.example", "Hello", "Hello", "en")


def at(**span: int) -> int:
    with clock.frozen(MONDAY + timedelta(**span)):
        return dispatch_due()


@pytest.mark.django_db
def test_what_is_over_the_limit_waits_for_its_turn(counter: Counter) -> None:
    account = mailbox(most_per_minute=2, most_per_hour=3)
    with clock.frozen(MONDAY):
        letters(5)

    assert [at(), at(seconds=59), at(seconds=61), at(minutes=3), at(minutes=61)] == [2, 0, 1, 0, 2]

    assert counter.sent == [f"p{number}@x.example" for number in range(5)]
    tries = Dispatch.objects.values_list("state", "attempts", "error")
    assert list(tries) == [("sent", 1, {})] * 5
    account.refresh_from_db()
    assert account.sending_failed_at is None


@pytest.mark.django_db
def test_a_full_mailbox_holds_no_other_up(counter: Counter) -> None:
    mailbox(most_per_minute=1)
    with clock.frozen(MONDAY):
        letters(2)
        Dispatch.objects.filter(message__to__contains=[["p1@x.example"]]).update(
            not_before=MONDAY - timedelta(hours=1)
        )
        other = mailbox("other@shop.example")
        letters(1)
        Dispatch.objects.filter(message__to__contains=[["p0@x.example"]]).update(account=other)

    assert at() == 3

    assert sorted(counter.sent) == ["p0@x.example", "p0@x.example", "p1@x.example"]


@pytest.mark.django_db(transaction=True)
def test_three_workers_together_send_no_more(counter: Counter) -> None:
    mailbox(most_per_hour=7)
    letters(20)

    def work(_turn: int) -> int:
        try:
            return dispatch_due(look_for_lost=False)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        sent = sum(pool.map(work, range(6)))

    assert (sent, len(counter.sent)) == (7, 7)
    assert Dispatch.objects.filter(state="waiting").count() == 13


@pytest.mark.django_db
def test_the_owner_sees_when_it_goes_on(counter: Counter, client: Client) -> None:
    mailbox(most_per_day=1)
    client.force_login(make_staff("Olga Owner", Role.OWNER))
    with clock.frozen(MONDAY):
        letters(2)
        dispatch_due()

        shown = client.get("/settings/mailboxes/").content.decode()

    assert "Sent as much as it may" in shown
    assert "tomorrow, 09:00" in shown


def test_each_provider_has_its_own_limits() -> None:
    email = registry.adapters("makegood.channels")["email"]

    assert email.suggested("ana@gmail.com")["most_per_day"] == 450
    assert email.suggested("ana@shop.example")["most_per_minute"] == 30
