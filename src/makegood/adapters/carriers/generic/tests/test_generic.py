"""The interface for carriers, asked over a real socket and read from its documents."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from makegood.adapters.carriers.generic import carrier
from makegood.adapters.carriers.generic.reading import tracked
from makegood.kernel.errors import BadInput, ProviderFailed
from makegood.kernel.web import Web
from makegood.shops.ports.carriers import ScanSeen, Tracked
from makegood.testing.fake_carrier import SETTINGS, FakeCarrier
from makegood.testing.makers import MONDAY


def test_it_is_asked_over_a_socket() -> None:
    fake = FakeCarrier(MONDAY)
    fake.take("FC00000001", "normal")
    fake.pass_on(1)

    with fake.serving() as settings, Web(transport=httpx.HTTPTransport()) as web:
        steps = carrier.test(settings, web)
        told = carrier.track(settings, web, ["FC00000001", "FC00000002"])

    assert [(step.name, step.code) for step in steps] == [("connect", "ok"), ("sign_in", "ok")]
    assert [scan.state for scan in told["FC00000001"].scans] == [
        "not_handed_over",
        "in_transit",
        "sorting",
    ]
    assert set(told) == {"FC00000001"}
    assert told["FC00000001"].expected_at == MONDAY + timedelta(days=2)


def test_one_odd_parcel_or_event_stops_no_other() -> None:
    told = tracked(
        {
            "parcels": [
                {"events": []},
                None,
                {"number": "A", "events": [{"state": "sorting"}, {"at": "2026-03-03T14:00", "state": "DLV"}]},
                {"number": "B", "expected_at": "tomorrow"},
            ]
        }
    )  # fmt: skip

    assert told == {"A": Tracked((ScanSeen(datetime(2026, 3, 3, 14), "unknown", words="DLV"),))}  # noqa: DTZ001  without a zone is meant


def test_a_token_goes_over_tls_only() -> None:
    with (
        Web(transport=FakeCarrier(MONDAY).transport()) as web,
        pytest.raises(ProviderFailed) as failed,
    ):
        carrier.track(SETTINGS | {"url": "http://carrier.example"}, web, ["1"])

    assert failed.value.code == "no_address"


def test_a_signed_call_that_says_nothing_is_refused() -> None:
    fake = FakeCarrier(datetime(2026, 3, 2, tzinfo=UTC))
    call = fake.call()

    assert carrier.hear(SETTINGS, call) == {}
    fake.tell = lambda *_numbers: {"parcels": None}  # type: ignore[method-assign]  # a carrier gone mad
    with pytest.raises(BadInput):
        carrier.hear(SETTINGS, fake.call())


def test_its_link_bears_the_number() -> None:
    settings = SETTINGS | {"link": "https://carrier.example/?no={number}"}

    assert carrier.link(settings, "A/1") == "https://carrier.example/?no=A%2F1"
