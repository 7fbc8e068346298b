"""Letting a promise rest while we wait for the customer, and going on with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.promises.actions.planning import PLANNED, follow, plan
from makegood.promises.actions.queueing import requeue
from makegood.promises.events import PromisePaused, PromiseResumed
from makegood.promises.models import Promise
from makegood.promises.queries import BY_A_WORD, calendar_of, goods_are_here
from makegood.promises.rules.pausing import due_after_pause

RESTING = ("paused_at", "pause_reason", "pause_note", "due_at", "warned_at", "act_at", *PLANNED)


@transaction.atomic
def pause(promise: Promise, reason: str, by: Staff | None = None, note: str = "") -> None:
    """It rests from now on; idempotent. Refused where it is overdue already, and for answers and news: those we owe whoever
    else has to do something. `Conflict` when it has ended meanwhile.
    """
    if reason not in Promise.Pause.values or not reason:
        raise BadInput("reason", _("Choose what it waits for."))
    case = held(promise.case_id)
    promise.refresh_from_db()
    if not promise.is_open:
        raise Conflict("promise_ended", _("This promise has ended meanwhile."))
    if promise.kind in BY_A_WORD:
        raise Refused("always_owed", _("An answer and news are owed while we wait, too."))
    if promise.is_paused:
        return
    if reason == Promise.Pause.GOODS and goods_are_here(case):
        raise Refused("goods_are_here", _("The goods are here: there is nothing to wait for."))
    if promise.due_at <= clock.now():
        raise Refused("overdue", _("It is overdue already: agree on another time instead."))
    put_paused(promise, reason, by, note)
    requeue(case)


def put_paused(promise: Promise, reason: str, by: Staff | None = None, note: str = "") -> None:
    """The row and the news, its case held."""
    promise.paused_at, promise.pause_reason = clock.now(), reason
    promise.pause_note = bounded(note.strip(), 300)
    promise.save(update_fields=["paused_at", "pause_reason", "pause_note"])
    follow(promise, promise.case)
    record(
        PromisePaused(
            case_id=promise.case_id,
            promise_id=promise.pk,
            kind=promise.kind,
            reason=reason,
            note=promise.pause_note,
            by_id=by.pk if by else None,
        )
    )


@transaction.atomic
def resume(promise: Promise, by: Staff | None = None) -> None:
    """It goes on, due later by the working time it rested; idempotent."""
    case = held(promise.case_id)
    promise.refresh_from_db()
    if promise.is_paused:
        put_resumed(promise, case, by)
        requeue(case)


@transaction.atomic
def resume_waiting(case: Case, reason: str) -> None:
    """What rested for this `reason` goes on: what it waited for is here."""
    waiting = case.promises.filter(end=Promise.End.OPEN, pause_reason=reason)
    if not waiting.exists():
        return
    case = held(case.pk)
    for promise in waiting.order_by("due_at", "id"):
        put_resumed(promise, case)
    requeue(case)


@transaction.atomic
def wait_for_facts(case: Case) -> None:
    """The customer was asked for what it takes to decide: until they answer a decision rests, but for one the law asks for,
    whose day goes by all the same.
    """
    case = held(case.pk)
    owed = case.promises.filter(kind=Promise.Kind.DECISION, end=Promise.End.OPEN, paused_at=None)
    for promise in owed.filter(due_at__gt=clock.now()).exclude(source=Promise.Source.LAW):
        put_paused(promise, Promise.Pause.ANSWER)
    requeue(case)


def put_resumed(promise: Promise, case: Case, by: Staff | None = None) -> None:
    """The row and the news, its case held."""
    before, due_at = promise.due_at, rested(promise, case)
    if promise.act_at is not None and promise.paused_at is not None:
        promise.act_at += clock.now() - promise.paused_at
    promise.paused_at, promise.pause_reason, promise.pause_note = None, "", ""
    promise.due_at = due_at
    plan(promise, case)
    if promise.warn_at > clock.now():
        promise.warned_at = None
    promise.save(update_fields=RESTING)
    follow(promise, case)
    record(
        PromiseResumed(
            case_id=promise.case_id,
            promise_id=promise.pk,
            kind=promise.kind,
            due_before=before,
            due_at=due_at,
            by_id=by.pk if by else None,
        )
    )


def rested(promise: Promise, case: Case) -> datetime:
    """When it is due, went it on now: later by the working time it rested."""
    assert promise.paused_at is not None, "only what rests goes on"
    return due_after_pause(promise.due_at, promise.paused_at, clock.now(), calendar_of(case.shop))
