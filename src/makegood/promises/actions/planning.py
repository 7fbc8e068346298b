"""When a promise is warned of and escalates: worked out where it is made or moved, or its owner has other hours."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.promises.actions.queueing import requeue
from makegood.promises.events import PromiseRecounted
from makegood.promises.models import Promise
from makegood.promises.queries import BY_A_WORD, burden_of, calendar_of
from makegood.promises.rules.warning import STEPS, step_at, warn_at

PLANNED = ("warn_at", "escalate_at")


def plan(promise: Promise, case: Case) -> None:
    """Its times on the row, which is not saved."""
    calendar = calendar_of(case.shop)
    promise.warn_at = warn_at(promise.made_at, promise.due_at, calendar, burden_of(promise))
    promise.escalate_at = None
    if promise.escalated < len(STEPS):
        times = (promise.warn_at, promise.due_at)
        promise.escalate_at = step_at(promise.escalated, *times, calendar)


def put_planned(promise: Promise, case: Case) -> None:
    """The row, its case held."""
    plan(promise, case)
    promise.save(update_fields=PLANNED)


def put_moved(promise: Promise, case: Case, due_at: datetime) -> None:
    """The row, its place in the queue and the news, its case held: nobody agreed on another time, it is counted otherwise."""
    before, promise.due_at = promise.due_at, due_at
    plan(promise, case)
    if promise.warn_at > clock.now():
        promise.warned_at = None
    promise.save(update_fields=["due_at", "warned_at", *PLANNED])
    requeue(case)
    record(
        PromiseRecounted(
            case_id=case.pk,
            promise_id=promise.pk,
            kind=promise.kind,
            due_before=before,
            due_at=due_at,
        )
    )


@transaction.atomic
def wait_for(promise: Promise, first: Promise | None) -> None:
    """It can't be kept before `first` is, another promise of the case; None: it waits for nothing. `BadInput` where `first`
    itself waits for it, or is an answer or news, which nothing waits for; `Conflict` when one of them has ended meanwhile.
    """
    case = held(promise.case_id)
    promise.refresh_from_db()
    if first is not None:
        first.refresh_from_db()
    if not promise.is_open or (first is not None and not first.is_open):
        raise Conflict("promise_ended", _("This promise has ended meanwhile."))
    if first is not None and (
        first.case_id != case.pk or first.kind in BY_A_WORD or promise.pk in _chain(first)
    ):
        raise BadInput("first", _("Choose another promise, which does not wait for this one."))
    promise.waits_for = first
    plan(promise, case)
    promise.save(update_fields=["waits_for", *PLANNED])


def follow(first: Promise, case: Case, heir: Promise | None = None) -> None:
    """What waits for `first` is planned anew, its case held: it has moved or ended, or `heir` stands in its place."""
    for promise in case.promises.filter(waits_for=first, end=Promise.End.OPEN):
        if heir is not None:
            promise.waits_for = heir
        plan(promise, case)
        promise.save(update_fields=["waits_for", *PLANNED])


def _chain(promise: Promise) -> list[object]:
    """The promise and all it waits for, the nearest first."""
    chain, at = [promise.pk], promise
    while at.waits_for is not None and at.waits_for.pk not in chain:
        at = at.waits_for
        chain.append(at.pk)
    return list(chain)
