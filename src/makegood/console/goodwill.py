"""What may be given for what went wrong on a case, put together for its panel."""

from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.console.rulewords import sentence
from makegood.kernel.money import Money
from makegood.people.models import Staff
from makegood.remedies.models import Approval
from makegood.remedies.queries import approvals_on, compensation_for, incident_of, limit_for
from makegood.rulebook.rules.granting import Incident
from makegood.ui import formats


@dataclass(frozen=True)
class Goodwill:
    """`said`: the row of the house's table that fits, in words; empty: none does. `limit` None: as much as one finds right."""

    incident: Incident
    value: Money | None
    said: str
    amount: Money | None
    form: str
    limit: Money | None
    approvals: list[Approval]

    @property
    def seen(self) -> str:
        """What names the last of them: the form says whoever gives more has read of it."""
        return self.approvals[0].pk.hex if self.approvals else ""

    @property
    def asked(self) -> Approval | None:
        """What waits for a second person."""
        open_ones = (one for one in self.approvals if one.is_open and one.kind == "money")
        return next(open_ones, None)


def told_to_customer(approval: Approval) -> str:
    """What a granted sum is, as what, and by when, in the customer's language. The desk finds the same promise of money in it, which
    then stands in the place of the one there is.
    """
    case, promise = approval.case, approval.promise
    assert promise is not None
    with translation.override(case.language), timezone.override(case.shop.timezone):
        said = {
            "refund": _(
                "We are sorry for what went wrong. We will refund you %(amount)s by %(day)s."
            ),
            "credit": _(
                "We are sorry for what went wrong. We will credit you %(amount)s by %(day)s."
            ),
            "coupon": _(
                "We are sorry for what went wrong. We will send you a voucher of %(amount)s by %(day)s."
            ),
            "gift": _(
                "We are sorry for what went wrong. We will send you a gift worth %(amount)s by %(day)s."
            ),
        }[approval.form]
        day = formats.date(promise.due_at, "long")
        return said % {"amount": formats.money(approval.amount), "day": day}


def goodwill_on(case: Case, staff: Staff) -> Goodwill:
    incident, currency = incident_of(case), case.shop.currency
    table, limit = compensation_for(case, incident, staff), limit_for(case, staff)
    row = table.row
    return Goodwill(
        incident=incident,
        value=None if incident.value is None else Money(incident.value, currency),
        said=sentence("compensation", row, currency) if row else "",
        amount=Money(table.amount, currency) if row else None,
        form=row.form if row else "refund",
        limit=None if limit is None else Money(limit, currency),
        approvals=approvals_on(case),
    )
