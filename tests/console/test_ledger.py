"""The mail log as a person would look for it: found again, told why, tried once more, counted beside the server."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from makegood.kernel import clock, files
from makegood.messages.actions.accounts import connect_mailbox, post_office
from makegood.messages.actions.receiving import settle, settle_arrivals
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Account, Arrival, Census, CensusDay
from makegood.testing.cast import Cast
from makegood.testing.makers import make_shop

MAIL = b"From: Carla <c%d@customer.example>\nSubject: Parcel %d\nMessage-ID: <%d@customer.example>\n\nWhere is it?\n"


@pytest.fixture
def mailbox(people: Cast) -> Account:
    return connect_mailbox(make_shop(), None, {"address": "help@shop.example"}, "x")


@pytest.fixture
def owner(people: Cast) -> Client:
    client = Client()
    client.force_login(people.owner)
    return client


def put(account: Account, *numbers: int) -> list[Arrival]:
    return [
        settle(deliver(account, MAIL % (number, number, number), f"INBOX/1/{number}"))
        for number in numbers
    ]


def nameless(account: Account, number: int = 99) -> Arrival:
    """One that can't become a case by itself: nobody is named as its sender."""
    return settle(deliver(account, b"Subject: Anonymous\n\nHello\n", f"INBOX/1/{number}"))


def listed(client: Client, **asked: object) -> list[str]:
    page = client.get(reverse("console:intake"), asked).content.decode()
    return [a.subject for a in Arrival.objects.order_by("server_id") if str(a.pk) in page]


def test_a_message_is_found_by_sender_subject_id_mailbox_and_day(
    desk: Client, mailbox: Account
) -> None:
    put(mailbox, 1, 2)
    today, tomorrow = (clock.now() + timedelta(days=d) for d in (0, 1))

    assert listed(desk) == ["Parcel 1", "Parcel 2"]
    assert listed(desk, q="arcel 2") == ["Parcel 2"]
    assert listed(desk, q="C1@customer") == ["Parcel 1"]
    assert listed(desk, q="<2@customer.example>") == ["Parcel 2"]
    assert listed(desk, q="nothing like it") == []
    assert listed(desk, account=mailbox.pk) == ["Parcel 1", "Parcel 2"]
    assert listed(desk, account="nonsense") == []
    assert listed(desk, day=today.date().isoformat()) == ["Parcel 1", "Parcel 2"]
    assert listed(desk, day=tomorrow.date().isoformat()) == []
    assert listed(desk, outcome="ignored", q="Parcel") == []


def test_the_next_page_keeps_what_was_asked(desk: Client, mailbox: Account) -> None:
    put(mailbox, *range(1, 53))

    first = desk.get(reverse("console:intake"), {"q": "parcel", "outcome": "opened"})
    address = next(
        line.split('href="')[1].split('"')[0]
        for line in first.content.decode().splitlines()
        if "after=" in line
    ).replace("&amp;", "&")
    rest = desk.get(reverse("console:intake") + address).content.decode()

    assert "q=parcel" in address
    assert rest.count("Parcel ") == 2


def test_what_needs_a_look_is_told_with_what_to_do_and_counted_for_who_leads(
    desk: Client, owner: Client, mailbox: Account
) -> None:
    arrival = nameless(mailbox)

    page = owner.get(reverse("console:arrival", args=[arrival.pk])).content.decode()

    assert "Look at it below: if somebody wrote it, open it as a case" in page
    assert "Subject: Anonymous" in page
    assert '<span class="rail-count">1</span>' in page
    assert '<span class="rail-count">' not in desk.get(reverse("console:intake")).content.decode()


def test_all_of_the_quarantine_is_tried_again_at_once(owner: Client, mailbox: Account) -> None:
    rows = [nameless(mailbox, 98), nameless(mailbox, 99)]
    assert [row.outcome for row in rows] == ["quarantined", "quarantined"]

    owner.post(reverse("console:arrivals_retrying"))

    assert set(Arrival.objects.values_list("outcome", "tries")) == {("", 0)}
    settle_arrivals()
    assert set(Arrival.objects.values_list("outcome", "reason")) == {("quarantined", "no_sender")}


def test_a_message_of_a_case_leads_to_its_mail_as_it_came(desk: Client, mailbox: Account) -> None:
    (arrival,) = put(mailbox, 1)
    message = arrival.message
    assert message
    assert message.case
    original = reverse("console:original", args=[message.case.number, message.pk])

    case = desk.get(reverse("console:case", args=[message.case.number])).content.decode()
    page = desk.get(original, follow=True).content.decode()

    assert original in case
    assert "Message-ID: &lt;1@customer.example&gt;" in page
    raw = desk.get(reverse("console:arrival_raw", args=[arrival.pk]))
    assert raw.getvalue() == MAIL % (1, 1, 1)  # type: ignore[attr-defined]  # a file is streamed


def test_a_message_whose_file_is_lost_says_so(desk: Client, mailbox: Account) -> None:
    arrival = nameless(mailbox)
    default_storage.delete(files.path_of(arrival.sha256))

    page = desk.get(reverse("console:arrival", args=[arrival.pk])).content.decode()

    assert "Put it back from a backup" in page
    assert desk.get(reverse("console:arrival_raw", args=[arrival.pk])).status_code == 404


def day(account: Account, **counts: object) -> CensusDay:
    usual: dict[str, object] = {"on_server": 41, "with_us": 41, "day": clock.now().date()}
    return CensusDay.objects.create(
        account=account, folder="INBOX", counted_at=clock.now(), **usual | counts
    )


def counts_page(client: Client) -> str:
    return " ".join(client.get(reverse("console:counts")).content.decode().split())


def test_days_in_agreement_and_days_with_fewer_there_are_calm(
    owner: Client, mailbox: Account
) -> None:
    Census.objects.create(account=mailbox, asked_at=clock.now(), ended_at=clock.now())
    day(mailbox, with_us=43)

    page = counts_page(owner)

    assert "Nothing is missing" in page
    assert "2 were removed there later" in page
    assert "Fetch them now" not in page


def test_missing_mail_is_named_and_can_be_fetched(owner: Client, mailbox: Account) -> None:
    Census.objects.create(account=mailbox, asked_at=clock.now(), ended_at=clock.now(), missing=1)
    day(mailbox, with_us=40, missing=1, missing_ids=["INBOX/1/77"])

    page = counts_page(owner)
    assert "1 message lies on the server and never came in" in page
    assert "INBOX/1/77" in page

    owner.post(reverse("console:census", args=[mailbox.pk]), {"do": "fetch"})

    assert Census.objects.get(ended_at=None).is_fetching
    assert "The server is being asked" in counts_page(owner)


def test_the_page_of_counts_asks_as_much_for_three_mailboxes_as_for_one(
    owner: Client, mailbox: Account
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            counts_page(owner)
        return len(queries)

    day(mailbox)
    asked()
    before = asked()
    for number in (2, 3):
        other = connect_mailbox(make_shop(), None, {"address": f"h{number}@shop.example"}, "x")
        day(other)

    assert asked() == before


def test_the_post_office_is_called_so_beside_a_mailbox(owner: Client, mailbox: Account) -> None:
    office = post_office(make_shop())
    settle(deliver(office, MAIL % (7, 7, 7), "1"))

    tiles = owner.get(reverse("console:mailboxes")).content.decode()
    log = owner.get(reverse("console:intake")).content.decode()

    assert tiles.index(">help@shop.example</h3>") < tiles.index(">Post office</h3>")
    assert tiles.count(office.address) == 1
    assert f'<option value="{office.pk}" >Post office</option>' in log
    assert office.address not in log


def test_a_mailboxs_tile_tells_its_day_and_leads_to_its_mail_log(
    owner: Client, mailbox: Account
) -> None:
    put(mailbox, 1, 2)
    nameless(mailbox)
    day(mailbox, missing=3)

    page = " ".join(owner.get(reverse("console:mailboxes")).content.decode().split())

    assert "3 in, 0 out" in page
    assert "1 needs a look" in page
    assert "Mail is missing here" in page
    assert f"{reverse('console:intake')}?account={mailbox.pk}" in page
