"""Mail that can't be read, or kept, or was there when a reader died: it stops nobody, and a person decides."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.messages.arriving import Fragile, arrive, fragile_mailbox, mail, outcome

from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.models import Happening
from makegood.messages.actions import receiving
from makegood.messages.actions.accounts import connect_mailbox, post_office
from makegood.messages.actions.deciding import open_as_case, retry_arrival
from makegood.messages.actions.receiving import settle, settle_arrivals
from makegood.messages.actions.storing import store_arrival, store_arrivals
from makegood.messages.actions.trial import survives_reading
from makegood.messages.models import Account, Arrival
from makegood.messages.ports import Fetched
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def mailbox(fragile: Fragile) -> Account:
    return fragile_mailbox()


def test_a_poison_mail_goes_to_quarantine_and_stops_nobody(
    mailbox: Account, fragile: Fragile
) -> None:
    fragile.breaks_on = b"poison"
    for number, text in enumerate(["One", "poison", "Three"]):
        sender = f"c{number}@customer.example"
        store_arrival(mailbox, Fetched(str(number), mail(text, From=sender), NOW, {}))

    settle_arrivals()

    found = Arrival.objects.order_by("server_id").values_list("outcome", "reason")
    assert list(found) == [("opened", "new"), ("quarantined", "failed"), ("opened", "new")]
    assert Happening.objects.filter(name="MailQuarantined").count() == 1


def test_a_passing_fault_is_tried_again_later(mailbox: Account, fragile: Fragile) -> None:
    fragile.breaks_on, fragile.error = b"Hello", OSError("disk away")
    arrival = arrive(mailbox, mail("Hello"))
    assert outcome(arrival) == ("", "")
    fragile.breaks_on = b""

    settle_arrivals()
    assert not Case.objects.exists()
    with clock.frozen(clock.now() + timedelta(seconds=11)):
        settle_arrivals()

    assert Case.objects.count() == 1


def test_after_two_deaths_only_the_mail_in_hand_is_suspected(mailbox: Account) -> None:
    for number in ("1", "2", "3"):
        store_arrival(mailbox, Fetched(number, mail(f"mail {number}"), NOW, {}))
    for tried in range(4):
        with clock.frozen(clock.now() + timedelta(minutes=tried)):
            receiving._claim(5, set())

    assert sorted(Arrival.objects.values_list("tries", flat=True)) == [2, 2, 4]


def test_a_suspected_mail_lets_the_others_go_first(mailbox: Account) -> None:
    suspect = store_arrival(mailbox, Fetched("1", mail("suspect"), NOW, {}))
    assert suspect is not None
    for tried in range(3):
        with clock.frozen(clock.now() + timedelta(minutes=tried)):
            receiving._claim(5, set())
    fresh = store_arrival(mailbox, Fetched("2", mail("fresh"), NOW + timedelta(hours=1), {}))
    assert fresh is not None

    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert receiving._claim(5, set()) == [fresh.pk]
        assert receiving._claim(5, set()) == [suspect.pk]


@pytest.mark.django_db
def test_a_mail_that_was_only_there_at_many_deaths_is_read() -> None:
    account = connect_mailbox(make_shop(), None, {"address": "info@shop.example"}, "x")
    arrival = left_by_deaths(account, receiving.MOST_TRIES)

    with clock.frozen(clock.now() + timedelta(hours=1)):
        settle_arrivals()

    arrival.refresh_from_db()
    assert outcome(arrival) == ("opened", "new")


@pytest.mark.django_db
def test_a_mail_there_at_far_too_many_deaths_is_set_aside() -> None:
    account = connect_mailbox(make_shop(), None, {"address": "info@shop.example"}, "x")
    arrival = left_by_deaths(account, receiving.TRIES_IN_ALL)

    with clock.frozen(clock.now() + timedelta(hours=1)):
        settle_arrivals()

    arrival.refresh_from_db()
    assert outcome(arrival) == ("quarantined", "kills_reader")


def test_a_reader_that_dies_on_trial_is_found_out() -> None:
    assert survives_reading("email", mail("harmless")) is True
    assert survives_reading("a channel that falls over", mail("harmless")) is False


def left_by_deaths(mailbox: Account, times: int) -> Arrival:
    """As a process leaves it that was killed while it was in hand: the claims stay, nothing else."""
    arrival = store_arrival(mailbox, Fetched("1", mail("suspect"), NOW, {}))
    assert arrival is not None
    for tried in range(times):
        with clock.frozen(clock.now() + timedelta(minutes=tried)):
            assert receiving._claim(5, set()) == [arrival.pk]
    return arrival


def test_quarantine_can_be_tried_again(mailbox: Account, fragile: Fragile) -> None:
    fragile.breaks_on = b"poison"
    arrival = arrive(mailbox, mail("poison"))
    fragile.breaks_on = b""

    assert outcome(retry_arrival(arrival, make_staff())) == ("opened", "new")


def test_unreadable_mail_can_be_opened_as_a_case_with_itself_attached(
    mailbox: Account, fragile: Fragile
) -> None:
    fragile.breaks_on = b"poison"
    raw = mail("poison")
    arrival = arrive(mailbox, raw)

    case = open_as_case(arrival, make_staff())

    file = case.messages.get().attachments.get()
    assert files.read(file.sha256) == raw
    assert (case.customer, Arrival.objects.get().reason) == (None, "by_hand")


def test_a_mail_that_can_be_read_and_not_kept_is_opened_with_itself_attached(
    mailbox: Account,
) -> None:
    raw = mail("poison", Subject="Where is it?")
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE messages_message ADD CONSTRAINT well CHECK (text NOT LIKE 'poison%')"
        )
    arrival = arrive(mailbox, raw)
    for _ in range(10):
        arrival = settle(arrival)
    assert outcome(arrival) == ("quarantined", "failed")

    message = open_as_case(arrival, make_staff()).messages.get(direction="in")

    assert files.read(message.attachments.get().sha256) == raw
    assert message.from_address == "carla@customer.example"


def test_an_encrypted_mail_opens_a_case_that_says_what_it_is(mailbox: Account) -> None:
    head = mail().partition(b"Content-Type:")[0]
    parts = (
        b"Content-Type: application/pgp-encrypted\n\nVersion: 1",
        b"Content-Type: application/octet-stream; name=encrypted.asc\n\nabc",
    )
    body = b"".join(b"--b\n" + one + b"\n" for one in parts) + b"--b--\n"

    arrival = arrive(mailbox, head + b"Content-Type: multipart/encrypted; boundary=b\n\n" + body)

    message = arrival.message
    assert message is not None
    assert message.reply_text.startswith("This mail is encrypted (PGP)")
    assert {a.name for a in message.attachments.all()} == {"application.asc", "encrypted.asc"}


def test_a_mail_without_sender_waits_for_a_person(mailbox: Account) -> None:
    assert outcome(arrive(mailbox, mail(From=""))) == ("quarantined", "no_sender")


def test_a_mail_above_the_limit_is_kept_but_not_read(mailbox: Account, settings: Any) -> None:
    settings.MAKEGOOD_LARGEST_MAIL = 1000
    raw = b"Subject: big\n\n" + b"x" * 1001

    assert outcome(arrive(mailbox, raw)) == ("quarantined", "too_big")


@pytest.mark.parametrize("problem", ["too_big", "unreadable", "cut_off"])
def test_a_mail_that_did_not_come_whole_waits_for_a_person_with_what_there_is(
    mailbox: Account, problem: str
) -> None:
    head = b"From: carla@customer.example\nSubject: Photos\n\n"
    arrival = store_arrival(
        mailbox, Fetched("INBOX/1/1", head, NOW, {}, problem=problem, size=60_000_000)
    )
    settle_arrivals()

    assert arrival is not None
    arrival.refresh_from_db()
    assert (outcome(arrival), arrival.size) == (("quarantined", problem), 60_000_000)
    assert files.read(arrival.sha256) == head


@pytest.mark.django_db(transaction=True)
def test_a_try_is_counted_before_a_mail_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look(_ids: object) -> set[UUID]:
        assert not connection.in_atomic_block
        seen.extend(Arrival.objects.values_list("tries", flat=True))
        return set()

    account = post_office(make_shop())
    store_arrivals(account, [Fetched("1", b"Subject: Hello\n\nWhere is it?", clock.now(), {})])
    monkeypatch.setattr(receiving, "_settle_batch", look)

    receiving.settle_arrivals(1)

    assert seen == [1]
