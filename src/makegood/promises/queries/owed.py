"""What is owed on a case and to a customer, and how they fared so far."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from makegood.cases.models import Case
from makegood.kernel.asking import Question, answers, number_of
from makegood.kernel.written import written, written_rows
from makegood.messages.models import Dispatch
from makegood.people.models import Customer
from makegood.promises.models import Promise
from makegood.promises.rules.passing_on import Expected
from makegood.shops.models import Parcel

BY_A_WORD = (Promise.Kind.ANSWER, Promise.Kind.NEWS)
"""What any word of ours keeps."""

GIVEN = (Promise.Source.PERSON, Promise.Source.TEMPLATE, Promise.Source.CARRIER)
"""Sources of what our messages promise: another message may name another time for it, or be taken back."""


def open_promises(case: Case) -> QuerySet[Promise]:
    """What the case still owes, the next to fall due first."""
    return case.promises.filter(end=Promise.End.OPEN).order_by("due_at", "id")


def is_owed_beyond_a_word(case: Case) -> bool:
    """Whether something is promised that an answer alone does not keep."""
    return open_promises(case).exclude(kind__in=BY_A_WORD).exists()


def promises_of(case: Case) -> QuerySet[Promise]:
    """Everything ever promised on the case, open ones first, each with its owner."""
    return case.promises.select_related("owner").order_by("ended_at", "due_at", "id")


def promised_on(case: Case) -> list[Promise]:
    """The rows of `promises_of`, each with this very case."""
    found = _promised_on(case.pk)
    for one in found:
        one.case = case
    return found


@written_rows
def _promised_on(case_id: UUID) -> QuerySet[Promise]:
    promises = Promise.objects.filter(case=case_id).select_related("owner")
    return promises.order_by("ended_at", "due_at", "id")


def promises_told(case: Case) -> QuerySet[Promise]:
    """As `promises_of`, without what is promised in a message that has not left: its writer may still take it back."""
    unsent = Dispatch.objects.exclude(state=Dispatch.State.SENT).values("message")
    told = promises_of(case).exclude(made_in__in=unsent.filter(message__case=case))
    return told.select_related("made_in", "replaced_by__made_in__dispatch")


def promises_told_of(case_ids: Collection[UUID]) -> QuerySet[Promise]:
    """What is owed on these cases, as their customers were told; earliest due first."""
    unsent = Dispatch.objects.exclude(state=Dispatch.State.SENT).values("message")
    told = Promise.objects.filter(case__in=case_ids, end=Promise.End.OPEN)
    told = told.exclude(made_in__in=unsent.filter(message__case__in=case_ids))
    return told.select_related("made_in", "replaced_by__made_in__dispatch").order_by("due_at")


def replaceable_promises(
    case: Case, kind: str, known: Iterable[Promise] | None = None
) -> list[Promise]:
    """What was promised of this kind in our words and is still owed: the next answer may name another time for it. Answers and
    news owed are kept by any answer, so that none is left to replace. `known`: the case's promises, where they were read already.
    """
    if kind in BY_A_WORD:
        return []
    owed = open_promises(case) if known is None else known
    replaceable = {*GIVEN, Promise.Source.PLAYBOOK}
    return [one for one in owed if one.is_open and one.kind == kind and one.source in replaceable]


def boxes_expected(case: Case) -> list[Expected]:
    """The parcels of its order that are still to come, each with the day its carrier expects it; the shop's day."""
    if case.order_id is None:
        return []
    zone = ZoneInfo(case.shop.timezone)
    parcels = Parcel.objects.filter(order=case.order_id, delivered_at=None)
    known = parcels.exclude(expected_at=None).exclude(
        state__in=[Parcel.State.LOST, Parcel.State.RETURNING]
    )
    return [
        Expected(one.number, one.expected_at.astimezone(zone).date())
        for one in known
        if one.expected_at
    ]


@dataclass(frozen=True)
class Record:
    """How well our word to somebody was kept, over all their cases."""

    kept: int
    broken: int


def record_of(customer: Customer) -> Record:
    """Promises kept in time and promises broken (also those kept late); one query."""
    return Record(*answers(*kept_and_broken(customer)))


def kept_and_broken(customer: Customer) -> tuple[Question, Question]:
    """What makes a `Record`."""
    return _kept(customer.pk), _broken(customer.pk)


@written
def _kept(customer_id: UUID) -> Question:
    kept = Promise.objects.filter(case__customer=customer_id, end=Promise.End.KEPT)
    return number_of(kept.values("pk"))


@written
def _broken(customer_id: UUID) -> Question:
    broken = Promise.objects.filter(case__customer=customer_id, broken_at__isnull=False)
    return number_of(broken.values("pk"))
