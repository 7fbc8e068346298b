"""Real Postfix hands mail over to us, as docs/howto/connect-a-mailbox.md sets it up."""

import os
import smtplib
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator

import pytest

from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.models import Account, Arrival
from makegood.project.lmtp import TcpServer, server_at
from makegood.testing.mail_servers import INSTALL, MISSING, SECRET, MailServers, mail_servers
from makegood.testing.makers import make_shop

pytestmark = [
    pytest.mark.mailservers,
    pytest.mark.skipif(bool(MISSING), reason=f"missing {MISSING}: {INSTALL}"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Postfix is started by root only"),
    pytest.mark.django_db(transaction=True),
]
ADDRESS = "orders@shop.example"


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail_servers() as running:
        yield running


@pytest.fixture
def lmtp() -> Iterator[TcpServer]:
    with server_at("127.0.0.1:0") as server:
        assert isinstance(server, TcpServer)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def account() -> Account:
    return connect_mailbox(make_shop(), None, {"address": ADDRESS}, "", kind="handed")


def submit(servers: MailServers, subject: str, *recipients: str, words: str = "Where?") -> None:
    mail = f"From: Ana <ana@example.org>\r\nTo: {recipients[0]}\r\nSubject: {subject}\r\n\r\n{words}\r\n"
    context = ssl.create_default_context(cafile=servers.ca_file)
    with smtplib.SMTP("127.0.0.1", servers.smtp_port) as smtp:
        smtp.starttls(context=context)
        smtp.ehlo()
        # smtplib signs in with ASCII only.
        plain = b64encode(f"\0ana@example.org\0{SECRET}".encode()).decode()
        assert smtp.docmd("AUTH", f"PLAIN {plain}")[0] == 235
        smtp.sendmail("ana@example.org", recipients, mail)


def eventually(is_so: Callable[[], bool], within: float = 30) -> None:
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.1)


def test_postfix_hands_over_by_lmtp_and_the_thread_is_found_by_the_envelope(
    servers: MailServers, lmtp: TcpServer, account: Account
) -> None:
    servers.hand_over(ADDRESS, f"lmtp:inet:127.0.0.1:{lmtp.server_address[1]}")

    submit(servers, "first", ADDRESS)
    eventually(lambda: Arrival.objects.count() == 1)
    settle_arrivals()
    first = Arrival.objects.get()
    assert first.message is not None
    assert first.message.thread is not None
    local, _, domain = ADDRESS.partition("@")
    submit(servers, "of another subject", f"{local}+{first.message.thread.token}@{domain}")
    eventually(lambda: Arrival.objects.count() == 2)
    settle_arrivals()

    second = Arrival.objects.order_by("arrived_at").last()
    assert second is not None
    assert (second.outcome, second.reason) == ("joined", "token")


def test_postfix_keeps_what_we_can_not_take_and_brings_it_later(
    servers: MailServers, lmtp: TcpServer, account: Account
) -> None:
    port = lmtp.server_address[1]
    address = "later@shop.example"
    connect_mailbox(account.shop, None, {"address": address}, "", kind="handed")
    servers.hand_over(address, f"lmtp:inet:127.0.0.1:{port}")
    lmtp.shutdown()
    lmtp.server_close()
    submit(servers, "patience", address)
    eventually(lambda: "deferred" in (servers.folder / "postfix.log").read_text())

    with server_at(f"127.0.0.1:{port}") as again:
        thread = threading.Thread(target=again.serve_forever, args=(0.05,))
        thread.start()
        eventually(lambda: Arrival.objects.filter(recipient=address).count() == 1, 60)
        again.shutdown()
        thread.join()


# Each recipient has a folder: what was deferred comes again, and while it is the next one's turn.
PIPE = """#!/bin/sh
cd {folder}/"$1" || exit 1
cat > piped
exit $(cat answer)
"""


@pytest.mark.parametrize(
    ("answer", "status"),
    [("0", "status=sent"), ("75", "status=deferred"), ("67", "status=bounced")],
)
def test_postfix_understands_the_answers_of_a_pipe(
    servers: MailServers, answer: str, status: str
) -> None:
    address = f"pipe{answer}@shop.example"
    folder = servers.folder / address
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "answer").write_text(answer)
    script = servers.folder / "deliver"
    script.write_text(PIPE.format(folder=servers.folder))
    script.chmod(0o755)
    servers.hand_over(address, "makegood:")

    submit(servers, "piped", address)

    def is_logged() -> bool:
        log = (servers.folder / "postfix.log").read_text()
        return any(f"to=<{address}>" in line and status in line for line in log.splitlines())

    eventually(is_logged)
    assert b"Subject: piped" in (folder / "piped").read_bytes()
