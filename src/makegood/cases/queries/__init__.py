"""Reads: the inbox and its counts, what is missing, the status link."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, JSONObject

from makegood.cases.models import (
    IN_QUEUE,
    Case,
    CaseInIncident,
    Fact,
    Follower,
    Incident,
    LinkedCase,
    Note,
    Rearrangement,
    StatusLink,
    Tag,
)
from makegood.cases.queries.counting import EXACTLY_TO as EXACTLY_TO
from makegood.cases.queries.counting import HERE as HERE
from makegood.cases.queries.counting import Counts as Counts
from makegood.cases.queries.counting import cases_by_language as cases_by_language
from makegood.cases.queries.counting import counted_to as counted_to
from makegood.cases.queries.counting import queue_counts as queue_counts
from makegood.cases.queries.cursors import read_cursor, read_uuid
from makegood.cases.queries.matching import cases_matching as cases_matching
from makegood.cases.queries.matching import finds_cases_by_words as finds_cases_by_words
from makegood.cases.queries.matching import names_unknown as names_unknown
from makegood.cases.queries.nearby import Near as Near
from makegood.cases.queries.nearby import Nearby as Nearby
from makegood.cases.queries.nearby import nearby_cases as nearby_cases
from makegood.cases.queries.queue import BUILT_IN as BUILT_IN
from makegood.cases.queries.queue import GROUPS as GROUPS
from makegood.cases.queries.queue import Group as Group
from makegood.cases.queries.queue import GroupsPage as GroupsPage
from makegood.cases.queries.queue import InboxRow as InboxRow
from makegood.cases.queries.queue import Page as Page
from makegood.cases.queries.queue import case_count as case_count
from makegood.cases.queries.queue import inbox as inbox
from makegood.cases.queries.queue import look_of as look_of
from makegood.cases.queries.queue import queue_in_groups as queue_in_groups
from makegood.cases.queries.queue import saved_views as saved_views
from makegood.cases.queries.seeing import cases_seen_by as cases_seen_by
from makegood.cases.queries.seeing import cases_visible_to as cases_visible_to
from makegood.cases.queries.seeing import on_visible_case as on_visible_case
from makegood.cases.rules import ASKED_FACTS, UNDOABLE_FIELDS, Standing, missing
from makegood.cases.rules.asking import Query
from makegood.kernel import clock
from makegood.kernel.asking import Question, all_of, answers, first_of
from makegood.kernel.crypto import sign
from makegood.kernel.text import order_key
from makegood.kernel.written import written, written_rows
from makegood.people.models import Customer, Staff
from makegood.shops.models import Line, Order, Parcel, Shop
from makegood.shops.queries import the_shop


def cases_of(customer: Customer, staff: Staff) -> QuerySet[Case]:
    """The customer's cases that `staff` may see, the latest first."""
    return cases_visible_to(staff).filter(customer=customer).order_by("-opened_at", "-id")


def open_cases_of(staff: Staff, customers: Collection[Customer], limit: int = 50) -> list[Case]:
    """What these customers have open and `staff` may see, the latest word first; one question for all of them."""
    if not customers:
        return []
    found = cases_visible_to(staff).filter(customer__in=customers, closed_at=None)
    return list(found.order_by("-changed_at", "-id")[:limit])


def standing_of(case: Case) -> Standing:
    """How the case stands now."""
    tags = set(case.tags.values_list("name", flat=True))
    return standing(case, tags, dict(case.facts.values_list("key", "value")))


def standing(case: Case, tags: Collection[str], facts: Mapping[str, str]) -> Standing:
    """The same for who has read tags and facts already."""
    return Standing(
        cover={name: str(getattr(case, name) or "") for name in UNDOABLE_FIELDS},
        tags=tags,
        facts=facts,
        assignee_id=str(case.assignee_id or ""),
        team_id=str(case.team_id or ""),
        snoozed_until=_as_told(case.snoozed_until),
        is_closed=case.is_closed and case.merged_into_id is None,
    )


def _as_told(at: datetime | None) -> str:
    """An instant as a happening keeps it."""
    return str(json.loads(json.dumps(at, cls=DjangoJSONEncoder))) if at else ""


def missing_facts(case: Case, asked: Collection[str] = ASKED_FACTS) -> list[str]:
    """Which of the asked facts nobody has told yet; a linked order is a known order."""
    known = set(case.facts.values_list("key", flat=True))
    return missing(known | {"order"} if case.order_id else known, asked)


def status_url(case: Case) -> str:
    """The customer's address of the case, empty when every link was revoked."""
    return link_url(*answers(status_link(case)))


def status_link(case: Case) -> Question:
    """The id of the link in force, if there is one."""
    return _status_link(case.pk)


@written
def _status_link(case_id: UUID) -> Question:
    links = StatusLink.objects.filter(case=case_id, revoked_at=None)
    return first_of(links.order_by("-id").values("pk"))


def link_url(link_id: UUID | None) -> str:
    """The address a status link is followed at; empty for none."""
    return f"{settings.MAKEGOOD_URL}/s/{sign(link_id.hex, 'status')}/" if link_id else ""


def cases_told_of(order: Order) -> list[tuple[Case, UUID]]:
    """The latest cases about an order whose status page can be read, newest first, each with its link in force."""
    link = StatusLink.objects.filter(case=OuterRef("pk"), revoked_at=None).order_by("-id")
    cases = Case.objects.filter(order=order, customer=order.customer_id, merged_into=None)
    linked = cases.annotate(link_id=Subquery(link.values("pk")[:1])).exclude(link_id=None)
    return [(case, case.link_id) for case in linked.order_by("-number")[:5]]


def opened_since(order: Order, since: datetime) -> int:
    """How many cases about an order were opened after an instant."""
    return Case.objects.filter(order=order, opened_at__gt=since).count()


def facts_url(request_id: UUID) -> str:
    """Where the customer answers what they were asked."""
    return f"{settings.MAKEGOOD_URL}/s/facts/{sign(request_id.hex, 'facts')}/"


def tags() -> QuerySet[Tag]:
    """Every tag the shop uses, by name."""
    return Tag.objects.order_by("name")


@written
def names_of_tags() -> Question:
    """The names of all of them, as a list of texts."""
    return all_of(tags().values("name"))


def tags_with_counts() -> QuerySet[Tag]:
    """Every tag by name, each with the number of cases that have it (`used`)."""
    return tags().annotate(used=Count("cases"))


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a program asks for. Empty means "any"; `state` is open, snoozed or closed.

    `query` is in the desk's query language, in which no state means open; None: it asks for nothing.
    """

    query: Query | None = None
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
    found = cases_visible_to(staff) if wanted.query is None else cases_matching(staff, wanted.query)
    cases = covers(_wanted(found.filter(merged_into=None), wanted))
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
    return case.notes.select_related("by").defer("words").order_by("at", "id")


@written_rows
def _notes_on(case_id: UUID) -> QuerySet[Note]:
    return Note.objects.filter(case=case_id).defer("words").order_by("at", "id")


def notes_on(case: Case) -> list[Note]:
    """The same with this very case, for whoever knows the writers' names."""
    found = _notes_on(case.pk)
    for one in found:
        one.case = case
    return found


def case_counts() -> dict[str, int]:
    """How many cases are in the inbox, and how many put aside; one query."""
    aside = Count("pk", filter=Q(snoozed_until__isnull=False))
    counted = Case.objects.filter(closed_at=None).aggregate(open=Count("pk"), snoozed=aside)
    return {"open": counted["open"] - counted["snoozed"], "snoozed": counted["snoozed"]}


def facts_told(case: Case) -> Question:
    """Every fact of the case as JSON, for `facts_by_key` to read."""
    return _facts_told(case.pk)


@written
def _facts_told(case_id: UUID) -> Question:
    columns = {field.attname: field.attname for field in Fact._meta.concrete_fields}
    facts = Fact.objects.filter(case=case_id).order_by("key")
    return all_of(facts.values_list(JSONObject(**columns)))


def facts_by_key(told: Iterable[str | dict[str, Any]]) -> dict[str, Fact]:
    """The answer to `facts_told`, by key."""
    rows = [json.loads(one) if isinstance(one, str) else one for one in told]
    fields = {field.attname: field for field in Fact._meta.concrete_fields}
    facts = [Fact(**{n: fields[n].to_python(v) for n, v in row.items()}) for row in rows]
    return {fact.key: fact for fact in facts}


def tag_names(case: Case, *, on: bool) -> Question:
    """The tags on this case, or the others the shop uses, by name."""
    return _tag_names(case.pk, on)


@written
def _tag_names(case_id: UUID, on: bool) -> Question:
    on_case = Case.tags.through.objects.filter(case=case_id, tag=OuterRef("pk"))
    return all_of(tags().filter(Exists(on_case) if on else ~Exists(on_case)).values("name"))


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
        at, pk = read_cursor(after)
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


def shop_of_incident(incident: Incident) -> Shop | None:
    """Where its articles are looked for: the shop of its first case, the desk's own as long as it has none."""
    first = incident.members.select_related("case__shop").order_by("id").first()
    return first.case.shop if first else the_shop()


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


def followers_told(case: Case) -> Question:
    """The ids of those who follow the case, the first one first."""
    return _followers_told(case.pk)


@written
def _followers_told(case_id: UUID) -> Question:
    followers = Follower.objects.filter(case=case_id).order_by("at", "pk")
    return all_of(followers.values_list("staff_id"))


def followers_of(case_id: UUID, but: Collection[UUID | None]) -> list[Staff]:
    """Those who follow the case, work here and may see it, less those who know already."""
    known = [one for one in but if one]
    found = Staff.objects.filter(follows__case=case_id, is_active=True).exclude(pk__in=known)
    return [
        one
        for one in found.select_related("custom_role")
        if one.may("others") or cases_visible_to(one).filter(pk=case_id).exists()
    ]


def incidents_about(case: Case) -> Question:
    """The ids of the incident the case is part of and of the open ones it fits."""
    return _incidents_about(case.pk, case.order_id, case.kind or None)


@written
def _incidents_about(case_id: UUID, order_id: UUID | None, kind: str | None) -> Question:
    about = Q(members__case=case_id)
    if order_id:
        boxes = Parcel.objects.filter(order=order_id).exclude(number_key="")
        lines = Line.objects.filter(order=order_id, product__isnull=False)
        fits = Q(parcel_key__in=boxes.values("number_key")) | Q(
            product__in=lines.values("product"), kind__in=("", kind) if kind else ("",)
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


@dataclass(frozen=True)
class IncidentCasesPage:
    """Some cases of an incident, those that came last first, and where the next page starts."""

    rows: list[Case]
    next: str | None


def incident_cases_page(
    incident: Incident, staff: Staff, after: str | None = None, limit: int = 50
) -> IncidentCasesPage:
    """Of those `staff` may see."""
    cases = cases_in_incident(incident, staff).select_related("customer", "assignee", "in_incident")
    if after:
        cases = cases.filter(in_incident__id__lt=read_uuid("after", after))
    found = list(cases.order_by("-in_incident__id")[: limit + 1])
    more = found[limit - 1].in_incident.pk.hex if len(found) > limit else None
    return IncidentCasesPage(found[:limit], more)
