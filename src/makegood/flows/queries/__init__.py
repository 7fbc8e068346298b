"""Reads: which flows there are, what they are, and how their runs went."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from makegood.flows.models import Declined, Entry, Flow, QuietHours, Run, Told, Version
from makegood.flows.rules.quiet import Quiet
from makegood.flows.rules.ready import READY_MADE
from makegood.flows.rules.steps import Plan
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.models import Customer
from makegood.shops.models import Order, Shop

COUNTED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class FlowRow:
    """A flow as the list shows it: its plan in force or its draft, and how many it told of lately."""

    flow: Flow
    plan: Plan
    has_draft: bool
    told: int


def flows_of(shop: Shop) -> list[FlowRow]:
    """The ready-made ones in the order of an order's way, then the shop's own; three statements."""
    flows = list(Flow.objects.filter(shop=shop).prefetch_related(_versions()))
    since = clock.now() - COUNTED_FOR
    sent = Entry.objects.filter(run__flow__in=flows, sort="tell", do=Entry.Do.ACT, at__gte=since)
    told = dict(sent.order_by().values_list("run__flow").annotate(Count("pk")))
    rows = [FlowRow(one, _plan(one), _has_draft(one), told.get(one.pk, 0)) for one in flows]
    places = {name: place for place, name in enumerate(READY_MADE)}
    last = len(places)
    return sorted(
        rows, key=lambda row: (places.get(row.flow.ready, last), row.flow.name, row.flow.pk)
    )


def _versions() -> "Prefetch[str, QuerySet[Version], str]":
    current = Version.objects.filter(Q(is_newest=True) | Q(is_draft=True))
    return Prefetch("versions", current.order_by("is_draft"), to_attr="current")


def _plan(flow: Flow) -> Plan:
    current: list[Version] = flow.current  # type: ignore[attr-defined]  # prefetched
    return current[0].read if current else Plan("placed")


def _has_draft(flow: Flow) -> bool:
    current: list[Version] = flow.current  # type: ignore[attr-defined]  # prefetched
    return any(one.is_draft for one in current)


def flow_names(shop: Shop) -> dict[UUID, Flow]:
    """The shop's flows by their ids."""
    return Flow.objects.in_bulk(Flow.objects.filter(shop=shop).values_list("pk", flat=True))


def versions_of(flow: Flow) -> QuerySet[Version]:
    """What was published of it, the newest first; the draft is not among them."""
    return flow.versions.filter(is_draft=False).select_related("by").order_by("-number")


def version_to_edit(flow: Flow) -> Version | None:
    """The draft, else what is in force."""
    return flow.versions.order_by("-is_draft", "-is_newest", "-number").first()


def versions_on(shop_id: UUID, triggers: Collection[str]) -> list[Version]:
    """What runs go by that begin with one of these now."""
    found = Version.objects.filter(
        is_newest=True, flow__shop=shop_id, flow__on_since__isnull=False
    ).select_related("flow")
    return [one for one in found.order_by("pk") if one.plan["trigger"] in triggers]


def versions_on_anywhere(trigger: str) -> list[Version]:
    """The same for one trigger, of any shop."""
    found = Version.objects.filter(
        is_newest=True, flow__on_since__isnull=False, plan__trigger=trigger
    )
    return list(found.select_related("flow").order_by("pk"))


def quiet_of(shop: Shop) -> Quiet:
    """When the shop's customers are not written to; as it comes where nobody chose."""
    row = QuietHours.objects.filter(shop=shop).first()
    return row.read if row else Quiet()


@dataclass(frozen=True)
class RunPage:
    """Some runs, the latest first, and where the next page begins."""

    rows: tuple[Run, ...]
    next: str | None


def runs_page(
    *,
    flow: Flow | None = None,
    order: Order | None = None,
    after: str | None = None,
    limit: int = 25,
) -> RunPage:
    """How runs went, each with its entries: of one flow, of one order, or all."""
    runs = Run.objects.select_related("flow", "order", "parcel", "case")
    runs = runs.prefetch_related(Prefetch("entries", Entry.objects.order_by("place")))
    if flow is not None:
        runs = runs.filter(flow=flow)
    if order is not None:
        runs = runs.filter(order=order)
    if after:
        runs = runs.filter(pk__lt=_cursor(after))
    found = list(runs.order_by("-pk")[: limit + 1])
    more = found[limit - 1].pk.hex if len(found) > limit else None
    return RunPage(tuple(found[:limit]), more)


def told_of(order: Order) -> QuerySet[Told]:
    """What the customer of this order was told, oldest first."""
    return Told.objects.filter(order=order).select_related("parcel").order_by("at", "pk")


def has_declined(customer: Customer) -> bool:
    """Whether they do not want to be told first."""
    return Declined.objects.filter(customer=customer).exists()


def _cursor(after: str) -> UUID:
    try:
        return UUID(after)
    except ValueError as error:
        raise BadInput("after", "take it from the page before, unchanged") from error
