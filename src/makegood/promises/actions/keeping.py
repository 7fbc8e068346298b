"""Keeping a promise: by evidence, the message or the parcel that does it, or by a note."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.promises.actions.pausing import put_resumed
from makegood.promises.actions.planning import follow
from makegood.promises.actions.queueing import requeue
from makegood.promises.events import PromiseKept, PromiseReleased, PromiseReopened
from makegood.promises.models import Promise
from makegood.promises.queries import BY_A_WORD, GIVEN, is_here
from makegood.promises.rules.evidence import Box, box_that_keeps, needs_a_note
from makegood.shops.models import Parcel

KEEPING = ("end", "ended_at", "evidence", "kept_by", "kept_by_parcel", "end_note")
"""The columns that say how a promise ended."""
ONE_AT_A_TIME = (Promise.Source.ACKNOWLEDGEMENT, Promise.Source.SILENCE)
"""What comes by itself, and of which a case has one open promise."""


LASTING = (*GIVEN, Promise.Source.PLAYBOOK, Promise.Source.LAW)
"""What closing a case ends and opening it again owes once more."""


@dataclass(frozen=True)
class Shown:
    """That a promise was kept, and by what: one of `Promise.Evidence`, with the message or parcel and a note."""

    evidence: str
    at: datetime
    message: Message | None = None
    parcel: Parcel | None = None
    note: str = ""


def by_message(message: Message, note: str = "") -> Shown:
    """By a word of ours: written, or spoken on the phone."""
    evidence = Promise.Evidence.CALL if message.is_spoken else Promise.Evidence.MESSAGE
    return Shown(evidence, message.at, message=message, note=note)


def by_note(note: str) -> Shown:
    """By what somebody says of it, now."""
    return Shown(Promise.Evidence.NOTE, clock.now(), note=note)


@transaction.atomic
def keep(
    promise: Promise, message: Message | None = None, *, note: str = "", by: Staff | None = None
) -> None:
    """What was owed was done; idempotent. A promise that ended otherwise stays so. A note is needed (`BadInput`) unless the
    message itself is what was owed: words keep an answer, not a repair.
    """
    note = note.strip()
    shown = by_message(message, note) if message else by_note(note)
    if not note and needs_a_note(promise.kind, shown.evidence):
        raise BadInput("note", _("Say how the promise was kept."))
    case = held(promise.case_id)
    promise.refresh_from_db()
    if promise.is_open:
        put_kept(promise, shown, by)
        requeue(case)


@transaction.atomic
def keep_by_arrival(order_ids: Collection[UUID]) -> int:
    """Parcels of these orders have arrived: what was promised of them is kept, by the parcel it names or, where it names none,
    as far as nothing else is awaited; how many promises. Idempotent.
    """
    return _keep_by_parcels(order_ids, Promise.Kind.PARCEL, lambda parcel: parcel.delivered_at)


@transaction.atomic
def keep_by_leaving(order_ids: Collection[UUID]) -> int:
    """Parcels of these orders are with their carriers: that they would leave is kept, as `keep_by_arrival` keeps what arrives.
    Where nobody told when it left, it had left by now. Idempotent.
    """

    def left_at(parcel: Parcel) -> datetime | None:
        known = parcel.shipped_at or parcel.delivered_at
        return known or (clock.now() if parcel.is_on_its_way else None)

    return _keep_by_parcels(order_ids, Promise.Kind.SHIPMENT, left_at)


def _keep_by_parcels(
    order_ids: Collection[UUID], kind: str, at: Callable[[Parcel], datetime | None]
) -> int:
    owed = Promise.objects.filter(kind=kind, end=Promise.End.OPEN, case__order__in=order_ids)
    kept = 0
    for case_id in owed.order_by("case").values_list("case", flat=True).distinct():
        case = held(case_id)
        parcels = {one.number: one for one in case.order.parcels.all()} if case.order else {}
        boxes = [_box(one, at(one)) for one in parcels.values()]
        for promise in owed.filter(case=case):
            meant = [one for one in boxes if one.number == promise.basis]
            if box := box_that_keeps(promise.made_at, meant or boxes, case.shop.timezone):
                # Files that tell only the day have its first moment, which may lie before the promise.
                came_at = max(box.came_at or clock.now(), promise.made_at)
                put_kept(promise, _by_parcel(parcels[box.number], came_at))
                kept += 1
        requeue(case)
    return kept


def _box(parcel: Parcel, at: datetime | None) -> Box:
    never = parcel.state in {Parcel.State.LOST, Parcel.State.RETURNING}
    return Box(parcel.number, not never and at is None, at)


def _by_parcel(parcel: Parcel, at: datetime) -> Shown:
    return Shown(Promise.Evidence.PARCEL, at, parcel=parcel, note=parcel.number)


def put_kept(promise: Promise, shown: Shown, by: Staff | None = None) -> None:
    """The row and the news, its case held. Late is what came after its time, whether or not that was noticed."""
    if promise.is_paused:
        put_resumed(promise, promise.case, by)  # it is judged by the time it had left
    is_late = promise.broken_at is not None or shown.at > promise.due_at
    if is_late and promise.broken_at is None:
        promise.broken_at = promise.due_at
    promise.end = Promise.End.KEPT_LATE if is_late else Promise.End.KEPT
    promise.ended_at = shown.at
    promise.evidence = shown.evidence
    promise.kept_by, promise.kept_by_parcel = shown.message, shown.parcel
    promise.end_note = bounded(shown.note, 300)
    promise.save(update_fields=[*KEEPING, "broken_at"])
    if promise.kind not in BY_A_WORD:
        follow(promise, promise.case)
    by_id = by.pk if by else None
    record(
        PromiseKept(
            case_id=promise.case_id,
            promise_id=promise.pk,
            late=is_late,
            evidence=shown.evidence,
            by_id=by_id,
        )
    )


def put_open_again(message: Message, case: Case) -> int:
    """Undo the keeping by `message`, its case held; answers how many are open again. What is owed only because of
    that word (the silence it began) or in their place (a later answer) goes.
    """
    kept = list(Promise.objects.filter(kept_by=message).exclude(end=Promise.End.OPEN))
    if case.told_at is None or case.told_at < message.at:
        begun = {"source": Promise.Source.SILENCE, "made_at__gte": message.at}
        forget(case.promises.filter(end=Promise.End.OPEN, **begun))
    for promise in kept:
        if promise.source in ONE_AT_A_TIME:
            same = {"end": Promise.End.OPEN, "source": promise.source}
            forget(case.promises.filter(**same).exclude(pk=promise.pk))
        _open_again(promise)
    return len(kept)


@transaction.atomic
def take_up_again(case: Case) -> None:
    """The case goes on: what a person promised or the law asks for, and only closing it ended, is owed again by the same time.

    What fell due while it was closed is not: whoever closed it said why nothing was owed, and its time is over.
    """
    case = held(case.pk)
    closure = case.closures.order_by("-at").first()
    if closure is None:
        return
    ended = case.promises.filter(end=Promise.End.RELEASED, source__in=LASTING)
    by_closing = ended.filter(made_at__lte=closure.at, ended_at__gte=closure.at)
    to_come = Q(due_at__gt=clock.now()) | Q(paused_at__isnull=False)  # what rests falls due later
    for promise in by_closing.filter(to_come).order_by("due_at", "id"):
        _open_again(promise)
        if promise.is_paused and is_here(promise, case):
            put_resumed(promise, case)
    requeue(case)


@transaction.atomic
def open_again(promise: Promise) -> None:
    """It was not done after all: owed as before, by the same time. Nothing where it is open, or was replaced or let go of."""
    case = held(promise.case_id)
    promise.refresh_from_db()
    if promise.end in {Promise.End.KEPT, Promise.End.KEPT_LATE} and not case.is_closed:
        _open_again(promise)
        requeue(case)


def _open_again(promise: Promise) -> None:
    # Nobody was told that it broke when it was only kept late: then it breaks when the sweep finds it.
    if promise.warned_at is None:
        promise.broken_at = None
    promise.end, promise.ended_at = Promise.End.OPEN, None
    promise.evidence, promise.end_note = Promise.Evidence.NONE, ""
    promise.kept_by = promise.kept_by_parcel = None
    promise.save(update_fields=[*KEEPING, "broken_at"])
    if promise.kind not in BY_A_WORD:
        follow(promise, promise.case)
    record(PromiseReopened(case_id=promise.case_id, promise_id=promise.pk))


def forget(promises: QuerySet[Promise]) -> None:
    """Delete what was never said to the customer, their case held; the log keeps that it was made."""
    for promise in promises:
        promise_id = promise.pk
        promise.delete()
        record(PromiseReleased(case_id=promise.case_id, promise_id=promise_id))
