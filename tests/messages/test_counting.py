"""The server's own count beside the ledger: what is missing is named and fetched, what is gone is no loss."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from makegood.adapters.channels.email import imap
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import (
    begin_reading,
    channel_of,
    connect_mailbox,
    opened_settings,
)
from makegood.messages.actions.counting import begin_census, carry_out, count_now
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival, Census, CensusDay
from makegood.notify.models import Notice
from makegood.people.models import Role
from makegood.project.cli_reconcile import reconcile
from makegood.testing.cast import make_staff
from makegood.testing.imap_server import ImapServer
from makegood.testing.makers import make_message, make_shop

pytestmark = pytest.mark.django_db
USER, SECRET = "desk@shop.example", "geheim"
NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with ImapServer(user=USER, secret=SECRET) as server:
        yield server
        imap.hang_up()


@pytest.fixture
def mailbox(server: ImapServer) -> Iterator[Account]:
    settings: dict[str, Any] = {
        "address": USER, "imap_host": server.host, "imap_port": server.port, "imap_security": "none",
        "smtp_host": server.host, "timeout": 5, "folders": ["INBOX"],
    }  # fmt: skip
    put(server, 1, at=NOW - timedelta(days=30))  # from before: nobody's business
    with clock.frozen(NOW - timedelta(days=20)):
        account = connect_mailbox(make_shop(), None, settings, SECRET)
        read(account)
    with clock.frozen(NOW):
        yield account


def put(server: ImapServer, *numbers: int, at: datetime = NOW) -> None:
    for number in numbers:
        raw = f"From: c{number}@customer.example\nMessage-ID: <{number}@customer.example>\nSubject: {number}\n\nHello {number}\n"
        server.put(raw.encode(), arrived_at=at)


def read(account: Account, leaving_out: tuple[int, ...] = ()) -> None:
    """What the listener does; `leaving_out` is lost on the way, as only a bug could."""
    channel, settings = channel_of(account), opened_settings(account)
    account.refresh_from_db()
    cursor = channel.begin(settings, account.cursor)
    begin_reading(account, cursor)
    for number, fetched in enumerate(channel.fetch(settings, cursor), start=1):
        store_arrival(account, fetched)
        if number in leaving_out:
            Arrival.objects.filter(server_id=fetched.server_id).delete()
    settle_arrivals()


def found() -> list[tuple[date, int, int, int, int, int]]:
    """Day by day: on the server, with us, coming, missing, removed."""
    days = CensusDay.objects.order_by("day")
    return [(d.day, d.on_server, d.with_us, d.coming, d.missing, d.removed) for d in days]


def test_days_in_agreement_are_counted_and_nothing_from_before_is(
    server: ImapServer, mailbox: Account
) -> None:
    put(server, 2, 3, at=NOW - timedelta(days=1))
    put(server, 4)
    read(mailbox)

    census = count_now(mailbox, None)

    assert (census.seen, census.missing, census.error) == (3, 0, {})
    assert census.ended_at == NOW
    assert found() == [(TODAY - timedelta(days=1), 2, 2, 0, 0, 0), (TODAY, 1, 1, 0, 0, 0)]


def test_what_was_passed_over_is_named_and_fetched_when_asked(
    server: ImapServer, mailbox: Account
) -> None:
    owner = make_staff("Olga Owner", Role.OWNER)
    put(server, 2, 3, 4)
    read(mailbox, leaving_out=(2,))

    assert count_now(mailbox, None).missing == 1
    assert found() == [(TODAY, 3, 2, 0, 1, 0)]
    assert CensusDay.objects.get().missing_ids == ["INBOX/1/3"]
    assert Happening.objects.filter(name="MailMissing").count() == 1
    assert [n.staff for n in Notice.objects.filter(kind="mail_missing")] == [owner]

    census = count_now(mailbox, None, is_fetching=True)

    assert (census.fetched, census.missing) == (1, 0)
    assert found() == [(TODAY, 3, 3, 0, 0, 0)]
    assert not Notice.objects.filter(kind="mail_missing", read_at=None).exists()
    settle_arrivals()
    assert Arrival.objects.get(server_id="INBOX/1/3").subject == "3"
    mailbox.refresh_from_db()
    assert mailbox.cursor["INBOX"]["uid"] == 4


def test_a_notice_of_missing_mail_stays_while_only_later_days_are_counted(
    server: ImapServer, mailbox: Account
) -> None:
    make_staff("Olga Owner", Role.OWNER)
    put(server, 2, at=NOW - timedelta(days=3))
    put(server, 3)
    read(mailbox, leaving_out=(1,))
    count_now(mailbox, None)

    assert count_now(mailbox, TODAY).missing == 0

    assert Notice.objects.filter(kind="mail_missing", read_at=None).count() == 1
    assert not Happening.objects.filter(name="MailFound").exists()


def test_what_others_deleted_on_the_server_is_no_loss(server: ImapServer, mailbox: Account) -> None:
    put(server, 2, 3, 4)
    read(mailbox)
    server.delete(3)
    server.delete(4)

    assert count_now(mailbox, None).missing == 0
    assert found() == [(TODAY, 1, 3, 0, 0, 2)]


def test_what_is_still_to_be_read_is_coming_and_not_missing(
    server: ImapServer, mailbox: Account
) -> None:
    put(server, 2)
    read(mailbox)
    put(server, 3, 4)

    assert count_now(mailbox, None).missing == 0
    assert found() == [(TODAY, 3, 1, 2, 0, 0)]


def test_mails_the_server_has_numbered_anew_are_known_by_their_ids(
    server: ImapServer, mailbox: Account
) -> None:
    put(server, 2, 3, at=NOW - timedelta(days=10))
    put(server, 4)
    read(mailbox)
    server.renumber()
    read(mailbox)

    assert count_now(mailbox, None).missing == 0
    assert found() == [(TODAY - timedelta(days=10), 2, 2, 0, 0, 0), (TODAY, 1, 1, 0, 0, 0)]


def test_days_before_those_counted_keep_what_was_found(
    server: ImapServer, mailbox: Account
) -> None:
    put(server, 2, at=NOW - timedelta(days=10))
    put(server, 3)
    read(mailbox)
    count_now(mailbox, None)

    census = count_now(mailbox, TODAY - timedelta(days=3))

    assert census.seen == 1
    assert [day[0] for day in found()] == [TODAY - timedelta(days=10), TODAY]


def test_a_server_that_says_no_ends_the_census_with_its_words(
    server: ImapServer, mailbox: Account
) -> None:
    server.faults.refuse_login = True
    imap.hang_up()

    census = count_now(mailbox, None)

    assert (census.error["code"], census.ended_at) == ("wrong_password", NOW)


def test_one_census_at_a_time(server: ImapServer, mailbox: Account) -> None:
    asked = begin_census(mailbox)

    assert begin_census(mailbox) == asked
    with pytest.raises(Conflict):
        count_now(mailbox, None)

    carry_out(asked.pk)
    assert count_now(mailbox, None).pk != asked.pk
    assert Census.objects.count() == 2


def test_the_command_proves_it_or_names_what_is_missing(
    server: ImapServer, mailbox: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    put(server, 2, 3, 4)
    read(mailbox, leaving_out=(2,))

    assert reconcile("", None, False) is False
    assert "missing: INBOX/1/3" in capsys.readouterr().out

    assert reconcile(USER, TODAY, True) is True
    said = capsys.readouterr().out
    assert "fetched, as they were missing: 1" in said
    assert "3 on the server, each exactly once in the ledger" in said

    with pytest.raises(BadInput):
        reconcile("nobody@shop.example", None, False)


def test_the_command_names_the_mailboxes_it_proves_nothing_of(
    server: ImapServer, mailbox: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    Account.objects.create(
        shop=mailbox.shop, kind="pop3", address="old@shop.example", created_at=NOW, settings={}
    )
    put(server, 2)
    read(mailbox)

    assert reconcile("", None, False) is True
    assert "old@shop.example: not counted, its server (pop3)" in capsys.readouterr().out


def test_the_command_names_what_came_in_twice(
    server: ImapServer, mailbox: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    put(server, 2)
    read(mailbox)
    row = Arrival.objects.get()
    case = row.message.case if row.message else None
    Arrival.objects.create(
        account=mailbox, source="email", server_id="INBOX/1/9", sha256=row.sha256, size=row.size,
        arrived_at=NOW, outcome="joined", message=make_message(case),
    )  # fmt: skip

    assert reconcile("", None, False) is False
    assert "doubled: INBOX/1/2 INBOX/1/9" in capsys.readouterr().out
