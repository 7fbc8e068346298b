"""Telling a member of staff, and their reading it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.asking import answers
from makegood.kernel.log import record, record_all
from makegood.notify.events import NoticeGiven, NoticesRead
from makegood.notify.models import Notice
from makegood.notify.queries import those_who_want, unread_of
from makegood.people.models import Staff


def tell(
    staff: Staff, kind: str, case: Case | None = None, *, about: str = "", **facts: object
) -> None:
    """Tell once: the same thing told again while unread only brings its facts up to date.

    `about` names the thing as `kind:id`, the case unless told otherwise.
    """
    tell_all([staff], kind, case, about=about, **facts)


@transaction.atomic(savepoint=False)
def tell_all(
    people: Iterable[Staff],
    kind: str,
    case: Case | None = None,
    *,
    about: str = "",
    **facts: object,
) -> None:
    """Tell each of them who wishes to hear of it, in as many statements for ten as for one: a sweep may have thousands to tell."""
    about = about or (f"case:{case.pk}" if case else "")
    told = {"facts": {name: _plain(value) for name, value in facts.items()}, "at": clock.now()}
    ids = those_who_want(kind, [staff.pk for staff in people])
    unread = Notice.objects.filter(about=about, read_at=None, kind=kind, staff__in=ids)
    if known := set(unread.values_list("staff", flat=True)):
        unread.update(**told, mailed_at=None)
    fresh = sorted(ids - known)
    rows = [Notice(staff_id=pk, kind=kind, case=case, about=about, **told) for pk in fresh]
    # Another worker may tell the same at this very moment: one of the two rows is enough.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    for staff_id in fresh:
        record(NoticeGiven(staff_id=staff_id))


@dataclass(frozen=True)
class Telling:
    """What some people are to be told of one thing: `about` as `kind:id`, and the case it is on."""

    staff_ids: Collection[UUID]
    about: str
    case_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic(savepoint=False)
def tell_by_the_batch(kind: str, tellings: Sequence[Telling]) -> None:
    """As `tell_all`, of many things at once, each told once: a sweep may have hundreds. Each person is told once that
    there is something new.
    """
    wanting = those_who_want(kind, {pk for one in tellings for pk in one.staff_ids})
    abouts = [one.about for one in tellings]
    unread = Notice.objects.filter(about__in=abouts, read_at=None, kind=kind)
    known = {(notice.about, notice.staff_id): notice for notice in unread}
    now, fresh, again = clock.now(), [], []
    for one in tellings:
        facts = {name: _plain(value) for name, value in one.facts.items()}
        for staff_id in sorted(wanting.intersection(one.staff_ids)):
            if notice := known.get((one.about, staff_id)):
                again.append(_again(notice, facts, now))
                continue
            place = {"case_id": one.case_id, "about": one.about}
            fresh.append(Notice(staff_id=staff_id, kind=kind, facts=facts, at=now, **place))
    Notice.objects.bulk_update(again, ["facts", "at", "mailed_at"])
    # Another worker may tell the same at this very moment: one of the two rows is enough.
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    told = sorted({notice.staff_id for notice in fresh})
    record_all([NoticeGiven(staff_id=staff_id) for staff_id in told])


def _again(notice: Notice, facts: dict[str, Any], now: datetime) -> Notice:
    notice.facts, notice.at, notice.mailed_at = facts, now, None
    return notice


@transaction.atomic(savepoint=False)
def tell_of_many(
    people: Iterable[Staff], kind: str, case: Case, whole: str, **facts: object
) -> None:
    """One notice of all that one larger thing (`whole`, as `kind:id`) does: of its first case, then of how many there are."""
    for staff in people:
        unread = Notice.objects.select_for_update(of=("self",)).filter(staff=staff, read_at=None)
        known = unread.filter(kind=kind, about=whole).first()
        if known is None:
            tell(staff, kind, case, about=whole, count=1, **facts)
            continue
        known.case, known.facts = None, known.facts | {"count": known.facts["count"] + 1}
        known.save(update_fields=["case", "facts"])


@transaction.atomic
def read(notice: Notice) -> None:
    """They have seen it; idempotent."""
    if Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now()):
        record(NoticesRead(staff_id=notice.staff_id))


def read_all(staff: Staff) -> int:
    """They have seen everything; idempotent. How many there were."""
    return _read(staff, Q())


def read_all_of(case: Case, staff: Staff) -> int:
    """They have seen the case, and so what they were told of it and of those joined into it; idempotent. Of most cases
    one was told nothing, which takes no transaction to find out.
    """
    (is_told,) = answers(unread_of(case, staff))
    return _read(staff, Q(case=case) | Q(case__merged_into=case)) if is_told else 0


@transaction.atomic
def _read(staff: Staff, which: Q) -> int:
    unread = Notice.objects.filter(which, staff=staff, read_at=None)
    count = unread.update(read_at=clock.now())
    if count:
        record(NoticesRead(staff_id=staff.pk))
    return count


@transaction.atomic(savepoint=False)
def settle(about: str, *kinds: str) -> None:
    """The matter is over: nobody need read of it any more."""
    settle_by_the_batch([about], *kinds)


@transaction.atomic(savepoint=False)
def settle_by_the_batch(abouts: Collection[str], *kinds: str) -> None:
    """As `settle`, of many matters at once."""
    unread = Notice.objects.filter(about__in=abouts, read_at=None)
    if kinds:
        unread = unread.filter(kind__in=kinds)
    told = sorted(set(unread.values_list("staff", flat=True)))
    if told:
        unread.update(read_at=clock.now())
        record_all([NoticesRead(staff_id=staff_id) for staff_id in told])


@transaction.atomic(savepoint=False)
def forget(abouts: Iterable[str]) -> None:
    """What these notices were about is gone: so are they, read or not."""
    gone = Notice.objects.filter(about__in=list(abouts))
    told = sorted(set(gone.filter(read_at=None).values_list("staff", flat=True)))
    gone.delete()
    for staff_id in told:
        record(NoticesRead(staff_id=staff_id))


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | float | None) else str(value)
