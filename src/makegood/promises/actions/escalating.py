"""Whoever owes something was warned and nothing happened: the team hears of it, then those who lead, before it breaks.

Rows are claimed as `watching` claims them, by a column and an index of their own.
"""

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.promises.events import PromiseEscalated
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules.warning import STEPS, step_at


def escalate_due(limit: int = 500) -> int:
    """Take up to `limit` promises one step further. One that is overdue already escalates by breaking."""
    now = clock.now()
    with transaction.atomic():
        due = _claimed(limit)
        for promise in due:
            step, calendar = promise.escalated, calendar_of(promise.case.shop)
            promise.escalated, promise.escalate_at = step + 1, None
            if promise.escalated < len(STEPS):
                times = (promise.warn_at, promise.due_at)
                promise.escalate_at = step_at(promise.escalated, *times, calendar)
            if promise.due_at > now:
                record(
                    PromiseEscalated(
                        case_id=promise.case_id,
                        promise_id=promise.pk,
                        to=STEPS[step],
                        owner_id=promise.owner_id or promise.case.assignee_id,
                        due_at=promise.due_at,
                    )
                )
        Promise.objects.bulk_update(due, ["escalated", "escalate_at"])
    return len(due)


def _claimed(limit: int) -> list[Promise]:
    claim = Promise.objects.select_for_update(
        skip_locked=True, no_key=True, of=("self", "case")
    ).select_related("case__shop")
    due = claim.filter(end=Promise.End.OPEN, paused_at=None, escalate_at__lte=clock.now())
    return list(due.order_by("escalate_at")[:limit])
