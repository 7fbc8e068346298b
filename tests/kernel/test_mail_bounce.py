"""Why a mail came back and whether its address is condemned; reports made to cost."""

import json
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from tests.pace import timed

from makegood.kernel.mail import bounce
from makegood.kernel.mail.auto import kind_of
from makegood.kernel.mail.bounce import REASONS, WORTH_ANOTHER_TRY, read_bounce
from makegood.kernel.mail.bounce.codes import reply_code_in, status_in
from makegood.kernel.mail.bounce.phrases import reason_said
from makegood.kernel.mail.bounce.reasons import is_hard, reason_of
from makegood.kernel.mail.contents import contents
from makegood.kernel.mail.parse import parse
from makegood.kernel.mail.report import print_mails
from makegood.kernel.mail.structure import parse_structure
from makegood.kernel.mail.values import Bounce
from makegood.testing.mails import CORPUS
from makegood.testing.mails.bounces import SAMPLES
from makegood.testing.mails.writing import mail, multipart, part


@pytest.mark.parametrize(
    ("said", "status", "reply_code"),
    [
        ("550 5.1.1 <b@x.example>... User unknown", "5.1.1", "550"),
        ("550-5.1.1 no such user", "5.1.1", "550"),
        ("host mx[192.0.2.9] said: 554 Denied", "", "554"),
        ("#< #5.1.1 smtp;550 5.1.1 unknown>", "5.1.1", "550"),
        ("ERROR_CODE :550, ERROR_CODE :5.1.1 unknown", "5.1.1", "550"),
        ("[SMTP Error Code 550]", "", "550"),
        ("5.0.0 later 5.2.2 full", "5.2.2", ""),
        ("sent by 5.1.1.9 to 192.0.2.5, 550 KB, in 450 days", "", ""),
        ("version 4.98.2 of 2026", "4.98.2", ""),
        ("", "", ""),
    ],
)
def test_codes_are_found_among_other_numbers(said: str, status: str, reply_code: str) -> None:
    assert (status_in(said), reply_code_in(said)) == (status, reply_code)


@pytest.mark.parametrize(
    ("reason", "status", "reply_code", "is_delay", "hard"),
    [
        ("user_unknown", "5.1.1", "550", False, True),
        ("user_unknown", "4.1.1", "450", False, True),
        ("user_unknown", "5.1.1", "550", True, False),
        ("host_unknown", "5.1.2", "", False, True),
        ("host_unknown", "4.4.3", "", False, False),
        ("mailbox_full", "5.2.2", "552", False, False),
        ("spam", "5.7.1", "550", False, False),
        ("expired", "5.4.7", "", False, False),
        ("unknown", "5.0.0", "", False, False),
        ("unknown", "5.1.0", "", False, True),
        ("unknown", "", "550", False, True),
        ("unknown", "4.0.0", "", False, False),
        ("unknown", "", "", False, False),
    ],
)
def test_only_what_is_wrong_with_the_address_condemns_it(
    reason: str, status: str, reply_code: str, is_delay: bool, hard: bool
) -> None:
    assert is_hard(reason, status, reply_code, is_delay) is hard


@pytest.mark.parametrize(
    ("status", "said", "around", "reason"),
    [
        ("5.2.2", "unknown user or mailbox full", "", "mailbox_full"),
        ("5.1.1", "rejected", "", "user_unknown"),
        ("5.1.1", "mailbox full", "", "mailbox_full"),
        ("5.7.1", "", "", "policy"),
        ("5.7.1", "", "user_unknown", "user_unknown"),
        ("5.0.0", "", "system", "unknown"),
        ("", "", "", "unknown"),
    ],
)
def test_clear_words_outweigh_the_status_and_it_outweighs_vague_ones(
    status: str, said: str, around: str, reason: str
) -> None:
    assert reason_of(status, "", said, around) == reason


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("produced by the clock of an undisclosed block", ""),
        ("User <b@x.example> unknown", "user_unknown"),
        ("The mailbox 'b@x.example' is full", "mailbox_full"),
        ("Sender address rejected: Domain not found", "rejected"),
        ("Postfach ist voll", "mailbox_full"),
        ("Пользователь не найден", "user_unknown"),
    ],
)
def test_phrases_stand_as_words_of_their_own(said: str, reason: str) -> None:
    assert reason_said(said) == reason


def test_every_phrase_stands_under_a_reason_of_the_list() -> None:
    text = files(bounce).joinpath("phrases.txt").read_text("utf-8")

    sections = {line.strip("[]") for line in text.splitlines() if line.startswith("[")}

    assert sections < set(REASONS)
    assert reason_said("192.0.2.1 listed at x") == "blocked"


def test_every_reason_of_the_corpus_is_on_the_list() -> None:
    read = [parse(sample.raw).bounce for sample in CORPUS]

    used = {one.reason for bounce in read if bounce for one in bounce.recipients}

    assert used <= set(REASONS)
    assert len(used) >= 18
    assert set(REASONS) >= WORTH_ANOTHER_TRY


def test_a_bounce_is_printed_with_all_its_facts(tmp_path: Path) -> None:
    sample, out = SAMPLES[0], BytesIO()
    (tmp_path / "one.eml").write_bytes(sample.raw)

    print_mails([str(tmp_path / "one.eml")], out)

    bounce = json.loads(out.getvalue())["bounce"]
    assert bounce["original_message_id"] == "kept-1@shop.example"
    assert [set(one) for one in bounce["recipients"]] == [
        {"address", "status", "reply_code", "reason", "hard", "diagnostic"}
    ]


def _daemons(words: str) -> bytes:
    return mail(words, From="mailer-daemon@x.example", Return_Path="<>", Subject="Undelivered")


def _report(fields: str) -> bytes:
    return multipart(
        "report; report-type=delivery-status",
        part("text/plain", "Failed"),
        part("message/delivery-status", fields),
    )


@pytest.mark.parametrize(
    "raw",
    [
        _daemons("<b@x.example>:\n550 5.1.1 User unknown\n" * 20_000),
        _daemons("a@b.c," * 100_000),
        _daemons("x@" * 200_000),
        _daemons("a" * 400_000 + "@b.example"),
        _daemons("550 " * 100_000),
        _daemons("5.1." * 100_000),
        _daemons("From: x\n" * 50_000),
        _daemons("Message-ID: <" * 50_000),
        _daemons("recipient " * 50_000 + "b@x.example"),
        _daemons("mailbox is user not … quota " * 20_000),
        _report("Final-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.1.1\n\n" * 30_000),
        _report("Final-Recipient: rfc822; b\n" + " c" * 300_000),
        _report("Diagnostic-Code: smtp; " + "(" * 300_000),
        b"".join(
            b"Final-Recipient: rfc822; b%d@x.example\nAction: failed\nDiagnostic-Code: smtp; 550 no\n\n"
            % n
            for n in range(5000)
        ).join([b"From: mailer-daemon@x.example\nSubject: Undelivered\n\n", b""]),
        b"Subject: " + b"automatic " * 50_000 + b"\n\nx",
        b"Subject: out of office " + b"re:" * 50_000 + b"\n\nx",
    ],
    ids=range(16),
)
def test_reports_made_to_be_slow_are_not(raw: bytes) -> None:
    root = parse_structure(raw, [])
    text = contents(root, [])[0]

    def report() -> tuple[str, Bounce]:
        kind = kind_of(root, "mailer-daemon@x.example", "Undelivered", text)
        return kind, read_bounce(root, text, kind)

    (kind, bounce), seconds = timed(report, within=1)

    assert seconds < 1
    assert kind in ("bounce", "delay", "auto_reply")
    assert len(bounce.recipients) <= 200
