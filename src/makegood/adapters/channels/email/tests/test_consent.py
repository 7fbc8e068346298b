"""Signing in with an access token, over sockets."""

from typing import Any

import pytest

from makegood.adapters.channels.email import channel
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Address, Outbound
from makegood.testing.imap_server import ImapServer
from makegood.testing.smtp_server import SmtpServer


@pytest.fixture
def consented(
    settings: dict[str, Any], imap_server: ImapServer, smtp_server: SmtpServer
) -> dict[str, Any]:
    imap_server.tokens = smtp_server.tokens = {"tok"}
    return {**settings, "secret": "", "access_token": "tok"}


def test_a_token_signs_in_for_reading_and_for_sending(
    consented: dict[str, Any], smtp_server: SmtpServer
) -> None:
    assert [step.code for step in channel.check(consented)] == ["ok"] * 5

    ana = Address("", "ana@example.org")
    channel.send(consented, Outbound("1@x", Address("", "desk@shop.example"), (ana,), "s", "t", ""))
    assert smtp_server.taken[0].recipients == ("ana@example.org",)


def test_a_refused_token_is_told_with_the_servers_reasons(
    consented: dict[str, Any], smtp_server: SmtpServer
) -> None:
    last = channel.check({**consented, "access_token": "old"})[-1]

    assert (last.name, last.code) == ("imap.login", "token_refused")
    assert "status 401" in last.detail
    assert "scope https://mail.google.com/" in last.detail

    smtp_server.tokens = set()
    last = channel.check(consented)[-1]
    assert (last.name, last.code) == ("smtp.login", "token_refused")
    assert "535" in last.detail
    assert "status 401" in last.detail


def test_a_refused_token_does_not_lose_the_message(
    consented: dict[str, Any], smtp_server: SmtpServer
) -> None:
    smtp_server.tokens = set()
    ana = Address("", "ana@example.org")

    with pytest.raises(ProviderFailed) as caught:
        channel.send(
            consented, Outbound("1@x", Address("", "desk@shop.example"), (ana,), "s", "t", "")
        )

    assert (caught.value.permanent, caught.value.unclear) == (False, False)
