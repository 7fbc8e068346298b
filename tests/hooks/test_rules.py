from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest

from makegood.hooks.rules.addresses import refusal_of
from makegood.hooks.rules.kinds import KINDS, scopes_for
from makegood.hooks.rules.trying import is_hopeless, rest_after, wait_after
from makegood.kernel.addresses import may_be_reached
from makegood.kernel.events import all_events

OWN = (ip_network("10.1.0.0/16"), ip_network("127.0.0.0/8"))


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0"),
        *(
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
        ),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("2002:7f00:1::", "2002:a00:1::"),
    ],
)
def test_nothing_goes_into_a_private_network(address):
    assert not may_be_reached(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e"])
def test_what_is_everybodys_is_reached_with_tls_only(address):
    assert may_be_reached(ip_address(address))
    assert not may_be_reached(ip_address(address), plainly=True)


def test_a_network_the_operator_has_opened_is_reached_and_no_other():
    assert may_be_reached(ip_address("10.1.2.3"), OWN, plainly=True)
    assert may_be_reached(ip_address("::ffff:127.0.0.1"), OWN, plainly=True)
    assert not may_be_reached(ip_address("10.2.0.1"), OWN)
    assert not may_be_reached(ip_address("93.184.215.14"), OWN, plainly=True)


@pytest.mark.parametrize(
    ("url", "is_good"),
    [
        ("https://shop.example/hooks?a=b", True),
        ("https://shop.example:8443/", True),
        ("http://shop.example/", False),
        ("ftp://shop.example/", False),
        ("https:///hooks", False),
        ("https://a:b@shop.example/", False),
        ("https://shop.example/#a", False),
        ("https://shop.example:99999/", False),
        ("https://shop.example/a b", False),
        ("https://shop.example/\n", False),
        ("https://bücher.example/", False),
        ("https://[::1]/", False),
        ("https://127.0.0.1/", False),
        ("https://[::1/", False),
        ("https://" + "a" * 500, False),
        ("", False),
    ],
)
def test_an_address_is_https_and_nothing_but_an_address(url, is_good):
    assert (refusal_of(url) is None) is is_good


def test_http_is_for_networks_the_operator_has_opened():
    assert refusal_of("http://127.0.0.1:9000/", OWN) is None
    assert refusal_of("http://192.168.1.1/", OWN)


def test_every_kind_tells_of_an_event_there_is():
    there_are = {event.__name__ for event in all_events()}

    assert set(KINDS.values()) <= there_are


def test_what_one_is_told_of_takes_the_scope_that_reads_it():
    assert scopes_for(["promise.made", "promise.kept"]) == {"promises:read"}
    assert scopes_for(["case.opened", "message.sent"]) == {"cases:read"}


def test_tries_grow_apart_over_five_days_and_end():
    waits = [wait_after(tries) for tries in range(1, 13)]

    assert all(waits)
    assert waits == sorted(waits)
    assert timedelta(days=5) < sum(waits, timedelta()) < timedelta(days=6)
    assert wait_after(13) is None


def test_an_endpoint_may_ask_for_more_time_but_not_for_ever():
    assert wait_after(1, timedelta(minutes=3)) == timedelta(minutes=3)
    assert wait_after(1, timedelta(days=30)) == timedelta(hours=1)


def test_one_that_fails_rests_five_minutes_at_most():
    assert rest_after(1) == timedelta(seconds=10)
    assert rest_after(100_000) == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("days", "failures", "hopeless"), [(6, 9, True), (4, 90, False), (60, 2, False)]
)
def test_it_is_given_up_after_days_of_failing_not_after_a_silence(days, failures, hopeless):
    now = datetime(2026, 3, 2, tzinfo=UTC)

    assert is_hopeless(now - timedelta(days=days), failures, now) is hopeless
