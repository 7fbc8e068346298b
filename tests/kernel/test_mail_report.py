"""Mails as JSON lines, for the command line."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.pace import timed

from makegood.kernel.mail.report import print_mails

MAIL = (
    b"From: Ana <ana@example.org>\nTo: desk@shop.example\nSubject: =?utf-8?q?caff=C3=A8?=\nMessage-ID: <1@example.org>\n"
    b"Date: Mon, 23 Nov 2026 10:00:00 +0000\nContent-Type: text/html\n\n<p onclick='x()'>Where is it?</p><script>y()</script>"
)

KEYS = [
    "file", "from", "reply_to", "to", "cc", "subject", "date", "message_id", "in_reply_to", "references", "text", "html",
    "reply_text", "quoted_text", "signature", "forwarded", "attachments", "language", "auto", "bounce", "defects",
]  # fmt: skip


def test_each_file_is_one_line_of_facts(tmp_path: Path) -> None:
    good, out = tmp_path / "good.eml", io.BytesIO()
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
    assert list(read) == KEYS
    assert read["date"] == "2026-11-23T10:00:00+00:00"


def test_a_folder_among_the_files_is_a_line_and_the_next_is_read(tmp_path: Path) -> None:
    good, out = tmp_path / "good.eml", io.BytesIO()
    good.write_bytes(MAIL)

    missing = print_mails([str(tmp_path), "a\0b", str(good)], out)

    folder, odd, read = (json.loads(line) for line in out.getvalue().splitlines())
    assert missing == 2
    assert folder == {"file": str(tmp_path), "error": "Is a directory"}
    assert odd == {"file": "a\0b", "error": "embedded null byte"}
    assert read["subject"] == "caffè"


def test_html_deeper_than_any_page_is_its_words_and_takes_no_time(tmp_path: Path) -> None:
    deep, out = tmp_path / "deep.eml", io.BytesIO()
    deep.write_bytes(
        b"From: a@b.example\nContent-Type: text/html\n\n" + b"<div>" * 200_000 + b"1 < 2"
    )

    _, seconds = timed(lambda: print_mails([str(deep)], out), within=1)

    assert seconds < 1
    assert json.loads(out.getvalue().splitlines()[0])["html"] == "<p>1 &lt; 2</p>"


def test_pictures_inside_the_mail_keep_their_place(tmp_path: Path) -> None:
    mail, out = tmp_path / "picture.eml", io.BytesIO()
    mail.write_bytes(
        b"From: a@b.example\nContent-Type: text/html\n\n<img src='cid:x@y' onerror='z()'>"
    )

    print_mails([str(mail)], out)

    assert json.loads(out.getvalue())["html"] == '<img src="cid:x@y">'


@pytest.mark.parametrize("names", [["good.eml", "-"], ["good.eml", "gone.eml"]])
def test_the_command_reads_files_and_standard_input(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "good.eml").write_bytes(MAIL)

    done = subprocess.run(
        [sys.executable, "-m", "makegood.project.cli", "mail", "parse", *names],
        cwd=tmp_path,
        input=MAIL,
        capture_output=True,
        env={
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C",
            "MAKEGOOD_DATABASE_URL": "postgres://nowhere.invalid/none",
        },
    )

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == names
    assert lines[0]["subject"] == "caffè"
    assert done.returncode == (1 if "gone.eml" in names else 0)
    assert ("error" in lines[1]) == ("gone.eml" in names)
