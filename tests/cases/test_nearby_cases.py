"""Other cases worth a look: the customer's own, and those like it with the reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case
from makegood.cases.queries import nearby_cases
from makegood.shops.models import Line, Product
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_customer, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def about(product: Product, number: str, **cover: object) -> Case:
    order = make_order(number)
    Line.objects.create(order=order, position=1, name=product.name, product=product)
    customer = make_customer(f"{number}@customer.example")
    return make_case(order=order, customer=customer, **cover)


def test_likeness_is_explained_and_the_likest_comes_first(people: Cast) -> None:
    lamp = Product.objects.create(shop=make_shop(), sku="L", name="Lamp")
    case = about(lamp, "A-1", kind="damaged", subject="The glass shade is broken")
    both = about(lamp, "A-2", kind="damaged", subject="Broken glass")
    product = about(lamp, "A-3", kind="late", subject="Where is it?")
    kind = make_case(
        customer=make_customer("k@customer.example"), kind="damaged", subject="Torn coat"
    )
    make_case(customer=make_customer("n@customer.example"), kind="return", subject="Nothing alike")

    found = nearby_cases(case, people.agent, has_products=True).similar

    assert [(one.number, one.reasons, one.words) for one in found] == [
        (both.number, ("product", "kind", "words"), ("glass", "broken")),
        (product.number, ("product",), ()),
        (kind.number, ("kind",), ()),
    ]


def test_the_customers_own_cases_are_told_apart(people: Cast) -> None:
    case = make_case(kind="damaged")
    own = make_case(kind="damaged", subject="Last year")

    nearby = nearby_cases(case, people.agent, has_products=False)

    assert [one.number for one in nearby.own] == [own.number]
    assert nearby.similar == []


def test_what_one_may_not_see_is_not_near(people: Cast) -> None:
    case = make_case(kind="damaged")
    make_case(kind="damaged", team=people.other_team, customer=make_customer("s@customer.example"))

    assert nearby_cases(case, people.agent, has_products=False).similar == []
    assert len(nearby_cases(case, people.owner, has_products=False).similar) == 1


def test_it_costs_one_query_or_none(people: Cast) -> None:
    case = make_case(kind="damaged")
    with CaptureQueriesContext(connection) as asked:
        nearby_cases(case, people.owner, has_products=False)
    assert len(asked) == 1
