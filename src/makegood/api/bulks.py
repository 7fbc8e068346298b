"""One decision for many cases: start it, follow it, read what became of each, stop it, take it back."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Status

from makegood.api import shown
from makegood.api.asking import query_of
from makegood.api.cursors import closed, opened, opened_number
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import (
    BulkIn,
    BulkOut,
    BulkPage,
    BulkResultsIn,
    BulkResultsPage,
    PageIn,
)
from makegood.bulk.access import bulk_for
from makegood.bulk.actions.starting import begin_undoing, start_bulk, stop_bulk
from makegood.bulk.queries import bulks_page, outcomes_page
from makegood.cases.models import Case
from makegood.cases.queries import cases_matching, cases_visible_to
from makegood.kernel.errors import BadInput
from makegood.people.models import Staff

READ, WRITE = ApiKeyAuth("cases:read"), ApiKeyAuth("cases:write")

router = Router(tags=["bulk"])


@router.get("", auth=READ, response=documented(BulkPage), summary="List bulks")
def list_bulks(request: HttpRequest, asked: Query[PageIn]) -> BulkPage:
    """Those the key's owner started, everybody's for those who lead; the latest first. Scope `cases:read`."""
    page = bulks_page(staff_of(request), opened(asked.after), asked.limit)
    return BulkPage(items=[shown.bulk(one) for one in page.rows], next=closed(page.next))


@router.post(
    "",
    auth=WRITE,
    response=documented(BulkOut, 400, made=True),
    summary="Do the same to many cases",
)
def start_a_bulk(request: HttpRequest, given: BulkIn) -> Status[BulkOut]:
    """Which cases, and how each was, is fixed now; the steps are taken within seconds, case by case, each through the
    doors of the key's owner. A case that changed meanwhile in what a step builds upon is left as it is, and told so.
    At most 10,000 cases. Scope `cases:write`."""
    staff = staff_of(request)
    started = start_bulk(staff, _cases(staff, given), given.steps, chosen=given.q or "")
    return Status(201, shown.bulk(started))


@router.get("/{bulk_id}", auth=READ, response=documented(BulkOut, 404), summary="Follow a bulk")
def read_bulk(request: HttpRequest, bulk_id: UUID) -> BulkOut:
    """How far it is; over once `ended_at` is set. Scope `cases:read`."""
    return shown.bulk(bulk_for(staff_of(request), bulk_id))


@router.get(
    "/{bulk_id}/results",
    auth=READ,
    response=documented(BulkResultsPage, 404),
    summary="Read what became of each case",
)
def list_results(
    request: HttpRequest, bulk_id: UUID, asked: Query[BulkResultsIn]
) -> BulkResultsPage:
    """In the order they are come to. Scope `cases:read`."""
    staff = staff_of(request)
    found = bulk_for(staff, bulk_id)
    result = "" if asked.result == "waiting" else asked.result
    page = outcomes_page(staff, found, result, opened_number(asked.after) or 0, asked.limit)
    return BulkResultsPage(
        items=[shown.bulk_result(row.outcome) for row in page.rows], next=closed(page.next)
    )


@router.post(
    "/{bulk_id}/stop", auth=WRITE, response=documented(BulkOut, 404), summary="Stop a bulk"
)
def stop_a_bulk(request: HttpRequest, bulk_id: UUID) -> BulkOut:
    """It comes to no further case; what was done stays. Stopping again, or one that is over, changes nothing.
    Scope `cases:write`."""
    staff = staff_of(request)
    stop_bulk(bulk_for(staff, bulk_id), staff)
    return shown.bulk(bulk_for(staff, bulk_id))


@router.post(
    "/{bulk_id}/undo",
    auth=WRITE,
    response=documented(BulkOut, 404, 409, made=True),
    summary="Take a bulk back",
)
def undo_a_bulk(request: HttpRequest, bulk_id: UUID) -> Status[BulkOut]:
    """Case by case, as a bulk of its own, which is the answer. An answer that has left stays sent. Refused while the
    bulk is under way (409 `bulk_under_way`), for one that undoes itself (`is_undoing`), and a second time
    (`undone_already`). Scope `cases:write`."""
    staff = staff_of(request)
    return Status(201, shown.bulk(begin_undoing(staff, bulk_for(staff, bulk_id))))


def _cases(staff: Staff, given: BulkIn) -> QuerySet[Case]:
    if (given.q is None) == (given.cases is None):
        raise BadInput("cases", "either the numbers of cases, or a query as q")
    if given.cases is not None:
        return cases_visible_to(staff).filter(number__in=given.cases)
    return cases_matching(staff, query_of(given.q or ""))
