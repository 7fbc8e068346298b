"""Whoever owes something was warned and nothing happened: the team hears of it, then those who lead, before it breaks.

Rows are claimed as `watching` claims them, by a column and an index of their own.
"""

from datetime import datetime

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.log import record_all
from makegood.promises.events import PromiseEscalated
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules.warning import STEPS, step_at


def escalate_due(limit: int = 500) -> int:
    """Take up to `limit` promises one step further. One that is overdue already escalates by breaking."""
    now = clock.now()
    with transaction.atomic():
        due = _claimed(limit)
        told = [_told_of(promise) for promise in due if promise.due_at > now]
        for promise in due:
            promise.escalated += 1
            promise.escalate_at = _next_at(promise)
        Promise.objects.bulk_update(due, ["escalated", "escalate_at"])
        record_all(told)
    return len(due)


def _told_of(promise: Promise) -> PromiseEscalated:
    return PromiseEscalated(
        case_id=promise.case_id,
        promise_id=promise.pk,
        to=STEPS[promise.escalated],
        owner_id=promise.owner_id or promise.case.assignee_id,
        due_at=promise.due_at,
    )


def _next_at(promise: Promise) -> datetime | None:
    if promise.escalated == len(STEPS):
        return None
    times = (promise.warn_at, promise.due_at)
    return step_at(promise.escalated, *times, calendar_of(promise.case.shop))


def _claimed(limit: int) -> list[Promise]:
    claim = Promise.objects.select_for_update(
        skip_locked=True, no_key=True, of=("self", "case")
    ).select_related("case__shop")
    due = claim.filter(end=Promise.End.OPEN, paused_at=None, escalate_at__lte=clock.now())
    return list(due.order_by("escalate_at")[:limit])
