"""What no words tell: customers who keep writing, and those who were left without a word."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from makegood.cases.models import IN_QUEUE, Case
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.messages.models import Message
from makegood.moods.actions.finding import weigh
from makegood.moods.events import FindingsMade
from makegood.moods.models import Finding, Switch
from makegood.moods.rules import (
    BY_CASES,
    BY_MESSAGES,
    BY_SILENCE,
    MANY_CASES,
    MANY_MESSAGES,
    MONTH,
    SWEPT,
    times_written,
)
from makegood.rulebook.queries import rules_in_force, times_at
from makegood.shops.models import Shop

LOOKED_BACK = timedelta(days=1)
"""So long the worker may have stood still before a customer who keeps writing is missed."""
MOST = 200
"""Cases of one sweep; the next one takes the others."""
_ANY = Q()
_UNANSWERED = Q(turn=Case.Turn.US) & (Q(told_at=None) | Q(told_at__lt=F("heard_at")))


def find_many_messages() -> int:
    """Cases whose customer has written a third time, and nobody answered."""
    theirs = Message.objects.filter(
        Q(case__told_at=None) | Q(case__told_at__lt=F("at")),
        case=OuterRef("pk"),
        direction=Message.Direction.IN,
        auto="none",
        thread__side="customer",
    )
    cases = _unnoticed(BY_MESSAGES).filter(_UNANSWERED, _lately(), heard_at__gt=F("opened_at"))
    cases = cases.annotate(written=ArraySubquery(theirs.order_by("at").values("at")))
    cases = cases.filter(written__len__gte=MANY_MESSAGES)  # type: ignore[misc]  # the stubs don't know this lookup
    counted = {pk: times_written(times) for pk, times in cases.values_list("pk", "written")}
    many = {pk: times for pk, times in counted.items() if times >= MANY_MESSAGES}
    return _note(BY_MESSAGES, many, _UNANSWERED)


def find_many_cases() -> int:
    """New cases of customers who have opened several within a month."""
    theirs = Case.objects.filter(
        customer=OuterRef("customer"), merged_into=None, opened_at__gte=clock.now() - MONTH
    )
    counted = theirs.order_by().values("customer").annotate(n=Count("pk")).values("n")
    cases = _unnoticed(BY_CASES).filter(_lately(), opened_at__gte=clock.now() - LOOKED_BACK)
    cases = cases.annotate(opened=Subquery(counted)).filter(opened__gte=MANY_CASES)
    return _note(BY_CASES, dict(cases.values_list("pk", "opened")[:MOST]))


def find_silence() -> int:
    """Cases whose customer wrote and has had no word for as long as the house rules, or else the shop, allow."""
    now, found = clock.now(), 0
    for shop in Shop.objects.only("silence_days", "answer_within_hours", "rules_number"):
        cases = _unnoticed(BY_SILENCE).filter(_UNANSWERED, shop=shop)
        rows = cases.filter(_silent(shop, cases)).values_list("pk", "heard_at")[:MOST]
        found += _note(BY_SILENCE, {pk: (now - at).days for pk, at in rows if at}, _UNANSWERED)
    return found


def _silent(shop: Shop, cases: QuerySet[Case]) -> Q:
    """Who was left without a word for too long: for all alike, or by kind, channel, stage and the customer's group where the house rules tell them
    apart, of which there are but a few.
    """
    now, times = clock.now(), rules_in_force(shop).times
    if not any(row.news_days for row in times):
        return Q(heard_at__lte=now - timedelta(days=shop.silence_days))
    silent = Q(pk__in=())
    is_first = Q(told_at=None)
    apart = cases.filter(heard_at__lte=now - timedelta(days=1)).annotate(is_first=is_first)
    columns = ["kind", "channel"]
    if any(row.groups for row in times):
        columns.append("customer__group")
    for first, *values in apart.values_list("is_first", *columns).distinct():
        told = dict(zip(columns, values, strict=True))
        group = told.get("customer__group") or ""
        days = times_at(shop, *values[:2], is_first=first, group=group).news_days
        alike = Q(**told) & (is_first if first else ~is_first)
        silent |= alike & Q(heard_at__lte=now - timedelta(days=days))
    return silent


@transaction.atomic
def end_what_is_over() -> int:
    """Where somebody answered nobody writes in vain, or is left without a word, any more.

    A case that somebody has in hand is left to the next sweep: incoming mail, many in one transaction, waits for cases in
    an order of its own.
    """
    rows = Finding.objects.filter(kind__in=["repeat", "silence"], over_at=None)
    rows = rows.exclude(phrase=BY_CASES).filter(case__told_at__gte=F("at"))
    over = dict(rows.values_list("pk", "case")[:MOST])
    cases = _not_in_hand(over.values())
    ended = [pk for pk, case_id in over.items() if case_id in cases]
    Finding.objects.filter(pk__in=ended).update(over_at=clock.now())
    for case_id in cases:
        weigh(case_id)
    return len(ended)


def _unnoticed(phrase: str) -> QuerySet[Case]:
    """Cases of the inbox on which this does not stand yet (also not refused), where the shop has it not put off."""
    stands = Finding.objects.filter(case=OuterRef("pk"), phrase=phrase, over_at=None)
    off = Switch.objects.filter(shop=OuterRef("shop"), phrase=phrase, is_on=False)
    return Case.objects.filter(IN_QUEUE, ~Exists(stands), ~Exists(off))


def _lately() -> Q:
    return Q(changed_at__gte=clock.now() - LOOKED_BACK)


@transaction.atomic
def _note(phrase: str, times: Mapping[UUID, int], still: Q = _ANY) -> int:
    """On each of these cases, while it is still so; one that somebody has in hand is left to the next sweep."""
    kind, weight = SWEPT[phrase]
    ids = _not_in_hand(sorted(times)[:MOST], still)
    for case_id in ids:
        Finding.objects.create(
            case_id=case_id,
            kind=kind,
            weight=weight,
            phrase=phrase,
            times=times[case_id],
            at=clock.now(),
        )
        record(FindingsMade(case_id=case_id, kinds=[kind]))
        weigh(case_id)
    return len(ids)


def _not_in_hand(case_ids: Iterable[UUID], still: Q = _ANY) -> list[UUID]:
    """Those of the cases that nobody has in hand, held from now on."""
    cases = Case.objects.select_for_update(no_key=True, skip_locked=True)
    return list(cases.filter(still, pk__in=set(case_ids)).values_list("pk", flat=True))
