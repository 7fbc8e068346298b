"""The intake ledger: every message, whichever way it came, is one row that tells whose it is and what became of it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.kernel import files
from makegood.kernel.mail.values import File
from makegood.messages.actions.accounts import connect_mailbox, post_office
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.receiving import settle
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Account, Arrival
from makegood.messages.ports import LARGEST
from makegood.messages.queries import arrivals_page
from makegood.people.models import Role
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case, make_shop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MAIL = (
    b"From: Carla Customer <carla@customer.example>\nTo: help@shop.example\nSubject: My parcel\n"
    b"Message-ID: <one@customer.example>\nDate: Mon, 02 Mar 2026 09:00:00 +0000\n\nWhere is it?\n"
)


@pytest.fixture
def mailbox() -> Account:
    return connect_mailbox(make_shop(), None, {"address": "help@shop.example"}, "x")


def told(arrival: Arrival) -> tuple[str, str, str, str]:
    return arrival.source, arrival.sender, arrival.subject, arrival.mail_id


def test_a_mail_is_a_row_with_its_way_its_sender_and_its_ids(mailbox: Account) -> None:
    arrival = settle(deliver(mailbox, MAIL, "INBOX/1/7"))

    assert told(arrival) == ("email", "carla@customer.example", "My parcel", "one@customer.example")
    assert (arrival.server_id, arrival.folder, arrival.size) == ("INBOX/1/7", "INBOX", len(MAIL))
    assert (arrival.outcome, arrival.reason) == ("opened", "new")
    assert arrival.took_ms is not None


def test_what_another_program_hands_over_says_which_way_it_came(mailbox: Account) -> None:
    arrival = deliver(mailbox, MAIL, "lmtp/1", source="lmtp")

    assert (arrival.source, arrival.folder) == ("lmtp", "")


def test_words_from_the_status_page_are_a_row_like_any_other() -> None:
    case = make_case()

    first = receive_from_portal(case, "Where is it?")
    receive_from_portal(case, "A photo", [File("a.jpg", "image/jpeg", b"jpeg")])

    rows = Arrival.objects.order_by("arrived_at", "pk")
    assert [(row.source, row.outcome, row.reason, row.size) for row in rows] == [
        ("portal", "opened", "portal", 12),
        ("portal", "joined", "portal", 11),
    ]
    assert (rows[0].message, rows[0].account, rows[0].sender) == (
        first,
        None,
        "carla@customer.example",
    )
    assert files.read(rows[0].sha256) == b"Where is it?"


def test_a_letter_in_the_post_office_is_a_row_of_the_post_office() -> None:
    arrival = settle(deliver(post_office(make_shop()), MAIL))

    assert told(arrival)[:3] == ("postoffice", "carla@customer.example", "My parcel")


def test_a_mail_too_big_to_be_read_still_tells_whose_it_is(mailbox: Account) -> None:
    arrival = settle(deliver(mailbox, MAIL + b"word " * (LARGEST // 5)))

    assert (arrival.outcome, arrival.reason) == ("quarantined", "too_big")
    assert told(arrival)[1:3] == ("carla@customer.example", "My parcel")


def years_of_mail(account: Account) -> None:
    """Enough for the planner to know that quarantine is rare and an hour is little."""
    rows = [
        Arrival(
            account=account,
            server_id=f"INBOX/1/{number}",
            sha256=f"{number:064x}",
            size=1000,
            arrived_at=NOW - timedelta(hours=number),
            outcome="quarantined" if number % 200 == 0 else "opened",
            subject=f"Order {number}",
        )
        for number in range(1000)
    ]
    Arrival.objects.bulk_create(rows)


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "arrival_by_age"),
        ({"outcome": "quarantined"}, "arrival_by_outcome"),
        ({"account": UUID(int=1)}, "arrival_by_account"),
        ({"day": NOW.date()}, "arrival_by_age"),
        ({"words": "parcel"}, "arrival_by_words"),
        ({"after": f"{NOW.isoformat()}|{UUID(int=1)}"}, "arrival_by_age"),
    ],
    ids=["all", "outcome", "account", "day", "words", "after"],
)
def test_each_list_of_the_ledger_is_read_along_an_index(asked: dict[str, Any], index: str) -> None:
    """So that a page costs as much after ten years as on the first day."""
    owner = make_staff("Olga Owner", Role.OWNER)
    years_of_mail(post_office(make_shop()))
    with CaptureQueriesContext(connection) as queries:
        arrivals_page(owner, **asked)

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE messages_arrival")
        # What would be chosen with many more rows than there are.
        for way in ("seqscan", *(["indexscan"] if "words" in asked else ["bitmapscan", "sort"])):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute("EXPLAIN " + queries[-1]["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert index in plan
    assert ("Sort" in plan) is ("words" in asked)
