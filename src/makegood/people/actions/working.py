"""When somebody works, on what, and whose turn it was."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from makegood.kernel import audit
from makegood.kernel.log import record
from makegood.people.events import WorkChanged
from makegood.people.models import Staff

_FIELDS = ("away_until", "hours", "writes", "skills")


@transaction.atomic
def change_work(
    by: Staff,
    staff: Staff,
    *,
    away_until: datetime | None,
    hours: Mapping[str, list[list[str]]],
    writes: Sequence[str],
    skills: Sequence[str],
) -> Staff:
    """Say until when somebody is away, at what hours they work, in which languages and on what kinds of case.

    Empty hours, languages or kinds: any. Saving the same again records nothing.
    """
    staff = Staff.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    after = {
        "away_until": away_until,
        "hours": dict(hours),
        "writes": sorted(writes),
        "skills": sorted(skills),
    }
    before = {name: getattr(staff, name) for name in _FIELDS}
    if before == after:
        return staff
    for name, value in after.items():
        setattr(staff, name, value)
    staff.save(update_fields=list(_FIELDS))
    audit.changed(audit.Thing("staff", staff.pk, staff.name), by.pk, before, after)
    record(WorkChanged(staff_id=staff.pk, by_id=by.pk))
    return staff


@transaction.atomic
def note_turns(given: Mapping[UUID, datetime]) -> None:
    """When the desk last gave each of them a case by itself; whoever gave it tells it."""
    people = [Staff(pk=pk, given_at=at) for pk, at in given.items()]
    Staff.objects.bulk_update(people, ["given_at"])
