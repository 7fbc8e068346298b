"""Keeping a promise: by evidence, the message that does it, or by a note."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import held
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.promises.actions.queueing import requeue
from makegood.promises.events import PromiseKept, PromiseReleased, PromiseReopened
from makegood.promises.models import Promise


@transaction.atomic
def keep(
    promise: Promise, message: Message | None = None, *, note: str = "", by: Staff | None = None
) -> None:
    """What was owed was done; idempotent. Without a message it needs a note. A promise that ended otherwise stays so."""
    note = note.strip()
    if message is None and not note:
        raise BadInput("note", _("Say how the promise was kept."))
    case = held(promise.case_id)
    promise.refresh_from_db()
    if promise.is_open:
        put_kept(promise, message, note, by)
        requeue(case)


def put_kept(
    promise: Promise, message: Message | None, note: str = "", by: Staff | None = None
) -> None:
    """The row and the news, its case held. Late is what came after its time, whether or not that was noticed."""
    kept_at = message.at if message else clock.now()
    is_late = promise.broken_at is not None or kept_at > promise.due_at
    if is_late and promise.broken_at is None:
        promise.broken_at = promise.due_at
    promise.end = Promise.End.KEPT_LATE if is_late else Promise.End.KEPT
    promise.ended_at = kept_at
    promise.kept_by = message
    promise.end_note = bounded(note, 300)
    promise.save(update_fields=["end", "ended_at", "kept_by", "end_note", "broken_at"])
    by_id = by.pk if by else None
    record(PromiseKept(case_id=promise.case_id, promise_id=promise.pk, late=is_late, by_id=by_id))


def put_open_again(message: Message, case: Case) -> int:
    """Undo the keeping by `message`, its case held; answers how many are open again. What is owed only because of
    that word (the silence it began) or in their place (a later answer) goes.
    """
    kept = list(Promise.objects.filter(kept_by=message).exclude(end=Promise.End.OPEN))
    if case.told_at is None or case.told_at < message.at:
        begun = {"source": Promise.Source.SILENCE, "made_at__gte": message.at}
        _forget(case.promises.filter(end=Promise.End.OPEN, **begun))
    for promise in kept:
        if promise.source != Promise.Source.PERSON:
            # Of those that come by themselves a case has one open at a time.
            same = {"end": Promise.End.OPEN, "source": promise.source}
            _forget(case.promises.filter(**same).exclude(pk=promise.pk))
        _open_again(promise)
    return len(kept)


@transaction.atomic
def take_up_again(case: Case) -> None:
    """The case goes on: what a person promised, and only closing it ended, is owed again by the same time.

    What fell due while it was closed is not: whoever closed it said why nothing was owed, and its time is over.
    """
    case = held(case.pk)
    closure = case.closures.order_by("-at").first()
    if closure is None:
        return
    ended = case.promises.filter(end=Promise.End.RELEASED, source=Promise.Source.PERSON)
    by_closing = ended.filter(made_at__lte=closure.at, ended_at__gte=closure.at)
    for promise in by_closing.filter(due_at__gt=clock.now()).order_by("due_at", "id"):
        _open_again(promise)
    requeue(case)


def _open_again(promise: Promise) -> None:
    # Nobody was told that it broke when it was only kept late: then it breaks when the sweep finds it.
    if promise.warned_at is None:
        promise.broken_at = None
    promise.end, promise.ended_at = Promise.End.OPEN, None
    promise.kept_by, promise.end_note = None, ""
    promise.save(update_fields=["end", "ended_at", "kept_by", "end_note", "broken_at"])
    record(PromiseReopened(case_id=promise.case_id, promise_id=promise.pk))


def _forget(promises: QuerySet[Promise]) -> None:
    for promise in promises:
        promise_id = promise.pk
        promise.delete()
        record(PromiseReleased(case_id=promise.case_id, promise_id=promise_id))
