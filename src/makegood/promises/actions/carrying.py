"""A carrier's day that the customer was told goes with the carrier's: later when that slides, and they are told."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.promises.actions.making import put_down
from makegood.promises.actions.planning import put_moved
from makegood.promises.models import Promise
from makegood.promises.queries import boxes_expected, calendar_of
from makegood.promises.rules import add_working_hours
from makegood.promises.rules.passing_on import carriers_due_at
from makegood.rulebook.queries import times_for


@transaction.atomic
def follow_carrier(order_ids: Collection[UUID]) -> int:
    """Parcels of these orders come later than was said: what was told of them is due then, and the customer is owed the news;
    how many promises. What broke before stays broken. A day that comes nearer moves nothing: they were told the later one.
    Idempotent.
    """
    told = Promise.objects.filter(
        kind=Promise.Kind.PARCEL,
        source=Promise.Source.CARRIER,
        end=Promise.End.OPEN,
        case__order__in=order_ids,
    )
    moved = 0
    for case_id in told.order_by("case").values_list("case", flat=True).distinct():
        case = held(case_id)
        days = {one.number: one.day for one in boxes_expected(case)}
        for promise in told.filter(case=case).select_related("owner", "waits_for"):
            day = days.get(promise.basis)
            due_at = carriers_due_at(day, calendar_of(case.shop)) if day else promise.due_at
            if due_at > promise.due_at:
                _move(promise, case, due_at)
                moved += 1
    return moved


def _move(promise: Promise, case: Case, due_at: datetime) -> None:
    _owe_news(promise, case)
    if promise.broken_at is None and not promise.is_paused:
        put_moved(promise, case, due_at)


def _owe_news(promise: Promise, case: Case) -> None:
    """By when an answer would be due, and before the day they wait for is over."""
    news = {"kind": Promise.Kind.NEWS, "source": Promise.Source.CARRIER}
    if case.is_closed or case.promises.filter(end=Promise.End.OPEN, **news).exists():
        return
    now = clock.now()
    by = add_working_hours(now, times_for(case).answer_hours, calendar_of(case.shop))
    due_at = min(by, promise.due_at) if promise.due_at > now else by
    owner = promise.owner or case.assignee
    put_down(
        case,
        Promise.Kind.NEWS,
        due_at,
        Promise.Source.CARRIER,
        basis=promise.basis,
        owner=owner,
    )
