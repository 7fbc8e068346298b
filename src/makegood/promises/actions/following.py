"""Promises follow their case, and the message they were made in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel.log import record
from makegood.promises.actions.keeping import ONE_AT_A_TIME
from makegood.promises.actions.pausing import resume_waiting
from makegood.promises.actions.planning import PLANNED, follow, plan
from makegood.promises.actions.queueing import requeue
from makegood.promises.actions.renegotiating import put_back, put_released
from makegood.promises.events import PromiseReleased
from makegood.promises.models import Promise
from makegood.promises.queries import GIVEN, goods_are_here

_HANDED_OVER = (*ONE_AT_A_TIME, Promise.Source.PLAYBOOK, Promise.Source.LAW)


_ON_A_BASIS = (Promise.Source.LAW, Promise.Source.PLAYBOOK, Promise.Source.CARRIER)


@transaction.atomic
def hand_over(case_id: UUID, owner_id: UUID | None) -> None:
    """The promises that came by themselves are owed by whoever has the case, who has hours and a load of their own."""
    owed = Promise.objects.filter(case=case_id, end=Promise.End.OPEN, source__in=_HANDED_OVER)
    for promise in owed.select_related("case__shop"):
        promise.owner_id = owner_id
        plan(promise, promise.case)
        promise.save(update_fields=["owner", *PLANNED])


@transaction.atomic
def take_back(case_id: UUID, message_id: UUID) -> None:
    """Delete what a message promised that never left: to the customer it never existed. The log keeps that it was made.

    What it replaced is owed as before, as far as nothing else has ended that.
    """
    case = held(case_id)
    made = list(case.promises.filter(made_in=message_id, source__in=GIVEN))
    heirs: dict[UUID | None, Promise] = {one.pk: one for one in made}
    earlier = case.promises.filter(replaced_by__in=made, end=Promise.End.REPLACED)
    for replaced in earlier.exclude(pk__in=[one.pk for one in made]):
        heir = heirs[replaced.replaced_by_id]
        while heir.replaced_by_id in heirs:
            heir = heirs[heir.replaced_by_id]
        put_back(replaced, heir)
    for promise in made:
        promise_id = promise.pk
        promise.delete()
        record(PromiseReleased(case_id=case.pk, promise_id=promise_id, never_given=True))
    if made:
        requeue(case)


@transaction.atomic
def bring_promises(case_id: UUID, into_id: UUID) -> None:
    """Move every promise of a merged case. Of two that come by themselves, or by the same rule of law, stage or parcel, one is
    enough: the sooner.
    """
    first, second = sorted((case_id, into_id))
    cases = {case.pk: case for case in (held(first), held(second))}
    case, into = cases[case_id], cases[into_id]
    for source in ONE_AT_A_TIME:
        _join(case, into, source=source)
    grounded = case.promises.filter(end=Promise.End.OPEN, source__in=_ON_A_BASIS)
    for same in grounded.values("source", "basis", "kind"):
        _join(case, into, **same)
    case.promises.update(case=into)
    if goods_are_here(into):
        resume_waiting(into, Promise.Pause.GOODS)
    for changed in (case, into):
        requeue(changed)


def _join(case: Case, into: Case, **same: str) -> None:
    ours = case.promises.filter(end=Promise.End.OPEN, **same).first()
    theirs = into.promises.filter(end=Promise.End.OPEN, **same).first()
    if ours is None or theirs is None:
        return
    later = max(ours, theirs, key=_falls_due)
    sooner = theirs if later is ours else ours
    for one in (case, into):
        follow(later, one, sooner)
    put_released(later, None, f"#{case.number} → #{into.number}")


def _falls_due(promise: Promise) -> tuple[bool, datetime]:
    """What rests falls due after what does not, whatever day it was for."""
    return promise.is_paused, promise.due_at
