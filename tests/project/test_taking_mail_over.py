"""Mail that a mail server hands over: by LMTP to a running group, by pipe to a command."""

import json
import smtplib
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.project.groups import Running, environment

pytestmark = pytest.mark.thorough

ADDRESS = "desk@pipe.example"
CONNECTED = f"""
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.models import Account
from makegood.testing.makers import make_shop
if not Account.objects.filter(address="{ADDRESS}").exists():
    connect_mailbox(make_shop(), None, {{"address": "{ADDRESS}", "receiving": "handed"}}, "")
"""
LEDGER = """
import json
from makegood.messages.models import Arrival
rows = Arrival.objects.filter(subject=%r).values_list("source", "outcome", "recipient", "size")
print(json.dumps(list(rows)))
"""


@pytest.fixture(scope="module")
def desk(group: Running) -> Running:
    group.inside(CONNECTED)
    return group


def mail(subject: str, words: str = "Where is it?") -> str:
    return (
        f"From: Ana <ana@customer.example>\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{subject}@customer.example>\r\n\r\n{words}\r\n"
    )


def deliver(
    desk: Running, raw: str, *arguments: str, **settings: str
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "makegood.project.cli", "mail", "deliver", *arguments],
        input=raw.encode(),
        env=environment(desk.data, **settings),
        capture_output=True,
        check=False,
    )


def ledger(desk: Running, subject: str, outcome: str) -> list[list[object]]:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        rows: list[list[object]] = json.loads(desk.inside(LEDGER % subject))
        if rows and all(row[1] == outcome for row in rows):
            return rows
    raise AssertionError(f"{subject} did not become {outcome}")


def test_a_mail_from_a_pipe_becomes_a_case(desk: Running) -> None:
    done = deliver(desk, mail("pipe"), "--recipient", "desk+anything@pipe.example")
    again = deliver(desk, mail("pipe"), "--recipient", "desk+anything@pipe.example")

    assert (done.returncode, again.returncode) == (0, 0), done.stderr
    rows = ledger(desk, "pipe", "opened")
    assert [row[0] for row in rows] == ["pipe"]
    assert rows[0][2] == "desk+anything@pipe.example"


@pytest.mark.parametrize(
    ("arguments", "settings", "code"),
    [
        ([], {}, 64),
        (["--colour", "blue"], {}, 64),
        (["--recipient", "nobody@pipe.example"], {}, 67),
        (["--account", ADDRESS], {"MAKEGOOD_LARGEST_MAIL": "0"}, 69),
        (["--account", ADDRESS], {"MAKEGOOD_DATABASE_URL": "postgres://127.0.0.1:1/x"}, 75),
        (["--account", ADDRESS], {"MAKEGOOD_NONSENSE": "1"}, 75),
    ],
)
def test_a_pipe_answers_as_mail_servers_understand(
    desk: Running, arguments: list[str], settings: dict[str, str], code: int
) -> None:
    done = deliver(desk, mail(f"code-{code}"), *arguments, **settings)

    assert done.returncode == code, done.stderr
    assert done.stderr.count(b"\n") < 6


def test_a_full_disk_is_no_reason_to_lose_a_mail(desk: Running, tmp_path: Path) -> None:
    """Files may not grow: what a full disk looks like to a process."""
    limited = f"ulimit -f 0; exec {sys.executable} -m makegood.project.cli mail deliver --account {ADDRESS}"
    done = subprocess.run(
        ["/bin/bash", "-c", f"trap '' XFSZ; {limited}"],
        input=mail("full", "word " * 40_000).encode(),
        env=environment(desk.data),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 75, done.stderr


def test_the_group_takes_mail_over_by_lmtp(desk: Running) -> None:
    with smtplib.LMTP(str(desk.data.parent / "lmtp.sock")) as lmtp:
        refused = lmtp.sendmail(
            "ana@customer.example", [ADDRESS, "nobody@pipe.example"], mail("lmtp")
        )

    assert list(refused) == ["nobody@pipe.example"]
    assert refused["nobody@pipe.example"][0] == 550
    assert [row[0] for row in ledger(desk, "lmtp", "opened")] == ["lmtp"]
