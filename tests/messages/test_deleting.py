"""A deleted case: its words and files go, and nothing of it comes back by mail."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.adapters.channels.email import imap
from makegood.cases.actions.deleting import delete_case
from makegood.cases.actions.merging import merge_case
from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput, NotAllowed, Refused
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import (
    begin_reading,
    channel_of,
    connect_mailbox,
    opened_settings,
)
from makegood.messages.actions.clearing import USERS, remove_some_leftovers
from makegood.messages.actions.drafting import save_draft
from makegood.messages.actions.receiving import settle, settle_arrivals
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.storing import deliver, store_arrival
from makegood.messages.models import Account, Arrival, Attachment, Dispatch, Draft, Message
from makegood.people.models import Customer, Role, Staff
from makegood.testing.cast import make_staff
from makegood.testing.imap_server import ImapServer
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
USER, SECRET = "desk@shop.example", "geheim"


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def owner() -> Staff:
    return make_staff("Olga Owner", Role.OWNER)


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with ImapServer(user=USER, secret=SECRET) as server:
        yield server
        imap.hang_up()


@pytest.fixture
def mailbox(server: ImapServer) -> Account:
    settings: dict[str, Any] = {
        "address": USER, "imap_host": server.host, "imap_port": server.port, "imap_security": "none",
        "smtp_host": server.host, "timeout": 5, "folders": ["INBOX"], "plus_addressing": True,
    }  # fmt: skip
    account = connect_mailbox(make_shop(), None, settings, SECRET)
    read(account)
    return account


def read(account: Account) -> None:
    """What the listener does."""
    channel, settings = channel_of(account), opened_settings(account)
    account.refresh_from_db()
    cursor = channel.begin(settings, account.cursor)
    begin_reading(account, cursor)
    for fetched in channel.fetch(settings, cursor):
        store_arrival(account, fetched)
    settle_arrivals()


def mail(text: str = "Where is my parcel?", **headers: str) -> bytes:
    letter = EmailMessage()
    given = {
        "From": "carla@customer.example", "To": USER, "Subject": "My parcel",
        "Message-ID": "<one@customer.example>", "Date": clock.now().strftime("%a, %d %b %Y %H:%M:%S +0000"),
    }  # fmt: skip
    for name, value in (given | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        letter[name] = value
    letter.set_content(text)
    letter.add_attachment(b"a photo", maintype="image", subtype="jpeg", filename="a.jpg")
    return letter.as_bytes()


def test_its_words_files_and_story_go_and_the_customer_stays(
    mailbox: Account, owner: Staff
) -> None:
    arrival = settle(deliver(mailbox, mail(), "INBOX/1/1"))
    case = Case.objects.get()
    save_draft(case, owner, 0, "Dear Carla", "", None)
    send_reply(case, owner, "It comes tomorrow.")
    topic = f"case:{case.pk}"

    delete_case(case, owner, "Sent to us by mistake")

    assert not Case.objects.exists()
    left = (Message, Attachment, Draft, Dispatch)
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]
    assert Customer.objects.get().identities.get().value == "carla@customer.example"
    told = Happening.objects.filter(topic=topic)
    assert [(h.name, h.facts["reason"], h.by_id) for h in told] == [
        ("CaseDeleted", "Sent to us by mistake", owner.pk)
    ]
    stone = Arrival.objects.get()
    assert (stone.outcome, stone.reason, stone.server_id) == ("deleted", "new", "INBOX/1/1")
    assert (stone.sha256, stone.mail_id) == (arrival.sha256, "one@customer.example")
    assert (stone.sender, stone.subject, stone.message) == ("", "", None)


def test_nothing_comes_back_when_the_mailbox_is_read_again_under_new_numbers(
    server: ImapServer, mailbox: Account, owner: Staff
) -> None:
    server.put(mail())
    read(mailbox)
    delete_case(Case.objects.get(), owner, "Asked to be forgotten")

    server.renumber()
    read(mailbox)

    assert not Case.objects.exists()
    assert not Message.objects.exists()
    rows = Arrival.objects.order_by("server_id").values_list("server_id", "outcome", "subject")
    assert list(rows) == [("INBOX/1/1", "deleted", ""), ("INBOX/1001/1", "deleted", "")]


def test_nor_as_another_mailboxes_copy_of_it(mailbox: Account, owner: Staff) -> None:
    settle(deliver(mailbox, mail()))
    delete_case(Case.objects.get(), owner, "Asked to be forgotten")
    other = connect_mailbox(make_shop(), None, {"address": "sales@shop.example"}, "x")

    copy = settle(deliver(other, b"Received: by sales.shop.example\n" + mail()))

    assert (copy.outcome, copy.reason) == ("deleted", "deleted_case")


def test_another_mail_of_the_same_customer_opens_a_case_as_ever(
    mailbox: Account, owner: Staff
) -> None:
    settle(deliver(mailbox, mail()))
    delete_case(Case.objects.get(), owner, "Asked to be forgotten")

    again = settle(deliver(mailbox, mail("Something else is broken.")))

    assert (again.outcome, again.reason) == ("opened", "new")
    assert not Happening.objects.filter(name="DeletedCaseAnswered").exists()


def test_a_late_answer_to_its_address_opens_a_new_case_that_says_so(
    mailbox: Account, owner: Staff
) -> None:
    settle(deliver(mailbox, mail()))
    case = Case.objects.get()
    token = case.threads.get().token
    delete_case(case, owner, "Asked to be forgotten")

    late = mail("And now?", To=f"desk+{token}@shop.example", Message_ID="<two@customer.example>")
    arrival = settle(deliver(mailbox, late))

    assert arrival.outcome == "opened"
    told = Happening.objects.get(name="DeletedCaseAnswered")
    assert told.topic == f"case:{Case.objects.get().pk}"
    assert told.facts["number"] == case.number


def test_cases_merged_into_it_go_too(mailbox: Account, owner: Staff) -> None:
    for number in (1, 2):
        raw = mail(
            f"Parcel {number}", Subject=f"Parcel {number}", Message_ID=f"<{number}@c.example>"
        )
        settle(deliver(mailbox, raw))
    first, second = Case.objects.order_by("number")
    merge_case(second, first, owner)
    first.refresh_from_db()

    delete_case(first, owner, "Asked to be forgotten")

    assert not Case.objects.exists()
    assert set(Arrival.objects.values_list("outcome", flat=True)) == {"deleted"}


def test_only_who_leads_may_and_only_with_a_reason(mailbox: Account, owner: Staff) -> None:
    settle(deliver(mailbox, mail()))
    case = Case.objects.get()

    with pytest.raises(NotAllowed):
        delete_case(case, make_staff(), "I don't like it")
    with pytest.raises(BadInput):
        delete_case(case, owner, "  ")

    assert Case.objects.get() == case
    delete_case(case, owner, "Asked to be forgotten")
    assert not Case.objects.exists()


def test_not_while_a_letter_of_it_is_being_sent(mailbox: Account, owner: Staff) -> None:
    settle(deliver(mailbox, mail()))
    case = Case.objects.get()
    send_reply(case, owner, "It comes tomorrow.")
    Dispatch.objects.filter(message__purpose="word").update(state="sending")

    with pytest.raises(Refused):
        delete_case(case, owner, "Asked to be forgotten")

    assert Case.objects.get() == case
    assert Arrival.objects.get().outcome == "opened"


def age(store: Path) -> None:
    """As if everything had been stored the day before."""
    yesterday = (datetime.now(UTC) - timedelta(days=1)).timestamp()
    for file in store.rglob("*"):
        os.utime(file, (yesterday, yesterday))


def test_its_files_are_removed_when_they_are_old_enough_and_nobody_else_has_them(
    mailbox: Account, owner: Staff, store: Path
) -> None:
    gone = settle(deliver(mailbox, mail()))
    other = mail("Mine too", Message_ID="<2@c.example>", From="anna@customer.example")
    kept = settle(deliver(mailbox, other))
    photo = Attachment.objects.filter(message=kept.message).values_list("sha256", flat=True).get()
    assert gone.message
    assert gone.message.case
    delete_case(gone.message.case, owner, "Asked to be forgotten")
    assert remove_some_leftovers() == 0
    age(store)

    with clock.frozen(datetime.now(UTC) + timedelta(hours=2)):
        assert remove_some_leftovers() == 2

    with pytest.raises(FileNotFoundError):
        files.read(gone.sha256)
    assert files.read(kept.sha256) == other
    assert files.read(photo) == b"a photo"


def test_bytes_stored_again_meanwhile_are_spared(store: Path) -> None:
    kept = files.store(b"the same bytes")
    age(store)
    files.store(b"the same bytes")

    assert not files.remove(kept.sha256)
    assert files.read(kept.sha256) == b"the same bytes"

    age(store)
    assert files.remove(kept.sha256)
    assert files.remove(kept.sha256)
    assert list(store.rglob(f"*{kept.sha256}*")) == []


def test_every_column_that_names_a_file_is_looked_at_before_one_is_removed() -> None:
    named = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.name.endswith("sha256") and model._meta.model_name != "leftover"
    }

    assert named == set(USERS)


def test_what_other_cases_have_is_not_read_through(mailbox: Account, owner: Staff) -> None:
    settle(deliver(mailbox, mail()))

    with CaptureQueriesContext(connection) as asked:
        delete_case(Case.objects.get(), owner, "Asked to be forgotten")

    # An attachment hangs on a message or on a draft: asked for both at once, the database reads all there are.
    about = [one["sql"] for one in asked if '"messages_attachment"' in one["sql"]]
    assert about
    assert [sql for sql in about if "OUTER JOIN" in sql] == []
