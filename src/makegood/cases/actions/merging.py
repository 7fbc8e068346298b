"""Two cases that turn out to be one."""

from django.db import transaction

from makegood.cases.actions.closing import end_closure
from makegood.cases.actions.following import let_follow
from makegood.cases.actions.holding import hold
from makegood.cases.actions.rearranging import begin, end
from makegood.cases.actions.snoozing import end_snooze
from makegood.cases.events import CaseJoined, CaseMerged, CaseReopened
from makegood.cases.models import Case, Closure, Fact, Note, Rearrangement
from makegood.cases.rules import MergeFacts, may_merge
from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.log import record
from makegood.kernel.words import said
from makegood.people.models import Customer, Staff

_BROUGHT = ["order", "kind", "heard_at", "told_at", "turn", "preview", "version", "changed_at"]


@transaction.atomic
def merge_case(case: Case, into: Case, by: Staff | None) -> Case:
    """`case` goes into `into`, which is answered: notes, facts and tags go along, the rooms above bring the rest.

    Idempotent. A case that went into another counts as that one. An open case reopens the one it goes into.
    The customer's status links lead to the case that stays. `rearranging.take_back` undoes it.
    """
    into = into.merged_into or into
    _hold_both(case, into)
    if case.merged_into_id == into.pk:
        return into
    refusal = may_merge(_facts(case, into))
    if refusal:
        raise Refused(refusal.code, *map(said, refusal.reasons))
    rearrangement = begin(Rearrangement.Kind.MERGE, case, into, by)
    _bring(case, into)
    if not case.is_closed and end_closure(into):
        record(CaseReopened(case_id=into.pk, by_id=by.pk if by else None))
    _end(case, into, by)
    record(
        CaseMerged(
            case_id=case.pk,
            into_id=into.pk,
            into_number=into.number,
            by_id=by.pk if by else None,
        )
    )
    record(CaseJoined(case_id=into.pk, number=case.number, by_id=by.pk if by else None))
    end(rearrangement)
    case.refresh_from_db()
    into.refresh_from_db()
    return into


@transaction.atomic
def move_to_customer(gone: Customer, kept: Customer) -> None:
    """Two customers turned out to be one: all cases are the kept one's."""
    Case.objects.filter(customer=gone).update(customer=kept)


def _hold_both(*cases: Case) -> None:
    for case in sorted(cases, key=lambda held: held.pk):  # always in one order: no deadlock
        hold(case)


def _facts(case: Case, into: Case) -> MergeFacts:
    return MergeFacts(
        is_same_case=case.pk == into.pk,
        is_same_shop=case.shop_id == into.shop_id,
        is_same_customer=case.customer_id == into.customer_id,
    )


def _bring(case: Case, into: Case) -> None:
    Note.objects.filter(case=case).update(case=into)
    known = into.facts.values_list("key", flat=True)
    Fact.objects.filter(case=case).exclude(key__in=list(known)).update(case=into)
    into.tags.add(*case.tags.all())
    let_follow(into, case.followers.values_list("staff_id", flat=True))
    into.order_id = into.order_id or case.order_id
    into.kind = into.kind or case.kind
    into.heard_at = max(filter(None, (into.heard_at, case.heard_at)), default=None)
    into.told_at = max(filter(None, (into.told_at, case.told_at)), default=None)
    if case.turn == Case.Turn.US and not case.is_closed:
        into.turn, into.preview = Case.Turn.US, case.preview or into.preview
    into.version, into.changed_at = into.version + 1, clock.now()
    into.save(update_fields=_BROUGHT)


def _end(case: Case, into: Case, by: Staff | None) -> None:
    now = clock.now()
    end_snooze(case)
    if not case.is_closed:
        Closure.objects.create(case=case, by=by, at=now)
        case.closed_at = now
    case.merged_into, case.changed_at = into, now
    case.save(update_fields=["closed_at", "merged_into", "changed_at"])
    Case.objects.filter(merged_into=case).update(merged_into=into)
