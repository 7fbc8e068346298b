"""Orders follow the customers they are of."""

import pytest

from makegood.people.actions.merging import merge_customers
from makegood.shops.queries import orders_of
from makegood.testing.makers import make_customer, make_order

pytestmark = pytest.mark.django_db


def test_orders_are_the_kept_customers_when_two_turn_out_to_be_one() -> None:
    kept, gone = make_customer("anna@work.example"), make_customer("anna@home.example")
    other = make_order("W-1", customer=make_customer("ben@home.example"))
    order = make_order("W-2", customer=gone)

    merge_customers(None, kept, gone)

    assert list(orders_of(kept)) == [order]
    assert not orders_of(gone).exists()
    other.refresh_from_db()
    assert other.customer_id not in {kept.pk, gone.pk}
