"""The queue: a query's cases in the order they are to be worked on, and in groups."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
    Window,
)
from django.db.models.functions import Cast, RowNumber

from makegood.cases.models import Case, QueueLook, SavedView
from makegood.cases.queries.cursors import read_cursor, read_instant, read_uuid
from makegood.cases.queries.matching import (
    CALM,
    Asker,
    cases_asked_for,
    cases_matching,
    end_of_day,
    is_timeless,
    lanes,
)
from makegood.cases.rules.asking import LANES, Query, Term, read_query
from makegood.cases.rules.asking import Value as Text
from makegood.kernel import clock
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.errors import BadInput
from makegood.kernel.money import Money
from makegood.kernel.written import written_rows
from makegood.people.models import Customer, Identity, Staff
from makegood.people.queries import marks_in_force
from makegood.shops.models import Order, Product

BUILT_IN: dict[str, str] = {
    "all": "",
    "mine": "assignee:me",
    "unassigned": "assignee:none",
    "team": "team:mine",
    "snoozed": "state:snoozed",
    "closed": "state:closed",
}
"""The views every desk begins with, and their queries."""


@dataclass(frozen=True)
class InboxRow:
    """One line of the queue, with all the page shows."""

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
    signs: tuple[str, ...]
    """What the customer's words tell: threats, anger, repeat contact, silence."""
    alarm_at: datetime | None
    law_risk: str
    law_risk_at: datetime | None
    law_cost_minor: int | None
    law_cost_currency: str
    lane: str
    """One of `LANES`; of a case not in the queue: snoozed, closed."""
    tags: tuple[str, ...] = ()
    is_marked: bool = False
    """Whether the customer is marked for abuse now."""

    @property
    def law_cost(self) -> Money | None:
        """What being late with a duty of the law has come to."""
        minor = self.law_cost_minor
        return None if minor is None else Money(minor, self.law_cost_currency)


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next ones start (None after the last). `is_in_lanes`: lane follows lane."""

    rows: tuple[InboxRow, ...]
    next: str | None
    is_in_lanes: bool = True


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
    "signs": "signs",
    "alarm_at": "alarm_at",
    "law_risk": "law_risk",
    "law_risk_at": "law_risk_at",
    "law_cost_minor": "law_cost_minor",
    "law_cost_currency": "law_cost_currency",
}


def inbox(staff: Staff, query: str | Query, after: str | None = None, limit: int = 50) -> Page:
    """A page of what matches, what is most at risk first; four statements at most, however many rows."""
    query = read_query(query) if isinstance(query, str) else query
    column = order_of(query)
    if query.unclear:
        return Page((), None, column is None)
    if column is None:
        return _in_lanes(staff, query, after, limit)
    return _in_order(staff, cases_matching(staff, query), column, after, limit)


def case_count(staff: Staff, query: str | Query) -> int:
    """How many cases a query means, all of them."""
    return cases_matching(staff, query).count()


def saved_views(staff: Staff) -> list[SavedView]:
    """The views `staff` may choose from: everybody's, then their own."""
    return _saved_views(staff.pk)


@written_rows
def _saved_views(staff_id: UUID) -> QuerySet[SavedView]:
    views = SavedView.objects.filter(Q(staff=staff_id) | Q(staff=None))
    return views.order_by(F("staff").asc(nulls_first=True), "position", "name")


def look_of(staff: Staff) -> QueueLook:
    """How `staff` likes the queue; as it comes for who never said."""
    return next(iter(_look_of(staff.pk)), None) or QueueLook(staff=staff)


@written_rows
def _look_of(staff_id: UUID) -> QuerySet[QueueLook]:
    return QueueLook.objects.filter(staff=staff_id)


# ---- in order ----


def order_of(query: Query) -> str | None:
    """By which column its cases are read; None: lane by lane, as all are in the queue."""
    if not query.names("state"):
        return None
    asked = [term for term in query.understood if term.field == "state"]
    states = {value.text for value in asked[0].values} if len(asked) == 1 else set()
    if asked[0].is_negated or len(states) != 1:
        return "-changed_at"
    orders: dict[str, str | None] = {
        "open": None,
        "snoozed": "snoozed_until",
        "closed": "-closed_at",
    }
    return orders.get(states.pop(), "-changed_at")


def _in_order(
    staff: Staff, cases: QuerySet[Case], column: str, after: str | None, limit: int
) -> Page:
    if after:
        cases = _beyond(cases, column, *read_cursor(after))
    cases = cases.order_by(column, "-id" if column.startswith("-") else "id")
    raw = list(cases.values_list(*_COLUMNS.values())[: limit + 1])
    rows = _rows(staff, raw[:limit])
    last = rows[-1] if len(raw) > limit else None
    more = f"{getattr(last, column.lstrip('-')).isoformat()}_{last.id.hex}" if last else None
    return Page(rows, more, is_in_lanes=False)


def _beyond(cases: QuerySet[Case], column: str, at: datetime, case_id: UUID) -> QuerySet[Case]:
    # The plain bound on the column is what the index can use; the rest only settles ties.
    name, way = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
    beyond = Q(**{f"{name}__{way}": at}) | Q(**{f"id__{way}": case_id})
    return cases.filter(**{f"{name}__{way}e": at}).filter(beyond)


def _in_lanes(staff: Staff, query: Query, after: str | None, limit: int) -> Page:
    """The lanes are read in five stretches, each from an index in its order, in one statement.

    Where the day ends stands in the cursor: a page asked for after midnight goes on in the order of the one before.
    """
    asker = Asker.of(staff, clock.now())
    if after:
        first, day_ends, place = _read_place(after)
        asker = replace(asker, day_ends=day_ends, soon=min(asker.soon, day_ends))
        rows: Iterable[tuple[int, datetime, UUID]] = _places(query, asker, limit, first, place)
    elif is_timeless(query):
        rows = _first_places(str(query), limit)(*plain_of(asker))
    else:
        rows = _places(query, asker, limit)
    # Places first, without what stands on the covers.
    places = sorted(rows)
    kept = [case_id for _stretch, _at, case_id in places[:limit]]
    by_id = {row[0]: row for row in _covers(kept)}
    shown = _rows(staff, [by_id[case_id] for case_id in kept if case_id in by_id])
    if len(places) <= limit:
        return Page(shown, None)
    stretch, at, last_id = places[limit - 1]
    return Page(shown, f"{stretch}~{asker.day_ends.isoformat()}~{at.isoformat()}_{last_id.hex}")


def plain_of(asker: Asker) -> tuple[Any, ...]:
    """What of it a statement that is written once may be given."""
    return asker.staff_id, asker.sees_all, asker.now, asker.soon, asker.day_ends


@lru_cache(maxsize=128)
def _first_places(text: str, limit: int) -> Callable[..., list[tuple[int, datetime, UUID]]]:
    query = read_query(text)

    @written_rows
    def places(*plain: Any) -> QuerySet[Case, tuple[int, datetime, UUID]]:
        return _places(query, Asker(*plain), limit)

    return places


def _places(
    query: Query,
    asker: Asker,
    limit: int,
    first: int = 0,
    place: tuple[datetime, UUID] | None = None,
) -> QuerySet[Case, tuple[int, datetime, UUID]]:
    """Stretch, due time and id of what comes first in each stretch from `first` on, there after `place`."""
    parts = [
        part.order_by("queue_at", "id")
        .annotate(stretch=Value(number))
        .values_list("stretch", "queue_at", "id")[: limit + 1]
        for number, part in enumerate(_stretches(cases_asked_for(query, asker), asker))
        if number >= first
        for part in [_beyond(part, "queue_at", *place) if place and number == first else part]
    ]
    if len(parts) == 1:
        return parts[0]
    # Of each stretch as many as may be shown are looked up, but no more than that are read in all.
    together = parts[0].union(*parts[1:], all=True)
    return together.order_by("stretch", "queue_at", "id")[: limit + 1]


def _stretches(cases: QuerySet[Case], asker: Asker) -> list[QuerySet[Case]]:
    in_lane = lanes(asker)
    today = CALM & Q(queue_at__lte=asker.day_ends)
    asked = (in_lane["alarm"], today, *(in_lane[name] for name in LANES[4:]))
    return [cases.filter(one) for one in asked]


@written_rows
def _covers(case_ids: list[UUID]) -> QuerySet[Case, tuple[Any, ...]]:
    return Case.objects.filter(pk__any=case_ids).values_list(*_COLUMNS.values())


def _read_place(after: str) -> tuple[int, datetime, tuple[datetime, UUID]]:
    stretch, _, rest = after.partition("~")
    day_ends, _, place = rest.partition("~")
    if stretch not in {"0", "1", "2", "3", "4"}:
        raise BadInput("after", "a cursor from an earlier page")
    return int(stretch), read_instant(day_ends), read_cursor(place)


def _rows(staff: Staff, raw: Iterable[Sequence[Any]]) -> tuple[InboxRow, ...]:
    named = [dict(zip(_COLUMNS, values, strict=True)) for values in raw]
    (tags, marked), now = _signs_of([row["id"] for row in named]), clock.now()
    day_ends = end_of_day(staff, now)
    rows = (_row(row, tags, now, day_ends) for row in named)
    return tuple(replace(row, is_marked=True) if row.id in marked else row for row in rows)


def _row(
    named: dict[str, Any], tags: dict[UUID, list[str]], now: datetime, day_ends: datetime
) -> InboxRow:
    lane = _lane_of(named, now, day_ends)
    due_at: datetime | None = named["due_at"] if named["due_at"] < FAR_FUTURE else None
    texts = ("customer_name", "order_number", "assignee_name", "team_name")
    filled = named | {name: named[name] or "" for name in texts}
    is_broken = due_at is not None and due_at <= now and named["closed_at"] is None
    own = {"due_at": due_at, "is_broken": is_broken, "lane": lane, "tags": tuple(tags[named["id"]])}
    own["signs"] = tuple(named["signs"] or ())
    return InboxRow(**filled | own)


def _lane_of(row: dict[str, Any], now: datetime, day_ends: datetime) -> str:
    """In Python what `matching.lanes` asks of the database; a test holds them together."""
    if row["closed_at"]:
        return "closed"
    if row["snoozed_until"]:
        return "snoozed"
    if row["alarm_at"] and (row["told_at"] is None or row["told_at"] < row["alarm_at"]):
        return "alarm"
    due_at = row["due_at"]
    if due_at <= now:
        return "broken"
    if due_at == FAR_FUTURE:
        return "free"
    if due_at > day_ends:
        return "us" if row["turn"] == Case.Turn.US else "others"
    return "now" if (due_at - now).total_seconds() <= 3600 else "today"


def _signs_of(case_ids: list[UUID]) -> tuple[dict[UUID, list[str]], set[UUID]]:
    """The tags of each case, and which of them are of a customer marked for abuse; one statement."""
    tags: dict[UUID, list[str]] = defaultdict(list)
    found: set[UUID] = set()
    for case_id, name in sorted(_signs(case_ids, clock.now()), key=lambda one: one[1]):
        if name:
            tags[case_id].append(name)
        else:
            found.add(case_id)
    return tags, found


@written_rows
def _signs(case_ids: list[UUID], now: datetime) -> QuerySet[Any, tuple[UUID, str]]:
    links = Case.tags.through.objects.filter(case__pk__any=case_ids)
    marks = marks_in_force(now).filter(customer=OuterRef("customer"))
    nameless = Value("", output_field=CharField())
    marked = Case.objects.filter(Exists(marks), pk__any=case_ids).values_list("pk", nameless)
    return links.values_list("case_id", "tag__name").union(marked, all=True)


# ---- in groups ----

MOST_GROUPED = 2000
"""So many cases are put into groups, the most urgent ones; the page says when there are more."""
SHOWN_OF_A_GROUP = 3
GROUPS = {"order": "order", "customer": "customer", "product": "order__lines__product"}


@dataclass(frozen=True)
class Group:
    """The cases of one order, customer or product: how many match, the most urgent ones, and the query for them all."""

    name: str
    count: int
    rows: tuple[InboxRow, ...]
    term: str
    """What narrows the query to this group; empty where nothing does."""


@dataclass(frozen=True)
class GroupsPage:
    """Some groups, where the next ones start, and whether there were more cases than are put into groups."""

    groups: tuple[Group, ...]
    next: str | None
    is_cut: bool = False


def queue_in_groups(
    staff: Staff, query: Query, by: str, after: str | None = None, limit: int = 20
) -> GroupsPage:
    """What matches by order, customer or product, the group with the most urgent case first; six statements at most."""
    if by not in GROUPS:
        raise BadInput("group", "one of " + ", ".join(GROUPS))
    if query.unclear:
        return GroupsPage((), None)
    urgent = cases_matching(staff, query).order_by("queue_at", "id").values("pk")
    cases = Case.objects.filter(pk__in=urgent[:MOST_GROUPED])
    found = list(_grouped(cases, GROUPS[by], after)[: limit + 1])
    keys = [key for key, _count, _due in found[:limit]]
    named, shown = _named(by, keys), _first_of_each(staff, cases, GROUPS[by], keys)
    groups = []
    for key, count, _due in found[:limit]:
        name, term = named.get(key, ("", "" if by == "product" else f"{by}:none"))
        groups.append(Group(name, count, shown[key], term))
    is_cut = urgent[MOST_GROUPED : MOST_GROUPED + 1].exists()
    return GroupsPage(tuple(groups), _group_cursor(found, limit), is_cut)


def _grouped(cases: QuerySet[Case], path: str, after: str | None) -> QuerySet[Case, Any]:
    groups = cases.values(key=F(path)).annotate(count=Count("pk", distinct=True))
    groups = groups.annotate(due=Min("queue_at"))
    if after:
        due, key = _read_group_cursor(after)
        beyond = Q(due__gt=due)
        if key is not None:
            beyond |= Q(due=due) & (Q(key__gt=key) | Q(key=None))
        groups = groups.filter(beyond)
    ordered = groups.order_by("due", F("key").asc(nulls_last=True))
    return ordered.values_list("key", "count", "due")


def _group_cursor(found: list[tuple[Any, ...]], limit: int) -> str | None:
    if len(found) <= limit:
        return None
    key, _count, due = found[limit - 1]
    return f"{due.isoformat()}_{key.hex if key else 'none'}"


def _read_group_cursor(after: str) -> tuple[datetime, UUID | None]:
    due, _, key = after.partition("_")
    return read_instant(due), None if key == "none" else read_uuid("after", key)


def _first_of_each(
    staff: Staff, cases: QuerySet[Case], path: str, keys: list[UUID | None]
) -> dict[UUID | None, tuple[InboxRow, ...]]:
    """The most urgent cases of each group. An order may name a product twice: its case comes once all the same."""
    place = Window(RowNumber(), partition_by=[F(path)], order_by=[F("queue_at"), F("id")])
    wanted = Q(**{f"{path}__in": [key for key in keys if key]})
    if None in keys:
        wanted |= Q(**{path: None})
    rows = cases.filter(wanted).annotate(key=Cast(F(path), UUIDField()), place=place)
    rows = rows.filter(place__lte=2 * SHOWN_OF_A_GROUP).order_by("key", "place")
    raw = list(rows.values_list("key", *_COLUMNS.values()))
    found: dict[UUID | None, dict[UUID, InboxRow]] = defaultdict(dict)
    for (key, *_rest), row in zip(raw, _rows(staff, [one[1:] for one in raw]), strict=True):
        if len(found[key]) < SHOWN_OF_A_GROUP:
            found[key][row.id] = row
    return defaultdict(tuple, {key: tuple(of_it.values()) for key, of_it in found.items()})


def _named(by: str, keys: list[UUID | None]) -> dict[UUID | None, tuple[str, str]]:
    """Each group's name and the term that asks for exactly its cases."""
    ids = [key for key in keys if key]
    if by == "order":
        orders = Order.objects.filter(pk__in=ids).only("number", "number_key")
        return {one.pk: (one.number, _exactly(by, one.number_key)) for one in orders}
    if by == "product":
        products = Product.objects.filter(pk__in=ids).only("name", "sku")
        return {one.pk: (one.name, _exactly(by, one.sku)) for one in products}
    known = dict(
        Identity.objects.filter(customer__in=ids)
        .order_by("-kind", "-value")
        .values_list("customer", "value")
    )
    people = Customer.objects.filter(pk__in=ids).only("name")
    return {
        one.pk: (one.name, _exactly(by, known[one.pk]) if one.pk in known else "") for one in people
    }


def _exactly(field: str, value: str) -> str:
    return str(Term(field, (Text(f"={value}"),)))
