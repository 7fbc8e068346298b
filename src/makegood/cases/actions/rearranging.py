"""What joining and splitting have in common: how it was before is kept, and put back when somebody undoes it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.events import (
    CaseRestored,
    RearrangementBegun,
    RearrangementEnded,
    RearrangementTakenBack,
)
from makegood.cases.models import (
    Case,
    Closure,
    Fact,
    Follower,
    LinkedCase,
    Note,
    Rearrangement,
    Snooze,
)
from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.log import record
from makegood.kernel.snapshots import put_back, snapshot
from makegood.people.models import Staff

_COVER = (
    "order_id",
    "kind",
    "heard_at",
    "told_at",
    "turn",
    "preview",
    "snoozed_until",
    "closed_at",
    "merged_into_id",
)
_STATE = ("closed_at", "merged_into_id")
"""What must not have changed since; of the rest, what has is left as it is now."""


def begin(kind: str, case: Case, other: Case, by: Staff | None) -> Rearrangement:
    """Keep how both cases are now, in every room; both are held."""
    row = Rearrangement.objects.create(
        kind=kind, case=case, other=other, by=by, at=clock.now(), kept={}
    )
    keep(row.pk, "cases", "before", _shape(case, other))
    record(RearrangementBegun(case_id=case.pk, other_id=other.pk, rearrangement_id=row.pk))
    return row


def end(row: Rearrangement) -> None:
    """Keep how both are afterwards."""
    keep(row.pk, "cases", "after", _shape(row.case, row.other))
    ended = RearrangementEnded(case_id=row.case_id, other_id=row.other_id, rearrangement_id=row.pk)
    record(ended)


def keep(rearrangement_id: UUID, room: str, when: str, facts: dict[str, Any]) -> None:
    """What a room needs to put its rows back; `when`: before, after."""
    row = Rearrangement.objects.select_for_update().get(pk=rearrangement_id)
    row.kept.setdefault(room, {})[when] = facts
    row.save(update_fields=["kept"])


@transaction.atomic
def take_back(row: Rearrangement, by: Staff | None) -> None:
    """Undo a join or a split: everything is where it was; idempotent.

    Refused (`changed_since`) once something depends on it: a word in or out, a promise kept or moved, a closure, another
    join. What was noted or sorted since stays where it is now.
    """
    for case in sorted((row.case, row.other), key=lambda held: held.pk):
        hold(case)
    row.refresh_from_db()
    if row.undone_at is not None:
        return
    before, after = row.kept["cases"]["before"], row.kept["cases"]["after"]
    now = _shape(row.case, row.other)
    if any(
        now["covers"][pk][name] != after["covers"][pk][name]
        for pk in now["covers"]
        for name in _STATE
    ):
        raise changed_since()
    _restore(before, after, now)
    row.undone_at = clock.now()
    row.save(update_fields=["undone_at"])
    by_id = by.pk if by else None
    record(
        RearrangementTakenBack(
            case_id=row.case_id, other_id=row.other_id, rearrangement_id=row.pk, by_id=by_id
        )
    )
    if row.kind == Rearrangement.Kind.SPLIT:
        _leave_empty(row.other, row.case, by)
    for one, its in ((row.case, row.other), (row.other, row.case)):
        record(CaseRestored(case_id=one.pk, number=its.number, kind=row.kind, by_id=by_id))


def changed_since() -> Refused:
    """The refusal every room gives in the same words."""
    return Refused(
        "changed_since",
        _(
            "Something has happened since that builds on it: a message, a promise, a closure or another join."
        ),
        _("Join or split the cases by hand instead."),
    )


def _shape(case: Case, other: Case) -> dict[str, Any]:
    both = (case.pk, other.pk)
    tags = Case.tags.through.objects.filter(case_id__in=both)
    return {
        "covers": snapshot(Case.objects.filter(pk__in=both), *_COVER),
        "went_in": snapshot(Case.objects.filter(merged_into__in=both), "merged_into_id"),
        "notes": snapshot(Note.objects.filter(case__in=both), "case_id"),
        "facts": snapshot(Fact.objects.filter(case__in=both), "case_id"),
        "closures": snapshot(Closure.objects.filter(case__in=both), "case_id", "reopened_at"),
        "snoozes": snapshot(Snooze.objects.filter(case__in=both), "woke_at"),
        "tags": sorted(
            [str(case_id), str(tag_id)] for case_id, tag_id in tags.values_list("case_id", "tag_id")
        ),
        "followers": _followers(both),
        "links": snapshot(LinkedCase.objects.filter(case=other, other=case), "why"),
    }


def _followers(cases: tuple[UUID, UUID]) -> list[list[str]]:
    rows = Follower.objects.filter(case__in=cases).values_list("case_id", "staff_id")
    return sorted([str(case_id), str(staff_id)] for case_id, staff_id in rows)


def _restore(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> None:
    for model, name in ((Note, "notes"), (Fact, "facts"), (Snooze, "snoozes"), (Case, "went_in")):
        for pk, facts in before[name].items():
            if now[name].get(pk) == after[name].get(pk) or name == "went_in":
                put_back(model, pk, facts)
    Closure.objects.filter(pk__in=set(after["closures"]) - set(before["closures"])).delete()
    for pk, facts in before["closures"].items():
        put_back(Closure, pk, facts)
    LinkedCase.objects.filter(pk__in=set(after["links"]) - set(before["links"])).delete()
    followed = {tuple(one) for one in before.get("followers", ())}
    for case_id, staff_id in {tuple(one) for one in after.get("followers", ())} - followed:
        Follower.objects.filter(case=case_id, staff=staff_id).delete()
    for case_id, tag_id in map(tuple, after["tags"]):
        if [case_id, tag_id] not in before["tags"]:
            Case.tags.through.objects.filter(case_id=case_id, tag_id=tag_id).delete()
    for pk, facts in before["covers"].items():
        still = {n: v for n, v in facts.items() if now["covers"][pk][n] == after["covers"][pk][n]}
        put_back(Case, pk, still)
        Case.objects.filter(pk=pk).update(changed_at=clock.now())


def _leave_empty(case: Case, back: Case, by: Staff | None) -> None:
    """A case that was split off and is no more: its number, its links and its address lead to where it came from."""
    now = clock.now()
    Closure.objects.create(case=case, by=by, at=now)
    Case.objects.filter(pk=case.pk).update(closed_at=now, merged_into=back, changed_at=now)
