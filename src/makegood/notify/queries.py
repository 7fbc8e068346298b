"""Reads: what a member of staff has not seen yet, and who leads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, FilteredRelation, Func, Q, QuerySet, Value
from django.db.models.fields import FloatField

from makegood.cases.models import Case
from makegood.cases.queries import on_visible_case
from makegood.kernel import clock
from makegood.kernel.asking import Question, number_of
from makegood.kernel.written import written
from makegood.notify.models import CalendarLink, Notice, NoticeWish
from makegood.notify.rules import Rhythm, Wishes
from makegood.people.models import Role, Staff
from makegood.promises.models import Promise

COUNTED_TO = 99


def unread(staff: Staff) -> QuerySet[Notice]:
    """What `staff` should still know, the newest first."""
    return notices(staff).filter(read_at=None)


def notices(staff: Staff) -> QuerySet[Notice]:
    """Everything `staff` was told, the newest first; slice it."""
    return Notice.objects.filter(staff=staff).select_related("case").order_by("-at", "-id")


def unread_count(staff: Staff) -> Question:
    """How many are unread, counted to `COUNTED_TO` + 1."""
    return _unread_count(staff.pk)


@written
def _unread_count(staff_id: UUID) -> Question:
    unread = Notice.objects.filter(staff=staff_id, read_at=None).values("pk")
    return number_of(unread[: COUNTED_TO + 1])


def unread_of(case: Case, staff: Staff) -> Question:
    """Whether anything is unread of the case, or of those joined into it."""
    return _unread_of(staff.pk, case.pk)


@written
def _unread_of(staff_id: UUID, case_id: UUID) -> Question:
    # As a list of cases, which the index by case answers; asked of each notice in turn it reads all that somebody left unread.
    of_it = Case.objects.filter(Q(pk=case_id) | Q(merged_into=case_id)).values("pk")
    unread = Notice.objects.filter(case__in=of_it, staff=staff_id, read_at=None)
    return number_of(unread.values("pk")[:1])


def wish_of(staff: Staff) -> NoticeWish:
    """What `staff` wishes to be told; where nothing was wished yet, an unsaved one that says so."""
    found = NoticeWish.objects.filter(staff=staff).first()
    return found or NoticeWish(staff=staff, mailed_at=clock.now())


def wishes_of(wish: NoticeWish, zone: str) -> Wishes:
    """When they may be told outside the desk, on their clock."""
    quiet = (wish.quiet_from, wish.quiet_to) if wish.quiet_from and wish.quiet_to else None
    every = cast("Rhythm", wish.every)
    return Wishes(ZoneInfo(zone), every, wish.day_at, quiet)


def is_quiet_for(staff: Staff) -> bool:
    """Whether nothing is to show outside the desk now."""
    return wishes_of(wish_of(staff), staff.timezone).is_quiet(clock.now())


def those_who_want(kind: str, staff_ids: Iterable[UUID]) -> set[UUID]:
    """Of these, who wishes to be told of this kind of thing."""
    ids = set(staff_ids)
    refuse = NoticeWish.objects.filter(staff__in=ids, refused__contains=[kind])
    return ids - set(refuse.values_list("staff", flat=True))


def leaders() -> QuerySet[Staff]:
    """Whom trouble escalates to."""
    return Staff.objects.filter(is_active=True, role__in=[Role.OWNER, Role.MANAGER])


def seniors_of(case: Case) -> list[Staff]:
    """Whom an angry or threatening customer is for: the senior of the case's team; while there is none, or they are away,
    those who lead in it, or all who lead, too; and who has the case.
    """
    team = case.team
    senior_id = team.senior_id if team else None
    leads = list(Staff.objects.filter(pk=senior_id, is_active=True)) if senior_id else []
    if all(one.is_away(clock.now()) for one in leads):
        leads += list(leaders().filter(teams=team)) or list(leaders())
    has_it = Staff.objects.filter(pk=case.assignee_id, is_active=True) if case.assignee_id else ()
    return list({staff.pk: staff for staff in (*leads, *has_it)}.values())


def at_work_in(team_ids: Iterable[UUID | None]) -> dict[UUID | None, set[UUID]]:
    """Team → who of it is not away, by one query; a team of nobody is left out."""
    teams, now = {pk for pk in team_ids if pk}, clock.now()
    found: dict[UUID | None, set[UUID]] = {}
    people = Staff.objects.filter(teams__in=teams, is_active=True).annotate(of_team=F("teams"))
    for one in people if teams else ():
        if not one.is_away(now):
            found.setdefault(one.of_team, set()).add(one.pk)
    return found


def owner_or_leaders(owner_id: UUID | None) -> list[Staff]:
    """Whose business it is: the owner's; everybody's who leads, too, while the owner is away, and theirs alone when nobody
    (here any more) owns it.
    """
    owner = Staff.objects.filter(pk=owner_id, is_active=True).first() if owner_id else None
    if owner is None:
        return list(leaders())
    others = leaders().exclude(pk=owner.pk) if owner.is_away(clock.now()) else ()
    return [owner, *others]


def whose_business(owner_ids: Collection[UUID | None]) -> dict[UUID | None, set[UUID]]:
    """As `owner_or_leaders`, for many owners by two queries: owner → who is told."""
    leads, owners, now = (
        set(leaders().values_list("pk", flat=True)),
        _active(owner_ids),
        clock.now(),
    )
    people: dict[UUID | None, set[UUID]] = dict.fromkeys(owner_ids, leads)
    for owner in owners:
        people[owner.pk] = leads | {owner.pk} if owner.is_away(now) else {owner.pk}
    return people


def leaders_and(owner_ids: Collection[UUID | None]) -> dict[UUID | None, set[UUID]]:
    """Whom a broken promise escalates to: owner → everybody who leads, and its owner."""
    leads = set(leaders().values_list("pk", flat=True))
    people: dict[UUID | None, set[UUID]] = dict.fromkeys(owner_ids, leads)
    return people | {owner.pk: leads | {owner.pk} for owner in _active(owner_ids)}


def _active(staff_ids: Collection[UUID | None]) -> QuerySet[Staff]:
    wanted = {pk for pk in staff_ids if pk}
    return Staff.objects.filter(pk__in=wanted, is_active=True)


def calendar_links_of(staff: Staff) -> list[CalendarLink]:
    """The addresses of one's calendars: one's own, and those of teams."""
    return list(CalendarLink.objects.select_related("staff", "team").filter(staff=staff))


def owed_by(link: CalendarLink, until: datetime, limit: int) -> list[Promise]:
    """What the link's owner, or the people of its team, owe by then, what is overdue included, the nearest to now first; by one statement. `known_as`
    and `known_since` are what its calendar was shown last.
    """
    staff = link.staff
    away = Func(
        F("due_at"),
        Value(clock.now()),
        template="abs(extract(epoch from %(expressions)s))",
        arg_joiner=" - ",
        output_field=FloatField(),
    )
    of_team = Q(owner__in=Staff.objects.filter(teams=link.team_id))
    whose = of_team if link.team_id else Q(owner=staff)
    theirs = Promise.objects.filter(whose, end=Promise.End.OPEN, paused_at=None)
    found = (
        theirs.filter(on_visible_case(staff, "case"), due_at__lte=until)
        .annotate(
            entry=FilteredRelation("calendar_entries", condition=Q(calendar_entries__link=link)),
            known_as=F("entry__fingerprint"),
            known_since=F("entry__changed_at"),
        )
        .select_related("case__customer", "case__shop", "owner")
    )
    return list(found.order_by(away, "id")[:limit])


@dataclass(frozen=True)
class OwedToday:
    """What somebody owes until the day is over on their clock, and what is late: the first of it, and how many more. Of the whole
    desk, for those who read its reports, how much falls due and how much is late.
    """

    mine: tuple[Promise, ...] = ()
    more: int = 0
    desk_due: int = 0
    desk_broken: int = 0


NOTHING_OWED = OwedToday()


def owed_today(staff: Staff, most: int) -> OwedToday:
    """Two queries, three for those who read reports; each finds by index what is due by then and nothing else."""
    now = clock.now()
    zone = ZoneInfo(staff.timezone)
    tomorrow = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)
    due = Promise.objects.filter(end=Promise.End.OPEN, paused_at=None, due_at__lt=tomorrow)
    own = due.filter(on_visible_case(staff, "case"), owner=staff)
    mine = tuple(own.select_related("case").order_by("due_at", "id")[:most])
    more = own.count() - most if len(mine) == most else 0
    if not staff.may("reports"):
        return OwedToday(mine, more)
    late = Count("pk", filter=Q(due_at__lte=now))
    counted = due.aggregate(all=Count("pk"), late=late)
    return OwedToday(mine, more, counted["all"] - counted["late"], counted["late"])
