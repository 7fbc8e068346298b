"""The second person: granting, refusing; and taking back what one asked."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, Refused
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.remedies.actions.giving import promise_it, told_of
from makegood.remedies.events import ApprovalGranted, ApprovalRefused, ApprovalWithdrawn
from makegood.remedies.models import Approval
from makegood.remedies.queries import may_grant, open_approvals


@transaction.atomic
def grant(approval: Approval, by: Staff, note: str = "") -> None:
    """Say yes to what a colleague asked: it is promised from this moment on. `Conflict` when it was decided meanwhile,
    `NotAllowed` to who asked, and to whose limit it is above.
    """
    case = _held(approval)
    if case.is_closed:
        raise Refused("case_is_closed", _("Nothing can be promised on a closed case; reopen it."))
    if not may_grant(by, approval):
        raise NotAllowed("grant")
    _decide(approval, Approval.Decision.GRANTED, by, note)
    record(
        ApprovalGranted(
            **told_of(approval),
            reason=approval.note or approval.reason,
            asked_by_id=approval.asked_by_id,
            by_id=by.pk,
        )
    )
    promise_it(approval, case, by)


@transaction.atomic
def refuse(approval: Approval, by: Staff, note: str) -> None:
    """Say no, and why; whoever may grant it may refuse it."""
    _held(approval)
    if not note.strip():
        raise BadInput("note", _("Say why not; your colleague has to tell the customer."))
    if not may_grant(by, approval):
        raise NotAllowed("grant")
    _decide(approval, Approval.Decision.REFUSED, by, note)
    record(
        ApprovalRefused(
            **told_of(approval),
            reason=approval.note,
            asked_by_id=approval.asked_by_id,
            by_id=by.pk,
        )
    )


@transaction.atomic
def withdraw(approval: Approval, by: Staff) -> None:
    """It need not be decided: whoever asked takes it back."""
    _held(approval)
    if by.pk != approval.asked_by_id:
        raise NotAllowed("withdraw")
    _decide(approval, Approval.Decision.WITHDRAWN, by, "")
    record(ApprovalWithdrawn(**told_of(approval), by_id=by.pk))


def withdraw_all(case: Case) -> None:
    """The case was closed, and nobody need decide anything on it."""
    for approval in open_approvals(case):
        _decide(approval, Approval.Decision.WITHDRAWN, None, "")
        record(ApprovalWithdrawn(**told_of(approval)))


def _held(approval: Approval) -> Case:
    """The case it is about now, locked, and the approval as it stands; `Conflict` where it is decided."""
    case = approval.case_now
    hold(case)
    approval.refresh_from_db(
        from_queryset=Approval.objects.select_for_update(no_key=True, of=("self",)).select_related(
            "case__shop", "case__order", "asked_by"
        )
    )
    if not approval.is_open:
        raise Conflict("decided_already", _("This was decided meanwhile."))
    return case


def _decide(approval: Approval, decision: str, by: Staff | None, note: str) -> None:
    approval.decision, approval.decided_by = decision, by
    approval.decided_at, approval.note = clock.now(), bounded(" ".join(note.split()), 300)
    approval.save(update_fields=["decision", "decided_by", "decided_at", "note"])
