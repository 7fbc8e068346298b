"""Several mails over one line, whatever becomes of it between them."""

from dataclasses import replace
from typing import Any

import pytest

from makegood.adapters.channels.email import channel, lines
from makegood.kernel.errors import ProviderFailed
from makegood.messages.ports import Address, Outbound
from makegood.testing.smtp_server import SmtpServer

LETTER = Outbound(
    message_id="tok.1+a=b@shop.example",
    sender=Address("Bottega", "desk@shop.example"),
    to=(Address("Ana", "ana@example.org"),),
    subject="Your order",
    text="On its way.",
    html="<p>On its way.</p>",
)


def send(settings: dict[str, Any], number: int = 0, **overrides: Any) -> None:
    channel.send(settings, replace(LETTER, message_id=f"tok.{number}@shop.example", **overrides))


def test_several_mails_go_over_one_line(settings: dict[str, Any], smtp_server: SmtpServer) -> None:
    for number in range(5):
        send(settings, number)

    assert (len(smtp_server.taken), smtp_server.lines) == (5, 1)
    assert smtp_server.heard.count("RSET") == 4
    assert smtp_server.heard.count("AUTH") == 1


def test_a_refused_mail_leaves_the_line_in_use(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    smtp_server.faults.refuse_recipients = {"ana@example.org": "550 5.1.1 unknown"}
    with pytest.raises(ProviderFailed) as caught:
        send(settings)
    smtp_server.faults.refuse_recipients = {}

    send(settings, 1)

    assert (caught.value.permanent, caught.value.unclear) == (True, False)
    assert smtp_server.lines == 1
    assert [len(mail.recipients) for mail in smtp_server.taken] == [1]


@pytest.mark.parametrize("command", ["RSET", "MAIL", "RCPT", "DATA"])
def test_a_line_that_died_while_it_rested_is_replaced(
    settings: dict[str, Any], smtp_server: SmtpServer, command: str
) -> None:
    send(settings)
    smtp_server.faults.drop_at = command
    before = len(smtp_server.taken)

    # The new line dies as well, and then it is a failure like any other: nothing was sent, nothing is unclear.
    if command != "RSET":
        with pytest.raises(ProviderFailed) as caught:
            send(settings, 1)
        assert (caught.value.unclear, caught.value.permanent) == (False, False)
        assert len(smtp_server.taken) == before
        smtp_server.faults.drop_at = ""
    send(settings, 1)

    assert [mail.content.count(b"tok.1@") for mail in smtp_server.taken] == [0, 1]


def test_a_line_cut_after_the_end_is_unclear_on_a_kept_line_too(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    send(settings)
    smtp_server.faults.drop_after_data = True

    with pytest.raises(ProviderFailed) as caught:
        send(settings, 1)

    assert caught.value.unclear
    # Taken once: what is unclear is not sent again by itself over another line.
    assert [mail.content.count(b"tok.1@") for mail in smtp_server.taken] == [0, 1]
    smtp_server.faults.drop_after_data = False
    send(settings, 2)
    assert smtp_server.lines == 2


def test_a_line_that_rested_too_long_or_carried_enough_is_not_used_again(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    for number in range(lines.MAILS_A_LINE + 1):
        send(settings, number)
    assert smtp_server.lines == 2

    ((line,),) = lines._resting.values()
    line.rests_since -= lines.IDLE_FOR
    send(settings, 99)

    assert smtp_server.lines == 3
    assert len(smtp_server.taken) == lines.MAILS_A_LINE + 2


def test_two_mailboxes_never_share_a_line(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    send(settings)
    send({**settings, "address": "other@shop.example", "smtp_user": settings["address"]}, 1)

    assert smtp_server.lines == 2


def test_a_report_is_asked_for_where_the_server_offers_it(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    channel.send(settings, LETTER)

    mail, recipient = smtp_server.taken[0].options
    assert mail.endswith("RET=HDRS ENVID=tok.1+2Ba+3Db@shop.example")
    assert recipient == "NOTIFY=FAILURE,DELAY ORCPT=rfc822;ana@example.org"


def test_an_acknowledgement_asks_for_no_report(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    channel.send(settings, replace(LETTER, is_automatic=True))

    assert "ENVID" not in smtp_server.taken[0].options[0]
    assert smtp_server.taken[0].options[1] == "NOTIFY=NEVER"


def test_no_report_is_asked_for_elsewhere(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    smtp_server.faults.no_dsn = True

    channel.send(settings, LETTER)

    assert "NOTIFY" not in " ".join(smtp_server.taken[0].options)
    assert "ENVID" not in " ".join(smtp_server.taken[0].options)


@pytest.mark.parametrize(
    ("answer", "permanent", "code"),
    [
        ("550 5.1.1 unknown", True, "rejected"),
        ("450 4.2.0 Greylisted, come back later", False, "greylisted"),
        ("451 4.7.1 please try again in 300 seconds", False, "greylisted"),
        ("452 4.2.2 mailbox full", False, "deferred"),
        ("421 4.7.0 too many connections", False, "busy"),
    ],
)
def test_each_class_of_answer_has_its_code(
    settings: dict[str, Any], smtp_server: SmtpServer, answer: str, permanent: bool, code: str
) -> None:
    smtp_server.faults.refuse_recipients = {"ana@example.org": answer}

    with pytest.raises(ProviderFailed) as caught:
        send(settings)

    assert (caught.value.permanent, caught.value.code) == (permanent, code)
    assert not caught.value.unclear


def test_who_is_put_off_is_told_apart_from_who_is_refused(
    settings: dict[str, Any], smtp_server: SmtpServer
) -> None:
    cc = (Address("", "bo@example.org"), Address("", "cy@example.org"))
    smtp_server.faults.refuse_recipients = {
        "bo@example.org": "550 5.1.1 unknown",
        "cy@example.org": "451 4.7.1 greylisted",
    }

    receipt = channel.send(settings, replace(LETTER, cc=cc))

    assert dict(receipt.refused) == {"bo@example.org": "550 5.1.1 unknown"}
    assert dict(receipt.deferred) == {"cy@example.org": "451 4.7.1 greylisted"}
    assert smtp_server.taken[0].recipients == ("ana@example.org",)
    smtp_server.faults.refuse_recipients = {}
    channel.send(settings, replace(LETTER, cc=cc, only=("cy@example.org",)))
    assert smtp_server.taken[1].recipients == ("cy@example.org",)
    assert b"To: " in smtp_server.taken[1].content
