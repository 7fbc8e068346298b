"""POP3 over sockets: everything new, once, and nothing taken away."""

from collections.abc import Iterator
from typing import Any

import pytest

from makegood.adapters.channels.email import pop3
from makegood.adapters.channels.email import pop3_channel as channel
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Fetched
from makegood.testing.pop3_server import Pop3Server
from makegood.testing.smtp_server import SmtpServer
from makegood.testing.sockets import certificates

USER, SECRET = "desk@shop.example", "geheim"


@pytest.fixture
def server() -> Iterator[Pop3Server]:
    with Pop3Server(user=USER, secret=SECRET) as server:
        yield server


@pytest.fixture
def settings(server: Pop3Server, smtp_server: SmtpServer) -> dict[str, Any]:
    return {
        "address": USER,
        "secret": SECRET,
        "pop3_host": "127.0.0.1",
        "pop3_port": server.port,
        "pop3_security": "none",
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp_server.port,
        "smtp_security": "none",
        "timeout": 5,
    }


def mail(number: int, words: str = "Where is it?") -> bytes:
    return f"From: ana@example.org\nSubject: {number}\n\n{words}\n.\nAna\n".encode()


def subjects(got: list[Fetched]) -> list[str]:
    return [channel.understand(one.raw).subject for one in got]


def test_only_what_comes_after_now_comes_in_and_once(
    settings: dict[str, Any], server: Pop3Server
) -> None:
    server.put("a", mail(1))
    cursor = channel.begin(settings, {})
    server.put("b", mail(2))
    server.put("c", mail(3))

    got = list(channel.fetch(settings, cursor))

    assert subjects(got) == ["2", "3"]
    assert got[0].raw == mail(2).replace(b"\n", b"\r\n")
    assert [one.left for one in got] == [1, 0]
    assert subjects(list(channel.fetch(settings, got[0].cursor))) == ["3"]
    assert list(channel.fetch(settings, got[-1].cursor)) == []
    assert "DELE" not in server.commands


def test_the_cursor_forgets_what_the_server_no_longer_has(
    settings: dict[str, Any], server: Pop3Server
) -> None:
    for number in range(5):
        server.put(f"old-{number}", mail(number))
    cursor = channel.begin(settings, {})
    server.mails.clear()
    server.put("new", mail(9))

    got = list(channel.fetch(settings, cursor))

    assert (len(cursor["taken"]), len(got[-1].cursor["taken"])) == (5, 1)


def test_one_mail_never_stops_the_next(settings: dict[str, Any], server: Pop3Server) -> None:
    cursor = channel.begin(settings, {})
    for number in range(1, 6):
        server.put(f"m{number}", mail(number, "word " * 1000 if number == 5 else "word"))
    server.faults.unreadable, server.faults.cut_off = {"m2"}, {"m3"}

    got = list(channel.fetch({**settings, "largest": 2000}, cursor))

    assert [one.problem for one in got] == ["", "unreadable", "cut_off", "", "too_big"]
    assert subjects(got) == ["1", "", "3", "4", "5"]
    assert got[4].size > 5000
    assert list(channel.fetch(settings, got[-1].cursor)) == []


def test_a_server_without_top_gives_at_least_notice(
    settings: dict[str, Any], server: Pop3Server
) -> None:
    cursor = channel.begin(settings, {})
    server.put("m", mail(1, "word " * 1000))
    server.faults.no_top = True

    got = list(channel.fetch({**settings, "largest": 2000}, cursor))

    assert [(one.problem, one.raw) for one in got] == [("too_big", b"")]


def test_lines_longer_than_the_standard_allows_come_whole(
    settings: dict[str, Any], server: Pop3Server
) -> None:
    cursor = channel.begin(settings, {})
    server.put("m", mail(1, "x" * 100_000))

    assert b"x" * 100_000 in next(iter(channel.fetch(settings, cursor))).raw


def test_a_big_mail_goes_to_the_disk(
    settings: dict[str, Any], server: Pop3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pop3, "IN_MEMORY", 10_000)
    cursor = channel.begin(settings, {})
    server.put("m", mail(1, "word\n" * 10_000))

    got = next(iter(channel.fetch(settings, cursor)))

    assert (got.raw, got.file is not None) == (b"", True)
    assert got.file
    with got.file as file:
        assert file.read() == mail(1, "word\n" * 10_000).replace(b"\n", b"\r\n")


def codes(settings: dict[str, Any]) -> list[tuple[str, str]]:
    return [(step.name, step.code) for step in channel.check(settings)]


def test_right_settings_pass_every_step(settings: dict[str, Any]) -> None:
    assert codes(settings) == [
        ("pop3.connect", "ok"),
        ("pop3.login", "ok"),
        ("smtp.connect", "ok"),
        ("smtp.login", "ok"),
    ]


@pytest.mark.parametrize(
    ("wrong", "last"),
    [
        ({"pop3_host": "no-such-host.invalid"}, ("pop3.connect", "name_not_found")),
        ({"pop3_port": 1}, ("pop3.connect", "refused")),
        ({"pop3_security": "starttls"}, ("pop3.connect", "no_tls")),
        ({"pop3_security": "tls"}, ("pop3.connect", "no_tls")),
        ({"secret": "falsch"}, ("pop3.login", "wrong_password")),
    ],
)
def test_the_first_wrong_setting_is_named(
    settings: dict[str, Any], wrong: dict[str, Any], last: tuple[str, str]
) -> None:
    assert codes({**settings, **wrong})[-1] == last


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_certificates_are_checked(settings: dict[str, Any], security: str) -> None:
    with certificates() as (context, ca_file):
        tls: dict[str, Any] = {security: context}
        with Pop3Server(user=USER, secret=SECRET, **tls) as server:
            secured = {**settings, "pop3_port": server.port, "pop3_security": security}
            with pytest.raises(ProviderFailed) as caught:
                channel.begin(secured, {})

            assert caught.value.code == "certificate_issuer"
            assert "it is for 127.0.0.1" in caught.value.message
            assert channel.begin({**secured, "ca_file": ca_file}, {}) == {"taken": []}
