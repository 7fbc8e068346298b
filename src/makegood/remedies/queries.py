"""Reads: what went wrong on a case, what the house's rules give for it, what was given so far, and what waits for a yes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Min, Q, QuerySet, Sum

from makegood.cases.models import Case, Fact, Rearrangement
from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.models import Role, Staff
from makegood.policy.rules.findings import Amount
from makegood.promises.models import Promise
from makegood.promises.rules.legal import duties
from makegood.remedies.models import Approval
from makegood.remedies.rules.limits import Standing, above
from makegood.rights.giving import addresses_of, gifts_on, tags_on
from makegood.rights.queries import CaseRights, known_of, rights_of
from makegood.rights.rules.gathering.goods import bought, concerned
from makegood.rights.rules.gathering.happened import COMPLAINTS
from makegood.rights.rules.risks import money
from makegood.rulebook.queries import rules_in_force
from makegood.rulebook.rules.granting import (
    Compensation,
    Incident,
    judge_compensation,
    limit_of,
    rank_of,
    roles_above,
)
from makegood.rulebook.rules.judging import Known, exception_for, judge_repair
from makegood.rulebook.rules.tables import RepairRow
from makegood.shops.models import Line, Parcel

YEAR = timedelta(days=365)
_NEVER = datetime.min.replace(tzinfo=UTC)
MOST_TIMES = 20
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


@dataclass(frozen=True)
class ApprovalPage:
    rows: tuple[Approval, ...]
    next: str | None


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


def is_excepted(case: Case) -> bool:
    """Whether nothing is given beyond the law on the case, by a list of the house's rules. Asks nothing where there is none."""
    book = rules_in_force(case.shop)
    if not any(row.verdict == "never" for row in book.exceptions):
        return False
    known = known_of(case)
    lines = concerned(known) or (bought(known.order) if known.order else [])
    facts = Known(
        tags=tags_on(case, book),
        group=known.told("customer_group") or known.customer_group or None,
        addresses=addresses_of(case, book),
    )
    goods = [replace(facts, product=[line.name, line.sku]) for line in lines] or [facts]
    found = [exception_for(book, one) for one in goods]
    return all(one is not None and one.verdict == "never" for one in found)


def incident_of(case: Case) -> Incident:
    """How late, how dear, which one within a year, whose fault: by what the desk knows now."""
    order = case.order
    is_ours = order is not None and order.currency == case.shop.currency
    fault = Fact.objects.filter(case=case, key="responsibility").values_list("value", flat=True)
    return Incident(
        late_days=_late_days(case),
        value=order.total_minor if order and is_ours else None,
        times=_times(case),
        fault=fault.first() or "",
    )


def repair_on(case: Case) -> tuple[RepairRow | None, list[datetime]]:
    """The row by which its goods are repaired, where one surely fits; and the moments by which the law wants that done."""
    rights = rights_of(case)
    lines = concerned(rights.known) or (bought(rights.known.order) if rights.known.order else [])
    line = lines[0] if len(lines) == 1 else None
    names = (line.name, line.sku) if line else (rights.known.told("product"),)
    known = Known(
        product=[name for name in names if name], maker=_maker(case, line.id) if line else None
    )
    row = judge_repair(rules_in_force(case.shop), known, case.kind).row
    found = duties(rights.ruling).values() if rights.ruling else ()
    repairs = [one.due_at for one in found if one.kind == Promise.Kind.REPAIR]
    return row, [at for at in repairs if at is not None]


def _maker(case: Case, line: str) -> str | None:
    makers = Line.objects.filter(order=case.order_id, position=line)
    return makers.values_list("product__supplier__name", flat=True).first()


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
    lasting = Q(promise=None) | ~Q(promise__end=Promise.End.RELEASED)
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
    return _of(case) | _on(case, kin, "asked_at")


def money_given(case: Case) -> int:
    """As goodwill so far, whoever granted it, in minor units; what was let go of is not given."""
    granted = Approval.objects.filter(
        _given_on(case, _split_kin(case)),
        decision=Approval.Decision.GRANTED,
        kind=Approval.Kind.MONEY,
    )
    lasting = granted.exclude(promise__end=Promise.End.RELEASED)
    return lasting.aggregate(all=Sum("amount_minor"))["all"] or 0


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
    rows = Approval.objects.filter(_of(case), lasting, kind=Approval.Kind.RIGHT)
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


def next_due_on(case_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When each of these cases owes something next; nothing of those that owe nothing from now on."""
    owed = Promise.objects.filter(
        case__in=case_ids, end=Promise.End.OPEN, paused_at=None, due_at__gt=clock.now()
    )
    return dict(owed.order_by().values_list("case").annotate(first=Min("due_at")))


def open_approvals(case: Case) -> QuerySet[Approval]:
    """What waits for a yes on it, and on those joined into it."""
    return Approval.objects.filter(_of(case), decision=Approval.Decision.OPEN)


def last_on(case: Case) -> str:
    """What names the last that was given or asked on the case; empty: nothing was."""
    # All of them, and the last in Python: asked for the last alone, the planner goes back through everybody's.
    every = Approval.objects.filter(_of(case)).values_list("pk", flat=True)
    last = max(every, default=None)
    return last.hex if last else ""


def approvals_on(case: Case) -> list[Approval]:
    """All of a case, and of those joined into it, the latest first."""
    rows = Approval.objects.filter(_of(case))
    rows = rows.select_related("case__shop", "asked_by", "decided_by", "promise")
    return list(rows.order_by("-id"))


def approvals_page(staff: Staff, after: str | None = None, limit: int = 50) -> ApprovalPage:
    """What waits for a yes on the cases `staff` may see, the oldest first."""
    rows = Approval.objects.filter(decision=Approval.Decision.OPEN)
    if not staff.may("others"):
        rows = rows.filter(case__in=cases_visible_to(staff))
    if after:
        rows = rows.filter(pk__gt=_cursor(after))
    rows = rows.select_related("case__customer", "asked_by", "decided_by")
    found = list(rows.order_by("id")[: limit + 1])
    more = found[limit - 1].pk.hex if len(found) > limit else None
    return ApprovalPage(tuple(found[:limit]), more)


def _cursor(after: str) -> UUID:
    try:
        return UUID(after)
    except ValueError as error:
        raise BadInput("after", "no place in this list") from error


def _of(case: Case) -> Q:
    together = Case.objects.filter(Q(pk=case.pk) | Q(merged_into=case.pk))
    return Q(case__in=together.values("pk"))


def _late_days(case: Case) -> int:
    """Days from the one first promised (by the carrier, else by us) to the arrival, or to now."""
    if case.order is None:
        return 0
    parcels = list(case.order.parcels.all())
    expected = [one.expected_at for one in parcels if one.expected_at]
    first = Promise.objects.filter(case=case, kind=Promise.Kind.PARCEL).order_by("made_at", "id")
    promised = min(expected, default=None) or first.values_list("due_at", flat=True).first()
    if promised is None:
        return 0
    zone = ZoneInfo(case.shop.timezone)
    days = (_came_at(case, parcels).astimezone(zone).date() - promised.astimezone(zone).date()).days
    return max(days, 0)


def _came_at(case: Case, parcels: list[Parcel]) -> datetime:
    """When all of it was there; now, while something is not."""
    assert case.order is not None
    came = [one.delivered_at for one in parcels]
    arrived = [at for at in came if at is not None]
    if parcels and len(arrived) == len(came):
        return max(arrived)
    return (None if parcels else case.order.delivered_at) or clock.now()


def _times(case: Case) -> int:
    """Which complaint of the customer within a year it is, at most `MOST_TIMES`."""
    if case.customer_id is None:
        return 1
    earlier = Case.objects.filter(
        customer=case.customer_id,
        merged_into=None,
        kind__in=COMPLAINTS,
        opened_at__gt=case.opened_at - YEAR,
        opened_at__lt=case.opened_at,
    ).exclude(pk=case.pk)
    return 1 + len(earlier.values_list("pk")[: MOST_TIMES - 1])
