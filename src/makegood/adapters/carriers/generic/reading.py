"""The documents of our interface for carriers, read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from makegood.shops.ports.carriers import CAUSES, STATES, ScanSeen, Tracked
from makegood.shops.reading import NOT_UNDERSTOOD


def tracked(told: Any) -> dict[str, Tracked]:
    """`{"parcels": [{"number": …, "events": […]}]}`, by number. One odd parcel stops no other, one odd event no other."""
    parcels = told.get("parcels") if isinstance(told, dict) else None
    if not isinstance(parcels, list):
        raise ValueError("no parcels")
    found: dict[str, Tracked] = {}
    for one in parcels:
        try:
            found[str(one["number"])] = _parcel(one)
        except NOT_UNDERSTOOD:
            continue
    return found


def _parcel(said: Mapping[str, Any]) -> Tracked:
    scans = [scan for one in said.get("events") or () if (scan := _scan(one))]
    return Tracked(
        tuple(scans), _moment(said.get("expected_at")), _moment(said.get("collect_until"))
    )


def _scan(said: Any) -> ScanSeen | None:
    try:
        state, cause = str(said["state"]), str(said.get("cause") or "")
        return ScanSeen(
            at=datetime.fromisoformat(str(said["at"])),
            state=state if state in STATES else "unknown",
            place=str(said.get("place") or ""),
            words=str(said.get("words") or state),
            cause=cause if cause in CAUSES else "",
            external_id=str(said.get("id") or ""),
        )
    except NOT_UNDERSTOOD:
        return None


def _moment(said: object) -> datetime | None:
    return datetime.fromisoformat(str(said)) if said else None
