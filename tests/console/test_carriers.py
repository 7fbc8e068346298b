"""Settings → Carriers, and a parcel's page: added, tested, followed, said where it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.shops.actions.carriers import add_carrier, opened_account
from makegood.shops.actions.parcels_by_hand import add_parcel, say_where_it_is
from makegood.shops.models import CarrierAccount, Parcel
from makegood.testing.cast import Cast
from makegood.testing.fake_carrier import SETTINGS, FakeCarrier
from makegood.testing.makers import MONDAY, make_case, make_order, make_shop

pytestmark = pytest.mark.django_db
NEW = {"name": "Fake", "called": "Fake Express, FX", "timezone": "Europe/Rome"}


@pytest.fixture
def owner(people: Cast) -> Client:
    make_shop()
    client = Client()
    client.force_login(people.owner)
    return client


def test_a_carrier_is_tested_and_added(owner: Client) -> None:
    fake = FakeCarrier(MONDAY)
    new = reverse("console:carrier_new", args=["generic"])
    with fake.serving() as settings:
        wrong = owner.post(new, NEW | settings | {"token": "other", "do": "test"}).content.decode()
        right = owner.post(new, NEW | settings | {"do": "test"}).content.decode()

    added = owner.post(new, NEW | settings | {"do": "save"})

    account = CarrierAccount.objects.get()
    assert "The carrier does not take the token or password." in wrong
    assert "It works" in right
    assert added.url == reverse("console:carriers")  # type: ignore[attr-defined]  # a redirect has one
    assert account.names == ["Fake", "Fake Express", "FX"]
    assert opened_account(account)["token"] == SETTINGS["token"]
    assert SETTINGS["token"] not in str(account.settings)


def test_two_carriers_have_two_names(owner: Client) -> None:
    add_carrier(make_shop(), None, "by_hand", "Fake", {})

    answer = owner.post(reverse("console:carrier_new", args=["by_hand"]), NEW | {"do": "save"})

    assert answer.status_code == 422
    assert CarrierAccount.objects.count() == 1


def test_its_tile_says_why_it_fails_and_its_page_never_the_secret(owner: Client) -> None:
    account = add_carrier(make_shop(), None, "generic", "Fake", SETTINGS)
    CarrierAccount.objects.update(
        failing_since=MONDAY, failures=1, failure={"code": "key_refused", "detail": "HTTP 401"}
    )

    tiles = owner.get(reverse("console:carriers")).content.decode()
    page = owner.get(reverse("console:carrier", args=[account.pk])).content.decode()

    assert "The carrier does not take the token or password." in tiles
    assert reverse("carrier-call", args=[account.pk]) in page
    assert SETTINGS["token"] not in page
    assert SETTINGS["webhook_secret"] not in page


def test_a_saved_secret_stays_and_a_carrier_can_be_stopped(owner: Client) -> None:
    account = add_carrier(make_shop(), None, "generic", "Fake", SETTINGS)
    kept = NEW | SETTINGS | {"token": "", "webhook_secret": "", "name": "Other", "do": "save"}

    owner.post(reverse("console:carrier", args=[account.pk]), kept)
    owner.post(reverse("console:carrier_stopping", args=[account.pk]))

    account.refresh_from_db()
    assert (account.name, account.is_active) == ("Other", False)
    assert opened_account(account)["token"] == SETTINGS["token"]


def test_a_parcel_is_added_by_hand_and_its_mistyped_number_is_not(owner: Client) -> None:
    order = make_order()
    add = reverse("console:parcel_new", args=[order.pk])

    wrong = owner.post(add, {"number": "RR473124828IT", "carrier": "Post"})
    right = owner.post(add, {"number": "RR473124829IT", "carrier": "Post"})

    parcel = Parcel.objects.get(number="RR473124829IT")
    assert "its check digit is wrong" in wrong.content.decode()
    assert right.url == reverse("console:parcel", args=[parcel.pk])  # type: ignore[attr-defined]  # a redirect has one
    assert parcel.due_at is not None


def test_where_it_is_can_be_said_and_is_shown_with_what_is_wrong(owner: Client) -> None:
    with clock.frozen(MONDAY):
        parcel = add_parcel(make_order(), "P-1", "Post")
        say_where_it_is(parcel, expected_at=MONDAY)
    page = reverse("console:parcel", args=[parcel.pk])
    with clock.frozen(MONDAY + timedelta(days=3)):
        said = {"state": "failed", "cause": "address", "words": "No such street"}
        owner.post(page, said)
        shown = owner.get(page).content.decode()
        order = owner.get(reverse("console:order", args=[parcel.order.pk])).content.decode()

    parcel.refresh_from_db()
    assert parcel.state == "failed"
    assert "No such street" in shown
    assert "the address is wrong or incomplete" in shown
    assert "The first day promised is over. Days late: 3." in shown
    assert "Late" in order


def test_what_is_still_to_come_cannot_be_said(owner: Client) -> None:
    parcel = add_parcel(make_order(), "P-1", "Post")

    answer = owner.post(
        reverse("console:parcel", args=[parcel.pk]), {"state": "ready", "at": "2099-01-01T10:00"}
    )

    assert "This is still to come." in answer.content.decode()
    assert not parcel.events.exists()


def test_the_case_shows_its_late_parcel(owner: Client, people: Cast) -> None:
    with clock.frozen(MONDAY):
        order = make_order()
        parcel = add_parcel(order, "P-1", "Post")
        say_where_it_is(parcel, "in_transit", expected_at=MONDAY)
    case = make_case(order=order)

    page = owner.get(reverse("console:case", args=[case.number])).content.decode()

    assert reverse("console:parcel", args=[parcel.pk]) in page
    assert "promised first for" in page


def test_who_changed_a_carrier_is_on_record_and_its_secret_is_not(
    owner: Client, people: Cast
) -> None:
    account = add_carrier(make_shop(), people.owner, "generic", "Fake", SETTINGS)

    owner.post(
        reverse("console:carrier", args=[account.pk]),
        NEW | SETTINGS | {"token": "parcels-2", "do": "save"},
    )

    shown = owner.get(reverse("console:audit")).content.decode()
    assert "Other names" in shown
    assert "Fake Express" in shown
    assert "parcels-2" not in shown
    assert SETTINGS["token"] not in shown
