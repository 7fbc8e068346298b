"""Another date, or none: renegotiating and releasing."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.messages.actions.sending import PromiseWish, send_reply
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.promises.actions.keeping import KEEPING, ONE_AT_A_TIME
from makegood.promises.actions.making import put_down
from makegood.promises.actions.planning import PLANNED, follow, plan
from makegood.promises.actions.queueing import requeue
from makegood.promises.actions.wording import new_time
from makegood.promises.events import PromiseReleased, PromiseReopened, PromiseReplaced
from makegood.promises.models import RESTABLE, Promise
from makegood.promises.queries import BY_A_WORD, calendar_of
from makegood.promises.rules.working_time import working_time_between

PAUSED = ("paused_at", "pause_reason", "pause_note")


@transaction.atomic
def replace(promise: Promise, due_at: datetime, by: Staff | None, note: str) -> Promise:
    """The same thing by another time: a new promise stands in the old one's place.

    The note says what was agreed and why. A promise that was broken before stays counted as broken.
    `Conflict` when it has ended meanwhile.
    """
    if due_at <= clock.now():
        raise BadInput("due_at", _("Choose a time that is still to come."))
    if not note.strip():
        raise BadInput("note", _("Say why the date changes."))
    case = held(promise.case_id)
    promise.refresh_from_db()
    if not promise.is_open:
        raise Conflict("promise_ended", _("This promise has ended meanwhile."))
    _end(promise, Promise.End.REPLACED, note)
    source = _source_of_heir(promise, by)
    successor = put_down(
        case,
        promise.kind,
        due_at,
        source,
        text=promise.text,
        owner=promise.owner,
        made_in=promise.made_in,
        basis="" if source == Promise.Source.PERSON else promise.basis,
        waits_for=promise.waits_for,
        amount=promise.amount,
        by=by,
    )
    _succeed(promise, successor, by)
    return successor


@transaction.atomic
def tell_new_time(
    promise: Promise, due_at: datetime, by: Staff, reason: str, alternative: str = ""
) -> Message:
    """Write to the customer that it will be later, why, and what else they may have; the new promise is made by that message,
    and unmade if it is taken back. Refused (`unkeepable`) where nobody works before the new time.
    """
    _check_time(promise, due_at)
    if not reason.strip():
        raise BadInput("note", _("Say why the date changes."))
    case = held(promise.case_id)
    promise.refresh_from_db()
    if not promise.is_open:
        raise Conflict("promise_ended", _("This promise has ended meanwhile."))
    body = new_time(promise, due_at, reason, alternative)
    wish = PromiseWish(due_at, promise.text, promise.kind, (promise.pk,), amount=promise.amount)
    return send_reply(case, by, body, promise=wish, is_by_hand=False)


def _check_time(promise: Promise, due_at: datetime) -> None:
    if due_at <= clock.now():
        raise BadInput("due_at", _("Choose a time that is still to come."))
    if not working_time_between(clock.now(), due_at, calendar_of(promise.case.shop)):
        raise Refused("unkeepable", _("The shop is closed until then: nobody could keep it."))


@transaction.atomic
def put_in_place_of(successor: Promise, replaced: Collection[UUID], by: Staff | None) -> None:
    """An answer named another time for these: what is still open of them on the case is replaced, in the words that
    promise it now.
    """
    if not replaced:
        return
    case = held(successor.case_id)
    owed = case.promises.filter(pk__in=replaced, end=Promise.End.OPEN).exclude(pk=successor.pk)
    for promise in owed.order_by("due_at", "id"):
        _end(promise, Promise.End.REPLACED, successor.text or _("Another time was named."))
        _succeed(promise, successor, by)
    requeue(case)


@transaction.atomic
def release(promise: Promise, by: Staff | None, note: str) -> None:
    """It is no longer owed, and the note says why; idempotent."""
    if not note.strip():
        raise BadInput("note", _("Say why this is no longer owed."))
    case = held(promise.case_id)
    promise.refresh_from_db()
    if promise.is_open:
        put_released(promise, by, note)
        requeue(case)


def put_released(promise: Promise, by: Staff | None, note: str) -> None:
    """The row and the news, its case held."""
    _end(promise, Promise.End.RELEASED, note)
    if promise.kind not in BY_A_WORD:
        follow(promise, promise.case)
    by_id = by.pk if by else None
    record(
        PromiseReleased(
            case_id=promise.case_id, promise_id=promise.pk, note=promise.end_note, by_id=by_id
        )
    )


@transaction.atomic
def release_all(case: Case, by: Staff | None, note: str = "") -> None:
    """Nothing is owed on the case any more: it was closed, and `note` is the reason given."""
    case = held(case.pk)
    for promise in case.promises.filter(end=Promise.End.OPEN).order_by("due_at", "id"):
        put_released(promise, by, note)
    requeue(case)


def put_back(promise: Promise, heir: Promise) -> None:
    """What replaced it, `heir`, was never said: it is owed as before, its case held, and what waits for the heir waits for it.
    Where the heir has ended meanwhile, it ends with it: it was moved once more, or the case is closed. Where the heir rests, so
    does it. That it broke stays true.
    """
    is_late = heir.end == Promise.End.KEPT and promise.broken_at
    promise.end = Promise.End.KEPT_LATE if is_late else heir.end
    for column in KEEPING[1:]:
        setattr(promise, column, getattr(heir, column))
    promise.replaced_by = heir.replaced_by
    _rest_as(promise, heir)
    plan(promise, promise.case)
    promise.save(update_fields=[*KEEPING, *PAUSED, "replaced_by", *PLANNED])
    follow(heir, promise.case, promise)
    if promise.is_open:
        record(PromiseReopened(case_id=promise.case_id, promise_id=promise.pk))


def _rest_as(promise: Promise, heir: Promise) -> None:
    if heir.is_paused and not promise.is_paused:
        for column in PAUSED:
            setattr(promise, column, getattr(heir, column))
    if promise.end not in RESTABLE:
        promise.paused_at, promise.pause_reason = None, Promise.Pause.NONE


def _source_of_heir(promise: Promise, by: Staff | None) -> str:
    """What a person agreed on instead of the law's day, or the carrier's, is theirs: those would move with the facts again."""
    return (
        promise.source if by is None or promise.source in ONE_AT_A_TIME else Promise.Source.PERSON
    )


def _succeed(promise: Promise, successor: Promise, by: Staff | None) -> None:
    promise.replaced_by = successor
    promise.save(update_fields=["replaced_by"])
    if promise.kind == successor.kind == Promise.Kind.REPAIR:
        successor.act_at = promise.act_at  # two weeks since it was first promised
        successor.save(update_fields=["act_at"])
    follow(promise, successor.case, successor)
    record(
        PromiseReplaced(
            case_id=promise.case_id,
            promise_id=promise.pk,
            by_promise_id=successor.pk,
            by_id=by.pk if by else None,
        )
    )


def _end(promise: Promise, end: str, note: str) -> None:
    promise.end, promise.ended_at = end, clock.now()
    promise.end_note = bounded(note.strip(), 300)
    # That it rests stays: owed again, it rests as before, since when it did.
    promise.save(update_fields=["end", "ended_at", "end_note"])
