"""Mails as JSON lines, for the command line."""

import io
import json
from pathlib import Path

from makegood.kernel.mail.report import print_mails

MAIL = (
    b"From: Ana <ana@example.org>\nTo: desk@shop.example\nSubject: =?utf-8?q?caff=C3=A8?=\nMessage-ID: <1@example.org>\n"
    b"Date: Mon, 23 Nov 2026 10:00:00 +0000\nContent-Type: text/html\n\n<p onclick='x()'>Where is it?</p><script>y()</script>"
)


def test_each_file_is_one_line_of_facts(tmp_path: Path) -> None:
    good, out = tmp_path / "good.eml", io.StringIO()
    good.write_bytes(MAIL)

    missing = print_mails([str(good), str(tmp_path / "gone.eml")], out)

    read, gone = (json.loads(line) for line in out.getvalue().splitlines())
    assert missing == 1
    assert gone == {"file": str(tmp_path / "gone.eml"), "error": "No such file or directory"}
    assert read["from"] == {"name": "Ana", "address": "ana@example.org"}
    assert (read["subject"], read["text"], read["html"]) == (
        "caffè",
        "Where is it?",
        "<p>Where is it?</p>",
    )
    assert read["date"] == "2026-11-23T10:00:00+00:00"
