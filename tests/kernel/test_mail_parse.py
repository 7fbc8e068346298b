"""Every mail of the corpus, and bytes nobody ever wrote."""

import base64
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import timed

from makegood.kernel.mail.parse import parse
from makegood.testing.mails import CORPUS, KINDS
from makegood.testing.mails.comparing import differences
from makegood.testing.mails.writing import Sample, head, mail, multipart, part


@pytest.mark.parametrize("kind", KINDS)
def test_the_corpus_is_read_as_written_down(kind: str) -> None:
    wrong = {sample.name: differences(sample) for sample in KINDS[kind]}

    assert {name: facts for name, facts in wrong.items() if facts} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_lost_between_reply_and_quotation(kind: str) -> None:
    for sample in KINDS[kind]:
        read = parse(sample.raw)

        words = sorted(read.text.split())
        parts = f"{read.reply_text} {read.quoted_text} {read.signature}"
        assert sorted(parts.split()) == words, sample.name


_PIECES = st.sampled_from(
    [
        b"\r\n", b"\n", b"\r", b"\n\n", b" ", b"\t", b":", b";", b"=", b"=?", b"?=", b"=?utf-8?B?", b"=?koi8-r?q?", b"<", b">", b"@",
        b'"', b"(", b")", b",", b"--", b"--edge", b"--edge--", b"From: ", b"To: ", b"Subject: ", b"Content-Type: ", b"multipart/mixed",
        b"multipart/report", b"message/rfc822", b"text/html", b"; boundary=edge", b"; charset=", b"utf-7", b"utf-16", b"hz",
        b"Content-Transfer-Encoding: ", b"base64", b"quoted-printable", b"filename*0*=", b"''%", b"<blockquote>", b"<a href=", b"<!--",
        b"<script", b"</", b"> ", b"On 1/1/2026 10:00 a@b.c wrote:", b"Date: ", b"\xff\xfe", b"\xd0", b"\x00", b"a@b.example",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=1000)
@given(st.lists(st.one_of(_PIECES, st.binary(max_size=12)), max_size=80).map(b"".join))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    read = parse(raw)

    assert not any(defect.startswith("unreadable") for defect in read.defects), read.defects
    assert "\x00" not in read.text + read.html + read.subject


@settings(max_examples=150, deadline=1000)
@given(st.sampled_from(CORPUS), st.integers(0, 4000), st.binary(max_size=6))
def test_no_damage_makes_it_raise(sample: Sample, at: int, damage: bytes) -> None:
    raw = sample.raw[:20000]

    read = parse(raw[:at] + damage + raw[at + len(damage) :])

    assert not any(defect.startswith("unreadable") for defect in read.defects), read.defects


@pytest.mark.thorough
@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: " + b"=?utf-8?B?" * 50_000,
        b"To: " + b"<" * 200_000,
        b'To: "' + b'\\"' * 100_000,
        b"To: " + b"(" * 200_000,
        b"Subject: " + b"=?utf-8?Q?a?=2" * 50_000,
        b"To: " + b'" ' * 100_000,
        b"To: " + b"(a" * 100_000,
        b"To: " + b"a@b " * 100_000,
        b"To: " + b"<a@b> " * 100_000,
        b"To: " + b"@ " * 100_000,
        b"References: " + b"<" + b" " * 50_000,
        b"Subject:" + b" \n" * 50_000 + b" x",
        b"Content-Type: text/plain; " + b'a="' * 50_000,
        b"Content-Type: text/plain; " + b"a=b" * 50_000,
        b"From: x\n\n" + b"\x1b$B" * 100_000,
        b"Content-Type: text/plain; charset=utf-8\n\n" + b"\xe9a\xc3\xa9" * 1_000_000,
        b"To: " + b"a," * 200_000,
        b"From: a@b.example\n" + b"x" * 400_000,
        head(Content_Type="text/html") + b"\n" + b"<" * 400_000,
        head(Content_Type="text/html") + b"\n" + b"<!--" * 100_000,
        head(Content_Type="text/html") + b"\n" + b"<style>" * 60_000,
        head(Content_Type="text/html") + b"\n" + b"<blockquote>" * 60_000,
        mail(">" * 400_000),
        mail(("> " * 50 + "\n") * 5_000),
        mail("On 1/1/2026 10:00\n" * 20_000),
        mail("a@" * 200_000 + " wrote:"),
        mail("1/1/2026 wrote " * 20_000 + ":"),
        head(Content_Type="multipart/mixed; boundary=e") + b"\n" + b"--e\n\n" * 60_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=e%d\n\n--e%d\n" % (n, n) for n in range(3000)
        ),
        b"A: b\n" * 100_000,
        b"A\n" * 200_000,
    ],
    ids=range(31),
)
def test_mails_made_to_be_slow_are_not(raw: bytes) -> None:
    read, seconds = timed(lambda: parse(raw), within=3)

    assert seconds < 3
    assert not any(defect.startswith("unreadable") for defect in read.defects), read.defects


def test_forty_megabytes_of_photos_cost_little_more_than_themselves() -> None:
    photo = base64.encodebytes(bytes(range(256)) * 16384)
    raw = multipart(
        "mixed",
        part("text/plain", "See the photos"),
        *[
            part("image/jpeg", photo, Content_Transfer_Encoding="base64", Content_Disposition=f"attachment; filename={n}.jpg")
            for n in range(8)
        ],
    )  # fmt: skip
    assert len(raw) > 40_000_000

    _, seconds = timed(lambda: parse(raw), within=2)
    tracemalloc.start()
    read = parse(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [len(file.content) for file in read.files] == [4 << 20] * 8
    assert seconds < 2
    assert peak < 2 * len(raw)


def test_outlooks_conversation_is_the_same_on_every_answer() -> None:
    guid = bytes(range(1, 17))
    first = b"\x01\xd9\x11\x22\x33\x44" + guid
    answers = [first, first + b"\x10\x20\x30\x40\x50", first + b"\x10\x20\x30\x40\x50" * 3]

    found = [
        parse(b"Thread-Index: " + base64.b64encode(one) + b"\n\nHi").conversation for one in answers
    ]

    assert found == [guid.hex()] * 3


@pytest.mark.parametrize("value", [b"", b"AQ==", b"nonsense", b"A" * 30, b"\xff" * 60, b"="])
def test_a_broken_conversation_is_none(value: bytes) -> None:
    assert parse(b"Thread-Index: " + value + b"\n\nHi").conversation == ""
