"""A customer's mail that one of us passes on to the desk is the customer's."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from makegood.cases.models import Case, Note
from makegood.kernel import clock
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival, Message
from makegood.messages.ports import Fetched
from makegood.people.models import Customer
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db

GMAIL = """{above}
---------- Forwarded message ---------
From: Carla Customer <carla@customer.example>
Date: Mon, Mar 2, 2026 at 9:00 AM
Subject: Broken lamp
To: <old@shop.example>

The lamp came in pieces. What now?
"""
OUTLOOK = """{above}
Da: Carla Customer <carla@customer.example>
Inviato: lunedì 2 marzo 2026 09:00
A: Bottega <old@shop.example>
Oggetto: Broken lamp

The lamp came in pieces. What now?
"""


@pytest.fixture
def mailbox() -> Account:
    settings = {"address": "help@shop.example", "plus_addressing": True}
    return connect_mailbox(make_shop(), None, settings, "x", kind="postoffice")


def arrive(
    account: Account, text: str, sender: str, subject: str, inside: EmailMessage | None = None
) -> Arrival:
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = "help@shop.example"
    letter["Subject"] = subject
    letter["Message-ID"] = "<passed-on@staff.example>"
    letter.set_content(text)
    if inside is not None:
        letter.add_attachment(inside)
    arrival = store_arrival(account, Fetched("INBOX/1/1", letter.as_bytes(), clock.now(), {}))
    assert arrival is not None
    settle_arrivals()
    arrival.refresh_from_db()
    return arrival


@pytest.mark.parametrize(
    ("text", "subject"), [(GMAIL, "Fwd: Broken lamp"), (OUTLOOK, "I: Broken lamp")]
)
def test_what_a_colleague_passes_on_is_the_customers_case(
    mailbox: Account, text: str, subject: str
) -> None:
    agent = make_staff("Anna")

    with clock.frozen(datetime(2026, 3, 2, 10, 0, tzinfo=UTC)):
        arrival = arrive(
            mailbox,
            text.format(above="She is nice, be quick!\n"),
            "Anna <anna@shop.example>",
            subject,
        )

    message = Message.objects.get(direction="in")
    assert arrival.outcome == "opened"
    assert (message.from_name, message.from_address) == ("Carla Customer", "carla@customer.example")
    assert message.reply_text == "The lamp came in pieces. What now?"
    assert Customer.objects.get().name == "Carla Customer"
    assert Case.objects.get().subject == "Broken lamp"
    said = Note.objects.get()
    assert (said.by, said.body) == (
        agent,
        "Passed on to the desk by Anna.\n\nShe is nice, be quick!",
    )


def test_what_our_own_mailbox_passes_on_is_the_customers_case(mailbox: Account) -> None:
    arrival = arrive(mailbox, GMAIL.format(above=""), "help@shop.example", "Fwd: Broken lamp")

    assert arrival.outcome == "opened"
    assert Customer.objects.get().name == "Carla Customer"
    assert Note.objects.get().body == "Passed on to the desk by help@shop.example."


def test_a_mail_passed_on_as_a_file_is_the_customers_case(mailbox: Account) -> None:
    make_staff("Anna")
    inside = EmailMessage()
    inside["From"] = "Carla Customer <carla@customer.example>"
    inside["Subject"] = "Broken lamp"
    inside.set_content("The lamp came in pieces. What now?")

    arrive(mailbox, "Look at this one.", "Anna <anna@shop.example>", "Broken lamp", inside)

    message = Message.objects.get(direction="in")
    assert (message.from_address, message.reply_text) == (
        "carla@customer.example",
        "The lamp came in pieces. What now?",
    )
    assert Note.objects.get().body == "Passed on to the desk by Anna.\n\nLook at this one."


def test_what_a_customer_passes_on_stays_the_customers_own_word(mailbox: Account) -> None:
    arrive(
        mailbox,
        GMAIL.format(above="My sister got this:\n"),
        "Sis <sister@customer.example>",
        "Fwd: Broken lamp",
    )

    message = Message.objects.get(direction="in")
    assert message.from_address == "sister@customer.example"
    assert message.reply_text == "My sister got this:"
    assert "The lamp came in pieces" in message.quoted_text
    assert not Note.objects.exists()


def test_what_a_colleague_passes_on_from_one_of_us_names_no_customer(mailbox: Account) -> None:
    make_staff("Anna")
    text = GMAIL.replace("carla@customer.example", "help@shop.example").format(above="")

    arrive(mailbox, text, "Anna <anna@shop.example>", "Fwd: Broken lamp")

    assert Message.objects.get(direction="in").from_address == "anna@shop.example"
