"""Mails made to be slow or to grow: parts, encodings and wrappings, each a megabyte of the worst."""

import base64
import struct
import tracemalloc

import pytest
from tests.pace import timed

from makegood.kernel.mail.parse import parse
from makegood.testing.mails import writing_tnef as tnef
from makegood.testing.mails.writing import head, multipart, part


def _body(content_type: str, body: bytes, **headers: str) -> bytes:
    return head(Content_Type=content_type, **headers) + b"\n" + body


def _plain(body: bytes, encoding: str) -> bytes:
    return _body("text/plain", body, Content_Transfer_Encoding=encoding)


def _rtf(rtf: bytes) -> bytes:
    return _body("application/ms-tnef", tnef.tnef(tnef.message(tnef.variable(tnef.BINARY, tnef.RTF, rtf))))  # fmt: skip


def _wrapped(raw: bytes, times: int) -> bytes:
    for _ in range(times):
        raw = part("message/rfc822", base64.encodebytes(raw), Content_Transfer_Encoding="base64")
    return raw


_MIXED = "multipart/mixed; boundary=e"
_ZIP_OF_RTF = bytes(4) + b"\xff\xff\xff\x7fLZFu" + bytes(4) + (b"\xff" + b"\x00\x0f" * 8) * 50_000
NASTY = {
    "ten thousand nested parts": b"".join(b"Content-Type: multipart/mixed; boundary=e%d\n\n--e%d\n" % (n, n) for n in range(10_000)),
    "ten thousand nested parts of one boundary": b"Content-Type: multipart/mixed; boundary=e\n\n--e\n" * 10_000,
    "ten thousand nested mails": b"Content-Type: message/rfc822\n\n" * 10_000,
    "a hundred thousand boundaries": _body(_MIXED, b"--e\n\nx\n" * 100_000),
    "boundaries that are none": _body(_MIXED, b"--ex\n" * 200_000),
    "closed again and again": _body(_MIXED, b"--e--\n" * 150_000),
    "a header of a megabyte": b"X: " + b"a" * 1_000_000 + b"\n\nx",
    "a type of a megabyte": b"Content-Type: " + b"a;" * 500_000 + b"\n\nx",
    "a type of slashes": b"Content-Type: " + b" / " * 300_000 + b"\n\nx",
    "a type said often": b"Content-Type: multipart/mixed; boundary\n" * 20_000 + b"\nx",
    "a name of slashes": multipart("mixed", part('image/png; name="' + "a/" * 400_000 + '"', "x")),
    "two thousand files": multipart("mixed", *[part("image/png", "x", Content_ID=f"<{n}>") for n in range(1900)], part("text/html", "x" * 500_000)),
    "base64 in blocks": _plain(b"QQ==\n" * 150_000, "base64"),
    "base64 without letters": _plain(b"====\n" * 150_000, "base64"),
    "quoted with blanks": _plain(b"= " * 400_000, "quoted-printable"),
    "quoted with crs": _plain(b"=\r" * 400_000, "quoted-printable"),
    "uuencode that begins": _plain(b"begin 644 x\n" * 80_000, "7bit"),
    "uuencode that is none": _plain(b"begin 644 x\nzzzz zzz zzz zzz\n" * 30_000 + b"end\n", "7bit"),
    "uuencode of nothing": _plain(b"begin 644 x\n" + b"!\n" * 400_000 + b"end\n", "7bit"),
    "yenc of escapes": _plain(b"=ybegin a\n" + b"=}" * 400_000, "x-yenc"),
    "armour that begins": _plain(b"-----BEGIN PGP SIGNED MESSAGE-----\n\n" * 25_000, "7bit"),
    "a line of marks above an attribution": _plain("O{}n Mon, Nov 23, 2026 at 10:00 AM Bottega <desk@shop.example>\nwrote:\n\n> It leaves.\n".format("×" * 64).encode(), "8bit"),
    "lines of capitals above attributions": _plain(("А" * 60 + "×" * 60 + "\nOn Mon, Nov 23, 2026 Bottega <desk@shop.example> wrote:\n> It leaves.\n").encode() * 500, "8bit"),
    "a log of short labels": _body("text/plain", b"a: b\n" * 20_000),
    "flowed lines": _body("text/plain; format=flowed", b"a \n" * 300_000),
    "enriched commands": _body("text/enriched", b"<b>" * 200_000),
    "a calendar of beginnings": _body("text/calendar", b"BEGIN:VEVENT\nBEGIN:X\n" * 40_000),
    "a calendar of quotes": _body("text/calendar", b"BEGIN:VEVENT\nSUMMARY;" + b'""' * 200_000),
    "styles that never end": multipart("alternative", part("text/plain", "a{b:" * 200_000), part("text/html", "<p>x")),
    "seals without end": _body("application/pkcs7-mime", b"\x30\x80" * 400_000),
    "properties without end": _body("application/ms-tnef", tnef.tnef(tnef.attribute(1, 0x9003, struct.pack("<I", 0xFFFFFFFF) + struct.pack("<HHI", 3, 0x17, 1) * 80_000))),
    "values without end": _body("application/ms-tnef", tnef.tnef(tnef.attribute(1, 0x9003, struct.pack("<IHHI", 1, 0x1E, 0x1000, 0xFFFFFFFF) + bytes(800_000)))),
    "files without end": _body("application/ms-tnef", tnef.tnef(*[tnef.attribute(2, 0x9002, b"")] * 60_000)),
    "rtf that grows": _rtf(_ZIP_OF_RTF),
    "rtf of braces": _rtf(tnef.stored_rtf(b"{\\rtf1" + b"{" * 600_000)),
    "mails in base64 in mails": _wrapped(b"A: b\n\n" + b"x" * 200_000, 5),
    "html deeply nested": _body("text/html", b"<div>" * 100_000),
    "html of heads": _body("text/html", b"<head>" * 100_000),
    "html of cells": _body("text/html", b"<tr>" + b"<td>x" * 120_000),
    "html of links": _body("text/html", b"<a href='x'>" * 60_000),
    "html of comments": _body("text/html", b"<!--" * 200_000),
    "html of quotes": _body("text/html", b'<a href="x>' * 60_000),
}  # fmt: skip


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY)
def test_a_megabyte_of_the_worst_is_read_in_a_second(raw: bytes) -> None:
    assert timed(lambda: parse(raw), within=1)[1] < 1


@pytest.mark.thorough
@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY)
def test_no_mail_takes_more_than_twenty_times_its_size(raw: bytes) -> None:
    raw = raw[: 1 << 18]

    tracemalloc.start()
    read = parse(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 20 * len(raw) + (1 << 20)
    assert not any(defect.startswith("unreadable") for defect in read.defects), read.defects
