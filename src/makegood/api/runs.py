"""What flows told customers of their orders, or left untold, and why."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import StringConstraints

from makegood.api import shown
from makegood.api.cursors import closed, opened
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import PageIn, RunPageOut, Text
from makegood.flows.queries import runs_page
from makegood.shops.access import order_for

router = Router(tags=["orders"], auth=ApiKeyAuth("orders:read"))
Number = Annotated[
    Annotated[Text, StringConstraints(max_length=80)],
    Path(description="The order's number, however it is spaced or capitalised, or its id."),
]


@router.get(
    "/orders/{order_number}/runs",
    response=documented(RunPageOut, 404),
    summary="List what flows did about an order",
)
def list_runs(request: HttpRequest, order_number: Number, asked: Query[PageIn]) -> RunPageOut:
    """Each flow that began for the order or one of its parcels, the latest first, step by step. Scope `orders:read`."""
    order = order_for(staff_of(request), order_number)
    page = runs_page(order=order, after=opened(asked.after), limit=asked.limit)
    return RunPageOut(items=[shown.run(row) for row in page.rows], next=closed(page.next))
