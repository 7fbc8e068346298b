"""What was promised follows joins and splits of cases, and goes back when they are undone."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from makegood.cases.actions.holding import held
from makegood.cases.actions.rearranging import changed_since
from makegood.cases.models import Case
from makegood.kernel.snapshots import put_back, snapshot
from makegood.promises.actions.answering import promise_answer, start_silence
from makegood.promises.actions.queueing import requeue
from makegood.promises.models import Promise

_COLUMNS = (
    "case_id",
    "due_at",
    "owner_id",
    "made_in_id",
    "end",
    "ended_at",
    "end_note",
    "evidence",
    "kept_by_id",
    "kept_by_parcel_id",
    "paused_at",
    "pause_reason",
    "replaced_by_id",
)
"""Not what the clock does to a promise: that it was warned of, or broke, is true on either case."""


@transaction.atomic
def split_promises(case_id: UUID, other_id: UUID, message_ids: Collection[UUID]) -> None:
    """What was promised in these messages is owed on the new case; whoever waits there is owed an answer, and news."""
    cases = {pk: held(pk) for pk in sorted((case_id, other_id))}
    case, other = cases[case_id], cases[other_id]
    silent = case.promises.filter(made_in__in=message_ids).exclude(source=Promise.Source.SILENCE)
    silent.update(case=other)
    for one in (case, other):
        requeue(one)
        if one.is_closed:
            continue
        if one.turn == Case.Turn.US:
            promise_answer(one.pk)
        else:
            start_silence(one.pk)


def shape_of(case_ids: Collection[UUID]) -> dict[str, Any]:
    """Every promise of these cases."""
    return snapshot(Promise.objects.filter(case__in=case_ids), *_COLUMNS)


@transaction.atomic
def put_promises_back(
    case_ids: Collection[UUID], before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Every promise as it was; what the join or split itself brought about was never owed. Refused when one was made,
    kept or moved since.
    """
    cases = [held(pk) for pk in sorted(case_ids)]
    if shape_of(case_ids) != after:
        raise changed_since()
    Promise.objects.filter(pk__in=set(after) - set(before)).delete()
    # First those that went elsewhere: no case ever has two open ones of a kind that comes by itself.
    order = sorted(before, key=lambda pk: before[pk]["case_id"] == after.get(pk, {}).get("case_id"))
    for pk in order:
        put_back(Promise, pk, before[pk])
    for case in cases:
        requeue(case)
