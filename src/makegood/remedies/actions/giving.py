"""Giving money beyond the law: at once within one's limit, above it when a second person has said yes."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, Refused
from makegood.kernel.log import record
from makegood.kernel.money import Money
from makegood.kernel.rows import insert
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.promises.actions.making import make_promise
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import after_working_days
from makegood.remedies.events import ApprovalAsked, ApprovalGranted
from makegood.remedies.models import Approval
from makegood.remedies.queries import (
    compensation_for,
    incident_of,
    is_above,
    last_on,
    law_owes,
    money_given,
    next_due_on,
    open_approvals,
)
from makegood.remedies.rules.reminding import remind_at
from makegood.rulebook.rules.tables import FORMS

LONGEST_WAIT = 30
"""Working days until something is paid."""


@transaction.atomic
def give_money(
    case: Case,
    by: Staff,
    amount: Money,
    form: str,
    within_days: int,
    reason: str = "",
    seen: str | None = None,
) -> Approval:
    """Promise the customer money for what went wrong. The house's table needs no reason; any other sum does (`BadInput`). Above
    the limit of `by` nothing is promised yet: a second person is asked. Refused on a closed case, while something is asked
    already, and below what the law has us pay. `seen`: the last approval whoever gives it has read of (`last_on`); `Conflict`
    (`given_meanwhile`) when there is another: a button pressed twice, or two colleagues, give once.
    """
    hold(case)
    if seen is not None and seen != last_on(case):
        raise Conflict(
            "given_meanwhile",
            _(
                "Something was given or asked on this case meanwhile. Look at it, then decide again."
            ),
        )
    if case.is_closed:
        raise Refused("case_is_closed", _("Nothing can be promised on a closed case; reopen it."))
    reason = bounded(" ".join(reason.split()), 300)
    _check(case, amount, form, within_days)
    incident = incident_of(case)
    table = compensation_for(case, incident, by)
    needs_second = is_above(case, by, amount.minor)
    if not reason and (needs_second or table.row is None or amount.minor != table.amount):
        raise BadInput("reason", _("Say why; it stands in the history."))
    approval = Approval(
        case=case,
        kind=Approval.Kind.MONEY,
        amount_minor=amount.minor,
        currency=amount.currency,
        form=form,
        within_days=within_days,
        table_minor=table.amount if table.row else None,
        rules_number=case.shop.rules_number,
        incident=asdict(incident),
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
        needs_second=needs_second,
    )
    return put_up(approval, by)


def put_up(approval: Approval, by: Staff) -> Approval:
    """The row and the news, its case held: granted by who gives it, or waiting for somebody else."""
    case = approval.case
    if approval.needs_second:
        _refuse_second_question(approval)
        next_due_at = next_due_on([case.pk]).get(case.pk)
        approval.remind_at = remind_at(clock.now(), calendar_of(case.shop), next_due_at)
        insert(approval)
        record(ApprovalAsked(**told_of(approval), reason=approval.reason, by_id=by.pk))
        return approval
    approval.decision, approval.decided_by = Approval.Decision.GRANTED, by
    approval.decided_at = clock.now()
    insert(approval)
    record(ApprovalGranted(**told_of(approval), reason=approval.reason, by_id=by.pk))
    promise_it(approval, case, by)
    return approval


def promise_it(approval: Approval, case: Case, by: Staff) -> None:
    """Of money: that it will be paid, owed by who gave it. Nothing is paid here: whoever does notes how they know. The reason stays
    among colleagues; a promise's words are the customer's to read.
    """
    if approval.kind != Approval.Kind.MONEY:
        return
    due_at = after_working_days(approval.within_days or 1, clock.now(), calendar_of(case.shop))
    approval.promise = make_promise(
        case,
        Promise.Kind.MONEY,
        due_at,
        Promise.Source.PERSON,
        text=_called(approval.form, case),
        amount=approval.amount,
        owner=approval.asked_by,
        by=by,
    )
    approval.save(update_fields=["promise"])


def _called(form: str, case: Case) -> str:
    """What the customer reads of it on their page, where it is no money back."""
    with translation.override(case.language):
        names = {"credit": _("Credit with us"), "coupon": _("A voucher"), "gift": _("A gift")}
        return names.get(form, "")


def told_of(approval: Approval) -> dict[str, Any]:
    """What every event tells."""
    return {
        "case_id": approval.case_id,
        "approval_id": approval.pk,
        "kind": approval.kind,
        "amount_minor": approval.amount_minor,
        "currency": approval.currency,
        "right": approval.right,
    }


def _check(case: Case, amount: Money, form: str, within_days: int) -> None:
    if amount.currency != case.shop.currency:
        raise BadInput("amount", _("Give the sum in the currency of the shop."))
    if amount.minor <= 0:
        raise BadInput("amount", _("Give a sum that is more than nothing."))
    if form not in FORMS:
        raise BadInput("form", _("Choose as what it is given."))
    if not 1 <= within_days <= LONGEST_WAIT:
        raise BadInput("within_days", _("Give 1 to 30 working days."))
    owed = law_owes(case)
    least_minor = owed.extra - (money_given(case) if owed.extra else 0)
    if amount.minor < least_minor:
        least = Money(least_minor, amount.currency)
        raise BadInput(
            "amount",
            _(
                "The law has us pay %(least)s because it came late (%(article)s). Give at least as much."
            )
            % {"least": f"{least.amount} {least.currency}", "article": owed.article},
        )


def _refuse_second_question(approval: Approval) -> None:
    if open_approvals(approval.case).filter(kind=approval.kind).exists():
        raise Refused(
            "asked_already",
            _("Somebody was asked already on this case; wait for the answer, or take it back."),
        )
