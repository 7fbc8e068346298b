"""Reads: how promises were kept, what the broken ones cost, and which promises a figure counts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from makegood.cases.models import Fact
from makegood.cases.queries import cases_visible_to
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.money import Money
from makegood.messages.models import PHONE, Message
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.promises.queries import PromisePage, cut, read_cursor
from makegood.promises.rules.costing import NO_COST, Cost, Work, cost_of, together
from makegood.promises.rules.figures import GROUPS, LONGEST, Kept
from makegood.shops.models import Shop

_GROUP: dict[str, Any] = {
    "kind": F("kind"),
    "team": Coalesce(F("case__team__name"), Value("")),
    "owner": Coalesce(F("owner__name"), Value("")),
    "cause": Coalesce(
        Subquery(
            Fact.objects.filter(case=OuterRef("case"), key="responsibility").values("value")[:1]
        ),
        Value(""),
        output_field=TextField(),
    ),
}

_HOW: dict[str, Q] = {
    "kept": Q(end=Promise.End.KEPT),
    "late": Q(end=Promise.End.KEPT_LATE),
    "broken": Q(end=Promise.End.OPEN, paused_at=None)
    | Q(end__in=[Promise.End.REPLACED, Promise.End.RELEASED], broken_at__isnull=False),
}
_HOW["due"] = _HOW["kept"] | _HOW["late"] | _HOW["broken"]
HOW = tuple(_HOW)


def kept_by(group: str, since: datetime, until: datetime) -> list[Kept]:
    """How what fell due between these was kept, of all cases, by `kind`, `team`, `owner` or `cause` (whose responsibility the
    case is); the largest group first. One query over the promises of the period, at most a year.
    """
    rows = _fell_due(group, since, until).values("group").order_by()
    counted = rows.annotate(
        kept=Count("pk", filter=_HOW["kept"]),
        late=Count("pk", filter=_HOW["late"]),
        broken=Count("pk", filter=_HOW["broken"]),
        late_by=Avg(F("ended_at") - F("due_at"), filter=_HOW["late"]),
    )
    found = (Kept(**row) for row in counted)
    return sorted((one for one in found if one.due), key=lambda one: (-one.due, one.group))


def kept_in_all(parts: Iterable[Kept]) -> Kept:
    """The groups together."""
    parts = list(parts)
    late = sum(one.late for one in parts)
    spent = sum((one.late_by * one.late for one in parts if one.late_by), timedelta(0))
    return Kept(
        "",
        sum(one.kept for one in parts),
        late,
        sum(one.broken for one in parts),
        spent / late if late else None,
    )


def costs_by(group: str, since: datetime, until: datetime) -> dict[str, Cost]:
    """What those cost that fell due between these and broke, by the same groups. Three queries, over the promises of the period
    and what their customers wrote since; each word counts for the promise that broke last before it.
    """
    broken = _fell_due(group, since, until).filter(broken_at__isnull=False)
    written, called = _contacts(broken, since)
    works = {one.pk: _work(one) for one in Shop.objects.all()}
    costs: dict[str, list[Cost]] = defaultdict(list)
    columns = ("pk", "group", "case__shop", "penalty_minor", "penalty_currency")
    for pk, name, shop_id, minor, currency in broken.values_list(*columns).iterator():
        penalty = Money(minor, currency) if minor else None
        if penalty or pk in written or pk in called:
            cost = cost_of(written.get(pk, 0), called.get(pk, ()), works[shop_id], penalty)
            costs[name].append(cost)
    return {name: together(some) for name, some in costs.items()}


def _work(shop: Shop) -> Work:
    return Work(shop.contact_minutes, shop.hour_cost_minor, shop.currency)


def _contacts(
    broken: QuerySet[Any, Any], since: datetime
) -> tuple[dict[UUID, int], dict[UUID, list[int]]]:
    """Promise → messages of the customer after it broke and before it ended; and of their calls how many seconds each took."""
    over = Q(ended_at=None) | Q(ended_at__gte=OuterRef("at"))
    last = Promise.objects.filter(over, case=OuterRef("case"), broken_at__lte=OuterRef("at"))
    theirs = Message.objects.filter(
        case__in=broken.values("case"),
        at__gte=since,
        direction=Message.Direction.IN,
        auto="none",
        thread__side="customer",
    ).annotate(promise=Subquery(last.order_by("-broken_at", "-id").values("pk")[:1]))
    told = theirs.filter(promise__isnull=False)
    mails = told.exclude(channel=PHONE).values("promise").order_by()
    written = dict(mails.annotate(n=Count("pk")).values_list("promise", "n"))
    called: dict[UUID, list[int]] = defaultdict(list)
    calls = told.filter(channel=PHONE).values_list("promise", "call__started_at", "call__ended_at")
    for pk, began, ended in calls:
        called[pk].append(round((ended - began).total_seconds()) if began and ended else 0)
    return written, called


def figure_page(
    staff: Staff,
    by: tuple[str, str | None],
    how: str,
    window: tuple[datetime, datetime],
    *,
    after: str | None = None,
    limit: int = 50,
) -> PromisePage:
    """The promises one figure counts, on cases `staff` may see, the first to have fallen due first. `by`: the grouping and of it
    one group, or all (None); `how` one of `HOW`, or `costly`: those that broke.
    """
    group, name = by
    promises = _fell_due(group, *window).filter(_counts_as(how))
    if name is not None:
        promises = promises.filter(group=name)
    if not staff.may("others"):
        promises = promises.filter(case__in=cases_visible_to(staff))
    if after:
        due_at, last = read_cursor(after)
        promises = promises.filter(due_at__gte=due_at).filter(Q(due_at__gt=due_at) | Q(id__gt=last))
    rows = promises.select_related("case__customer", "owner").order_by("due_at", "id")
    return cut(list(rows[: limit + 1]), limit, "due_at")


def _counts_as(how: str) -> Q:
    if how == "costly":
        return Q(broken_at__isnull=False)
    if how not in _HOW:
        raise BadInput("of", ", ".join((*HOW, "costly")))
    return _HOW[how]


def _fell_due(group: str, since: datetime, until: datetime) -> QuerySet[Any, Any]:
    if group not in GROUPS or not timedelta(0) < until - since <= LONGEST:
        raise BadInput("by", ", ".join(GROUPS))
    due = Promise.objects.filter(due_at__gte=since, due_at__lt=min(until, clock.now()))
    return due.annotate(group=_GROUP[group])


def cost_in_all(costs: dict[str, Cost]) -> Cost:
    """The groups together."""
    return together(costs.values()) if costs else NO_COST
