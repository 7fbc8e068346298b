"""LMTP, word for word."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from makegood.kernel import files
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.models import Account, Arrival
from makegood.project.lmtp import TcpServer, server_at
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db(transaction=True)
MAIL = (
    b"From: ana@customer.example\r\nSubject: one\r\nMessage-ID: <1@x>\r\n\r\n..dots\r\nWhere?\r\n"
)
AS_SENT = MAIL.replace(b"..dots", b".dots")


@pytest.fixture
def account() -> Account:
    return connect_mailbox(make_shop(), None, {"address": "desk@shop.example"}, "")


@pytest.fixture
def server(account: Account) -> Iterator[TcpServer]:
    with server_at("127.0.0.1:0") as server:
        assert isinstance(server, TcpServer)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Client:
    """Says lines and hears answers."""

    def __init__(self, server: TcpServer) -> None:
        self.socket = socket.create_connection(server.server_address[:2], timeout=20)
        self.file = self.socket.makefile("rb")
        assert self.hear().startswith("220")
        assert "250 SIZE" in self.ask("LHLO client")

    def ask(self, line: str) -> str:
        self.socket.sendall(line.encode() + b"\r\n")
        return self.hear()

    def hear(self) -> str:
        said = ""
        while line := self.file.readline().decode():
            said += line
            if line[3:4] == " ":
                return said
        return said

    def begin(self, *recipients: str) -> None:
        assert self.ask("MAIL FROM:<ana@customer.example>").startswith("250")
        for one in recipients:
            assert self.ask(f"RCPT TO:<{one}>").startswith("250")
        assert self.ask("DATA").startswith("354")

    def hand_over(self, content: bytes, *recipients: str) -> list[str]:
        self.begin(*recipients)
        self.socket.sendall(content + b".\r\n")
        return [self.hear() for _ in recipients]

    def close(self) -> None:
        self.file.close()
        self.socket.close()


@pytest.fixture
def client(server: TcpServer) -> Iterator[Client]:
    client = Client(server)
    yield client
    client.close()


def test_a_mail_is_kept_as_it_was_sent_before_it_is_said_to_be(client: Client) -> None:
    answers = client.hand_over(MAIL, "desk@shop.example")

    assert answers[0].startswith("250 2.0.0")
    arrival = Arrival.objects.get()
    assert files.read(arrival.sha256) == AS_SENT
    assert (arrival.source, arrival.recipient, arrival.outcome) == ("lmtp", "desk@shop.example", "")


def test_each_recipient_gets_an_answer_and_each_mailbox_a_mail(
    client: Client, account: Account
) -> None:
    connect_mailbox(account.shop, None, {"address": "shop@shop.example"}, "")

    answers = client.hand_over(
        MAIL, "shop@shop.example", "desk@shop.example", "Desk+2abc@shop.example"
    )

    assert [a[:3] for a in answers] == ["250", "250", "250"]
    rows = Arrival.objects.order_by("recipient").values_list("account__address", "recipient")
    assert list(rows) == [
        ("desk@shop.example", "desk+2abc@shop.example"),
        ("shop@shop.example", "shop@shop.example"),
    ]


def test_a_mail_handed_over_again_is_the_same_row(client: Client) -> None:
    first = client.hand_over(MAIL, "desk@shop.example")
    again = client.hand_over(MAIL, "desk@shop.example")

    assert first == again
    assert Arrival.objects.count() == 1


def test_a_line_broken_before_the_dot_leaves_nothing(client: Client, server: TcpServer) -> None:
    client.begin("desk@shop.example")
    client.socket.sendall(MAIL)
    client.close()

    other = Client(server)
    assert other.ask("NOOP").startswith("250")
    other.close()
    assert not Arrival.objects.exists()


def test_a_mail_too_big_is_refused_and_its_header_kept(client: Client, settings: Any) -> None:
    settings.MAKEGOOD_LARGEST_MAIL = 1000

    answers = client.hand_over(
        MAIL + b"x" * 70 + b"\r\n" + b"y" * 2000 + b"\r\n", "desk@shop.example"
    )

    assert answers[0].startswith("552 5.3.4")
    arrival = Arrival.objects.get()
    assert (arrival.problem, arrival.size > 2000) == ("too_big", True)
    assert b"Where" not in files.read(arrival.sha256)
    assert client.ask("MAIL FROM:<a@b.example> SIZE=1001").startswith("552")
    assert client.ask("MAIL FROM:<a@b.example> SIZE=1000").startswith("250")


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["RCPT TO:<desk@shop.example>"], "503"),
        (["DATA"], "503"),
        (["EHLO me"], "500"),
        (["MAIL TO:<a@b>"], "501"),
        (["MAIL FROM:<>", "RCPT TO:<nobody@shop.example>"], "550 5.1.1"),
        (["MAIL FROM:<>", "RCPT TO:<nobody@shop.example>", "DATA"], "503"),
        (["MAIL FROM:<>", "MAIL FROM:<>"], "503"),
        (["MAIL FROM:<>", "RSET", "MAIL FROM:<>"], "250"),
        (["VRFY desk"], "252"),
        (["QUIT"], "221"),
    ],
)
def test_what_is_said_out_of_order_is_answered_so(
    client: Client, lines: list[str], answer: str
) -> None:
    said = [client.ask(line) for line in lines]

    assert said[-1].startswith(answer)


def test_a_database_that_is_away_is_try_again(client: Client) -> None:
    client.begin("desk@shop.example")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE messages_arrival RENAME TO away")
    try:
        client.socket.sendall(MAIL + b".\r\n")
        answer = client.hear()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO messages_arrival")

    assert answer.startswith("451")
    assert client.hand_over(MAIL, "desk@shop.example")[0].startswith("250")


KILLED_AFTER_STORING = """
import os, signal, sys
import django
django.setup()
from makegood.project import lmtp
keep = lmtp.hand_over
def hand_over(*arguments):
    keep(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
lmtp.hand_over = hand_over
lmtp.serve(sys.argv[1])
"""


def test_killed_between_storing_and_answering_it_knows_the_mail_when_it_comes_again(
    server: TcpServer, account: Account, tmp_path: Path
) -> None:
    place = str(tmp_path / "lmtp")
    name = str(connection.settings_dict["NAME"])
    code = KILLED_AFTER_STORING.replace(
        "django.setup()",
        f"django.setup()\nfrom django.conf import settings\nsettings.DATABASES['default']['NAME'] = {name!r}\n"
        f"from django.db import connection\nconnection.settings_dict['NAME'] = {name!r}\n"
        f"from django.core.files.storage import default_storage\n",
    )
    code = code.replace("connection.settings_dict", "connection.close(); connection.settings_dict")
    process = subprocess.Popen([sys.executable, "-c", code, place], env=dict(os.environ))
    until = time.monotonic() + 30
    while not Path(place).is_socket():
        assert time.monotonic() < until
        time.sleep(0.05)

    with pytest.raises(smtplib.SMTPServerDisconnected), smtplib.LMTP(place) as lmtp:
        lmtp.sendmail("ana@customer.example", ["desk@shop.example"], MAIL.replace(b"..", b"."))
    assert process.wait() == -signal.SIGKILL
    assert Arrival.objects.count() == 1

    client = Client(server)
    assert client.hand_over(MAIL, "desk@shop.example")[0].startswith("250")
    client.close()
    assert Arrival.objects.count() == 1
