"""How much was given on a case so far, how much a colleague may give, and who may give more."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, Sum

from makegood.cases.models import Case, Rearrangement
from makegood.people.models import Role, Staff
from makegood.promises.models import Promise
from makegood.remedies.models import Approval
from makegood.remedies.queries.approvals import on_case
from makegood.remedies.queries.incident import is_excepted
from makegood.remedies.queries.law import law_owes
from makegood.remedies.rules.limits import Standing, above
from makegood.rulebook.queries import rules_in_force
from makegood.rulebook.rules.granting import (
    Compensation,
    Incident,
    judge_compensation,
    limit_of,
    rank_of,
    roles_above,
)

_NEVER = datetime.min.replace(tzinfo=UTC)


def role_of(staff: Staff) -> str:
    """The role whose rows of the house's rules are for them."""
    return rank_of(staff.role, staff.seat.may)


def limit_for(case: Case, staff: Staff) -> int | None:
    """How much they give on the case without asking; None: no limit. Nothing to who is on the list of those who get nothing beyond
    the law, but for owners.
    """
    role = role_of(staff)
    if role != "owner" and is_excepted(case):
        return 0
    return limit_of(rules_in_force(case.shop), role)


def compensation_for(case: Case, incident: Incident, staff: Staff) -> Compensation:
    """What the table has; nothing for who is on the list of those who get nothing beyond the law."""
    if is_excepted(case):
        return Compensation(None, 0)
    return judge_compensation(rules_in_force(case.shop), incident, role_of(staff))


def standing_of(case: Case, but: Collection[UUID] = (), higher: Collection[str] = ()) -> Standing:
    """What stands on the case without the promises `but`, where those are still owed; in three statements. What is owed by law is
    not asked (`law_owes`). What somebody of a `higher` role gave is as good as granted. Money of another currency counts as if
    it were the shop's: that is wrong by the rate, and none slips by.
    """
    kin = _split_kin(case)
    ended = (Promise.End.REPLACED, Promise.End.RELEASED)
    promised = Promise.objects.filter(_on(case, kin, "made_at"), kind=Promise.Kind.MONEY)
    promised = promised.exclude(source=Promise.Source.LAW).exclude(end__in=ended)
    promised = promised.exclude(pk__in=but, end=Promise.End.OPEN)
    granted = Approval.objects.filter(_given_on(case, kin), decision=Approval.Decision.GRANTED)
    second = Q(needs_second=True) | Q(decided_by__role__in=list(higher))
    right = Q(kind=Approval.Kind.RIGHT)
    lasting = ~_let_go()
    told = granted.aggregate(
        second=Sum("amount_minor", filter=second & lasting),
        rights=Sum("amount_minor", filter=right),
        own_rights=Sum("amount_minor", filter=right & ~second),
        own_money=Sum("amount_minor", filter=~right & ~second & lasting),
    )
    sums = {name: value or 0 for name, value in told.items()}
    paid = promised.aggregate(all=Sum("amount_minor"))["all"] or 0
    return Standing(
        given=paid + sums["rights"],
        granted=sums["second"],
        goodwill=min(sums["own_money"], paid) + sums["own_rights"],
    )


def _let_go() -> Q:
    """That it is not paid after all: its promise was let go of, or what stands in that one's place."""
    gone, place = Q(), "promise"
    for _step in range(3):
        gone |= Q((f"{place}__end", Promise.End.RELEASED))
        place += "__replaced_by"
    return gone


def _split_kin(case: Case) -> dict[UUID, datetime]:
    """Cases it was split from, or that were split from it, and until when they were one: what was given by then was given on
    both. Costs a statement where nothing was split.
    """
    kin: dict[UUID, datetime] = {}
    met = {case.pk: datetime.max.replace(tzinfo=UTC)}
    while met:
        splits = Rearrangement.objects.filter(kind=Rearrangement.Kind.SPLIT, undone_at=None)
        splits = splits.filter(Q(case__in=met) | Q(other__in=met))
        found: dict[UUID, datetime] = {}
        for one, other, at in splits.values_list("case_id", "other_id", "at"):
            for here, there in ((one, other), (other, one)):
                if here in met and there != case.pk and there not in kin:
                    found[there] = max(found.get(there, _NEVER), min(at, met[here]))
        kin |= found
        met = found
    return kin


def _on(case: Case, kin: Mapping[UUID, datetime], moment: str) -> Q:
    """Rows of the case, and those of its kin from before they were split."""
    found = Q(case=case.pk)
    for pk, at in kin.items():
        found |= Q(("case", pk), (f"{moment}__lte", at))
    return found


def _given_on(case: Case, kin: Mapping[UUID, datetime]) -> Q:
    return on_case(case) | _on(case, kin, "asked_at")


def money_given(case: Case) -> int:
    """As goodwill so far, whoever granted it, in minor units; what was let go of is not given."""
    granted = Approval.objects.filter(
        _given_on(case, _split_kin(case)),
        decision=Approval.Decision.GRANTED,
        kind=Approval.Kind.MONEY,
    )
    lasting = granted.exclude(_let_go())
    return lasting.aggregate(all=Sum("amount_minor"))["all"] or 0


def is_above(case: Case, staff: Staff, amount: int, but: Collection[UUID] = ()) -> bool:
    """Whether they would have to ask before they give so much more. The law is only asked where that matters."""
    limit = limit_for(case, staff)
    if limit is None:
        return False
    standing = standing_of(case, but, roles_above(rules_in_force(case.shop), limit))
    if not above(limit, amount, standing):
        return False
    owed = law_owes(case)
    return bool(above(limit, amount, replace(standing, owed=owed.back + owed.extra)))


def may_grant(staff: Staff, approval: Approval) -> bool:
    """Never what one asked for oneself; and no more than one's own limit on the case. What nobody knows the worth of is for who
    has none.
    """
    if not staff.is_active or staff.pk == approval.asked_by_id or not staff.may("answer"):
        return False
    if approval.kind == Approval.Kind.RIGHT and not approval.amount_minor:
        return limit_for(approval.case_now, staff) is None
    return not is_above(approval.case_now, staff, approval.amount_minor)


def approvers_of(approval: Approval) -> list[Staff]:
    """Those who lead and may say yes: they are told. All of a role may, or none: each is asked about once."""
    leaders = Staff.objects.filter(is_active=True, role__in=[Role.OWNER, Role.MANAGER])
    others = [one for one in leaders.order_by("pk") if one.pk != approval.asked_by_id]
    one_of_each = {one.role: one for one in others}.values()
    able = {one.role for one in one_of_each if may_grant(one, approval)}
    return [one for one in others if one.role in able]
