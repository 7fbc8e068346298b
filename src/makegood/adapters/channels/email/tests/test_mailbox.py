"""The whole channel against servers that speak the protocols over sockets."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from makegood.adapters.channels.email import channel, fetch
from makegood.adapters.channels.email.contents import Wanted, batches
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Address, Outbound
from makegood.testing.imap_server import ImapServer
from makegood.testing.smtp_server import SmtpServer
from makegood.testing.sockets import certificates

USER, SECRET = "desk@shop.example", "geheim"
MAIL = b"From: Ana <ana@example.org>\nTo: desk@shop.example\nSubject: %d\nMessage-ID: <%d@example.org>\n\nWhere is it?\n"


def put(server: ImapServer, *numbers: int, **more: Any) -> None:
    for number in numbers:
        server.put(MAIL % (number, number), **more)


def subjects(settings: dict[str, Any], cursor: dict[str, Any]) -> list[str]:
    return [channel.understand(got.raw).subject for got in channel.fetch(settings, cursor)]


def outbound(**overrides: Any) -> Outbound:
    facts: dict[str, Any] = {
        "message_id": "tok.1@shop.example",
        "sender": Address("Bottega", USER),
        "to": (Address("Ana", "ana@example.org"),),
        "subject": "Where is it?",
        "text": "On its way.",
        "html": "<p>On its way.</p>",
    }
    return Outbound(**{**facts, **overrides})


def test_nothing_from_before_comes_in(settings: dict[str, Any], imap_server: ImapServer) -> None:
    put(imap_server, 1, 2)

    cursor = channel.begin(settings, {})
    put(imap_server, 3)

    assert subjects(settings, cursor) == ["3"]


def test_each_mail_carries_the_cursor_behind_it(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, 1, 2, 3)

    first = next(iter(channel.fetch(settings, cursor)))

    assert first.server_id == "INBOX/1/1"
    assert subjects(settings, first.cursor) == ["2", "3"]
    assert subjects(settings, cursor) == ["1", "2", "3"]


def test_reading_leaves_no_trace_in_the_mailbox(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, 1)

    assert subjects(settings, cursor) == ["1"]

    assert imap_server.folders["INBOX"].mails[0].flags == set()
    assert not any(
        command.startswith(("SELECT", "STORE", "UID STORE")) for command in imap_server.commands
    )


def test_a_renumbered_mailbox_is_read_again_from_shortly_before(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=400)
    put(imap_server, 1, arrived_at=long_ago)
    cursor = channel.begin(settings, {})
    put(imap_server, 2)
    cursor = list(channel.fetch(settings, cursor))[-1].cursor

    put(imap_server, 3)
    imap_server.renumber()

    got = list(channel.fetch(settings, cursor))
    assert [channel.understand(one.raw).subject for one in got] == ["2", "3"]
    assert [one.server_id for one in got] == ["INBOX/1001/2", "INBOX/1001/3"]
    assert subjects(settings, got[-1].cursor) == []


def test_a_moved_mailbox_keeps_its_old_mail_out(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    """Moved today, every mail says it arrived today; the Date tells, and without one it is better read twice."""
    old = b"Date: Mon, 3 Mar 2025 10:00:00 +0000\n"
    imap_server.put(old + MAIL % (1, 1))
    cursor = channel.begin(settings, {})
    put(imap_server, 2)

    imap_server.renumber()

    assert subjects(settings, cursor) == ["2"]


def test_several_folders_have_a_place_each(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    settings["folders"] = ["INBOX", "Sent"]
    cursor = channel.begin(settings, {})
    put(imap_server, 1)
    put(imap_server, 2, folder="Sent")

    got = list(channel.fetch(settings, cursor))

    assert [one.server_id for one in got] == ["INBOX/1/1", "Sent/2/1"]
    assert subjects(settings, got[-1].cursor) == []


def test_a_folder_added_later_starts_at_now(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, 1, folder="Sent")

    settings["folders"] = ["INBOX", "Sent"]
    completed = channel.begin(settings, cursor)

    assert completed["INBOX"] == cursor["INBOX"]
    assert subjects(settings, completed) == []


def test_a_mail_the_server_cannot_read_does_not_stop_the_next(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, 1, 2, 3)
    imap_server.faults.unreadable = {2}

    got = list(channel.fetch(settings, cursor))

    assert [one.server_id for one in got] == ["INBOX/1/1", "INBOX/1/2", "INBOX/1/3"]
    assert [one.raw == b"" for one in got] == [False, True, False]


def test_a_server_that_can_read_nothing_is_an_outage(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, 1, 2)
    imap_server.faults.unreadable = {1, 2}

    with pytest.raises(ProviderFailed):
        list(channel.fetch(settings, cursor))

    imap_server.faults.unreadable = set()
    assert subjects(settings, cursor) == ["1", "2"]


def test_a_line_cut_in_the_middle_loses_nothing(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, *range(1, 6))
    imap_server.faults.drop_in_fetch = 3

    assert subjects(settings, cursor) == ["1", "2", "3", "4", "5"]


def test_mails_are_fetched_in_batches_bounded_by_bytes() -> None:
    sizes = {1: 3 << 20, 2: 1 << 20, 3: 2 << 20, 4: 20 << 20, 5: 1}
    mails = [Wanted(uid, size, datetime.now(UTC)) for uid, size in sizes.items()]

    assert [[m.uid for m in batch] for batch in batches(mails)] == [[1, 2], [3], [4], [5]]


def test_many_mails_take_few_round_trips(settings: dict[str, Any], imap_server: ImapServer) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, *range(250))
    imap_server.commands.clear()

    assert len(subjects(settings, cursor)) == 250

    assert len([c for c in imap_server.commands if c.startswith("UID FETCH")]) == 4


@pytest.mark.parametrize("no_idle", [False, True])
def test_waiting_hears_of_a_mail(
    settings: dict[str, Any],
    imap_server: ImapServer,
    no_idle: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imap_server.faults.no_idle = no_idle
    monkeypatch.setattr(fetch, "POLL_EVERY", 0.5)
    cursor = channel.begin(settings, {})
    threading.Timer(0.3, put, (imap_server, 1)).start()
    began = time.monotonic()

    assert channel.wait(settings, cursor, lambda: time.monotonic() - began > 5) is True

    assert time.monotonic() - began < 2


def test_waiting_sees_what_came_before_it_listened(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, 1)

    assert channel.wait(settings, cursor, lambda: False) is True


def test_waiting_ends_when_stopped(settings: dict[str, Any], imap_server: ImapServer) -> None:
    cursor = channel.begin(settings, {})
    put(imap_server, 1)
    imap_server.delete(1)
    began = time.monotonic()

    assert channel.wait(settings, cursor, lambda: time.monotonic() - began > 0.5) is False
    assert time.monotonic() - began < 3


def test_a_sent_mail_arrives_whole(settings: dict[str, Any], smtp_server: SmtpServer) -> None:
    receipt = channel.send(settings, outbound(cc=(Address("", "bo@example.org"),)))

    taken = smtp_server.taken[0]
    read = channel.understand(taken.content)
    assert receipt.response == "250 2.0.0 taken as 1"
    assert taken.sender == USER
    assert taken.recipients == ("ana@example.org", "bo@example.org")
    assert (read.message_id, read.subject, read.text) == (
        "tok.1@shop.example",
        "Where is it?",
        "On its way.",
    )


def test_a_password_may_be_in_any_script(
    settings: dict[str, Any], smtp_server: SmtpServer, imap_server: ImapServer
) -> None:
    smtp_server.secret = imap_server.secret = "šifra-шифра"

    assert codes({**settings, "secret": "šifra-шифра"})[-1] == ("smtp.login", "ok")
    assert codes({**settings, "secret": "шифра"})[-1] == ("imap.login", "wrong_password")


def test_an_automatic_mail_has_no_return_path(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    channel.send(settings, outbound(is_automatic=True))

    taken = smtp_server.taken[0]
    assert taken.sender == ""
    assert channel.understand(taken.content).auto == "auto_reply"


@pytest.mark.parametrize(
    ("faults", "permanent", "unclear"),
    [
        ({"answer_data": "451 4.3.0 later"}, False, False),
        ({"answer_data": "552 5.3.4 too big"}, True, False),
        ({"answer_mail": "421 4.3.2 closing"}, False, False),
        ({"refuse_recipients": {"ana@example.org": "550 5.1.1 unknown"}}, True, False),
        ({"refuse_recipients": {"ana@example.org": "450 4.2.0 greylisted"}}, False, False),
        ({"drop_before_dot": True}, False, False),
        ({"drop_after_data": True}, False, True),
        ({"refuse_login": True}, False, False),
        ({"refuse_login_for_now": True}, False, False),
    ],
)
def test_what_a_failure_means(
    settings: dict[str, Any],
    smtp_server: SmtpServer,
    faults: dict[str, Any],
    permanent: bool,
    unclear: bool,
) -> None:
    for name, value in faults.items():
        setattr(smtp_server.faults, name, value)
    # large enough that a line cut before the dot is felt while sending
    with pytest.raises(ProviderFailed) as caught:
        channel.send(
            settings, outbound(text="word " * 2_000_000 if "drop_before_dot" in faults else "word")
        )

    assert (caught.value.permanent, caught.value.unclear) == (permanent, unclear)
    assert len(smtp_server.taken) == (1 if unclear else 0)


def test_some_recipients_refused_is_a_receipt_that_says_so(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    smtp_server.faults.refuse_recipients = {"bo@example.org": "550 5.1.1 unknown"}

    receipt = channel.send(settings, outbound(cc=(Address("", "bo@example.org"),)))

    assert dict(receipt.refused) == {"bo@example.org": "550 5.1.1 unknown"}


def test_a_sent_mail_is_found_in_the_sent_folder(
    settings: dict[str, Any], imap_server: ImapServer
) -> None:
    imap_server.put(MAIL % (7, 7), folder="Sent")

    assert channel.was_sent(settings, "7@example.org") is True
    assert channel.was_sent(settings, "8@example.org") is None
    assert channel.was_sent({**settings, "sent_folder": "Sent"}, "8@example.org") is False


def codes(settings: dict[str, Any]) -> list[tuple[str, str]]:
    return [(step.name, step.code) for step in channel.check(settings)]


def test_right_settings_pass_every_step(settings: dict[str, Any]) -> None:
    assert codes(settings) == [
        ("imap.connect", "ok"), ("imap.login", "ok"), ("imap.folder", "ok"), ("smtp.connect", "ok"), ("smtp.login", "ok"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "last"),
    [
        ({"imap_host": "no-such-host.invalid"}, ("imap.connect", "name_not_found")),
        ({"imap_port": 1}, ("imap.connect", "refused")),
        ({"imap_security": "starttls"}, ("imap.connect", "no_tls")),
        ({"imap_security": "tls"}, ("imap.connect", "no_tls")),
        ({"secret": "falsch"}, ("imap.login", "wrong_password")),
        ({"folders": ["Posta"]}, ("imap.folder", "no_such_folder")),
        ({"smtp_port": 1}, ("smtp.connect", "refused")),
        ({"smtp_security": "starttls"}, ("smtp.connect", "no_tls")),
        ({"smtp_secret": "falsch"}, ("smtp.login", "wrong_password")),
        ({"imap_host": ""}, ("imap.connect", "protocol")),
    ],
)
def test_the_first_wrong_setting_is_named(
    settings: dict[str, Any], wrong: dict[str, Any], last: tuple[str, str]
) -> None:
    assert codes({**settings, **wrong})[-1] == last


def test_a_silent_server_times_out(settings: dict[str, Any], imap_server: ImapServer) -> None:
    imap_server.faults.silent = True

    assert codes({**settings, "timeout": 0.5}) == [("imap.connect", "timed_out")]


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({}, "ok"),
        ({"expired": True}, "certificate_expired"),
        ({"name": "mail.example.org"}, "certificate_name"),
    ],
)
def test_certificates_are_checked(
    settings: dict[str, Any], security: str, made: dict[str, Any], code: str
) -> None:
    with certificates(**made) as (context, ca_file):
        tls: dict[str, Any] = {security: context}
        with (
            ImapServer(user=USER, secret=SECRET, **tls) as imaps,
            SmtpServer(user=USER, secret=SECRET, **tls) as smtps,
        ):
            changed = {
                **settings, "imap_port": imaps.port, "smtp_port": smtps.port, "imap_security": security,
                "smtp_security": security, "ca_file": ca_file,
            }  # fmt: skip
            found = codes(changed)

    assert found[-1] == (("smtp.login", "ok") if code == "ok" else ("imap.connect", code))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_wrong_certificate_is_told_with_the_names_it_has(
    settings: dict[str, Any], security: str
) -> None:
    with certificates(name="mail.example.org") as (context, ca_file):
        tls: dict[str, Any] = {security: context}
        with (
            ImapServer(user=USER, secret=SECRET, **tls) as imaps,
            SmtpServer(user=USER, secret=SECRET, **tls) as smtps,
        ):
            secured = {
                **settings, "ca_file": ca_file, "imap_port": imaps.port, "imap_security": security,
            }  # fmt: skip
            reading = channel.check(secured)[-1]
            with pytest.raises(ProviderFailed) as sending:
                channel.send(
                    {**secured, "smtp_port": smtps.port, "smtp_security": security}, outbound()
                )

    for said in (reading.detail, sending.value.message):
        assert "it is for mail.example.org" in said
        assert "issued by CN=Makegood test" in said
    assert not any("LOGIN" in command for command in imaps.commands)
    assert smtps.taken == []


def test_an_untrusted_certificate_is_refused_when_sending(settings: dict[str, Any]) -> None:
    with certificates() as (context, _), SmtpServer(user=USER, secret=SECRET, tls=context) as smtps:
        with pytest.raises(ProviderFailed) as caught:
            channel.send({**settings, "smtp_port": smtps.port, "smtp_security": "tls"}, outbound())

        assert (caught.value.code, smtps.taken) == ("certificate_issuer", [])
