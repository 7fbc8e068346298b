"""A desk that reads a mailbox for the first time: what was planned for empty tables must not be kept as they fill."""

from email.message import EmailMessage

import pytest
from django.db import connection

from makegood.kernel import clock
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrivals
from makegood.messages.models import Account, Message
from makegood.messages.ports import Fetched
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
FIRST, LATER = 20, 300


def mails(account: Account, numbers: range) -> None:
    for number in numbers:
        letter = EmailMessage()
        letter["From"] = f"Customer {number} <customer{number}@customer.example>"
        letter["To"] = "help@shop.example"
        letter["Subject"] = f"My parcel {number}"
        letter["Message-ID"] = f"<{number}@customer.example>"
        letter.set_content(f"Where is order 10{number}?")
        store_arrivals(account, [Fetched(str(number), letter.as_bytes(), clock.now(), {})])
    settle_arrivals()


def rows_read_whole() -> int:
    """Rows read by going through whole tables, so far in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(seq_tup_read), 0)::int FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


@pytest.mark.thorough
def test_no_mail_reads_the_mails_before_it_again() -> None:
    account = connect_mailbox(
        make_shop(), None, {"address": "help@shop.example"}, "x", kind="email"
    )
    mails(account, range(FIRST))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    mails(account, range(FIRST, 2 * FIRST))
    before = rows_read_whole()

    mails(account, range(2 * FIRST, 2 * FIRST + LATER))

    assert Message.objects.filter(direction="in").count() == 2 * FIRST + LATER
    assert (rows_read_whole() - before) / LATER < 20
