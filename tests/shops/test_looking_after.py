"""Parcels followed at a carrier on this machine: what is due is asked, and what it tells is where they are."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from makegood.kernel import clock
from makegood.kernel.errors import NotAllowed
from makegood.kernel.models import Happening
from makegood.kernel.registry import adapters
from makegood.kernel.text import order_key
from makegood.kernel.web import Web
from makegood.shops.actions.carriers import add_carrier, carrier_of, change_carrier, stop_carrier
from makegood.shops.actions.hearing import hear_carrier
from makegood.shops.actions.looking_after import ask_carrier, find_carriers
from makegood.shops.models import CarrierAccount, Order, Parcel, Shop, TrackingEvent
from makegood.shops.queries import carriers_due
from makegood.testing.fake_carrier import SETTINGS, WAYS, FakeCarrier
from makegood.testing.makers import MONDAY, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def fake() -> FakeCarrier:
    return FakeCarrier(MONDAY)


@pytest.fixture
def account(shop: Shop) -> Iterator[CarrierAccount]:
    with clock.frozen(MONDAY):
        yield add_carrier(shop, None, "generic", "Fake", SETTINGS, timezone="UTC")


def sent(shop: Shop, fake: FakeCarrier, way: str, number: str = "FC00000001") -> Parcel:
    fake.take(number, way)
    order = Order.objects.create(
        shop=shop,
        number=number,
        number_key=number,
        currency="EUR",
        placed_at=MONDAY,
        updated_at=MONDAY,
    )
    with clock.frozen(MONDAY):
        parcel = Parcel(order=order, number=number, number_key=order_key(number))
        parcel.begin_to_look(MONDAY, MONDAY)
        parcel.save()
    return parcel


def look(account: CarrierAccount, fake: FakeCarrier) -> None:
    with clock.frozen(fake.now), Web(transport=fake.transport()) as web:
        find_carriers()
        ask_carrier(account.pk, web)


def follow(account: CarrierAccount, fake: FakeCarrier, days: int) -> None:
    a_day = 8 if days <= 4 else 4
    for _look in range(days * a_day):
        fake.pass_on(1 / a_day)
        look(account, fake)


def states_told() -> list[str]:
    rows = Happening.objects.filter(name="ParcelMoved").order_by("id")
    return [one["state"] for one in rows.values_list("facts", flat=True)]


FULL = ["not_handed_over", "in_transit", "sorting", "out_for_delivery", "delivered"]


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("normal", FULL),
        ("never_handed_over", FULL[:1]),
        ("silent", FULL[:3]),
        ("out_of_order", FULL),
        ("doubled", FULL),
        ("backdated", ["not_handed_over", "in_transit", "out_for_delivery", "delivered"]),
        ("no_time_zone", FULL),
        ("not_collected", [*FULL[:3], "ready", "returning"]),
        ("number_reused", FULL),
        ("sliding_dates", [*FULL[:3], "delivered"]),
        ("lost", [*FULL[:2], "lost"]),
        ("failed_once", [*FULL[:4], "failed", "out_for_delivery", "delivered"]),
    ],
)
def test_a_parcel_goes_its_way_and_each_change_is_told_once(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop, way: str, told: list[str]
) -> None:
    parcel = sent(shop, fake, way)

    follow(account, fake, days=13 if WAYS[way].steps[-1][0] > 4 else 4)

    parcel.refresh_from_db()
    assert states_told() == told
    assert parcel.state == told[-1]
    if told[-1] == "delivered":
        assert parcel.due_at is None
    else:
        assert parcel.due_at


def test_the_first_day_stays_however_often_it_slides(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop
) -> None:
    parcel = sent(shop, fake, "sliding_dates")

    follow(account, fake, days=10)

    parcel.refresh_from_db()
    assert parcel.first_expected_at == MONDAY + timedelta(days=2)
    assert parcel.expected_at == MONDAY + timedelta(days=9)
    assert Happening.objects.filter(name="ParcelsDelayed").count() == 2


def test_what_comes_back_after_arrival_is_heard_by_the_carriers_call(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop
) -> None:
    parcel = sent(shop, fake, "delivered_then_returned")
    follow(account, fake, days=3)
    fake.pass_on(5)

    with clock.frozen(fake.now):
        assert hear_carrier(account, fake.call(parcel.number)) == 1
        assert hear_carrier(account, fake.call(parcel.number)) == 0

    parcel.refresh_from_db()
    assert (parcel.state, states_told()) == ("returning", [*FULL, "returning"])
    assert parcel.delivered_at == MONDAY + timedelta(days=2.3)


def test_nobody_else_is_believed(account: CarrierAccount, fake: FakeCarrier, shop: Shop) -> None:
    parcel = sent(shop, fake, "normal")
    fake.pass_on(3)

    with pytest.raises(NotAllowed), clock.frozen(fake.now):
        hear_carrier(account, fake.call(parcel.number, secret="whsec_" + "A" * 32))

    assert not TrackingEvent.objects.exists()


def test_a_call_tells_nothing_of_another_shops_parcels(
    account: CarrierAccount, fake: FakeCarrier
) -> None:
    stranger = sent(make_shop(name="Other"), fake, "normal")
    fake.pass_on(3)

    with clock.frozen(fake.now):
        assert hear_carrier(account, fake.call(stranger.number)) == 0

    assert not TrackingEvent.objects.exists()


def test_a_carrier_that_asks_to_wait_is_left_alone_until_then(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop
) -> None:
    sent(shop, fake, "normal")
    fake.fails = httpx.Response(429, headers={"Retry-After": "1800"})
    look(account, fake)
    fake.fails = None
    fake.pass_on(1 / 96)
    look(account, fake)
    waited = list(fake.asked)
    fake.pass_on(1 / 96)
    look(account, fake)

    account.refresh_from_db()
    assert waited == []
    assert fake.asked == [["FC00000001"]]
    assert (account.failing_since, account.failures) == (None, 0)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(500, content=b"<b>Fatal</b>"), "down"),
        (httpx.ReadTimeout("slow"), "timed_out"),
        (httpx.Response(401), "key_refused"),
        (httpx.Response(200, content=b"<html>"), "no_json"),
    ],
)
def test_a_carrier_that_fails_says_so_and_is_asked_again(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop, answer: httpx.Response, code: str
) -> None:
    parcel = sent(shop, fake, "normal")
    fake.pass_on(1)
    fake.fails = answer
    look(account, fake)
    account.refresh_from_db()
    failed = (account.failures, account.failure["code"])
    fake.fails = None
    fake.pass_on(1 / 24)
    look(account, fake)

    account.refresh_from_db()
    parcel.refresh_from_db()
    assert failed == (1, code)
    assert (account.failing_since, account.failure, parcel.state) == (None, {}, "sorting")
    assert Happening.objects.filter(name="CarrierChanged").count() == 3


def test_of_two_parcels_of_an_order_one_is_late(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop
) -> None:
    first, second = sent(shop, fake, "normal"), sent(shop, fake, "silent", "FC00000002")
    Parcel.objects.filter(pk=second.pk).update(order=first.order)

    follow(account, fake, days=4)

    states = dict(Parcel.objects.filter(order=first.order).values_list("number", "state"))
    assert states == {"FC00000001": "delivered", "FC00000002": "sorting"}


def test_a_parcel_of_no_carrier_costs_nothing_until_one_is_added(
    fake: FakeCarrier, shop: Shop
) -> None:
    parcel = sent(shop, fake, "normal")
    with clock.frozen(MONDAY):
        assert find_carriers() == 1
        assert find_carriers() == 0
        account = add_carrier(shop, None, "generic", "Fake", SETTINGS, timezone="UTC")
        assert find_carriers() == 1
        assert carriers_due() == [account.pk]

    parcel.refresh_from_db()
    assert parcel.account_id == account.pk


def test_a_carrier_that_breaks_or_is_not_installed_keeps_no_others_waiting(
    fake: FakeCarrier, shop: Shop, account: CarrierAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(type(carrier_of("generic"))):  # type: ignore[misc]  # whatever the adapter is
        def recognise(self, *_args: object) -> bool:
            raise KeyError("nobody thought of that")

    with clock.frozen(MONDAY):
        gone = add_carrier(shop, None, "generic", "Gone", SETTINGS, timezone="UTC")
        odd = add_carrier(shop, None, "generic", "Odd", SETTINGS, timezone="UTC")
        CarrierAccount.objects.filter(pk=gone.pk).update(kind="gone")
        CarrierAccount.objects.filter(pk=odd.pk).update(kind="broken")
        monkeypatch.setitem(adapters("makegood.carriers"), "broken", Broken())
        parcel = sent(shop, fake, "normal")

        assert find_carriers() == 1

    parcel.refresh_from_db()
    assert parcel.account_id == account.pk


def test_its_link_is_the_customers_and_nothing_but_a_link(fake: FakeCarrier, shop: Shop) -> None:
    parcel, other = sent(shop, fake, "normal"), sent(shop, fake, "normal", "XX00000002")
    with clock.frozen(MONDAY):
        good = {"shapes": "FC*", "link": "https://post.example/{number}"}
        add_carrier(shop, None, "by_hand", "Good", good)
        add_carrier(shop, None, "by_hand", "Bad", {"shapes": "XX*", "link": "javascript:alert(1)"})
        find_carriers()

    parcel.refresh_from_db()
    other.refresh_from_db()
    assert (parcel.url, parcel.due_at) == ("https://post.example/FC00000001", None)
    assert (other.url, other.account.name if other.account else "") == ("", "Bad")


def test_who_was_killed_while_asking_leaves_it_due_again(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop
) -> None:
    parcel = sent(shop, fake, "normal")
    fake.pass_on(1)
    fake.fails = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        look(account, fake)
    fake.fails = None
    look(account, fake)
    too_early = list(fake.asked)
    fake.pass_on(1 / 100)
    look(account, fake)

    parcel.refresh_from_db()
    assert too_early == []
    assert parcel.state == "sorting"


def test_a_stopped_carrier_is_not_asked_until_it_is_changed(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop
) -> None:
    sent(shop, fake, "normal")
    stop_carrier(account, None)
    look(account, fake)
    asked = list(fake.asked)
    with clock.frozen(fake.now):
        change_carrier(account, None, "", SETTINGS | {"token": ""})
    look(account, fake)

    assert (asked, len(fake.asked)) == ([], 1)


def test_many_due_parcels_are_asked_about_in_as_many_statements_as_one(
    account: CarrierAccount, fake: FakeCarrier, shop: Shop
) -> None:
    def statements(numbers: range) -> int:
        for n in numbers:
            sent(shop, fake, "normal", f"FC{n:08}")
        with clock.frozen(MONDAY):
            find_carriers()
        with (
            CaptureQueriesContext(database) as asked,
            clock.frozen(fake.now + timedelta(days=1)),
            Web(transport=fake.transport()) as web,
        ):
            fake.now = MONDAY + timedelta(days=1)
            ask_carrier(account.pk, web)
            fake.now = MONDAY
        return len(asked)

    assert statements(range(1, 2)) == statements(range(2, 12))
    assert [len(one) for one in fake.asked] == [1, 10]
