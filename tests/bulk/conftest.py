"""A desk with people, a shop that can write, and cases to do things to."""

from collections.abc import Callable
from typing import Any

import pytest

from makegood.bulk.actions.carrying_out import carry_out
from makegood.bulk.actions.starting import start_bulk
from makegood.bulk.models import Bulk, Outcome
from makegood.cases.models import Case
from makegood.cases.queries import cases_visible_to
from makegood.messages.actions.accounts import post_office
from makegood.people.models import Staff
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_customer, make_message, make_shop


@pytest.fixture
def people(db: None) -> Cast:
    post_office(make_shop())
    return cast()


@pytest.fixture
def cases(people: Cast) -> list[Case]:
    """Three of three customers, who each wrote."""
    return [a_case(f"{name} Customer") for name in ("Ann", "Ben", "Cy")]


def a_case(name: str = "Dora Customer", **overrides: Any) -> Case:
    """Of a customer of this name, who wrote."""
    email = name.split(" ")[0].lower() + "@customer.example"
    case = make_case(customer=make_customer(email, name=name), **overrides)
    make_message(case, from_address=email)
    return case


def done(by: Staff, *steps: dict[str, Any], cases: list[Case] | None = None) -> Bulk:
    """Started on these cases (all there are) and carried out."""
    bulk = started(by, *steps, cases=cases)
    carried_out(bulk)
    return bulk


def started(by: Staff, *steps: dict[str, Any], cases: list[Case] | None = None) -> Bulk:
    chosen = cases_visible_to(by)
    if cases is not None:
        chosen = chosen.filter(pk__in=[case.pk for case in cases])
    return start_bulk(by, chosen, steps)


def carried_out(bulk: Bulk) -> None:
    while carry_out(bulk.pk):
        pass
    bulk.refresh_from_db()


def became(bulk: Bulk) -> dict[int, tuple[str, str]]:
    """Case number → result and why, as a code."""
    return {one.number: (one.result, one.code) for one in Outcome.objects.filter(bulk=bulk)}


Became = Callable[[Bulk], dict[int, tuple[str, str]]]
