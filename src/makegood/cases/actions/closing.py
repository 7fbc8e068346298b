"""Ending a case, and going on with it."""

from django.db import transaction

from makegood.cases.actions.holding import hold
from makegood.cases.actions.snoozing import end_snooze
from makegood.cases.events import CaseClosed, CaseReopened
from makegood.cases.models import Case, Closure
from makegood.cases.rules import CloseFacts, may_close
from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.kernel.words import said
from makegood.people.models import Staff


@transaction.atomic
def close_case(case: Case, by: Staff | None, reason: str = "") -> None:
    """End the case; idempotent. Refused (`somebody_waits`) while somebody waits and no reason is given."""
    hold(case)
    if case.is_closed:
        return
    refusal = may_close(CloseFacts(case.turn == Case.Turn.US, case.owed, reason))
    if refusal:
        raise Refused(refusal.code, *map(said, refusal.reasons))
    now, reason = clock.now(), bounded(reason.strip(), 1000)
    Closure.objects.create(case=case, by=by, at=now, reason=reason)
    end_snooze(case)
    case.closed_at = case.changed_at = now
    case.save(update_fields=["closed_at", "changed_at"])
    record(CaseClosed(case_id=case.pk, reason=reason, by_id=by.pk if by else None))
    case.refresh_from_db(fields=["queue_at", "queue_kind", "owed"])


@transaction.atomic
def reopen_case(case: Case, by: Staff | None) -> None:
    """Go on with a closed case; idempotent. A merged case stays where it went."""
    hold(case)
    if end_closure(case):
        record(CaseReopened(case_id=case.pk, by_id=by.pk if by else None))
        case.refresh_from_db(fields=["queue_at", "queue_kind", "owed"])


def end_closure(case: Case) -> bool:
    """Lift the closure of a held case; False when there was none, or when the case went into another."""
    if not case.is_closed or case.merged_into_id:
        return False
    now = clock.now()
    case.closures.filter(reopened_at=None).update(reopened_at=now)
    case.closed_at, case.changed_at = None, now
    case.save(update_fields=["closed_at", "changed_at"])
    return True
