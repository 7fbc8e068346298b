"""Who spoke last: it decides whose turn it is."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from makegood.cases.actions.closing import end_closure
from makegood.cases.actions.holding import hold
from makegood.cases.actions.snoozing import end_snooze
from makegood.cases.events import CaseReopened, CaseWoken
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.text import bounded


@transaction.atomic
def heard(case: Case, at: datetime, preview: str = "") -> None:
    """The customer spoke: our turn. A sleeping case wakes, a closed one goes on."""
    # The common case in one statement: mail comes in by the thousand.
    awake = Case.objects.filter(pk=case.pk, closed_at=None, snoozed_until=None)
    if not awake.update(**_spoken(at, preview)):
        _resume(case)
        Case.objects.filter(pk=case.pk).update(**_spoken(at, preview))
    case.refresh_from_db(fields=["turn", "heard_at", "preview", "changed_at"])


@transaction.atomic
def told(case: Case, at: datetime) -> None:
    """A person's word reached the customer: their turn."""
    Case.objects.filter(pk=case.pk).update(
        turn=Case.Turn.CUSTOMER,
        told_at=Greatest(Coalesce(F("told_at"), at), at),
        changed_at=clock.now(),
    )
    case.refresh_from_db(fields=["turn", "told_at", "changed_at"])


@transaction.atomic
def unsaid(case: Case, told_at: datetime | None) -> None:
    """What we said never reached them: our turn again, `told_at` their last real word. A sleeping case wakes, a closed
    one goes on.
    """
    hold(case)
    now = clock.now()
    Case.objects.filter(pk=case.pk).update(turn=Case.Turn.US, told_at=told_at, changed_at=now)
    case.turn, case.told_at, case.changed_at = Case.Turn.US, told_at, now
    if end_snooze(case):
        record(CaseWoken(case_id=case.pk))
    if end_closure(case):
        record(CaseReopened(case_id=case.pk))


@transaction.atomic
def heard_from_others(case: Case) -> None:
    """A supplier or carrier spoke: our turn if we waited for them. A sleeping case wakes, a closed one stays closed."""
    hold(case)
    if case.turn == Case.Turn.OTHERS:
        case.turn = Case.Turn.US
    case.changed_at = clock.now()
    case.save(update_fields=["turn", "changed_at"])
    if end_snooze(case):
        record(CaseWoken(case_id=case.pk))


@transaction.atomic
def told_others(case: Case) -> None:
    """We wrote to a supplier or carrier: their turn, unless the customer waits for a word of ours."""
    hold(case)
    if case.is_closed or case.turn != Case.Turn.CUSTOMER:
        return
    case.turn, case.changed_at = Case.Turn.OTHERS, clock.now()
    case.save(update_fields=["turn", "changed_at"])


@transaction.atomic
def still_ours(case: Case) -> None:
    """The customer wrote while our word was on its way: it is our turn all the same."""
    Case.objects.filter(pk=case.pk).update(turn=Case.Turn.US)
    case.turn = Case.Turn.US


def _spoken(at: datetime, preview: str) -> dict[str, object]:
    return {
        "turn": Case.Turn.US,
        "heard_at": Greatest(Coalesce(F("heard_at"), at), at),
        "preview": bounded(preview, 200),
        "changed_at": clock.now(),
    }


def _resume(case: Case) -> None:
    hold(case)
    if end_snooze(case):
        record(CaseWoken(case_id=case.pk, heard=True))
    if end_closure(case):
        record(CaseReopened(case_id=case.pk, heard=True))
