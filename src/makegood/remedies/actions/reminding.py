"""What waits for a yes is not forgotten: who may say it hears of it again, before it holds up a promise.

A batch claims the rows that are due and no others (SKIP LOCKED): any number of workers may remind, and nobody is told twice.
"""

from datetime import datetime

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.log import record_all
from makegood.promises.queries import calendar_of
from makegood.remedies.actions.giving import told_of
from makegood.remedies.events import ApprovalWaits
from makegood.remedies.models import Approval
from makegood.remedies.queries import next_due_on
from makegood.remedies.rules.reminding import MOST, remind_at


def remind_due(limit: int = 100) -> int:
    """Tell of up to `limit` that wait too long; how many."""
    with transaction.atomic():
        due = _claimed(limit)
        next_due = next_due_on([one.case_now.pk for one in due])
        for one in due:
            one.reminded += 1
            one.remind_at = _next_at(one, next_due.get(one.case_now.pk))
        Approval.objects.bulk_update(due, ["remind_at", "reminded"])
        record_all([_waits(one, next_due.get(one.case_now.pk)) for one in due])
    return len(due)


def _claimed(limit: int) -> list[Approval]:
    claim = Approval.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    due = claim.filter(decision=Approval.Decision.OPEN, remind_at__lte=clock.now())
    due = due.select_related("case__shop", "case__merged_into__shop")
    return list(due.order_by("remind_at", "id")[:limit])


def _next_at(approval: Approval, next_due_at: datetime | None) -> datetime | None:
    if approval.reminded >= MOST:
        return None
    return remind_at(clock.now(), calendar_of(approval.case_now.shop), next_due_at)


def _waits(approval: Approval, next_due_at: datetime | None) -> ApprovalWaits:
    return ApprovalWaits(**told_of(approval), asked_by_id=approval.asked_by_id, due_at=next_due_at)
