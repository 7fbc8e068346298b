"""Guides: shown where the order holds the product, and counted by what helped."""

import pytest

from makegood.cases.models import Case
from makegood.kernel.errors import BadInput
from makegood.playbooks.actions.guiding import note_attempt, retire_guide, save_guide
from makegood.playbooks.models import Attempt, Guide
from makegood.playbooks.queries import guides_for, guides_of
from makegood.shops.models import Line, Product
from makegood.testing.cast import cast
from makegood.testing.makers import make_case, make_order, make_shop

pytestmark = pytest.mark.django_db

TEXT = "? Does it glow?\n- Yes\n  = Charge it.\n- No\n  = Plug it in."


def lamp_case(name: str = "Desk lamp", sku: str = "L-1") -> Case:
    order = make_order()
    product = Product.objects.create(shop=order.shop, sku=sku, name=name)
    Line.objects.create(order=order, position=1, product=product, sku=sku, name=name)
    return make_case(order=order)


def make_guide(**overrides: str) -> Guide:
    facts = {"name": "Lamps", "language": "en", "match": "lamp", "text": TEXT}
    return save_guide(make_shop(), None, **facts | overrides)


@pytest.mark.parametrize(
    ("overrides", "is_shown"),
    [
        ({}, True),
        ({"match": "LAMP"}, True),
        ({"match": "L-1"}, True),
        ({"match": "kettle"}, False),
        ({"match": "", "sku": "l-1"}, True),
        ({"match": "lamp", "sku": "K-9"}, False),
        ({"language": "it"}, False),
    ],
)
def test_a_guide_is_shown_for_what_was_ordered(overrides: dict[str, str], is_shown: bool) -> None:
    case = lamp_case()
    Product.objects.create(shop=case.shop, sku="K-9", name="Kettle")
    guide = make_guide(**overrides)

    assert [one.guide_id for one in guides_for(case)] == ([guide.pk] if is_shown else [])


def test_what_helped_is_counted_and_the_last_word_counts() -> None:
    agent, case, guide = cast().agent, lamp_case(), make_guide()

    note_attempt(case, guide, "Charge it.", solved=True, by=agent)
    note_attempt(case, guide, "Plug it in.", solved=True, by=agent)
    note_attempt(case, guide, "Plug it in.", solved=False, by=agent)
    note_attempt(case, guide, "Plug it in.", solved=False, by=agent)

    assert [(row.tried, row.solved) for row in guides_of(case.shop)] == [(2, 1)]
    assert guides_for(case)[0].tried == {"Charge it.": True, "Plug it in.": False}


def test_advice_the_guide_does_not_give_is_refused() -> None:
    case, guide = lamp_case(), make_guide()

    with pytest.raises(BadInput):
        note_attempt(case, guide, "Throw it away.", solved=True, by=None)
    assert Attempt.objects.count() == 0
    note_attempt(case, guide, "Charge it.", solved=True, by=None)
    assert Attempt.objects.count() == 1


def test_a_guide_that_can_not_be_read_is_refused_with_its_line() -> None:
    with pytest.raises(BadInput, match="Line 2"):
        make_guide(text="? Does it glow?\n- Yes")
    assert Guide.objects.count() == 0


def test_a_retired_guide_is_shown_no_more() -> None:
    case, guide = lamp_case(), make_guide()

    retire_guide(guide)

    assert guides_for(case) == []
    assert guides_of(case.shop) == []
