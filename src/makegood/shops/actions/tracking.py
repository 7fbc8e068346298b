"""Taking in what carriers tell of parcels: kept once, put in order, and told on when a parcel is in another state by it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.kernel.many import update_rows
from makegood.kernel.text import bounded
from makegood.shops.events import ParcelMoved, ParcelsDelayed, ParcelsDelivered, ParcelsSent
from makegood.shops.models import Parcel, TrackingEvent
from makegood.shops.ports.carriers import CAUSES, STATES, Tracked
from makegood.shops.rules.tracking import (
    Scan,
    Whereabouts,
    instant_of,
    is_history,
    mark_of,
    whereabouts,
)

_FIELDS = (
    "state", "state_at", "moved_at", "shipped_at", "first_expected_at", "expected_at", "collect_until",
    "delivered_at",
)  # fmt: skip


MOST_SCANS = 300
"""So many of one telling are looked at: no parcel is scanned so often."""


class _News(NamedTuple):
    is_changed: bool
    is_moved: bool
    is_sent: bool
    is_there: bool
    is_late: bool


@transaction.atomic
def take_in_scans(told: Mapping[UUID, Tracked], source: str, zone: str) -> int:
    """What was told of parcels, by their ids; how many of them it changed. Told again, it changes nothing.

    Of hundreds as many statements as of one. A time without a zone is of `zone`.
    """
    parcels = _held(told)
    _keep(parcels, told, source, zone)
    scans = _scans(parcels)
    news = {one: _cover(one, told[one.pk], scans[one.pk], zone) for one in parcels}
    changed = [one for one in parcels if news[one].is_changed]
    update_rows(changed, _FIELDS)
    tell_moves([one for one in parcels if news[one].is_moved])
    for shop_id, own in _by_shop(parcels).items():
        if gone := _orders_of(one for one in own if news[one].is_sent):
            record(ParcelsSent(shop_id=shop_id, order_ids=gone))
        if there := _orders_of(one for one in own if news[one].is_there):
            record(ParcelsDelivered(shop_id=shop_id, order_ids=there))
        if late := _orders_of(one for one in own if news[one].is_late):
            record(ParcelsDelayed(shop_id=shop_id, order_ids=late))
    return len(changed)


def tell_moves(parcels: Collection[Parcel]) -> None:
    """These are in another state than before, their orders at hand: once for each state of a shop."""
    moved: dict[tuple[UUID, str], list[Parcel]] = defaultdict(list)
    for one in parcels:
        moved[one.order.shop_id, str(one.state)].append(one)
    for (shop_id, state), ones in sorted(moved.items()):
        record(
            ParcelMoved(
                shop_id=shop_id,
                state=state,
                parcel_ids=tuple(one.pk for one in ones),
                order_ids=_orders_of(ones),
            )
        )


def _held(told: Collection[UUID]) -> list[Parcel]:
    """In one order everywhere, so that two who tell at once wait for each other and never embrace."""
    rows = Parcel.objects.filter(pk__in=told).select_related("order").order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _keep(parcels: Sequence[Parcel], told: Mapping[UUID, Tracked], source: str, zone: str) -> None:
    now = clock.now()
    rows = []
    for parcel in parcels:
        for scan in told[parcel.pk].scans[-MOST_SCANS:]:
            at = instant_of(scan.at, zone)
            if at is None:
                continue
            rows.append(
                TrackingEvent(
                    parcel=parcel,
                    mark=mark_of(at, scan.state, scan.place, scan.words, scan.external_id),
                    at=at,
                    seen_at=now,
                    state=scan.state if scan.state in STATES else Parcel.State.UNKNOWN,
                    cause=scan.cause if scan.cause in CAUSES else "",
                    place=bounded(scan.place, 160),
                    words=bounded(scan.words, 300),
                    source=source,
                )
            )
    TrackingEvent.objects.bulk_create(rows, ignore_conflicts=True)


def _scans(parcels: Sequence[Parcel]) -> dict[UUID, list[Scan]]:
    """All that was ever told of them; what their shop says of them counts, too."""
    scans: dict[UUID, list[Scan]] = defaultdict(list)
    for parcel in parcels:
        if parcel.shipped_at:
            scans[parcel.pk].append(Scan(parcel.shipped_at, "in_transit", parcel.shipped_at))
        if parcel.delivered_at:
            scans[parcel.pk].append(Scan(parcel.delivered_at, "delivered", parcel.delivered_at))
    rows = TrackingEvent.objects.filter(parcel__in=parcels)
    for parcel_id, at, state, seen_at in rows.values_list("parcel", "at", "state", "seen_at"):
        scans[parcel_id].append(Scan(at, state, seen_at))
    return scans


def _cover(parcel: Parcel, told: Tracked, scans: Sequence[Scan], zone: str) -> _News:
    """Put on the parcel what is known of it now."""
    before = [getattr(parcel, name) for name in _FIELDS]
    state, was_sent, was_there = parcel.state, parcel.is_on_its_way, parcel.delivered_at
    expected_at = parcel.expected_at
    found = whereabouts(scans, parcel.order.placed_at)
    if found:
        _place(parcel, found)
    if told.expected_at and (at := instant_of(told.expected_at, zone)):
        parcel.expect(at)
    if told.collect_until and (until := instant_of(told.collect_until, zone)):
        parcel.collect_until = until
    is_old = found is not None and is_history(found.since, parcel.known_at)
    return _News(
        is_changed=before != [getattr(parcel, name) for name in _FIELDS],
        is_moved=parcel.state != state and not is_old,
        is_sent=parcel.is_on_its_way and not was_sent,
        is_there=parcel.delivered_at is not None and was_there is None,
        is_late=parcel.comes_later_than(expected_at),
    )


def _by_shop(parcels: Sequence[Parcel]) -> dict[UUID, list[Parcel]]:
    found: dict[UUID, list[Parcel]] = defaultdict(list)
    for one in parcels:
        found[one.order.shop_id].append(one)
    return found


def _orders_of(parcels: Iterable[Parcel]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(one.order_id for one in parcels))


def _place(parcel: Parcel, found: Whereabouts) -> None:
    if found.state != Parcel.State.UNKNOWN:
        parcel.state, parcel.state_at = found.state, found.since
    parcel.moved_at = found.moved_at
    parcel.shipped_at = parcel.shipped_at or found.shipped_at
    parcel.delivered_at = parcel.delivered_at or found.delivered_at
