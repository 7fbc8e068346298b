"""The record of the shop's signature, looked up where the world looks it up."""

from collections.abc import Iterator

import pytest

from makegood.adapters.channels.email import channel, published, signing
from makegood.testing.dns_server import DnsServer

KEY = signing.new_key("help@shop.example")
NAME, VALUE = signing.record_of(KEY) or ("", "")
OTHER = (signing.record_of(signing.new_key("help@shop.example")) or ("", ""))[1]


@pytest.fixture
def names() -> Iterator[DnsServer]:
    with DnsServer() as server:
        yield server


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ({}, "missing"),
        ({NAME: [VALUE]}, "ok"),
        ({NAME: [VALUE.replace("; ", ";").replace("v=DKIM1;k=rsa;", "") + ";t=s"]}, "ok"),
        ({NAME: [VALUE[:200] + " " + VALUE[200:]]}, "ok"),
        ({NAME: [OTHER]}, "other"),
        ({NAME: ["v=DKIM1; p="]}, "other"),
        ({NAME: [VALUE[:200]]}, "other"),
        ({NAME: ["hello"]}, "other"),
        ({NAME: [OTHER, VALUE]}, "several"),
        ({f"{NAME}.shop.example": [VALUE]}, "name_doubled"),
    ],
)
def test_what_is_wrong_with_a_record_is_told(
    names: DnsServer, records: dict[str, list[str]], code: str
) -> None:
    names.texts = records

    found = channel.published_signature(KEY)

    assert found
    assert found.code == code
    assert set(found.found.splitlines()) == set(records.get(NAME, []))


def test_a_name_server_that_says_nothing_is_not_waited_for_long(
    names: DnsServer,
) -> None:
    names.is_mute = True

    found = published.published(KEY, patience=0.3)

    assert found
    assert found.code == "no_answer"


def test_without_a_key_nobody_is_asked(names: DnsServer) -> None:
    assert channel.published_signature({}) is None
    assert names.asked == []
