"""A rehearsal: what flows would have done with real orders of the past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from makegood.flows.models import Flow, Version
from makegood.flows.queries import quiet_of
from makegood.flows.queries.journeys import journeys, orders_with_all
from makegood.flows.rules.journey import Journey
from makegood.flows.rules.rehearsing import Played, rehearse
from makegood.flows.rules.steps import Plan
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.shops.models import Order, Shop

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Rehearsed:
    """One past order, and what would have been told or done of it, in the order of time."""

    order: Order
    journey: Journey
    played: tuple[Played, ...]


@dataclass(frozen=True)
class RehearsalPage:
    """Some orders, the latest first, and where the next page begins."""

    rows: tuple[Rehearsed, ...]
    next: str | None


def rehearsal(
    shop: Shop, plans: Mapping[str, Plan], after: str | None = None, limit: int = 25
) -> RehearsalPage:
    """Who would have got what when, of the orders of the last year; as many statements for one order as for many."""
    now = clock.now()
    orders = Order.objects.filter(shop=shop, placed_at__gt=now - LOOKS_BACK, placed_at__lte=now)
    if after:
        placed_at, order_id = _cursor(after)
        orders = orders.filter(Q(placed_at__lt=placed_at) | Q(placed_at=placed_at, pk__lt=order_id))
    found = list(orders.order_by("-placed_at", "-pk").values_list("pk", "placed_at")[: limit + 1])
    shown = [pk for pk, _at in found[:limit]]
    full = {order.pk: order for order in orders_with_all(shown)}
    known, quiet = journeys(full.values()), quiet_of(shop)
    rows = tuple(
        Rehearsed(full[pk], known[pk], tuple(rehearse(plans, known[pk], quiet, now)))
        for pk in shown
    )
    last = found[limit - 1] if len(found) > limit else None
    return RehearsalPage(rows, f"{last[1].isoformat()}|{last[0]}" if last else None)


def plans_rehearsed(shop: Shop, flow: Flow | None = None) -> dict[str, Plan]:
    """What is on, by the flows' ids; and of `flow` its draft, on or not. Without one that is on: all as they are."""
    current = Version.objects.filter(flow__shop=shop).filter(Q(is_newest=True) | Q(is_draft=True))
    versions = list(current.select_related("flow").order_by("flow", "is_draft"))
    plans = {str(v.flow_id): v.read for v in versions if v.flow.is_on and v.is_newest}
    if flow is not None:
        plans |= {str(v.flow_id): v.read for v in versions if v.flow_id == flow.pk}
    elif not plans:
        plans = {str(v.flow_id): v.read for v in versions if v.is_newest}
    return plans


def _cursor(after: str) -> tuple[datetime, UUID]:
    placed_at, _, order_id = after.partition("|")
    try:
        at, last = datetime.fromisoformat(placed_at), UUID(order_id)
    except ValueError as error:
        raise BadInput("after", "a cursor from an earlier page") from error
    if at.tzinfo is None:
        raise BadInput("after", "a cursor from an earlier page")
    return at, last
