"""What the law has us pay: that is owed, and not given."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from makegood.cases.models import Case
from makegood.policy.rules.findings import Amount
from makegood.promises.models import Promise
from makegood.promises.rules.legal import duties
from makegood.remedies.models import Approval
from makegood.remedies.queries.approvals import on_case
from makegood.rights.giving import gifts_on
from makegood.rights.queries import CaseRights, rights_of
from makegood.rights.rules.gathering.goods import bought
from makegood.rights.rules.risks import money

MONEY_BACK = ("refund", "termination", "early_rejection", "final_rejection")
"""Rights by which the price is paid back, once the customer asks for it."""

SENT_BACK = ("return", "exchange")
"""Kinds of case in which the customer asks for what a withdrawal gives."""

OWED_FOR_LATENESS = ("penalty", "surcharge", "double_claim")
"""Amounts the law adds where something came late."""


@dataclass(frozen=True)
class LawOwes:
    """What the law has us pay: `back` for the goods at most, `extra` for being late, by `article`; in the shop's currency."""

    back: int = 0
    extra: int = 0
    article: str = ""


def law_owes(case: Case) -> LawOwes:
    """By the law, and by the house's own rules, as far as they can be judged; nothing otherwise."""
    if case.order is None or case.order.currency != case.shop.currency:
        return LawOwes()
    rights = rights_of(case)
    ruling = rights.ruling
    if ruling is None:
        return LawOwes()
    sums = [one for one in ruling.amounts if one.currency == case.shop.currency]
    late = [one for one in sums if one.kind in OWED_FOR_LATENESS]
    return LawOwes(
        back=case.order.total_minor if _is_paid_back(case, rights) else 0,
        extra=sum(map(_added, late)),
        article=", ".join(dict.fromkeys(one.rule.source for one in late)),
    )


def _added(one: Amount) -> int:
    """In minor units, what it adds to what is owed anyway: twice the sum is the sum once more."""
    minor = money(one.amount, one.currency).minor
    return minor // 2 if one.kind == "double_claim" else minor


def given_beyond(case: Case, today: date, *, or_asked: bool = False) -> list[Approval]:
    """Rights colleagues give that the law refuses, as long as they last on the customer's day; `or_asked`: those that wait for a yes, too."""
    lasting = Q(until=None) | Q(until__gte=today)
    decisions = [Approval.Decision.GRANTED, *([Approval.Decision.OPEN] if or_asked else [])]
    rows = Approval.objects.filter(on_case(case), lasting, kind=Approval.Kind.RIGHT)
    return list(rows.filter(decision__in=decisions).select_related("asked_by").order_by("id"))


def _is_paid_back(case: Case, rights: CaseRights) -> bool:
    """Whether the price goes back anyway: its clock runs, or the customer asks for what a right gives, be it by a colleague."""
    assert rights.ruling is not None
    if any(one.right in (*MONEY_BACK, "withdrawal") for one in given_beyond(case, rights.today)):
        return True
    if any(duty.kind == Promise.Kind.MONEY for duty in duties(rights.ruling).values()):
        return True
    codes = {code.partition(":")[0] for code in rights.ruling.rights}
    if not codes.isdisjoint(MONEY_BACK):
        return True
    return case.kind in SENT_BACK and ("withdrawal" in codes or _house_takes_back(case, rights))


def _house_takes_back(case: Case, rights: CaseRights) -> bool:
    house = gifts_on(case, rights)
    lines = [line.id for line in bought(rights.known.order)] if rights.known.order else []
    return any(house.gives("withdrawal", line, rights.today) for line in lines)
