"""Beginning runs: what happened to orders, parcels and cases begins the flows that wait for it, each once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from makegood.cases.models import Case
from makegood.flows.models import Run, Version
from makegood.flows.queries import versions_on, versions_on_anywhere
from makegood.flows.queries.journeys import journeys, orders_with_all
from makegood.flows.rules.deciding import begins_at, is_news
from makegood.flows.rules.journey import Journey
from makegood.flows.rules.rehearsing import ways_of
from makegood.flows.rules.steps import FAILED_THRICE, OF_CASE, TRIGGERS, Plan
from makegood.kernel import clock
from makegood.shops.models import Order

OF_ORDERS = frozenset(TRIGGERS) - OF_CASE


def begin_for_orders(shop_id: UUID, order_ids: Collection[UUID]) -> int:
    """Whatever is news of these orders begins the flows that are on; how many runs are new.

    With no flow on it costs one statement. What has begun before does not begin again (`one_run_per_flow_and_thing`).
    """
    versions = versions_on(shop_id, OF_ORDERS) if order_ids else []
    if not versions:
        return 0
    now = clock.now()
    orders = orders_with_all(order_ids)
    known = journeys(orders)
    runs = [
        run
        for order in orders
        for version in versions
        for run in _runs(version, known[order.pk], order, now)
    ]
    return len(Run.objects.bulk_create(runs, ignore_conflicts=True)) if runs else 0


def _runs(version: Version, journey: Journey, order: Order, now: datetime) -> list[Run]:
    plan, on_since = version.read, version.flow.on_since
    assert on_since is not None, "only those that are on"
    runs = []
    for way in ways_of(plan, journey):
        at = begins_at(plan, journey, way)
        # Of an order without parcels nobody says when it left: one placed before is no news whenever it is read again.
        told_by = journey.placed_at if at and not way else at
        if at is None or told_by is None or not is_news(max(at, told_by), now, on_since):
            continue
        if not way and journey.placed_at < on_since:
            continue
        runs.append(
            Run(
                flow_id=version.flow_id,
                version=version,
                key=_key(plan, order, way, at),
                order_id=order.pk,
                parcel_id=UUID(way) if way else None,
                begun_at=at,
                due_at=now,
            )
        )
    return runs


def _key(plan: Plan, order: Order, way: str, at: datetime) -> str:
    """What a flow runs once for. Orders that fail again and again are one trouble of one customer, that week."""
    if plan.trigger == FAILED_THRICE:
        # Of nobody known, each order is a trouble of its own: strangers are not one customer.
        return f"failed:{order.customer_id or order.pk}:{at.toordinal() // 7}"
    return f"parcel:{way}" if way else f"order:{order.pk}"


def begin_for_cases(trigger: str, happened: Sequence[tuple[str, UUID]]) -> int:
    """What happened to cases, or to promises on them, begins the flows that are on; each by the key of what it happened to.

    With no flow on for it, it costs one statement.
    """
    versions = versions_on_anywhere(trigger)
    if not versions:
        return 0
    now = clock.now()
    cases = Case.objects.in_bulk({case_id for _key, case_id in happened})
    runs = [
        Run(
            flow_id=version.flow_id,
            version=version,
            key=key,
            order_id=cases[case_id].order_id,
            case=cases[case_id],
            begun_at=now,
            due_at=now,
        )
        for version in versions
        for key, case_id in happened
        if cases[case_id].shop_id == version.flow.shop_id
    ]
    return len(Run.objects.bulk_create(runs, ignore_conflicts=True)) if runs else 0
