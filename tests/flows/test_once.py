"""Each message exactly once: with two workers at it, and with workers that are killed at any statement."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection, connections
from tests.flows.conftest import ordered, parcel_of, switched_on

from makegood.flows.actions.beginning import begin_for_orders
from makegood.flows.actions.going import go_on
from makegood.flows.actions.writing import choose_quiet_hours, seed_flows
from makegood.flows.models import Entry, Run, Told
from makegood.flows.rules.quiet import Quiet
from makegood.messages.models import Dispatch, Message
from makegood.testing.cast import cast
from makegood.testing.makers import make_customer, make_shop

pytestmark = pytest.mark.django_db(transaction=True)

ORDERS = 24
WORKER = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from makegood.flows.actions.going import go_on
left = int(sys.argv[1])
def count(execute, sql, params, many, context):
    global left
    left -= 1
    done = execute(sql, params, many, context)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
with connection.execute_wrapper(count):
    while go_on(5):
        pass
"""


def what_is_due() -> None:
    """Parcels that left just now, of as many customers but for two who have two each."""
    shop, owner = make_shop(), cast().owner
    seed_flows(shop)
    choose_quiet_hours(shop, owner, Quiet(0, 0, keeps_holidays=False))
    switched_on(shop, owner, "sent")
    orders = []
    for number in range(ORDERS):
        buyer = make_customer(f"c{number % (ORDERS - 2)}@customer.example")
        order = ordered(f"W-{number}", customer=buyer)
        parcel_of(order, number=f"RR{number}")
        orders.append(order.pk)
    assert begin_for_orders(shop.pk, orders) == ORDERS


def check_each_was_told_once() -> None:
    letters = Message.objects.filter(direction="out")
    heard = Counter(one.to[0][1] for one in letters)
    assert set(heard.values()) == {1}
    assert len(heard) == ORDERS - 2
    assert Dispatch.objects.count() == letters.count()
    assert Told.objects.filter(message__isnull=False).count() == ORDERS
    assert Entry.objects.filter(do="act").count() == ORDERS
    assert not Run.objects.filter(ended_at=None).exists()


def test_two_workers_tell_each_once() -> None:
    what_is_due()

    def work() -> None:
        try:
            while go_on(3):
                pass
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    while go_on(3):
        pass

    check_each_was_told_once()


@pytest.mark.thorough
def test_a_worker_killed_at_any_statement_loses_and_doubles_nothing() -> None:
    what_is_due()

    ends = [_worker(statements) for statements in (9, 23, 31, 58, 77)]

    assert ends == [-signal.SIGKILL] * 5
    assert Run.objects.filter(ended_at=None).exists()
    while go_on(5):
        pass
    check_each_was_told_once()


def _worker(statements: int) -> int:
    """A process that works until its so-many-th statement has run, and is then killed; how it ended."""
    given = connection.settings_dict
    address = f"postgresql://{given['USER']}@/{given['NAME']}?host={given['HOST']}"
    environment = os.environ | {
        "MAKEGOOD_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "makegood.project.settings_for_tests",
    }
    return subprocess.run(
        [sys.executable, "-c", WORKER, str(statements)],
        env=environment,
        cwd=Path(__file__).parents[2],
        check=False,
    ).returncode
