"""Keeping a promise: by evidence, the message that does it, or by a note."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import held
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.messages.models import Message
from makegood.people.models import Staff
from makegood.promises.actions.queueing import requeue
from makegood.promises.events import PromiseKept
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
