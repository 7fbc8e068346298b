"""Reads: the inbox and its counts, what is missing, the status link."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from makegood.cases.models import (
    IN_QUEUE,
    Case,
    CaseInIncident,
    Incident,
    LinkedCase,
    Note,
    Rearrangement,
    SavedView,
    Tag,
)
from makegood.cases.queries.matching import cases_matching as cases_matching
from makegood.cases.queries.matching import finds_cases_by_words as finds_cases_by_words
from makegood.cases.queries.matching import names_unknown as names_unknown
from makegood.cases.queries.seeing import cases_visible_to as cases_visible_to
from makegood.cases.queries.seeing import on_visible_case as on_visible_case
from makegood.cases.rules import missing
from makegood.kernel import clock
from makegood.kernel.asking import Question, all_of, answers, first_of
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.crypto import sign
from makegood.kernel.errors import BadInput
from makegood.kernel.text import order_key
from makegood.people.models import Customer, Staff
from makegood.shops.models import Line, Order, Parcel

COUNTED_TO = 99
"""Lanes are counted this far and then say "99+": the count must cost the same in a big shop as in a small one."""

VIEWS = ("all", "mine", "unassigned", "team", "snoozed", "closed")


@dataclass(frozen=True)
class InboxQuery:
    """A question asked of the inbox. Empty means "any"."""

    view: str = "all"
    tag: str = ""
    kind: str = ""
    language: str = ""
    assignee: UUID | None = None
    team: UUID | None = None

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """From a saved view or an address; unknown names are left out, a foreign value is `BadInput`."""
        known = {f.name: str(plain[f.name]) for f in fields(cls) if plain.get(f.name)}
        if known.get("view", "all") not in VIEWS:
            raise BadInput("view", "one of " + ", ".join(VIEWS))
        ids = {name: _uuid(name, known.pop(name)) for name in ("assignee", "team") if name in known}
        return cls(**known, **ids)  # type: ignore[arg-type]  # texts and ids are told apart above

    def plain(self) -> dict[str, str]:
        """What differs from "everything", as texts."""
        return {name: str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class InboxRow:
    """One line of the inbox, with all the page shows."""

    id: UUID
    number: int
    subject: str
    preview: str
    kind: str
    language: str
    channel: str
    turn: str
    customer_id: UUID | None
    customer_name: str
    order_number: str
    assignee_id: UUID | None
    assignee_name: str
    team_name: str
    opened_at: datetime
    heard_at: datetime | None
    told_at: datetime | None
    changed_at: datetime
    snoozed_until: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    due_kind: str
    is_broken: bool
    owed: int
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next ones start (None after the last)."""

    rows: tuple[InboxRow, ...]
    next: str | None


_COLUMNS = {
    "id": "id",
    "number": "number",
    "subject": "subject",
    "preview": "preview",
    "kind": "kind",
    "language": "language",
    "channel": "channel",
    "turn": "turn",
    "customer_id": "customer_id",
    "customer_name": "customer__name",
    "order_number": "order__number",
    "assignee_id": "assignee_id",
    "assignee_name": "assignee__name",
    "team_name": "team__name",
    "opened_at": "opened_at",
    "heard_at": "heard_at",
    "told_at": "told_at",
    "changed_at": "changed_at",
    "snoozed_until": "snoozed_until",
    "closed_at": "closed_at",
    "due_at": "queue_at",
    "due_kind": "queue_kind",
    "owed": "owed",
}


def inbox(staff: Staff, query: InboxQuery, after: str | None = None, limit: int = 50) -> Page:
    """A page of the inbox, the promise most at risk first; at most three queries however many rows."""
    column, cases = _ordered(query, _filtered(staff, query))
    if after:
        cases = _after(cases, column, after)
    raw = list(cases.values_list(*_COLUMNS.values())[: limit + 1])
    named = [dict(zip(_COLUMNS, values, strict=True)) for values in raw[:limit]]
    tags, now = _tags_of([row["id"] for row in named]), clock.now()
    rows = tuple(_row(row, tags, now) for row in named)
    more = _cursor(rows[-1], column) if len(raw) > limit else None
    return Page(rows, more)


def inbox_counts(staff: Staff) -> dict[str, int]:
    """How many cases wait in each lane, counted to `COUNTED_TO` + 1; one query."""
    visible, now = cases_visible_to(staff), clock.now()
    cases = visible.filter(IN_QUEUE)
    lanes = {
        "broken": cases.filter(queue_at__lte=now),
        "today": cases.filter(queue_at__gt=now, queue_at__lte=_end_of_day(staff)),
        "waiting": cases.filter(turn=Case.Turn.US),
        "mine": cases.filter(assignee=staff),
        "unassigned": cases.filter(assignee=None),
        "snoozed": visible.filter(closed_at=None, snoozed_until__isnull=False),
    }
    parts = [_lane(name, lane) for name, lane in lanes.items()]
    counted = Counter(parts[0].union(*parts[1:], all=True))
    return {name: counted[name] for name in lanes}


def cases_of(customer: Customer, staff: Staff) -> QuerySet[Case]:
    """The customer's cases that `staff` may see, the latest first."""
    return cases_visible_to(staff).filter(customer=customer).order_by("-opened_at", "-id")


def open_cases_of(staff: Staff, customers: Collection[Customer], limit: int = 50) -> list[Case]:
    """What these customers have open and `staff` may see, the latest word first; one question for all of them."""
    if not customers:
        return []
    found = cases_visible_to(staff).filter(customer__in=customers, closed_at=None)
    return list(found.order_by("-changed_at", "-id")[:limit])


def missing_facts(case: Case) -> list[str]:
    """Which of the asked facts nobody has told yet; a linked order is a known order."""
    known = set(case.facts.values_list("key", flat=True))
    return missing(known | {"order"} if case.order_id else known)


def status_url(case: Case) -> str:
    """The customer's address of the case, empty when every link was revoked."""
    return link_url(*answers(status_link(case)))


def status_link(case: Case) -> Question:
    """The id of the link in force, if there is one."""
    return first_of(case.links.filter(revoked_at=None).order_by("-id").values("pk"))


def link_url(link_id: UUID | None) -> str:
    """The address a status link is followed at; empty for none."""
    return f"{settings.MAKEGOOD_URL}/s/{sign(link_id.hex, 'status')}/" if link_id else ""


def saved_views(staff: Staff) -> QuerySet[SavedView]:
    """The views `staff` may choose from: everybody's, then their own."""
    views = SavedView.objects.filter(Q(staff=staff) | Q(staff=None))
    return views.order_by(F("staff").asc(nulls_first=True), "position", "name")


def tags() -> QuerySet[Tag]:
    """Every tag the shop uses, by name."""
    return Tag.objects.order_by("name")


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a program asks for. Empty means "any"; `state` is open, snoozed or closed."""

    state: str = ""
    kind: str = ""
    language: str = ""
    tag: str = ""
    assignee_email: str = ""
    customer_id: UUID | None = None
    order_number: str = ""
    changed_since: datetime | None = None


@dataclass(frozen=True)
class CasesPage:
    """Some cases, newest first, and the number the next ones are below (None after the last)."""

    rows: list[Case]
    next: int | None


def cases_by_number(
    staff: Staff, wanted: CaseFilter, after: int | None = None, limit: int = 50
) -> CasesPage:
    """Newest first by number, which never changes: paging through it misses and repeats nothing."""
    cases = covers(_wanted(cases_visible_to(staff).filter(merged_into=None), wanted))
    if after is not None:
        cases = cases.filter(number__lt=after)
    rows = list(cases.order_by("-number")[: limit + 1])
    return CasesPage(rows[:limit], rows[limit - 1].number if len(rows) > limit else None)


def covers(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with all that stands on their covers at hand."""
    named = cases.select_related("customer", "order", "assignee", "team")
    return named.prefetch_related("tags")


def case_numbers_of(
    staff: Staff, *, customer: Customer | None = None, order: Order | None = None
) -> list[int]:
    """Numbers of the cases of a customer, or about an order, newest first; the latest 200."""
    about = {"customer": customer} if customer else {"order": order}
    cases = cases_visible_to(staff).filter(merged_into=None, **about).order_by("-number")
    return list(cases.values_list("number", flat=True)[:200])


@dataclass(frozen=True)
class Linked:
    """Another case that has to do with this one: the one it `came_from`, or one that came from it; `why` as a code."""

    case: Case
    why: str
    came_from: bool


def linked_cases(case: Case, staff: Staff) -> list[Linked]:
    """What the case is linked to, oldest first, as far as `staff` may see it; links of cases merged into it are its own."""
    from_here, to_here = _end(case, "case"), _end(case, "other")
    links = LinkedCase.objects.filter(
        (from_here & _sees(staff, "other")) | (to_here & _sees(staff, "case"))
    )
    links = links.select_related("case__merged_into", "other__merged_into").order_by("at", "id")
    found: dict[UUID, Linked] = {}
    for link in links:
        came_from = case.pk in (link.case_id, link.case.merged_into_id)
        met = link.other if came_from else link.case
        met = met.merged_into or met
        if met.pk != case.pk:
            found.setdefault(met.pk, Linked(met, link.why, came_from))
    return list(found.values())


def _end(case: Case, name: str) -> Q:
    return Q(**{name: case}) | Q(**{f"{name}__merged_into": case})


def _sees(staff: Staff, name: str) -> Exists:
    met = Coalesce(OuterRef(f"{name}__merged_into"), OuterRef(name))
    return Exists(cases_visible_to(staff).filter(pk=met))


UNDO_OFFERED_FOR = timedelta(days=7)


def last_rearrangement(case: Case) -> Rearrangement | None:
    """The latest join or split of the case that can still be undone, of the last days."""
    rows = Rearrangement.objects.select_related("case", "other").defer("kept")
    rows = rows.filter(Q(case=case) | Q(other=case), at__gte=clock.now() - UNDO_OFFERED_FOR)
    last = rows.order_by("-at", "-pk").first()
    return last if last is not None and last.undone_at is None else None


def notes_of(case: Case) -> QuerySet[Note]:
    """What colleagues noted, oldest first, each with its writer."""
    return case.notes.select_related("by").order_by("at", "id")


def case_counts() -> dict[str, int]:
    """How many cases are in the inbox, and how many put aside; one query."""
    aside = Count("pk", filter=Q(snoozed_until__isnull=False))
    counted = Case.objects.filter(closed_at=None).aggregate(open=Count("pk"), snoozed=aside)
    return {"open": counted["open"] - counted["snoozed"], "snoozed": counted["snoozed"]}


def tag_names(case: Case, *, on: bool) -> Question:
    """The tags on this case, or the others the shop uses, by name."""
    on_case = Case.tags.through.objects.filter(case=case, tag=OuterRef("pk"))
    return all_of(tags().filter(Exists(on_case) if on else ~Exists(on_case)).values("name"))


def _filtered(staff: Staff, query: InboxQuery) -> QuerySet[Case]:
    cases = _viewed(staff, query.view, cases_visible_to(staff))
    if query.tag:
        cases = _tagged(cases, query.tag)
    if query.kind:
        cases = cases.filter(kind=query.kind)
    if query.language:
        cases = cases.filter(language=query.language)
    if query.assignee:
        cases = cases.filter(assignee=query.assignee)
    if query.team:
        cases = cases.filter(team=query.team)
    return cases


def _wanted(cases: QuerySet[Case], wanted: CaseFilter) -> QuerySet[Case]:
    states = {
        "open": IN_QUEUE,
        "snoozed": Q(closed_at=None, snoozed_until__isnull=False),
        "closed": Q(closed_at__isnull=False),
    }
    chosen = {
        "kind": wanted.kind,
        "language": wanted.language,
        "customer": wanted.customer_id,
        "assignee__email__iexact": wanted.assignee_email,
        "order__number_key": order_key(wanted.order_number),
        "changed_at__gte": wanted.changed_since,
    }
    cases = cases.filter(states.get(wanted.state, Q()))
    cases = cases.filter(**{name: value for name, value in chosen.items() if value})
    return _tagged(cases, wanted.tag) if wanted.tag else cases


def _tagged(cases: QuerySet[Case], tag: str) -> QuerySet[Case]:
    return cases.filter(pk__in=Case.tags.through.objects.filter(tag__name=tag).values("case"))


def _viewed(staff: Staff, view: str, cases: QuerySet[Case]) -> QuerySet[Case]:
    if view == "closed":
        return cases.filter(closed_at__isnull=False, merged_into=None)
    if view == "snoozed":
        return cases.filter(closed_at=None, snoozed_until__isnull=False)
    cases = cases.filter(IN_QUEUE)
    if view == "mine":
        return cases.filter(assignee=staff)
    if view == "unassigned":
        return cases.filter(assignee=None)
    if view == "team":
        return cases.filter(team__in=[team.pk for team in staff.teams.all()])
    return cases


def _ordered(query: InboxQuery, cases: QuerySet[Case]) -> tuple[str, QuerySet[Case]]:
    column = {"closed": "-closed_at", "snoozed": "snoozed_until"}.get(query.view, "queue_at")
    return column, cases.order_by(column, "-id" if column.startswith("-") else "id")


def _after(cases: QuerySet[Case], column: str, after: str) -> QuerySet[Case]:
    # The plain bound on the column is what the index can use; the rest only settles ties.
    at, case_id = _read_cursor(after)
    name, way = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
    beyond = Q(**{f"{name}__{way}": at}) | Q(**{f"id__{way}": case_id})
    return cases.filter(**{f"{name}__{way}e": at}).filter(beyond)


def _cursor(row: InboxRow, column: str) -> str:
    at = row.due_at or FAR_FUTURE if column == "queue_at" else getattr(row, column.lstrip("-"))
    return f"{at.isoformat()}_{row.id.hex}"


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    at, _, case_id = cursor.partition("_")
    try:
        instant = datetime.fromisoformat(at)
    except ValueError as error:
        raise BadInput("after", "a cursor from an earlier page") from error
    if instant.tzinfo is None:
        raise BadInput("after", "a cursor from an earlier page")
    return instant, _uuid("after", case_id)


def _uuid(field: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadInput(field, "an id") from error


def _row(named: dict[str, Any], tags: dict[UUID, list[str]], now: datetime) -> InboxRow:
    due_at: datetime | None = named["due_at"] if named["due_at"] < FAR_FUTURE else None
    texts = ("customer_name", "order_number", "assignee_name", "team_name")
    filled = named | {name: named[name] or "" for name in texts}
    is_broken = due_at is not None and due_at <= now and named["closed_at"] is None
    return InboxRow(
        **filled | {"due_at": due_at, "is_broken": is_broken, "tags": tuple(tags[named["id"]])}
    )


def _tags_of(case_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    links = Case.tags.through.objects.filter(case__in=list(case_ids))
    for case_id, name in links.order_by("tag__name").values_list("case_id", "tag__name"):
        found[case_id].append(name)
    return found


def _lane(name: str, cases: QuerySet[Case]) -> Any:
    lane = Value(name, output_field=CharField())
    return cases.order_by().annotate(lane=lane).values_list("lane", flat=True)[: COUNTED_TO + 1]


def _end_of_day(staff: Staff) -> datetime:
    local = clock.now().astimezone(ZoneInfo(staff.timezone))
    return local.replace(hour=23, minute=59, second=59, microsecond=999_999)


@dataclass(frozen=True)
class IncidentRow:
    """An incident as a list shows it: with how many cases it has, and how many of those are open."""

    incident: Incident
    cases: int
    open: int


@dataclass(frozen=True)
class IncidentsPage:
    """Some incidents, the latest first, and where the next page starts (None: it was the last)."""

    rows: list[IncidentRow]
    next: str | None


def incidents_page(*, is_open: bool, after: str | None = None, limit: int = 50) -> IncidentsPage:
    """Those open, or those resolved; one query however many."""
    member = CaseInIncident.objects.filter(incident=OuterRef("pk"), case__merged_into=None)
    rows = Incident.objects.filter(resolved_at__isnull=is_open).select_related("product", "by")
    rows = rows.annotate(
        cases=_counted(member), open=_counted(member.filter(case__closed_at=None))
    ).order_by("-opened_at", "-id")
    if after:
        at, pk = _read_cursor(after)
        rows = rows.filter(opened_at__lte=at).filter(Q(opened_at__lt=at) | Q(id__lt=pk))
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return IncidentsPage(
        [IncidentRow(one, one.cases, one.open) for one in found[:limit]],
        f"{last.opened_at.isoformat()}_{last.pk.hex}" if last else None,
    )


def open_incidents() -> QuerySet[Incident]:
    """Those whose cause is not gone, the latest first."""
    return Incident.objects.filter(resolved_at=None).order_by("-opened_at", "-id")


def cases_in_incident(incident: Incident, staff: Staff) -> QuerySet[Case]:
    """The incident's cases that `staff` may see; one that went into another is that one's matter."""
    return cases_visible_to(staff).filter(in_incident__incident=incident, merged_into=None)


def cases_fitting(incident: Incident, staff: Staff) -> QuerySet[Case]:
    """Open cases in no incident that are about its parcel, or its product and kind; of those `staff` may see."""
    if not incident.parcel_key and incident.product_id is None:
        return Case.objects.none()
    fits = Q()
    if incident.parcel_key:
        boxes = Parcel.objects.filter(order=OuterRef("order"), number_key=incident.parcel_key)
        fits |= Q(Exists(boxes))
    if incident.product_id is not None:
        lines = Line.objects.filter(order=OuterRef("order"), product=incident.product_id)
        fits |= Q(Exists(lines)) & (Q(kind=incident.kind) if incident.kind else Q())
    free = cases_visible_to(staff).filter(closed_at=None, in_incident=None)
    return free.filter(fits, order__isnull=False)


def incidents_about(case: Case) -> Question:
    """The ids of the incident the case is part of and of the open ones it fits."""
    about = Q(members__case=case)
    if case.order_id:
        boxes = Parcel.objects.filter(order=case.order_id).exclude(number_key="")
        lines = Line.objects.filter(order=case.order_id, product__isnull=False)
        fits = Q(parcel_key__in=boxes.values("number_key")) | Q(
            product__in=lines.values("product"), kind__in=("", case.kind)
        )
        about |= fits & Q(resolved_at=None)
    return all_of(Incident.objects.filter(about).order_by().values("pk").distinct())


@dataclass(frozen=True)
class IncidentOfCase:
    """An incident a case is part of, or (`is_suggested`) fits."""

    incident: Incident
    is_suggested: bool


def incidents_shown(case: Case, ids: Collection[UUID]) -> list[IncidentOfCase]:
    """Those found by `incidents_about`: the case's own alone if it has one, else the three latest that fit."""
    if not ids:
        return []
    own = CaseInIncident.objects.filter(incident=OuterRef("pk"), case=case)
    rows = Incident.objects.filter(pk__in=ids).annotate(is_own=Exists(own))
    found = list(rows.order_by("-is_own", "-opened_at")[:3])
    if found and found[0].is_own:
        return [IncidentOfCase(found[0], is_suggested=False)]
    return [IncidentOfCase(one, is_suggested=True) for one in found]


def _counted(members: QuerySet[CaseInIncident]) -> Coalesce:
    counted = members.order_by().values("incident").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
