"""Watching the time: whoever owes something is warned before, and it escalates after.

A batch claims the rows that are due and no others (SKIP LOCKED, with their cases, so that no two locks are ever
waited for in two orders): any number of workers may watch, and the cost is what is due, not what is open.
"""

from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from makegood.cases.actions.snoozing import wake
from makegood.kernel import clock
from makegood.kernel.log import record_all
from makegood.promises.events import PromiseAtRisk, PromiseBroken
from makegood.promises.models import Promise


def warn_due(limit: int = 500) -> int:
    """Tell of up to `limit` promises that are about to break."""
    now = clock.now()
    with transaction.atomic():
        due = _claimed(Promise.objects.filter(warned_at=None, warn_at__lte=now), "warn_at", limit)
        Promise.objects.filter(pk__in=[promise.pk for promise in due]).update(warned_at=now)
        _bring_back(due)
        record_all([PromiseAtRisk(**_told_of(promise)) for promise in due])
    return len(due)


def break_due(limit: int = 500) -> int:
    """Tell of up to `limit` promises whose time has passed. They stay owed; a warning would come too late."""
    now = clock.now()
    with transaction.atomic():
        due = _claimed(Promise.objects.filter(broken_at=None, due_at__lte=now), "due_at", limit)
        Promise.objects.filter(pk__in=[promise.pk for promise in due]).update(
            broken_at=F("due_at"), warned_at=Coalesce(F("warned_at"), now)
        )
        _bring_back(due)
        record_all([PromiseBroken(**_told_of(promise)) for promise in due])
    return len(due)


def _claimed(promises: QuerySet[Promise], column: str, limit: int) -> list[Promise]:
    claim = promises.select_for_update(skip_locked=True, no_key=True, of=("self", "case"))
    found = claim.filter(end=Promise.End.OPEN, paused_at=None).select_related("case")
    return list(found.order_by(column)[:limit])


def _bring_back(due: list[Promise]) -> None:
    """Putting a case aside may not hide a promise."""
    for promise in due:
        if promise.case.is_snoozed:
            wake(promise.case)


def _told_of(promise: Promise) -> dict[str, Any]:
    return {
        "case_id": promise.case_id,
        "promise_id": promise.pk,
        "owner_id": promise.owner_id or promise.case.assignee_id,
        "due_at": promise.due_at,
    }
