"""The e-mail channel against real Dovecot and Postfix."""

import os
import smtplib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from makegood.adapters.channels.email import channel, imap, pop3_channel
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Address, Fetched, Outbound
from makegood.testing.mail_servers import INSTALL, MISSING, MailServers, mail_servers

pytestmark = [
    pytest.mark.mailservers,
    pytest.mark.skipif(bool(MISSING), reason=f"missing {MISSING}: {INSTALL}"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Postfix is started by root only"),
]


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail_servers() as running:
        yield running


@pytest.fixture
def settings(servers: MailServers) -> Iterator[dict[str, Any]]:
    """A mailbox nobody has used before."""
    yield servers.settings(f"desk-{uuid4().hex[:8]}@shop.example")
    imap.hang_up()


def deliver(servers: MailServers, address: str, subject: str, body: str = "Where is it?") -> None:
    mail = f"From: Ana <ana@example.org>\r\nTo: {address}\r\nSubject: {subject}\r\nMessage-ID: <{uuid4()}@example.org>\r\n\r\n{body}\r\n"
    with smtplib.LMTP("127.0.0.1", servers.lmtp_port) as lmtp:
        lmtp.sendmail("ana@example.org", [address], mail)


def subjects(settings: dict[str, Any], cursor: dict[str, Any]) -> list[str]:
    return [channel.understand(got.raw).subject for got in channel.fetch(settings, cursor)]


def first_in(settings: dict[str, Any], cursor: dict[str, Any]) -> Fetched:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for got in channel.fetch(settings, cursor):
            return got
        time.sleep(0.2)
    raise AssertionError("nothing arrived")


def outbound(address: str, **overrides: Any) -> Outbound:
    made = Outbound(
        message_id=f"tok.{uuid4()}@shop.example",
        sender=Address("Bottega Žuvėdra", address),
        to=(Address("Ana", "ana@example.org"),),
        subject="Jūsų užsakymas",
        text="Already on its way.\n.\nFrom us",
        html="<p>Already on its way.</p>",
        written_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
    )
    return replace(made, **overrides)


def test_every_step_of_the_check_passes(settings: dict[str, Any]) -> None:
    assert [step.code for step in channel.check(settings)] == ["ok"] * 5


def test_a_wrong_password_is_told(settings: dict[str, Any]) -> None:
    assert channel.check({**settings, "secret": "falsch"})[-1].code == "wrong_password"


@pytest.mark.parametrize("secret", ["geheim", "geheim-šifra"])
def test_a_server_that_wants_encryption_first_is_not_taken_for_a_wrong_password(
    servers: MailServers, settings: dict[str, Any], secret: str
) -> None:
    in_the_clear = {"smtp_security": "none", "smtp_secret": secret, "knows_plain": True}

    assert channel.check({**settings, **in_the_clear})[-1].code == "no_tls"


def test_only_what_comes_after_now_comes_in(servers: MailServers, settings: dict[str, Any]) -> None:
    deliver(servers, settings["address"], "old")
    cursor = channel.begin(settings, {})

    deliver(servers, settings["address"], "new 1")
    deliver(servers, settings["address"], "new 2")

    assert subjects(settings, cursor) == ["new 1", "new 2"]


def test_a_big_mail_and_its_neighbours_come_whole(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    cursor = channel.begin(settings, {})
    lines = ("x" * 70 + "\r\n") * 200_000
    for subject, body in (("before", "a"), ("big", lines), ("after", "b")):
        deliver(servers, settings["address"], subject, body)

    got = list(channel.fetch(settings, cursor))

    assert [one.file is not None for one in got] == [False, True, False]
    assert got[1].file
    with got[1].file as file:
        big = file.read()
    read = [channel.understand(raw).subject for raw in (got[0].raw, big, got[2].raw)]
    assert read == ["before", "big", "after"]
    assert len(big) > 14_000_000


def test_idle_hears_of_a_mail_within_a_second(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    cursor = channel.begin(settings, {})
    delivered: list[float] = []

    def later() -> None:
        deliver(servers, settings["address"], "now")
        delivered.append(time.monotonic())

    threading.Timer(1.0, later).start()
    until = time.monotonic() + 15

    assert channel.wait(settings, cursor, lambda: time.monotonic() > until) is True
    heard = time.monotonic()

    assert heard - delivered[0] < 1
    assert subjects(settings, cursor) == ["now"]


def test_a_renumbered_mailbox_loses_nothing(servers: MailServers, settings: dict[str, Any]) -> None:
    cursor = channel.begin(settings, {})
    deliver(servers, settings["address"], "one")
    known = list(channel.fetch(settings, cursor))[-1].cursor
    imap.hang_up()

    servers.forget_numbers(settings["address"])
    deliver(servers, settings["address"], "two")

    got = list(channel.fetch(settings, known))
    assert {channel.understand(one.raw).subject for one in got} == {"one", "two"}
    assert got[-1].cursor["INBOX"]["uidvalidity"] != known["INBOX"]["uidvalidity"]
    assert subjects(settings, got[-1].cursor) == []


def test_a_word_and_its_answer_stay_one_thread(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    customer = servers.settings(f"ana-{uuid4().hex[:8]}@example.org")
    ours, theirs = channel.begin(settings, {}), channel.begin(customer, {})
    token_address = settings["address"].replace("@", "+tok123@")
    letter = outbound(
        settings["address"],
        to=(Address("Ana", str(customer["address"])),),
        reply_to=Address("Bottega", token_address),
        references=tuple(f"{uuid4()}@a-rather-long-host-name.example.org" for _ in range(30)),
        in_reply_to="before@example.org",
    )

    assert channel.send(settings, letter).response.startswith("250")
    got = channel.understand(first_in(customer, theirs).raw)

    assert (got.message_id, got.in_reply_to, got.references) == (
        letter.message_id,
        "before@example.org",
        letter.references,
    )
    assert (got.subject, got.text, got.sender) == (letter.subject, letter.text, letter.sender)
    assert got.reply_to == (Address("Bottega", token_address),)

    answer = outbound(
        str(customer["address"]),
        to=got.reply_to,
        in_reply_to=got.message_id,
        references=(*got.references, got.message_id),
    )
    channel.send(customer, answer)
    back = channel.understand(first_in(settings, ours).raw)

    assert back.in_reply_to == letter.message_id
    assert token_address in back.recipients


def test_an_address_the_server_will_not_take_is_refused_for_good(settings: dict[str, Any]) -> None:
    with pytest.raises(ProviderFailed) as caught:
        channel.send(settings, outbound(settings["address"], to=(Address("", "not an address@@"),)))

    assert (caught.value.permanent, caught.value.unclear) == (True, False)


def test_five_hundred_mails_are_caught_up_in_batches(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    cursor = channel.begin(settings, {})
    with smtplib.LMTP("127.0.0.1", servers.lmtp_port) as lmtp:
        for number in range(500):
            mail = f"From: a@example.org\r\nSubject: {number}\r\nMessage-ID: <{number}@x>\r\n\r\nHello\r\n"
            lmtp.sendmail("a@example.org", [settings["address"]], mail)
    began = time.monotonic()

    assert subjects(settings, cursor) == [str(number) for number in range(500)]

    assert time.monotonic() - began < 10


def test_pop3_brings_what_is_new_and_leaves_it_there(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    deliver(servers, settings["address"], "old")
    cursor = pop3_channel.begin(settings, {})
    for number in range(30):
        deliver(servers, settings["address"], f"new {number}", "line\r\n.\r\n..\r\nend")

    got = list(pop3_channel.fetch(settings, cursor))

    assert [channel.understand(one.raw).subject for one in got] == [f"new {n}" for n in range(30)]
    assert b"\r\n.\r\n..\r\nend" in got[0].raw
    assert list(pop3_channel.fetch(settings, got[-1].cursor)) == []
    assert len(pop3_channel.begin(settings, {})["taken"]) == 31
    assert [step.code for step in pop3_channel.check(settings)] == ["ok"] * 4


def test_a_census_counts_what_came_since_and_knows_each_by_its_id(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    deliver(servers, settings["address"], "from before")
    cursor = channel.begin(settings, {})
    for subject in ("one", "two", "three"):
        deliver(servers, settings["address"], subject)
    got = list(channel.fetch(settings, cursor))
    read_so_far = got[1].cursor

    with channel.census(settings, read_so_far) as counting:
        lying = [one for some in counting.lying(None) for one in some]
        names = [one.server_id for one in lying]
        mail_ids = counting.mail_ids(names)
        again = list(counting.fetch(names[:1]))

    assert names == [one.server_id for one in got]
    assert [one.is_due for one in lying] == [True, True, False]
    assert {one.folder for one in lying} == {"INBOX"}
    assert mail_ids == {one.server_id: channel.understand(one.raw).message_id for one in got}
    assert [one.raw for one in again] == [got[0].raw]


def test_a_census_after_a_renumbering_goes_by_the_day(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    cursor = channel.begin(settings, {})
    deliver(servers, settings["address"], "one")
    known = list(channel.fetch(settings, cursor))[-1].cursor
    imap.hang_up()
    servers.forget_numbers(settings["address"])

    with channel.census(settings, known) as counting:
        lying = [one for some in counting.lying(None) for one in some]

    assert [one.is_due for one in lying] == [False]


def test_a_file_that_dovecot_can_not_read_stops_no_other_mail(
    servers: MailServers, settings: dict[str, Any]
) -> None:
    """It hangs up when asked for such a mail's size, and with it for that of all mails asked for at once."""
    address = settings["address"]
    cursor = channel.begin(settings, {})
    for number in (1, 2, 3):
        deliver(servers, address, str(number))
    box = servers.folder / "mail" / address / "new"
    second = next(file for file in box.iterdir() if b"Subject: 2" in file.read_bytes())
    second.chmod(0)

    got = list(channel.fetch(settings, cursor))

    assert [(one.problem, one.raw == b"") for one in got] == [
        ("", False),
        ("cut_off", True),
        ("", False),
    ]
    second.chmod(0o600)
    with channel.census(settings, got[-1].cursor) as counting:
        again = list(counting.fetch([got[1].server_id]))
    assert [(one.problem, channel.understand(one.raw).subject) for one in again] == [("", "2")]
