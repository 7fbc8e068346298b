"""Orders, read: the mirror of what the shop said."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import StringConstraints

from makegood.api import shown
from makegood.api.cursors import closed, opened
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import OrderOut, OrderPageOut, Text, WordsPageIn
from makegood.cases.queries import case_numbers_of
from makegood.shops.access import order_for
from makegood.shops.queries import order_page

router = Router(tags=["orders"], auth=ApiKeyAuth("orders:read"))


@router.get("", response=documented(OrderPageOut), summary="List orders")
def list_orders(request: HttpRequest, asked: Query[WordsPageIn]) -> OrderPageOut:
    """Newest first. `text` is the beginning of an order number, a tracking number, an e-mail or a phone. Scope `orders:read`."""
    page = order_page(opened(asked.after), asked.limit, asked.text)
    return OrderPageOut(items=[shown.order_row(row) for row in page.rows], next=closed(page.next))


@router.get("/{number}", response=documented(OrderOut, 404), summary="Read an order")
def read_order(
    request: HttpRequest,
    number: Annotated[
        Annotated[Text, StringConstraints(max_length=80)],
        Path(description="The order's number, however it is spaced or capitalised, or its id."),
    ],
) -> OrderOut:
    """The order with its lines, parcels and the numbers of the cases about it. Scope `orders:read`."""
    order = order_for(staff_of(request), number)
    zone = (order.customer.timezone if order.customer else "") or order.shop.timezone
    return OrderOut(
        **shown.order_row(order).dict(),
        lines=[shown.line(line, order) for line in order.lines.all()],
        parcels=[shown.parcel(parcel, zone) for parcel in order.parcels.all()],
        cases=case_numbers_of(staff_of(request), order=order),
    )
