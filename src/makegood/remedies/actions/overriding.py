"""Giving a right that the law and the house's rules refuse: always upwards, with a reason, above the limit by a second person."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Refused
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.remedies.actions.giving import put_up
from makegood.remedies.models import Approval
from makegood.remedies.queries import given_beyond, is_above, limit_for
from makegood.rights.giving import gifts_on
from makegood.rights.queries import CaseRights, rights_of

LONGEST = 3650
"""Days ahead until which something is given."""


@transaction.atomic
def give_right(case: Case, by: Staff, right: str, line: str, until: date, reason: str) -> Approval:
    """Let the customer have what they are refused, until that day. It weighs as much as the goods cost; where nobody knows what
    they cost, whoever has a limit asks. Refused (`not_refused`) where the law or the house gives it anyway.
    """
    hold(case)
    if case.is_closed:
        raise Refused("case_is_closed", _("Nothing can be promised on a closed case; reopen it."))
    reason = bounded(" ".join(reason.split()), 300)
    if not reason:
        raise BadInput("reason", _("Say why; it stands in the history."))
    rights = rights_of(case)
    if not 0 <= (until - rights.today).days <= LONGEST:
        raise BadInput("until", _("Choose a day that is still to come."))
    _refuse_what_is_given(case, rights, right, line)
    worth = _worth(case, rights, line)
    is_unknown = worth is None and limit_for(case, by) is not None
    approval = Approval(
        case=case,
        kind=Approval.Kind.RIGHT,
        right=right,
        line=line,
        until=until,
        amount_minor=worth or 0,
        currency=case.shop.currency,
        rules_number=case.shop.rules_number,
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
        needs_second=is_unknown or is_above(case, by, worth or 0),
    )
    return put_up(approval, by)


def _refuse_what_is_given(case: Case, rights: CaseRights, right: str, line: str) -> None:
    ruling, today = rights.ruling, rights.today
    refused = {(one.right, of or "") for of, one in ruling.refused} if ruling else set()
    is_given = gifts_on(case, rights).gives(right, line, today) or any(
        one.right == right and one.line in ("", line) for one in given_beyond(case, today)
    )
    if (right, line) not in refused or is_given:
        raise Refused(
            "not_refused",
            _("The customer is not refused this: there is nothing to give beyond it."),
        )


def _worth(case: Case, rights: CaseRights, line: str) -> int | None:
    """What the goods cost, in minor units of the shop's currency; None where that is not known."""
    order = case.order
    if order is None or order.currency != case.shop.currency or rights.known.order is None:
        return None
    if not line:
        return order.total_minor
    prices = [one.price for one in rights.known.order.lines if one.id == line]
    return prices[0].minor if prices and prices[0] else None
