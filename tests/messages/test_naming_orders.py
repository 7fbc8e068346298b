"""Orders that are imported after their customers wrote about them."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.cases.models import Case
from makegood.messages.actions.naming_orders import link_named_orders
from makegood.messages.models import Message
from makegood.messages.tasks import name_orders
from makegood.shops.actions.importing import import_file
from makegood.testing.makers import make_case, make_customer, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db

FILE = "Order number;Date;E-mail;Total\nHL-20417;2026-02-20;carla@customer.example;49.90\n"


def linked(case: Case) -> str:
    case.refresh_from_db()
    return case.order.number if case.order else ""


def test_a_case_finds_its_order_once_that_is_imported(tmp_path: Path) -> None:
    case = make_case(order=None)
    make_message(case, "Where is my order HL-20417?")
    (tmp_path / "orders.csv").write_text(FILE)

    run = import_file(make_shop(), "orders", tmp_path / "orders.csv")
    job = ProcrastinateJob.objects.get(task_name="makegood.messages.tasks.name_orders")
    name_orders(**job.args)

    assert (run.created, linked(case)) == (1, "HL-20417")


def test_an_import_that_changes_nothing_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(FILE)
    import_file(make_shop(), "orders", tmp_path / "orders.csv")
    asked = ProcrastinateJob.objects.filter(task_name="makegood.messages.tasks.name_orders")
    before = asked.count()

    import_file(make_shop(), "orders", tmp_path / "orders.csv")
    import_file(make_shop(), "orders", tmp_path / "orders.csv", is_dry=True)

    assert (before, asked.count()) == (1, 1)


def test_the_customer_s_own_order_comes_before_another_that_is_named() -> None:
    case = make_case(order=None)
    make_message(case, "Order HL-1000 was my neighbour's, mine is HL-2000")
    make_order("HL-1000", customer=make_customer("other@customer.example"))
    make_order("HL-2000", customer=case.customer)

    link_named_orders(make_shop())

    assert linked(case) == "HL-2000"


def test_a_linked_or_closed_case_and_our_own_words_are_left_alone() -> None:
    order = make_order("HL-3000")
    other = make_order("HL-4000")
    has_one, closed, ours = make_case(order=other), make_case(order=None), make_case(order=None)
    make_message(has_one, "HL-3000"), make_message(closed, "HL-3000")
    make_message(ours, "Is it HL-3000?", direction=Message.Direction.OUT)
    Case.objects.filter(pk=closed.pk).update(closed_at=closed.opened_at)

    count = link_named_orders(order.shop)

    assert (count, linked(has_one), linked(closed), linked(ours)) == (0, "HL-4000", "", "")


def test_many_cases_cost_as_many_questions_as_one() -> None:
    make_message(make_case(order=None), "Is it HL-9999?")
    with CaptureQueriesContext(connection) as one:
        link_named_orders(make_shop())
    for _ in range(5):
        make_message(make_case(order=None), "Is it HL-9999?")

    with CaptureQueriesContext(connection) as many:
        link_named_orders(make_shop())

    assert len(many) == len(one)
