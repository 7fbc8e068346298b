"""What carriers tell, taken in: kept once, told on once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.kernel.text import order_key
from makegood.shops.actions.joining import forget_customer
from makegood.shops.actions.tracking import take_in_scans
from makegood.shops.models import Order, Parcel, Shop, TrackingEvent
from makegood.shops.ports.carriers import ScanSeen, Tracked
from makegood.testing.makers import MONDAY, make_customer, make_shop

pytestmark = pytest.mark.django_db
ZONE = "Europe/Rome"


def make_parcel(shop: Shop, number: str = "RR1", **fields: Any) -> Parcel:
    order = Order.objects.create(
        shop=shop,
        number=number,
        number_key=order_key(number),
        currency="EUR",
        placed_at=MONDAY,
        updated_at=MONDAY,
    )
    with clock.frozen(MONDAY):
        return Parcel.objects.create(
            order=order, number=number, number_key=order_key(number), **fields
        )


def scan(days: float, state: Any, **told: Any) -> ScanSeen:
    return ScanSeen(MONDAY + timedelta(days=days), state, **told)


def told(name: str) -> list[dict[str, Any]]:
    return list(Happening.objects.filter(name=name).order_by("id").values_list("facts", flat=True))


def take_in(parcel: Parcel, *scans: ScanSeen, days: float = 3, **more: Any) -> int:
    with clock.frozen(MONDAY + timedelta(days=days)):
        return take_in_scans({parcel.pk: Tracked(scans, **more)}, "dhl", ZONE)


def test_a_parcel_is_where_its_scans_say_and_that_is_told_once() -> None:
    parcel = make_parcel(make_shop())

    assert take_in(parcel, scan(1, "in_transit", place="Milano"), scan(2, "sorting")) == 1
    assert take_in(parcel, scan(2, "sorting"), scan(1, "in_transit", place="MILANO")) == 0

    parcel.refresh_from_db()
    assert (parcel.state, parcel.state_at) == ("sorting", MONDAY + timedelta(days=2))
    assert parcel.shipped_at == MONDAY + timedelta(days=1)
    assert TrackingEvent.objects.count() == 2
    assert [(one["state"], one["parcel_ids"]) for one in told("ParcelMoved")] == [
        ("sorting", [str(parcel.pk)])
    ]


def test_arrival_is_told_to_those_who_wait_for_it() -> None:
    parcel = make_parcel(make_shop(), shipped_at=MONDAY, state="in_transit")

    take_in(parcel, scan(2, "delivered"))
    take_in(parcel, scan(2, "delivered"))

    parcel.refresh_from_db()
    assert parcel.delivered_at == MONDAY + timedelta(days=2)
    assert len(told("ParcelsDelivered")) == len(told("ParcelMoved")) == 1


def test_the_first_day_promised_is_never_overwritten() -> None:
    parcel = make_parcel(make_shop())
    first, then, last = (MONDAY + timedelta(days=day) for day in (4, 6, 9))

    for at in (first, then, last):
        take_in(parcel, expected_at=at)

    parcel.refresh_from_db()
    assert (parcel.first_expected_at, parcel.expected_at) == (first, last)
    assert len(told("ParcelsDelayed")) == 2


def test_what_happened_long_before_the_desk_knew_is_no_news() -> None:
    shop = make_shop()
    parcel = make_parcel(shop)
    Parcel.objects.update(known_at=MONDAY + timedelta(days=20))

    take_in(parcel, scan(1, "in_transit"), scan(3, "delivered"), days=21)

    parcel.refresh_from_db()
    assert parcel.state == "delivered"
    assert told("ParcelMoved") == []


def test_a_scan_without_a_zone_is_by_the_carriers_clock() -> None:
    parcel = make_parcel(make_shop())

    take_in(parcel, ScanSeen(datetime(2026, 3, 3, 12), "ready"), collect_until=datetime(2026, 3, 9))

    parcel.refresh_from_db()
    assert parcel.state_at == datetime(2026, 3, 3, 11, tzinfo=UTC)
    assert parcel.collect_until == datetime(2026, 3, 8, 23, tzinfo=UTC)


def test_a_number_an_earlier_order_had_tells_nothing_of_this_one() -> None:
    parcel = make_parcel(make_shop())

    take_in(parcel, scan(-30, "in_transit"), scan(-28, "delivered"))

    parcel.refresh_from_db()
    assert (parcel.state, parcel.delivered_at) == ("unknown", None)
    assert told("ParcelsDelivered") == []


def test_an_adapters_odd_words_are_kept_and_mean_nothing() -> None:
    parcel = make_parcel(make_shop())

    take_in(parcel, scan(1, "teleported", cause="magic", words="x" * 900))

    event = TrackingEvent.objects.get()
    assert (event.state, event.cause, len(event.words)) == ("unknown", "", 300)


def test_a_time_nothing_happens_at_stops_nothing_else() -> None:
    parcel = make_parcel(make_shop())
    ages = ScanSeen(datetime.max.replace(tzinfo=UTC), "delivered")

    take_in(parcel, ages, scan(1, "sorting"), expected_at=datetime.min.replace(tzinfo=UTC))

    parcel.refresh_from_db()
    assert (parcel.state, parcel.expected_at) == ("sorting", None)


def test_who_took_it_in_is_forgotten_with_the_customer() -> None:
    customer = make_customer()
    parcel = make_parcel(make_shop())
    Order.objects.filter(pk=parcel.order_id).update(customer=customer)
    take_in(parcel, scan(1, "delivered", words="Signed: CARLA", place="1 High Street"))

    forget_customer(customer.pk)

    assert list(TrackingEvent.objects.values_list("state", "words", "place")) == [
        ("delivered", "", "")
    ]


def test_many_parcels_cost_no_more_statements_than_one() -> None:
    shop = make_shop()
    parcels = [make_parcel(shop, f"RR{n}") for n in range(1, 6)]

    def statements(some: list[Parcel], at: float) -> int:
        with CaptureQueriesContext(database) as asked, clock.frozen(MONDAY + timedelta(days=9)):
            take_in_scans({one.pk: Tracked((scan(at, "sorting"),)) for one in some}, "dhl", ZONE)
        return len(asked)

    assert statements(parcels[:1], 1) == statements(parcels[1:], 1)
