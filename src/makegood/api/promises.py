"""Promises, read: what is owed to whom, the most urgent first."""

from django.http import HttpRequest
from ninja import Query, Router

from makegood.api import shown
from makegood.api.cursors import closed, opened
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import PromisePageOut, PromisesIn
from makegood.kernel.errors import BadInput
from makegood.people.queries import staff_by_email
from makegood.promises.queries import promises_page

router = Router(tags=["promises"], auth=ApiKeyAuth("promises:read"))


@router.get("", response=documented(PromisePageOut), summary="List open promises")
def list_promises(request: HttpRequest, asked: Query[PromisesIn]) -> PromisePageOut:
    """What is owed now, broken promises included, the next to fall due first. A case's kept ones are with the case. Scope `promises:read`."""
    person = staff_by_email(asked.owner) if asked.owner else None
    if asked.owner and person is None:
        raise BadInput("owner", "no member of staff has this e-mail address")
    page = promises_page(
        staff_of(request),
        owner=person.pk if person else None,
        after=opened(asked.after),
        limit=asked.limit,
    )
    return PromisePageOut(
        items=[shown.promise(row, row.case.number) for row in page.rows], next=closed(page.next)
    )
