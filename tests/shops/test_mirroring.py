"""What a connected shop says, landed: whole, once, and never the older over the newer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from makegood.kernel import clock
from makegood.kernel.models import Happening, SettingChange
from makegood.people.models import Customer, Identity
from makegood.shops.actions.connecting import connect_shop
from makegood.shops.actions.documents import empty_old_refusals, note_unread
from makegood.shops.actions.importing import import_file
from makegood.shops.actions.mirroring import land_orders_seen, land_safely, note_gone
from makegood.shops.actions.standings import choose_standings
from makegood.shops.models import (
    Connection,
    CustomerAddress,
    Document,
    Entry,
    Instrument,
    Line,
    Order,
    Packed,
    Parcel,
    Product,
    Refusal,
    StateMapping,
)
from makegood.shops.ports import (
    AddressSeen,
    CustomerSeen,
    InstrumentSeen,
    LineSeen,
    OrderSeen,
    ParcelSeen,
    PaymentSeen,
    RefundSeen,
    Unread,
)
from makegood.testing.makers import MONDAY, make_shop
from makegood.testing.woo_shop import SETTINGS

pytestmark = pytest.mark.django_db

CARD = InstrumentSeen("card", "Visa", "4242")
HOME = AddressSeen(
    name="Ann Lee", street="1 High Street", postcode="N1 1AA", city="London", country="GB"
)
OFFICE = AddressSeen(name="Ann Lee", street="2 Low Street", city="London", country="GB")


@pytest.fixture
def connection() -> Connection:
    return connect_shop(make_shop(), None, "woocommerce", "Our shop", SETTINGS)


def seen(**overrides: Any) -> OrderSeen:
    facts: dict[str, Any] = {
        "external_id": "15",
        "number": "1015",
        "changed_at": MONDAY,
        "placed_at": MONDAY,
        "state": "processing",
        "currency": "GBP",
        "total_minor": 6500,
        "raw": repr(sorted(overrides.items())),
        "customer": CustomerSeen("ann@example.com", "Ann Lee", phones=("020 7946 0123",)),
        "address": HOME,
        "billing": HOME,
        "lines": (
            LineSeen("4", "Shirt", 3, "SHIRT", "14", total_minor=6000),
            LineSeen("5", "Shirt", 1, "SHIRT", "14", total_minor=500),
        ),
        "payments": (PaymentSeen("p1", 6500, CARD, MONDAY),),
    }
    return OrderSeen(**facts | overrides)


def land(connection: Connection, *orders: OrderSeen, read_at: datetime = MONDAY) -> Any:
    return land_orders_seen(connection, orders, read_at)


def test_an_order_lands_with_all_that_is_in_it(connection: Connection) -> None:
    parcel = ParcelSeen("RR473124829GB", "2", "royal-mail", "https://x.example", MONDAY, None, {"4": 1})  # fmt: skip
    refund = RefundSeen("16", 2000, CARD, MONDAY, "damaged", {"4": 1})

    landed = land(connection, seen(parcels=(parcel,), refunds=(refund,), billing=OFFICE))

    order = Order.objects.get(connection=connection, external_id="15")
    assert (landed.created, landed.changed, landed.unchanged) == (1, 0, 0)
    assert (order.number, order.standing, order.total_minor) == ("1015", "preparing", 6500)
    assert list(order.lines.order_by("position").values_list("sku", "quantity", "total_minor", "price_minor")) == [("SHIRT", 3, 6000, 2000), ("SHIRT", 1, 500, 500)]  # fmt: skip
    assert Packed.objects.get(parcel__order=order).quantity == 1
    assert list(order.entries.order_by("kind").values_list("kind", "amount_minor", "last_digits")) == [("payment", 6500, "4242"), ("refund", 2000, "4242")]  # fmt: skip
    assert Instrument.objects.get().customer == order.customer
    assert CustomerAddress.objects.filter(customer=order.customer).count() == 2
    assert Product.objects.get(connection=connection).external_id == "14"
    assert Document.objects.get(external_id="15").raw == seen(parcels=(parcel,), refunds=(refund,), billing=OFFICE).raw  # fmt: skip
    assert Happening.objects.filter(name="OrdersMirrored").count() == 1


def test_an_older_version_never_overwrites_a_newer_one(connection: Connection) -> None:
    land(connection, seen(state="completed", changed_at=MONDAY + timedelta(hours=1)))

    landed = land(connection, seen(state="pending"), read_at=MONDAY + timedelta(hours=9))

    assert landed.unchanged == 1
    assert Order.objects.get().state == "completed"


def test_of_two_readings_of_one_second_the_later_counts(connection: Connection) -> None:
    later = MONDAY + timedelta(seconds=3)
    land(connection, seen(state="completed"), read_at=later)

    land(connection, seen(state="pending"), read_at=MONDAY)
    assert Order.objects.get().state == "completed"

    land(connection, seen(state="cancelled"), read_at=later + timedelta(seconds=1))
    assert Order.objects.get().state == "cancelled"


def test_the_same_once_more_changes_nothing(
    connection: Connection, django_assert_num_queries: Any
) -> None:
    land(connection, seen())
    told = Happening.objects.count()

    with django_assert_num_queries(3):  # its own savepoint, and the comparison
        landed = land(connection, seen(), read_at=MONDAY + timedelta(minutes=5))

    assert landed.unchanged == 1
    assert Happening.objects.count() == told


def test_many_take_as_many_statements_as_one(connection: Connection) -> None:
    counts = []
    for many in (range(100, 101), range(200, 230)):
        orders = [seen(external_id=str(n), number=str(n), raw=str(n)) for n in many]
        with CaptureQueriesContext(
            database,
        ) as queries:
            land(connection, *orders)
        counts.append(len(queries))

    assert counts[1] <= counts[0]


def test_what_the_shop_no_longer_names_goes(connection: Connection) -> None:
    parcel = ParcelSeen("RR1", "2", pieces={"4": 1})
    refund = RefundSeen("16", 2000, CARD)
    land(connection, seen(parcels=(parcel,), refunds=(refund,)))

    line = LineSeen("5", "Shirt", 2, "SHIRT", "14", total_minor=900)
    land(connection, seen(lines=(line,), changed_at=MONDAY + timedelta(hours=1)))

    assert list(Line.objects.values_list("external_id", "position", "quantity")) == [("5", 2, 2)]
    assert not Parcel.objects.exists()
    assert list(Entry.objects.values_list("kind", flat=True)) == ["payment"]


def test_a_parcel_that_gets_its_number_stays_the_same_parcel(connection: Connection) -> None:
    land(connection, seen(parcels=(ParcelSeen("", "2", pieces={"4": 1}),)))
    before = Parcel.objects.get()

    numbered = ParcelSeen("RR473124829GB", "2", shipped_at=MONDAY, pieces={"4": 2})
    land(connection, seen(parcels=(numbered,), changed_at=MONDAY + timedelta(hours=1)))

    after = Parcel.objects.get()
    assert (after.pk, after.number, after.state) == (before.pk, "RR473124829GB", "in_transit")
    assert Packed.objects.get().quantity == 2


def test_an_order_of_a_file_becomes_the_shops(connection: Connection, tmp_path: Any) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("number;date;sku;quantity\n1015;2026-03-01;SHIRT;3\n1016;2026-03-01;SHIRT;1\n")
    import_file(connection.shop, "orders", path)
    before = Order.objects.get(number="1015")
    line = before.lines.get()

    land(connection, seen())

    order = Order.objects.get(number="1015")
    assert (order.pk, order.external_id) == (before.pk, "15")
    assert order.lines.get(external_id="4").pk == line.pk
    assert Product.objects.filter(sku="SHIRT").count() == 1
    assert Order.objects.filter(connection=None).count() == 1


def test_a_file_adds_parcels_to_a_shops_order_and_changes_nothing_else(
    connection: Connection, tmp_path: Any
) -> None:
    land(connection, seen())
    path = tmp_path / "orders.csv"
    path.write_text(
        "number;date;state;total;sku;quantity;tracking number;delivered\n"
        "1015;2020-01-01;lost;1.00;OTHER;9;RR1;2026-03-05\n"
    )

    run = import_file(connection.shop, "orders", path)

    order = Order.objects.get()
    assert (run.changed, run.refused) == (1, 0)
    assert (order.state, order.total_minor, order.placed_at) == ("processing", 6500, MONDAY)
    assert list(order.lines.values_list("sku", flat=True)) == ["SHIRT", "SHIRT"]
    assert order.parcels.get().number == "RR1"
    assert order.delivered_at is not None
    land(connection, seen(changed_at=MONDAY + timedelta(hours=1), state="completed"))
    assert order.parcels.get().number == "RR1", "what the shop never told of stays"


def test_a_shop_goes_with_all_that_was_read_of_it(connection: Connection) -> None:
    land(connection, seen())

    connection.shop.delete()

    assert not Order.objects.exists()
    assert not Connection.objects.exists()


def test_two_shops_may_count_alike(connection: Connection) -> None:
    other = connect_shop(connection.shop, None, "woocommerce", "The outlet", SETTINGS)

    land(connection, seen())
    land(other, seen())

    assert Order.objects.filter(number="1015").count() == 2


def test_nothing_is_made_of_nobody(connection: Connection) -> None:
    land(connection, seen(customer=CustomerSeen()))

    order = Order.objects.get()
    assert order.customer is None
    assert order.entries.get().instrument is None
    assert not Customer.objects.exists()


def test_phones_are_known_in_e164_each_once(connection: Connection) -> None:
    phones = CustomerSeen("ann@example.com", phones=("020 7946 0123", "+44 20 7946 0123"))
    billing = AddressSeen(name="Ann", street="1", city="Leeds", country="GB", phone="07911 123456")

    land(connection, seen(customer=phones, billing=billing))

    values = Identity.objects.filter(kind="phone").values_list("value", flat=True)
    assert sorted(values) == ["+442079460123", "+447911123456"]


def test_a_deleted_order_stays_and_says_so(connection: Connection) -> None:
    land(connection, seen())

    with clock.frozen(MONDAY + timedelta(days=1)):
        note_gone(connection, "15", clock.now())
    land(connection, seen(state="completed", changed_at=MONDAY + timedelta(hours=1)))
    assert Order.objects.get().gone_at == MONDAY + timedelta(days=1)

    land(connection, seen(), read_at=MONDAY + timedelta(days=2))
    assert Order.objects.get().gone_at is None


def test_the_owner_says_what_a_state_means(connection: Connection) -> None:
    land(connection, seen(state="at-the-tailor"))
    assert Order.objects.get().standing == "unknown"

    assert choose_standings(connection, None, {"at-the-tailor": "waiting"}) == 1
    noted = SettingChange.objects.get(thing="shop connection", act="changed")
    assert noted.field == "states"
    assert (noted.before, noted.after) == (
        {"at-the-tailor": "unknown"},
        {"at-the-tailor": "waiting"},
    )
    assert Order.objects.get().standing == "waiting"

    land(connection, seen(external_id="16", number="1016", state="at-the-tailor"))
    assert Order.objects.get(external_id="16").standing == "waiting"
    assert StateMapping.objects.get(state="at-the-tailor").is_chosen


def test_what_cannot_be_read_is_kept_until_it_can(connection: Connection) -> None:
    note_unread(connection, "order", [Unread("15", "KeyError('total')", "{}")])
    assert Refusal.objects.get().external_id == "15"

    land(connection, seen())

    assert not Refusal.objects.exists()


def test_what_was_said_of_it_is_not_kept_for_ever(connection: Connection) -> None:
    for days, external_id in ((31, "15"), (29, "16")):
        with clock.frozen(MONDAY - timedelta(days=days)):
            note_unread(connection, "order", [Unread(external_id, "KeyError('total')", "{}")])

    with clock.frozen(MONDAY):
        empty_old_refusals()

    kept = Refusal.objects.order_by("external_id").values_list("external_id", "why", "raw")
    assert list(kept) == [("15", "KeyError('total')", ""), ("16", "KeyError('total')", "{}")]


def test_words_no_database_takes_are_cut(connection: Connection) -> None:
    line = LineSeen("4", "Sh\x00irt" + "x" * 400, 1, "S" * 200, "14")

    land(connection, seen(lines=(line,), raw="a\x00b", state="s\x00" * 90))

    assert Line.objects.get().name.startswith("Shirt")
    assert len(Line.objects.get().sku) == 80


@pytest.mark.parametrize(
    "odd",
    [
        {"currency": "POINTS"},
        {"number": " "},
        {"external_id": ""},
        {"total_minor": 10**30},
        {"payments": (PaymentSeen("p", -5, CARD),)},
        {"lines": (LineSeen("4", "Shirt", -1),)},
        {"tax_minor": 10**30},
        {"changed_at": datetime(2026, 3, 2)},
    ],
)
def test_an_order_that_cannot_be_kept_stops_no_other(
    connection: Connection, odd: dict[str, Any]
) -> None:
    good = seen(external_id="16", number="1016")

    landed = land_safely(connection, [seen(**odd), good], MONDAY)

    assert landed.news == 1
    assert [one.external_id for one in landed.odd] == [odd.get("external_id", "15")]
    assert [order.external_id for order in Order.objects.all()] == ["16"]
    assert Document.objects.count() == 1


def test_arrival_is_told_of_orders_known_before(connection: Connection) -> None:
    sent = ParcelSeen("RR1", "2", shipped_at=MONDAY)
    land(connection, seen(parcels=(sent,)))
    arrived = ParcelSeen("RR1", "2", delivered_at=datetime(2026, 3, 3, tzinfo=UTC))

    land(connection, seen(parcels=(arrived,), changed_at=MONDAY + timedelta(days=1)))

    assert Happening.objects.filter(name="ParcelsDelivered").count() == 1
    assert Parcel.objects.get().state == "delivered"


def test_only_a_web_address_becomes_a_link(connection: Connection) -> None:
    land(connection, seen(parcels=(ParcelSeen("RR1", "2", url="javascript:alert(1)"),)))
    assert Parcel.objects.get().url == ""

    good = ParcelSeen("RR1", "2", url="https://carrier.example/RR1")
    land(connection, seen(parcels=(good,), changed_at=MONDAY + timedelta(hours=1)))
    assert Parcel.objects.get().url == "https://carrier.example/RR1"
