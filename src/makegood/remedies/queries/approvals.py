"""What waits for a yes, and what was decided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from makegood.cases.models import Case
from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.remedies.models import Approval


@dataclass(frozen=True)
class ApprovalPage:
    rows: tuple[Approval, ...]
    next: str | None


def next_due_on(case_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When each of these cases owes something next; nothing of those that owe nothing from now on."""
    owed = Promise.objects.filter(
        case__in=case_ids, end=Promise.End.OPEN, paused_at=None, due_at__gt=clock.now()
    )
    return dict(owed.order_by().values_list("case").annotate(first=Min("due_at")))


def open_approvals(case: Case) -> QuerySet[Approval]:
    """What waits for a yes on it, and on those joined into it."""
    return Approval.objects.filter(on_case(case), decision=Approval.Decision.OPEN)


def last_on(case: Case) -> str:
    """What names the last that was given or asked on the case; empty: nothing was."""
    # All of them, and the last in Python: asked for the last alone, the planner goes back through everybody's.
    every = Approval.objects.filter(on_case(case)).values_list("pk", flat=True)
    last = max(every, default=None)
    return last.hex if last else ""


def approvals_on(case: Case) -> list[Approval]:
    """All of a case, and of those joined into it, the latest first."""
    rows = Approval.objects.filter(on_case(case))
    rows = rows.select_related("case__shop", "asked_by", "decided_by", "promise")
    return list(rows.order_by("-id"))


def approvals_page(staff: Staff, after: str | None = None, limit: int = 50) -> ApprovalPage:
    """What waits for a yes on the cases `staff` may see, the oldest first."""
    rows = Approval.objects.filter(decision=Approval.Decision.OPEN)
    if not staff.may("others"):
        rows = rows.filter(case__in=cases_visible_to(staff))
    if after:
        rows = rows.filter(pk__gt=_cursor(after))
    rows = rows.select_related("case__customer", "asked_by", "decided_by")
    found = list(rows.order_by("id")[: limit + 1])
    more = found[limit - 1].pk.hex if len(found) > limit else None
    return ApprovalPage(tuple(found[:limit]), more)


def _cursor(after: str) -> UUID:
    try:
        return UUID(after)
    except ValueError as error:
        raise BadInput("after", "no place in this list") from error


def on_case(case: Case) -> Q:
    together = Case.objects.filter(Q(pk=case.pk) | Q(merged_into=case.pk))
    return Q(case__in=together.values("pk"))
