"""Working deadlines out anew: the shop's hours, closed days or holidays have changed, or somebody's own hours.

A row says what is to be recounted and how far that is; a sweep goes on with it, so that a change of settings takes no longer
with a million promises than with none.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.models import Message
from makegood.promises.actions.planning import put_moved, put_planned
from makegood.promises.models import Promise, Recount
from makegood.promises.queries import calendar_of
from makegood.promises.rules import add_working_hours
from makegood.promises.rules.recounting import recounted

CALENDAR = frozenset(
    {
        "closed_days",
        "country",
        "holiday_region",
        "hours",
        "observes_holidays",
        "special_days",
        "timezone",
        "worked_holidays",
    }
)
"""The shop's settings that working time is counted by."""


def recount_shop(shop_id: UUID) -> None:
    """Everything owed in this shop is to be worked out anew, from the beginning."""
    Recount.objects.update_or_create(shop_id=shop_id, defaults={"after": None})


def recount_staff(staff_id: UUID) -> None:
    """Everything this member of staff owes likewise."""
    Recount.objects.update_or_create(staff_id=staff_id, defaults={"after": None})


def recount_next(limit: int = 200) -> int:
    """Go on with one recount by up to `limit` promises; how many there were. Any number of workers at once."""
    with transaction.atomic():
        row = Recount.objects.select_for_update(skip_locked=True).first()
        if row is None:
            return 0
        owed = list(_owed(row).values_list("pk", "case")[:limit])
        # In the order in which joins and splits lock two cases: none waits for the other.
        for promise_id, case_id in sorted(owed, key=lambda one: one[1]):
            _count(promise_id, case_id)
        if len(owed) < limit:
            row.delete()
        else:
            row.after = owed[-1][0]
            row.save(update_fields=["after"])
        return len(owed)


def _owed(row: Recount) -> QuerySet[Promise]:
    owed = Promise.objects.filter(end=Promise.End.OPEN, paused_at=None).order_by("pk")
    owed = owed.filter(case__shop=row.shop_id) if row.shop_id else owed.filter(owner=row.staff_id)
    return owed.filter(pk__gt=row.after) if row.after else owed


def _count(promise_id: UUID, case_id: UUID) -> None:
    """One promise: what was counted in working hours is due by them, unless the customer has read by when; the rest by the day
    that was named.
    """
    case = held(case_id)
    promise = case.promises.filter(pk=promise_id, end=Promise.End.OPEN, paused_at=None).first()
    if promise is None:
        return  # it ended, or went to another case, meanwhile
    due_at = _due_at(promise, case)
    if due_at == promise.due_at:
        put_planned(promise, case)
    else:
        put_moved(promise, case, due_at)


def _due_at(promise: Promise, case: Case) -> datetime:
    before = promise.due_at
    if promise.counted_hours is None or promise.broken_at is not None:
        return before
    if _was_told(promise):
        return before
    calendar = calendar_of(case.shop)
    counted = add_working_hours(promise.made_at, promise.counted_hours, calendar)
    return recounted(before, counted, clock.now(), calendar)


def _was_told(promise: Promise) -> bool:
    told = {"case": promise.case_id, "purpose": Message.Purpose.ACKNOWLEDGEMENT}
    return Message.objects.filter(**told, at__gte=promise.made_at).exists()
