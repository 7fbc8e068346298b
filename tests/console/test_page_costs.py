"""What a page costs: 25 queries at most, and as many for a full desk as for a small one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.noting import note
from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.people.models import Role, Staff
from makegood.playbooks.actions.writing import seed_playbooks
from makegood.testing.cast import make_staff
from makegood.testing.makers import (
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
)

pytestmark = pytest.mark.django_db
MOST = 25
PAGES = (
    "/",
    "/?q=assignee:me",
    "/?q=state:snoozed",
    "/?q=state:closed+parcel+-tag:x",
    "/?q=&group=order",
    "/?q=&group=product",
    "/cases/{number}/",
    "/search/?q=parcel",
    "/search/?q=carla0@customer.example",
    "/search/?q=W-1",
    "/promises/",
    "/customers/",
    "/customers/{customer}/",
    "/orders/",
    "/orders/{order}/",
    "/notices/",
    "/postoffice/",
    "/intake/",
    "/intake/?outcome=quarantined",
    "/intake/counts/",
    "/import/",
    "/settings/shop/",
)


@pytest.fixture
def owner() -> Staff:
    return make_staff("Olga Owner", Role.OWNER)


def furnish(owner: Staff, count: int, first: int = 0) -> Case:
    """So many cases, each with words, promises, notes and tags of its own."""
    case = None
    for place in range(first, first + count):
        customer = make_customer(f"carla{place}@customer.example", name=f"Carla {place}")
        order = make_order(f"W-{place + 1}", customer=customer)
        case = make_case(customer=customer, order=order, subject=f"Parcel {place}", assignee=owner)
        for number in range(6):
            direction = "out" if number % 2 else "in"
            make_message(case, f"Where is the parcel {number}?", direction=direction)
        for days in range(1, 4):
            make_promise(case, due_at=clock.now() + timedelta(days=days), owner=owner)
        note(case, owner, "Ask the courier.")
        tag(case, owner, f"tag {place}")
    assert case is not None
    seed_playbooks(case.shop)
    return case


def costs(client: Client, case: Case) -> Iterator[tuple[str, int]]:
    for page in PAGES:
        path = page.format(number=case.number, customer=case.customer_id, order=case.order_id)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
        assert response.status_code == 200, path
        yield page, len(asked)


def test_no_page_costs_more_than_25_queries_however_full_the_desk_is(
    client: Client, owner: Staff
) -> None:
    client.force_login(owner)
    case = furnish(owner, 3)
    few = dict(costs(client, case))

    furnish(owner, 40, first=3)
    many = dict(costs(client, case))

    assert {page: cost for page, cost in many.items() if cost > MOST} == {}
    assert {page: (few[page], cost) for page, cost in many.items() if cost > few[page] + 2} == {}


OPENED_MOST = {"/": 10, "/?q=&part=news&shown=50": 9, "/cases/{number}/": 20}
"""The pages open all day, as they read themselves again too → the statements they may ask."""


@pytest.mark.parametrize("page", OPENED_MOST)
def test_the_pages_opened_most_write_no_statement_anew(
    client: Client,
    owner: Staff,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
    settings: LazySettings,
) -> None:
    settings.MAKEGOOD_COMPARES_STATEMENTS = 0
    client.force_login(owner)
    path = page.format(number=furnish(owner, 1).number)
    headers = {"HX-Request": "true"} if "&" in page else {"Accept": "text/html"}
    client.get(path, headers=headers)
    written: list[str] = []
    write = SQLCompiler.as_sql

    def noted(compiler: SQLCompiler, *given: Any, **named: Any) -> Any:
        written.append(str(compiler.query.model))
        return write(compiler, *given, **named)

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers=headers).status_code == 200

    assert (len(asked), written) == (OPENED_MOST[page], [])
