"""A carrier calls: signed it is taken in, once; unsigned, cut or for nobody it is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.shops.actions.carriers import add_carrier, stop_carrier
from makegood.shops.actions.parcels_by_hand import add_parcel
from makegood.shops.models import CarrierAccount, Parcel, TrackingEvent
from makegood.shops.ports import Call
from makegood.testing.fake_carrier import SETTINGS, FakeCarrier
from makegood.testing.makers import MONDAY, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> CarrierAccount:
    return add_carrier(make_shop(), None, "generic", "Fake", SETTINGS)


@pytest.fixture
def call(account: CarrierAccount) -> Call:
    fake = FakeCarrier(MONDAY)
    with clock.frozen(MONDAY):
        add_parcel(make_order(placed_at=MONDAY), "FC00000001", "Fake")
    fake.take("FC00000001", "normal")
    fake.pass_on(1)
    return fake.call("FC00000001")


def heard(account: CarrierAccount, call: Call, body: bytes | None = None) -> int:
    heads = {f"HTTP_{name.upper().replace('-', '_')}": said for name, said in call.headers.items()}
    with clock.frozen(MONDAY + timedelta(days=1)):
        return (
            Client()
            .post(
                reverse("carrier-call", args=[account.pk]),
                call.body if body is None else body,
                content_type="application/json",
                **heads,
            )
            .status_code
        )


def test_a_signed_call_is_taken_in_once(account: CarrierAccount, call: Call) -> None:
    assert (heard(account, call), heard(account, call)) == (200, 200)

    assert Parcel.objects.get().state == "sorting"
    assert TrackingEvent.objects.count() == 3


def test_a_call_that_was_cut_or_is_not_signed_is_not_believed(
    account: CarrierAccount, call: Call
) -> None:
    assert heard(account, call, call.body[:-9]) == 403
    assert heard(account, Call({}, call.body)) == 403

    assert not TrackingEvent.objects.exists()


def test_nobody_is_there_once_the_carrier_is_stopped(account: CarrierAccount, call: Call) -> None:
    stop_carrier(account, None)

    assert heard(account, call) == 404
