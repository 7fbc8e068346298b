"""Mail arrives while its sender is being forgotten: it is kept, and does not bring back who was."""

from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Arrival
from makegood.people.actions.anonymising import anonymise
from makegood.people.actions.merging import merge_customers
from makegood.people.actions.recognising import recognise
from makegood.people.models import Customer
from makegood.testing.makers import make_customer, make_shop

pytestmark = pytest.mark.django_db(transaction=True)
MAIL = (
    b"From: Carla <carla@customer.example>\nSubject: Hello\nMessage-ID: <1@x.example>\n\nIt broke."
)


def while_it_is_settled(change: Callable[[], object]) -> Case:
    """The case of a mail whose worker begins after `change` was made, and before it was committed."""
    deliver(post_office(make_shop()), MAIL)

    def work() -> None:
        settle_arrivals()
        connection.close()

    worker = Thread(target=work)
    with transaction.atomic():
        change()
        worker.start()
        _wait_for_a_lock()
    worker.join()
    assert Arrival.objects.get().outcome == Arrival.Outcome.OPENED
    return Case.objects.get()


def _wait_for_a_lock() -> None:
    until = monotonic() + 10
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute(waiting)
            if (row := cursor.fetchone()) and row[0]:
                return
            sleep(0.01)
    raise AssertionError("nobody waits")


def test_mail_of_somebody_being_forgotten_is_a_strangers() -> None:
    carla = make_customer("carla@customer.example", name="Carla")

    case = while_it_is_settled(lambda: anonymise([carla.pk]))

    carla.refresh_from_db()
    assert (carla.name, carla.anonymised_at is None, carla.identities.count()) == ("", False, 0)
    assert case.customer is not None
    assert case.customer.pk != carla.pk
    assert recognise("email", "carla@customer.example") == case.customer
    receive_from_portal(case, "And now?")


def test_mail_of_somebody_being_joined_with_another_is_the_others() -> None:
    carla, carola = make_customer("carla@customer.example"), make_customer("c@customer.example")

    case = while_it_is_settled(lambda: merge_customers(None, carola, carla))

    assert case.customer == carola
    assert Customer.objects.count() == 2
