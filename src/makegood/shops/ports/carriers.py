"""What a carrier's adapter must be able to do, and the values it exchanges with us. The whole contract, for a stranger.

An adapter lives in `adapters/carriers/<name>/` and is registered under the entry point group `makegood.carriers`. It
tells of the parcels of one carrier; it never sees a database row, a setting of ours or the clock. It is given the
settings the owner filled in, secrets opened, and a `Caller`; it returns values, and all its failures are
`kernel.errors.ProviderFailed`: `permanent` when trying again would not help (a key refused), `retry_after` when the
carrier says how long to wait. Whoever calls it (`shops.actions.looking_after`, `hearing`) stores and repeats.

What it tells is believed as it is and put in order by us (`shops.rules.tracking`): scans may come doubled, in any order
and long after they happened. So it gives all it has of a parcel, every time, and computes nothing. A time without a
zone is given without one; it is read by the carrier's clock, which the owner names. A state the adapter does not know
is `unknown`, with the carrier's words beside: never the likeliest of ours.

What it can do is declared in `abilities`, not found out: `track` (it is asked), `webhooks` (it calls us). One with
neither knows its numbers and where the carrier tells of them: parcels by hand.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, get_args, runtime_checkable

from makegood.kernel.calling import Caller
from makegood.shops.ports import Call, Field, Settings, Step

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

S10 = "@@#########@@"
"""The form of the Universal Postal Union's numbers, the ninth digit a check digit."""
SSCC = "##################"
"""The form of GS1's numbers of boxes, the last digit a check digit."""


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


@runtime_checkable
class Carrier(Protocol):
    """A kind of carrier, or of a service that asks many."""

    @property
    def kind(self) -> str:
        """The entry point's name."""
        ...

    @property
    def label(self) -> str:
        """Its own name."""
        ...

    @property
    def fields(self) -> tuple[Field, ...]: ...

    @property
    def abilities(self) -> frozenset[str]:
        """Of `track` and `webhooks`."""
        ...

    @property
    def at_once(self) -> int:
        """How many parcels it can be asked about in one call."""
        ...

    def recognise(self, settings: Settings, number: str) -> bool:
        """Whether a number may be one of theirs, its check digits verified. A yes too many costs a question in vain."""
        ...

    def link(self, settings: Settings, number: str) -> str:
        """Where the carrier tells a customer of it; empty: nowhere."""
        ...

    def test(self, settings: Settings, web: Caller) -> list[Step]:
        """Try the settings for real: `connect`, `sign_in`. Never raises, changes nothing."""
        ...

    def track(
        self, settings: Settings, web: Caller, numbers: Collection[str]
    ) -> Mapping[str, Tracked]:
        """All that is known of these; a number the carrier does not know is left out. Empty without `track`."""
        ...

    def hear(self, settings: Settings, call: Call) -> Mapping[str, Tracked]:
        """What a webhook tells, by number. `NotAllowed`: it is not signed with our secret; `BadInput`: signed, and not
        to be understood. Without `webhooks` always `NotAllowed`."""
        ...
