"""What a carrier's adapter must be able to do, and the values it exchanges with us. The whole contract, for a stranger.

An adapter lives in `adapters/carriers/<name>/` and is registered under the entry point group `makegood.carriers`. It
tells of the parcels of one carrier; it never sees a database row, a setting of ours or the clock. It is given the
settings the owner filled in, secrets opened, and a `Caller`; it returns values, and all its failures are
`kernel.errors.ProviderFailed`: `permanent` when trying again would not help (a key refused), `retry_after` when the
carrier says how long to wait.

What it tells is believed as it is and put in order by us (`shops.rules.tracking`): scans may come doubled, in any order
and long after they happened. So it gives all it has of a parcel, every time, and computes nothing. A time without a
zone is given without one; it is read by the carrier's clock, which the owner names. A state the adapter does not know
is `unknown`, with the carrier's words beside: never the likeliest of ours.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

State = Literal[
    "not_handed_over", "in_transit", "sorting", "out_for_delivery", "ready", "delivered", "delayed", "failed",
    "returning", "lost", "unknown",
]  # fmt: skip
Fault = Literal["carrier", "shop", "customer", "customs", "weather", "nobody"]

STATES: tuple[State, ...] = get_args(State)

CAUSES: dict[str, Fault] = {
    "overloaded": "carrier",
    "misrouted": "carrier",
    "missed": "carrier",
    "damaged": "carrier",
    "missing": "carrier",
    "late_handover": "shop",
    "papers": "shop",
    "packing": "shop",
    "nobody_home": "customer",
    "address": "customer",
    "refused": "customer",
    "not_collected": "customer",
    "other_day": "customer",
    "customs": "customs",
    "duties": "customs",
    "weather": "weather",
    "holiday": "nobody",
    "accident": "nobody",
}
"""Why a parcel does not move as it should → whose fault that is."""


@dataclass(frozen=True)
class ScanSeen:
    """One thing that was told of a parcel. `cause` is of `CAUSES`, empty: nobody said why;
    `external_id` the carrier's own for this scan, where it has one that stays the same."""

    at: datetime
    state: State
    place: str = ""
    words: str = ""
    cause: str = ""
    external_id: str = ""


@dataclass(frozen=True)
class Tracked:
    """All a carrier says of one parcel now."""

    scans: tuple[ScanSeen, ...] = ()
    expected_at: datetime | None = None
    collect_until: datetime | None = None
