"""Putting a case aside until a day, and taking it up again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.events import CaseSnoozed, CaseWoken
from makegood.cases.models import Case, Snooze
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.log import record
from makegood.people.models import Staff


@transaction.atomic
def snooze(case: Case, by: Staff | None, until: datetime) -> None:
    """Out of the inbox until then. The customer's next word, or a promise about to break, wakes it earlier."""
    now = clock.now()
    if until <= now:
        raise BadInput("until", _("Choose a time that is still to come."))
    hold(case)
    if case.is_closed:
        raise Refused("case_is_closed", _("A closed case can't be put aside."))
    if case.snoozed_until == until:
        return
    end_snooze(case)
    Snooze.objects.create(case=case, by=by, at=now, until=until)
    case.snoozed_until, case.changed_at = until, now
    case.save(update_fields=["snoozed_until", "changed_at"])
    record(CaseSnoozed(case_id=case.pk, until=until, by_id=by.pk if by else None))


@transaction.atomic
def wake(case: Case, by: Staff | None = None) -> None:
    """Back into the inbox; idempotent."""
    hold(case)
    if end_snooze(case):
        record(CaseWoken(case_id=case.pk, by_id=by.pk if by else None))


def wake_due(limit: int = 500) -> int:
    """Wake up to `limit` cases whose time is up; any number of workers may do it at once."""
    with transaction.atomic():
        due = list(
            Case.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(snoozed_until__lte=clock.now())
            .order_by("snoozed_until", "id")[:limit]
        )
        for case in due:
            end_snooze(case)
            record(CaseWoken(case_id=case.pk))
    return len(due)


def end_snooze(case: Case) -> bool:
    """Lift the snooze of a held case; False when it was awake."""
    if not case.is_snoozed:
        return False
    now = clock.now()
    case.snoozes.filter(woke_at=None).update(woke_at=now)
    case.snoozed_until, case.changed_at = None, now
    case.save(update_fields=["snoozed_until", "changed_at"])
    return True
