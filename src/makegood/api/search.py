"""Search over everything."""

from django.http import HttpRequest
from ninja import Query, Router

from makegood.api import shown
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import FoundOut, SearchIn
from makegood.messages.queries import search_everything

router = Router(tags=["search"], auth=ApiKeyAuth("search"))


@router.get("", response=documented(FoundOut), summary="Search")
def search(request: HttpRequest, asked: Query[SearchIn]) -> FoundOut:
    """Words in any of the eight languages, a case number, an order number, an e-mail address, a phone or a tracking
    number. The surest come first. Scope `search`."""
    found = search_everything(staff_of(request), asked.q, asked.limit)
    return FoundOut(
        cases=[shown.case_hit(hit) for hit in found.cases],
        customers=[shown.customer_hit(hit) for hit in found.customers],
        orders=[shown.order_hit(hit) for hit in found.orders],
    )
