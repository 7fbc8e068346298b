"""The shop's signature on a mail: whoever has the record can check it."""

from dataclasses import replace
from typing import Any

import dkim

from makegood.adapters.channels.email import channel, signing
from makegood.adapters.channels.email.tests.test_lines import LETTER
from makegood.testing.smtp_server import SmtpServer


def verified(content: bytes, record: tuple[str, str]) -> bool:
    """As the other side does it, with the record we tell the owner to publish."""
    name, value = record

    def lookup(asked: bytes, timeout: int = 5) -> bytes:
        assert asked.decode().rstrip(".") == name
        return value.encode()

    return bool(dkim.verify(content, dnsfunc=lookup))


def test_a_signed_mail_is_proved_by_the_record(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    key = signing.new_key(settings["address"]) | {"dkim_on": True}
    record = signing.record_of(key)
    assert record is not None

    channel.send({**settings, **key}, replace(LETTER, subject="Jūsų užsakymas", text="Už\n.\nGo"))

    content = smtp_server.taken[0].content
    assert record[0].endswith("._domainkey.shop.example")
    assert verified(content, record)
    assert not verified(content.replace(b"=2E", b"=2F"), record)


def test_nothing_is_signed_before_the_owner_says_so(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    channel.send({**settings, **signing.new_key(settings["address"])}, LETTER)

    assert b"DKIM-Signature" not in smtp_server.taken[0].content


def test_two_keys_have_two_names() -> None:
    first, second = signing.new_key("a@shop.example"), signing.new_key("a@shop.example")

    assert first["dkim_selector"] != second["dkim_selector"]
    assert signing.record_of({}) is None
