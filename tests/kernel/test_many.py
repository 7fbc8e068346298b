"""Many rows, each to values of its own, by one statement."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.kernel.many import update_rows
from makegood.shops.models import Order
from makegood.testing.makers import MONDAY, make_order

pytestmark = pytest.mark.django_db


def test_each_row_has_its_own_values_and_no_other_field_is_touched() -> None:
    orders = [make_order(f"W-{n}") for n in range(3)]
    for n, order in enumerate(orders[:2]):
        order.state, order.total_minor, order.address = f"it's {n}", n, {"city": "Łódź", "n": n}
        order.delivered_at, order.customer_id = (
            (MONDAY + timedelta(days=n), None) if n else (None, None)
        )
        order.number = "not saved"

    with CaptureQueriesContext(connection) as asked:
        update_rows(orders[:2], ["state", "total_minor", "address", "delivered_at", "customer"])

    first, second, third = Order.objects.order_by("number")
    assert len(asked) == 1
    assert (first.state, first.total_minor, first.delivered_at) == ("it's 0", 0, None)
    assert (second.address, second.delivered_at) == (
        {"city": "Łódź", "n": 1},
        MONDAY + timedelta(days=1),
    )
    assert (second.number, second.customer_id) == ("W-1", None)
    assert (third.state, third.customer_id) == ("", orders[2].customer_id)


def test_of_no_rows_nothing_is_said() -> None:
    with CaptureQueriesContext(connection) as asked:
        update_rows([], ["state"])

    assert len(asked) == 0
