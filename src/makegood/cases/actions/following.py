"""Who hears what happens to a case."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from makegood.cases.events import CaseFollowed, CaseUnfollowed
from makegood.cases.models import Case, Follower
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.people.models import Staff


@transaction.atomic
def follow(case: Case, staff: Staff) -> None:
    """They hear of it from now on; idempotent."""
    _row, is_new = Follower.objects.get_or_create(
        case=case, staff=staff, defaults={"at": clock.now()}
    )
    if is_new:
        record(CaseFollowed(case_id=case.pk, by_id=staff.pk))


@transaction.atomic
def unfollow(case: Case, staff: Staff) -> None:
    """They no longer hear of it; idempotent."""
    gone, _each = Follower.objects.filter(case=case, staff=staff).delete()
    if gone:
        record(CaseUnfollowed(case_id=case.pk, by_id=staff.pk))


def let_follow(case: Case, staff_ids: Iterable[UUID]) -> None:
    """Those who were drawn into the case follow it; whoever records why tells it."""
    now = clock.now()
    rows = [Follower(case=case, staff_id=one, at=now) for one in staff_ids]
    Follower.objects.bulk_create(rows, ignore_conflicts=True)
