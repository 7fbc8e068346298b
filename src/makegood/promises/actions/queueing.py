"""Keeping the case's place in the inbox true to what it owes."""

from makegood.cases.actions.queueing import placed_at, set_queue_at
from makegood.cases.models import Case
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.rows import insert
from makegood.promises.models import Promise


def insert_queued(promise: Promise, case: Case) -> None:
    """A new promise, and the case's place with it. Where nothing was owed it is all there is: a mail that opens a case need not ask."""
    if case.owes_something or case.owed:
        insert(promise)
        requeue(case)
        return
    place = promise.due_at, promise.kind, int(promise.source != Promise.Source.SILENCE)
    insert(promise, beside=placed_at(case.pk, *place))
    case.queue_at, case.queue_kind, case.owed = place


def requeue(case: Case) -> None:
    """Work out anew what falls due next; what rests does not. The case must be held, so that two changes see each other."""
    promises = case.promises.filter(end=Promise.End.OPEN).order_by("due_at", "id")
    owed = promises.values_list("due_at", "kind", "source", "paused_at")
    running = ((due_at, kind) for due_at, kind, _, paused_at in owed if not paused_at)
    due_at, kind = next(running, (FAR_FUTURE, ""))
    count = sum(source != Promise.Source.SILENCE for _, _, source, _ in owed)
    set_queue_at(case.pk, due_at, kind, count)
    case.queue_at, case.queue_kind, case.owed = due_at, kind, count
