"""Keeping the case's place in the inbox true to what it owes."""

from makegood.cases.actions.queueing import set_queue_at
from makegood.cases.models import Case
from makegood.kernel.clock import FAR_FUTURE
from makegood.promises.models import Promise


def requeue(case: Case, new: Promise | None = None) -> None:
    """Work out anew what falls due next; what rests does not. The case must be held, so that two changes see each other.

    Where nothing was owed, `new` is all there is: a mail that opens a case need not ask.
    """
    if new is not None and not case.owes_something and not case.owed:
        owed = [(new.due_at, new.kind, new.source, False)]
    else:
        promises = case.promises.filter(end=Promise.End.OPEN).order_by("due_at", "id")
        columns = ("due_at", "kind", "source", "paused_at")
        owed = [(*one, bool(paused)) for *one, paused in promises.values_list(*columns)]
    running = ((due_at, kind) for due_at, kind, _, is_paused in owed if not is_paused)
    due_at, kind = next(running, (FAR_FUTURE, ""))
    count = sum(source != Promise.Source.SILENCE for _, _, source, _ in owed)
    set_queue_at(case.pk, due_at, kind, count)
    case.queue_at, case.queue_kind, case.owed = due_at, kind, count
