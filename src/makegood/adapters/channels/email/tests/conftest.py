"""A mailbox on servers of our own, over sockets."""

from collections.abc import Iterator
from typing import Any

import pytest

from makegood.adapters.channels.email import imap, lines
from makegood.testing.imap_server import ImapServer
from makegood.testing.smtp_server import SmtpServer

USER, SECRET = "desk@shop.example", "geheim"


@pytest.fixture
def imap_server() -> Iterator[ImapServer]:
    with ImapServer(user=USER, secret=SECRET) as server:
        yield server
        imap.hang_up()


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    with SmtpServer(user=USER, secret=SECRET) as server:
        yield server
        lines.hang_up()


@pytest.fixture
def settings(imap_server: ImapServer, smtp_server: SmtpServer) -> dict[str, Any]:
    return {
        "address": USER,
        "secret": SECRET,
        "imap_host": "127.0.0.1",
        "imap_port": imap_server.port,
        "imap_security": "none",
        "smtp_host": "127.0.0.1",
        "smtp_port": smtp_server.port,
        "smtp_security": "none",
        "timeout": 5,
    }
