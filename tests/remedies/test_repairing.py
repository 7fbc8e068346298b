"""A repair that is agreed to is promised by the day the house's rules say, with a substitute where one is lent."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.promises.models import Promise
from makegood.remedies.actions.repairing import agree_repair
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.shops.models import Line
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def ruled(people: Cast, *rows: dict[str, Any]) -> None:
    shop = make_shop()
    for row in rows:
        save_row(shop, people.owner, "repairs", row, stamp_of(shop, draft_of(shop)))
    publish_draft(shop, people.owner, "Ours", stamp_of(shop, draft_of(shop)))


def broken(*products: str, **case: Any) -> Case:
    order = make_order()
    for place, name in enumerate(products, 1):
        Line.objects.create(order=order, position=place, name=name, sku=f"S{place}")
    return make_case(**{"order": order, "kind": "defective"} | case)


def agreed(case: Case, people: Cast) -> list[tuple[str, int]]:
    with clock.frozen(MONDAY):
        agree_repair(Case.objects.get(pk=case.pk), people.agent)
    made = Promise.objects.filter(source="person").order_by("due_at", "id")
    return [(one.kind, (one.due_at - MONDAY).days) for one in made]


def test_the_first_row_of_its_product_and_kind_says_by_when(people: Cast) -> None:
    ruled(
        people,
        {"days": 2, "kinds": ["warranty"]},
        {"days": 3, "products": ["lamp"]},
        {"days": 10},
    )

    assert agreed(broken("Desk lamp"), people) == [("repair", 3)]


def test_working_days_are_counted_and_a_substitute_comes_sooner_in_the_customers_words(
    people: Cast,
) -> None:
    ruled(people, {"days": 6, "lends_within": 1})

    assert agreed(broken("Mug", language="it"), people) == [("other", 1), ("repair", 8)]
    lent = Promise.objects.get(kind="other")
    assert (lent.owner, bool(lent.text)) == (people.agent, True)


def test_it_is_promised_once_however_often_it_is_agreed_to(people: Cast) -> None:
    ruled(people, {"days": 6, "lends_within": 1})
    case = broken("Mug")
    first = agreed(case, people)

    with pytest.raises(Refused) as refused:
        agreed(case, people)

    assert (refused.value.code, Promise.objects.filter(source="person").count()) == ("promised_already", len(first))  # fmt: skip


def test_where_no_row_surely_fits_nothing_is_promised(people: Cast) -> None:
    ruled(people, {"days": 3, "products": ["lamp"]})

    case = broken("Lamp", "Mug")
    with pytest.raises(Refused):
        agreed(case, people)
    assert not Promise.objects.filter(source="person").exists()
    set_fact(case, "product", "Lamp", "customer")
    assert agreed(case, people) == [("repair", 3)]


def test_a_button_on_the_case_promises_it_where_there_are_such_rules(people: Cast) -> None:
    case = broken("Mug", team=people.team)
    client = Client()
    client.force_login(people.agent)
    address = f"/cases/{case.number}/"
    assert "Agree to a repair" not in client.get(address).content.decode()
    ruled(people, {"days": 5})

    assert "Agree to a repair" in client.get(address).content.decode()
    client.post(f"{address}promises/", {"way": "repair"})

    promise = Promise.objects.get(source="person")
    assert promise.kind == "repair"
    assert promise.due_at - clock.now() < timedelta(days=8)
