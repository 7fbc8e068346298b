"""Machines that write to us, and a desk that stops before it becomes one of them."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.utils import parseaddr

import pytest
from django.test import Client

from makegood.kernel import clock
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.acknowledging import _how_to_add
from makegood.messages.actions.calming import resume_calm
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import store_arrivals
from makegood.messages.models import Account, Arrival, Message
from makegood.messages.ports import Fetched
from makegood.messages.rules.acknowledging import digest_of, says_what_we_say
from makegood.messages.rules.storm import Flow, is_calm, is_storm, may_be_storm
from makegood.notify.models import Notice
from makegood.people.models import Role
from makegood.promises.models import Promise
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_shop
from makegood.testing.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        yield running


@pytest.fixture
def mailbox(server: SmtpServer) -> Account:
    settings = {
        "address": "help@shop.example",
        "imap_host": "localhost",
        "smtp_host": "localhost",
        "smtp_port": server.port,
        "smtp_security": "none",
    }
    return connect_mailbox(make_shop(), None, settings, "")


def take(mailbox: Account, *mails: bytes) -> None:
    first = Arrival.objects.count()
    store_arrivals(
        mailbox,
        [Fetched(f"in/{first + n}", raw, clock.now(), {}) for n, raw in enumerate(mails)],
    )
    settle_arrivals()


def letter(
    sender: str, text: str, subject: str = "Ticket", number: int = 0, head: str = ""
) -> bytes:
    return (
        f"From: <{sender}>\nTo: help@shop.example\nSubject: {subject}\n"
        f"Message-ID: <{number}.{abs(hash((sender, text, subject)))}@robot.example>\n{head}\n{text}\n"
    ).encode()


def acknowledged() -> int:
    return Message.objects.filter(purpose="acknowledgement").count()


def shout(
    mailbox: Account, server: SmtpServer, words: str, head: str = "", rounds: int = 20
) -> int:
    """A desk elsewhere that answers each mail of ours at once, forgetting every courtesy: no reference, a new subject,
    a new number in the same words. How often we answered it.
    """
    at, heard = MONDAY, 0
    with clock.frozen(at):
        take(mailbox, letter("desk@other.example", words.format(1), "Ticket 1", 1, head))
    for _round in range(rounds):
        at += timedelta(minutes=20)  # slow enough for every hourly cap
        with clock.frozen(at):
            dispatch_due()
            fresh, heard = server.taken[heard:], len(server.taken)
            for mail in fresh:
                to = parseaddr(str(message_from_bytes(mail.content)["To"]))[1]
                text = words.format(heard + 1000)
                take(mailbox, letter(to, text, f"Ticket {heard + 1000}", heard + 2, head))
    return heard


def test_two_desks_that_answer_each_other_fall_silent(mailbox: Account, server: SmtpServer) -> None:
    words = "Thank you for contacting us. Your ticket {} will be answered soon."

    assert shout(mailbox, server, words) == 2


def test_a_desk_that_says_it_is_one_is_never_answered(mailbox: Account, server: SmtpServer) -> None:
    assert shout(mailbox, server, "Your ticket is {}.", "Auto-Submitted: auto-replied\n") == 0


def test_a_desk_of_our_own_make_is_known_by_its_words(mailbox: Account, server: SmtpServer) -> None:
    ours = f"Hello,\n\nthank you. {_how_to_add()}"

    assert shout(mailbox, server, ours) == 0


def test_our_acknowledgements_go_out_so_that_no_machine_answers_them(
    mailbox: Account, server: SmtpServer
) -> None:
    take(mailbox, letter("carla@customer.example", "Where is it?"))
    dispatch_due()

    (sent,) = server.taken
    mail = message_from_bytes(sent.content)
    assert sent.sender == ""
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert "List-Unsubscribe" not in mail


@pytest.mark.thorough
def test_five_hundred_mails_from_one_domain_in_a_minute_end_the_automatic_answers(
    mailbox: Account,
) -> None:
    owner = make_staff("Olga Owner", Role.OWNER)
    mails = [letter(f"cron{n}@machines.example", f"Job {n} failed", number=n) for n in range(500)]

    with clock.frozen(MONDAY):
        take(mailbox, *mails)
        take(mailbox, letter("carla@customer.example", "Where is my parcel?"))

    assert acknowledged() == 30
    mailbox.refresh_from_db()
    assert mailbox.answers_paused_at == MONDAY
    assert mailbox.answers_pause == {"why": "domain", "domain": "machines.example", "count": 30}
    # Nothing else is left out: every mail is a case that owes an answer.
    assert Promise.objects.filter(end="", kind="answer").count() == 501
    assert Happening.objects.filter(name="AnswersPaused").count() == 1
    assert Notice.objects.get(kind="answers_paused").staff == owner


def test_after_half_an_hour_of_calm_it_answers_again(mailbox: Account) -> None:
    mails = [letter(f"cron{n}@machines.example", f"Job {n} failed", number=n) for n in range(60)]
    with clock.frozen(MONDAY):
        take(mailbox, *mails)
    with clock.frozen(MONDAY + timedelta(minutes=29)):
        assert resume_calm() == 0

    with clock.frozen(MONDAY + timedelta(minutes=31)):
        assert resume_calm() == 1
        take(mailbox, letter("carla@customer.example", "Where is my parcel?"))

    assert acknowledged() == 31
    assert not Notice.objects.filter(kind="answers_paused", read_at=None).exists()


def test_while_it_still_storms_it_stays_silent(mailbox: Account) -> None:
    for minute in (0, 25):
        with clock.frozen(MONDAY + timedelta(minutes=minute)):
            mails = [letter(f"c{minute}.{n}@machines.example", f"Job {n}") for n in range(60)]
            take(mailbox, *mails)

    with clock.frozen(MONDAY + timedelta(minutes=40)):
        assert resume_calm() == 0


def test_the_owner_sees_it_on_the_mailbox_and_can_end_it(client: Client, mailbox: Account) -> None:
    mails = [letter(f"cron{n}@machines.example", f"Job {n} failed", number=n) for n in range(40)]
    client.force_login(make_staff("Olga Owner", Role.OWNER))
    take(mailbox, *mails)

    shown = client.get("/settings/mailboxes/").content.decode()
    assert "No automatic answers since" in shown
    assert "30 mails from machines.example within ten minutes" in shown
    client.post(f"/settings/mailboxes/{mailbox.pk}/answers/")

    assert "No automatic answers since" not in client.get("/settings/mailboxes/").content.decode()
    take(mailbox, letter("carla@customer.example", "Where is my parcel?"))
    assert acknowledged() == 31


def test_mail_that_lay_on_the_server_for_a_night_is_no_storm(mailbox: Account) -> None:
    night = [
        Fetched(
            f"n/{n}",
            letter(f"p{n}@shopper.example", f"Where is parcel {n}?", number=n),
            MONDAY + timedelta(minutes=n),
            {},
        )
        for n in range(60)
    ]

    with clock.frozen(MONDAY + timedelta(minutes=61)):
        store_arrivals(mailbox, night)
        settle_arrivals()

    assert acknowledged() == 60


def test_one_that_is_read_long_after_the_others_of_its_night_is_no_storm(mailbox: Account) -> None:
    def night(numbers: range) -> list[Fetched]:
        return [
            Fetched(
                f"n/{n}",
                letter(f"p{n}@shopper{n}.example", f"Where is parcel {n}?", number=n),
                MONDAY + timedelta(minutes=n),
                {},
            )
            for n in numbers
        ]

    with clock.frozen(MONDAY + timedelta(minutes=151)):
        store_arrivals(mailbox, night(range(1, 150)))
        settle_arrivals()
        store_arrivals(mailbox, night(range(1)))
        settle_arrivals()

    assert acknowledged() == 150


@pytest.mark.parametrize(
    ("flow", "storm"),
    [
        (Flow("machines.example", 29, 29, 0), ""),
        (Flow("machines.example", 30, 30, 0), "domain"),
        (Flow("gmail.com", 100, 100, 0), ""),
        (Flow("yahoo.it", 100, 100, 0), ""),
        (Flow("gmail.com", 119, 119, 0), ""),
        (Flow("gmail.com", 120, 120, 0), "mailbox"),
        (Flow("gmail.com", 120, 120, 24), "mailbox"),
        (Flow("gmail.com", 120, 120, 25), ""),
        (Flow("gmail.com", 0, 5000, 900), "mailbox"),
    ],
)
def test_what_is_a_storm(flow: Flow, storm: str) -> None:
    assert is_storm(flow) == storm
    assert may_be_storm(flow) or not storm


@pytest.mark.parametrize(
    ("arrived", "usual", "calm"), [(30, 0, True), (31, 0, False), (60, 20, True), (61, 20, False)]
)
def test_what_is_calm(arrived: int, usual: int, calm: bool) -> None:
    assert is_calm(arrived, usual) is calm


def test_words_are_the_same_whatever_number_stands_in_them() -> None:
    first, second = "Your ticket 81 is\nopen since 9:00.", "Your ticket 1234 is open since 10:30."

    assert digest_of(first) == digest_of(second) != ""
    assert digest_of(first) != digest_of("Where is my parcel? It should be here.")
    assert digest_of("Hello?") == ""
    assert says_what_we_say(f"x {_how_to_add()} y", [_how_to_add()])
    assert not says_what_we_say("Where is it?", [_how_to_add()])
