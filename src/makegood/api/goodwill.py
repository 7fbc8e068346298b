"""Goodwill: what the house's table gives on a case, giving it, and the second person above a limit."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from makegood.api import shown
from makegood.api.cases import Number
from makegood.api.cursors import closed, opened
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import (
    ApprovalOut,
    ApprovalPageOut,
    DecisionIn,
    GoodwillIn,
    GoodwillOut,
    IncidentOut,
    MoneyOut,
    PageIn,
    RightIn,
)
from makegood.cases.access import case_for
from makegood.kernel.money import Money
from makegood.remedies.access import approval_for
from makegood.remedies.actions.deciding import grant, refuse
from makegood.remedies.actions.giving import give_money
from makegood.remedies.actions.overriding import give_right
from makegood.remedies.queries import (
    approvals_on,
    approvals_page,
    compensation_for,
    incident_of,
    limit_for,
)

READ, WRITE = ApiKeyAuth("promises:read"), ApiKeyAuth("promises:write", "answer")

router = Router(tags=["goodwill"])


@router.get(
    "/cases/{number}/goodwill",
    auth=READ,
    response=documented(GoodwillOut, 404),
    summary="Read what may be given",
)
def read_goodwill(request: HttpRequest, number: Number) -> GoodwillOut:
    """The incident as the desk knows it, what the house's table gives for it to a colleague of your role, and what was given or
    asked so far, the latest first. Scope `promises:read`."""
    staff = staff_of(request)
    case = case_for(staff, number)
    incident, currency = incident_of(case), case.shop.currency
    table, limit = compensation_for(case, incident, staff), limit_for(case, staff)
    return GoodwillOut(
        incident=IncidentOut(
            late_days=incident.late_days,
            value=None if incident.value is None else _money(incident.value, currency),
            times=incident.times,
            responsibility=incident.fault,
        ),
        table=_money(table.amount, currency) if table.row else None,
        form=table.row.form if table.row else None,
        limit=None if limit is None else _money(limit, currency),
        approvals=[shown.approval(one) for one in approvals_on(case)],
    )


@router.post(
    "/cases/{number}/goodwill",
    auth=WRITE,
    response=documented(ApprovalOut, 404, 409, made=True),
    summary="Give goodwill, or ask for it",
)
def give_goodwill(request: HttpRequest, number: Number, given: GoodwillIn) -> Status[ApprovalOut]:
    """Within your role's limit it is promised at once (`decision` granted); above it a second person is asked, and nothing is
    promised before they say yes. No money moves: pay it, then say that the promise was kept. A 409 `asked_already` while
    something is asked on the case. Scope `promises:write`."""
    staff = staff_of(request)
    case = case_for(staff, number)
    amount = Money(given.amount, case.shop.currency)
    made = give_money(case, staff, amount, given.form, given.within_days, given.reason)
    return Status(201, shown.approval(made))


@router.post(
    "/cases/{number}/rights",
    auth=WRITE,
    response=documented(ApprovalOut, 404, 409, made=True),
    summary="Give what the law refuses",
)
def give_a_right(request: HttpRequest, number: Number, given: RightIn) -> Status[ApprovalOut]:
    """Only upwards, and only what the case's ruling refuses (409 `not_refused`). It weighs as much as the goods cost: within your
    role's limit it is given at once (`decision` granted); above it, or where nobody knows what they cost, a second person is
    asked. The customer's page and the templates' dates tell it. Scope `promises:write`."""
    staff = staff_of(request)
    case = case_for(staff, number)
    made = give_right(case, staff, given.right, given.line, given.until, given.reason)
    return Status(201, shown.approval(made))


@router.get(
    "/approvals",
    auth=READ,
    response=documented(ApprovalPageOut),
    summary="List what waits for a yes",
)
def list_approvals(request: HttpRequest, asked: Query[PageIn]) -> ApprovalPageOut:
    """Of every case you may see, the oldest first. Scope `promises:read`."""
    page = approvals_page(staff_of(request), opened(asked.after), asked.limit)
    return ApprovalPageOut(items=[shown.approval(row) for row in page.rows], next=closed(page.next))


@router.post(
    "/approvals/{approval_id}/decision",
    auth=WRITE,
    response=documented(ApprovalOut, 404, 409),
    summary="Grant or refuse it",
)
def decide_approval(request: HttpRequest, approval_id: UUID, given: DecisionIn) -> ApprovalOut:
    """Say yes or no to what a colleague asked; a no says why. Not to what you asked yourself, nor above your own limit (403).
    What was decided meanwhile is a 409 `decided_already`. Scope `promises:write`."""
    staff = staff_of(request)
    found = approval_for(staff, approval_id)
    if given.granted:
        grant(found, staff, given.note)
    else:
        refuse(found, staff, given.note)
    return shown.approval(found)


def _money(minor: int, currency: str) -> MoneyOut:
    return shown.money(Money(minor, currency))
