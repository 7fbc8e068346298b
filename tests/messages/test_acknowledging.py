"""The desk's own "we have it"."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.acknowledging import acknowledge
from makegood.messages.actions.composing import compose
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Account, Arrival, Message
from makegood.testing.makers import MONDAY, make_case, make_customer, make_message, make_shop

ANSWER_BY = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)


def mailbox() -> Account:
    shop = make_shop(timezone="Europe/Rome")
    return connect_mailbox(shop, None, {"address": "help@shop.example"}, "x")


def heard(case: Case, address: str = "carla@customer.example", auto: str = "none") -> Message:
    return make_message(
        case, from_name="Carla", from_address=address, auto=auto, account=mailbox_of(case)
    )


def mailbox_of(case: Case) -> Account:
    return case.shop.accounts.filter(kind="email").first() or mailbox()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("en", "Friday, 6 March 2026, 17:00"),
        ("it", "venerdì 6 marzo 2026, 17:00"),
        ("ru", "пятница, 6 марта 2026"),
        ("sr-latn", "petak, 6. mart 2026"),
    ],
)
def test_it_names_the_case_the_link_and_the_time_in_the_customers_language(
    language: str, moment: str
) -> None:
    mailbox()
    case = make_case(language=language)

    answer = acknowledge(case, heard(case), ANSWER_BY)

    assert answer is not None
    letter = compose(answer, mailbox_of(case))
    assert f"#{case.number}" in letter.text
    assert "/s/" in letter.text
    assert moment in letter.text.replace("\u202f", " ")
    assert letter.is_automatic
    assert letter.to[0].address == "carla@customer.example"


@pytest.mark.django_db
def test_a_case_has_one_a_day() -> None:
    case = make_case()
    with clock.frozen(MONDAY):
        assert acknowledge(case, heard(case), ANSWER_BY) is not None
        assert acknowledge(case, heard(case), ANSWER_BY) is None
    with clock.frozen(MONDAY + timedelta(days=1)):
        assert acknowledge(case, heard(case), ANSWER_BY) is not None


@pytest.mark.django_db
def test_a_case_that_goes_on_for_weeks_is_not_acknowledged_for_ever() -> None:
    case = make_case()

    answers = []
    for day in range(9):
        with clock.frozen(MONDAY + timedelta(days=day)):
            message = heard(case)
            message.reply_text = "Hello again, it is day " + "x" * day
            answers.append(acknowledge(case, message, ANSWER_BY))

    assert [answer is not None for answer in answers] == [True] * 7 + [False] * 2


@pytest.mark.django_db
def test_the_same_words_are_answered_twice_and_not_a_third_time() -> None:
    cases = [make_case(subject=str(number)) for number in range(3)]

    answers = []
    for hours, case in enumerate(cases):
        with clock.frozen(MONDAY + timedelta(hours=2 * hours)):
            message = heard(case)
            message.reply_text = f"Alarm no. {hours}: the pump is dry."
            answers.append(acknowledge(case, message, ANSWER_BY))

    assert [answer is not None for answer in answers] == [True, True, False]
    message = heard(make_case(subject="4"))
    message.reply_text = "Where is my parcel?"
    assert acknowledge(cases[2], message, ANSWER_BY) is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "auto"),
    [
        ("carla@customer.example", "auto_reply"),
        ("carla@customer.example", "list"),
        ("no-reply@customer.example", "none"),
        ("help@shop.example", "none"),
    ],
)
def test_machines_and_ourselves_get_none(address: str, auto: str) -> None:
    mailbox()
    case = make_case()

    assert acknowledge(case, heard(case, address, auto), ANSWER_BY) is None

    assert acknowledge(case, heard(case), ANSWER_BY) is not None


@pytest.mark.django_db
def test_an_address_that_opens_case_after_case_is_left_unanswered() -> None:
    cases = [make_case(subject=str(number)) for number in range(6)]

    answers = [acknowledge(case, heard(case), ANSWER_BY) for case in cases]

    assert [answer is not None for answer in answers] == [True] * 4 + [False] * 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one() -> None:
    case = make_case()
    message = heard(case)

    def ask(_turn: int) -> bool:
        try:
            return acknowledge(case, message, ANSWER_BY) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(ask, range(8))) == 1


RAW = b"From: c%d@customer.example\nMessage-ID: <%d@x>\nSubject: Hello\n\nWhere is my parcel%s?\n"


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_each_mail_one_case_with_one_acknowledgement() -> None:
    make_customer()
    account = mailbox()
    for number in range(24):
        # Each twice, as a mail to two of our addresses comes.
        words = (number % 6, number, bytes([97 + number]) * 3)
        deliver(account, b"X: 1\n" + RAW % words)
        deliver(account, b"X: 2\n" + RAW % words)

    def work(_turn: int) -> None:
        try:
            settle_arrivals()
        finally:
            connection.close()

    end = time.monotonic() + 60
    while Arrival.objects.filter(outcome="").exists() and time.monotonic() < end:
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(work, range(3)))

    outcomes = sorted(Arrival.objects.values_list("outcome", flat=True))
    assert outcomes == ["ignored"] * 24 + ["opened"] * 24
    # One passed over by mistake would have been settled only at a second try, seconds later.
    assert not Arrival.objects.filter(tries__gt=1).exists()
    assert Message.objects.filter(direction="in").count() == 24
    acknowledged = Message.objects.filter(purpose="acknowledgement")
    assert acknowledged.count() == 24
