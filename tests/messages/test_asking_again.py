"""Trying a message again that its server could not give asks the server again; the cause may be gone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.adapters.channels.email import imap
from makegood.kernel import files
from makegood.kernel.errors import Conflict
from makegood.messages.actions.accounts import (
    begin_reading,
    channel_of,
    connect_mailbox,
    opened_settings,
)
from makegood.messages.actions.deciding import (
    ignore_arrival,
    open_as_case,
    retry_arrival,
    retry_quarantined,
)
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival
from makegood.messages.tasks import fetch_whole
from makegood.notify.models import Notice
from makegood.people.models import Role
from makegood.testing.cast import make_staff
from makegood.testing.imap_server import ImapServer
from makegood.testing.makers import make_shop
from makegood.testing.pop3_server import Pop3Server

pytestmark = pytest.mark.django_db
USER, SECRET = "desk@shop.example", "geheim"
MAIL = b"From: ana@example.org\nMessage-ID: <%d@example.org>\nSubject: %d\n\nMy lamp is broken.\n"


@pytest.fixture
def imap_server() -> Iterator[ImapServer]:
    with ImapServer(user=USER, secret=SECRET) as server:
        yield server
        imap.hang_up()


def connected(kind: str, port: int) -> Account:
    given: dict[str, Any] = {
        "address": USER, f"{kind}_host": "127.0.0.1", f"{kind}_port": port, f"{kind}_security": "none",
        "smtp_host": "127.0.0.1", "timeout": 5, "folders": ["INBOX"],
    }  # fmt: skip
    account = connect_mailbox(
        make_shop(), None, given, SECRET, kind="email" if kind == "imap" else kind
    )
    begin_reading(account, channel_of(account).begin(opened_settings(account), {}))
    return account


def read(account: Account) -> None:
    account.refresh_from_db()
    for fetched in channel_of(account).fetch(opened_settings(account), account.cursor):
        store_arrival(account, fetched)
    settle_arrivals()


def work() -> None:
    """What the worker does of what it was asked."""
    for job in ProcrastinateJob.objects.filter(task_name="makegood.messages.tasks.fetch_whole"):
        fetch_whole(**job.args)
    ProcrastinateJob.objects.all().delete()
    settle_arrivals()


def outcomes() -> list[tuple[str, str, str]]:
    rows = Arrival.objects.order_by("server_id")
    return [(row.subject, row.outcome, row.reason) for row in rows]


def test_what_the_server_gives_by_now_becomes_a_case(imap_server: ImapServer) -> None:
    leader = make_staff(role=Role.OWNER)
    account = connected("imap", imap_server.port)
    for number in (1, 2, 3):
        imap_server.put(MAIL % (number, number))
    imap_server.faults.unreadable = {2, 3}
    read(account)
    held = Arrival.objects.get(server_id__endswith="/2")
    assert outcomes()[1:] == [("", "quarantined", "unreadable"), ("", "quarantined", "unreadable")]

    retry_arrival(held, leader)
    work()
    assert outcomes()[1] == ("", "quarantined", "unreadable")
    assert Notice.objects.filter(kind=Notice.Kind.MAIL_QUARANTINED).exists()

    ignore_arrival(held, leader)
    retry_arrival(held, leader)
    work()
    assert outcomes()[1] == ("", "quarantined", "unreadable")

    imap_server.faults.unreadable = set()
    assert retry_quarantined(leader) == 2
    work()

    assert [row[:2] for row in outcomes()] == [
        ("1", "opened"),
        ("2", "opened"),
        ("3", "opened"),
    ]
    held.refresh_from_db()
    assert held.message is not None
    assert (held.problem, held.message.text, held.has_bytes) == ("", "My lamp is broken.", True)
    assert not ProcrastinateJob.objects.exists()


def test_what_the_disk_has_lost_is_asked_for_too(imap_server: ImapServer) -> None:
    account = connected("imap", imap_server.port)
    imap_server.put(MAIL % (1, 1))
    imap_server.put(b"Subject: nobody\n\nAnonymous\n")
    read(account)
    held = Arrival.objects.get(outcome="quarantined")
    default_storage.delete(files.path_of(held.sha256))
    leader = make_staff(role=Role.OWNER)
    with pytest.raises(Conflict, match="Put it back"):
        open_as_case(held, leader)

    retry_arrival(held, leader)
    work()

    assert files.read(held.sha256).endswith(b"Anonymous\r\n")
    assert outcomes()[1] == ("nobody", "quarantined", "no_sender")


def test_a_server_out_of_reach_leaves_it_where_it_is(imap_server: ImapServer) -> None:
    account = connected("imap", imap_server.port)
    for number in (1, 2):
        imap_server.put(MAIL % (number, number))
    imap_server.faults.unreadable = {2}
    read(account)
    imap.hang_up()
    imap_server.faults.refuse_login = True

    retry_quarantined(make_staff(role=Role.OWNER))
    work()

    assert outcomes()[1] == ("", "quarantined", "unreadable")


def test_a_pop3_server_is_asked_again_too() -> None:
    with Pop3Server(user=USER, secret=SECRET) as server:
        account = connected("pop3", server.port)
        server.put("a", MAIL % (1, 1))
        server.put("b", MAIL % (2, 2))
        server.faults.unreadable = {"b"}
        read(account)
        assert outcomes() == [("1", "opened", "new"), ("", "quarantined", "unreadable")]
        server.faults.unreadable = set()

        retry_arrival(Arrival.objects.get(server_id="pop3/b"), make_staff(role=Role.OWNER))
        work()
        read(account)

    assert [row[0] for row in outcomes()] == ["1", "2"]
