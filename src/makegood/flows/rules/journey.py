"""What is known of an order and its parcels, with its times: as it is, and as it was at any moment.

A flow is decided on such a journey, now or long ago; so a rehearsal sees what the desk would have seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from makegood.flows.rules.stations import rank_of, rank_of_order
from makegood.kernel.money import Money

OVER = frozenset({"cancelled", "refunded"})
"""Standings of an order that nobody waits for any more."""
ON_ITS_WAY = frozenset(
    {"in_transit", "sorting", "delayed", "out_for_delivery", "ready", "failed", "unknown"}
)


@dataclass(frozen=True)
class Move:
    """That a parcel came to be in a state."""

    at: datetime
    state: str


@dataclass(frozen=True)
class Way:
    """The way of one parcel. `key` is empty where the shop says that an order was sent, and names no parcel."""

    key: str = ""
    number: str = ""
    carrier: str = ""
    link: str = ""
    moves: tuple[Move, ...] = ()
    """Oldest first."""
    heard: tuple[datetime, ...] = ()
    """When anybody told of it, whether it moved or not; oldest first."""
    first_expected_at: datetime | None = None
    """The first day that was promised: what a customer counts from."""
    expected_at: datetime | None = None
    collect_until: datetime | None = None

    def state_at(self, now: datetime) -> str:
        return next((one.state for one in reversed(self.moves) if one.at <= now), "")

    def heard_at(self, now: datetime) -> datetime | None:
        """When it was last heard of."""
        told = [*self.heard, *(one.at for one in self.moves)]
        return max((at for at in told if at <= now), default=None)

    def first_in(self, states: frozenset[str]) -> datetime | None:
        """When it came to be in one of these."""
        return next((one.at for one in self.moves if one.state in states), None)

    def sent_at(self) -> datetime | None:
        """When it left the shop."""
        return next(
            (one.at for one in self.moves if one.state not in {"", "not_handed_over", "unknown"}),
            None,
        )


@dataclass(frozen=True)
class Span:
    """That something was so from a moment on; None: it still is."""

    since: datetime
    until: datetime | None = None
    key: str = ""

    def holds_at(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True)
class Reader:
    """Who bought it: how they are written to, and in which language and zone they live."""

    name: str = ""
    address: str = ""
    is_dead: bool = False
    """What is sent to their address comes back."""
    has_declined: bool = False
    """They said that they do not want to be told."""
    language: str = "en"
    country: str = ""
    zone: str = "UTC"


@dataclass(frozen=True)
class Journey:
    """One order, who waits for it, its parcels' ways, and the cases there are about it."""

    key: str
    number: str
    placed_at: datetime
    standing: str = "unknown"
    standing_at: datetime | None = None
    """Since when, as far as anybody knows."""
    reader: Reader = field(default_factory=Reader)
    total: Money = field(default_factory=lambda: Money(0, "EUR"))
    ways: tuple[Way, ...] = ()
    cases: tuple[Span, ...] = ()
    """When somebody was at work on it, each with the case's id."""
    failed: tuple[datetime, ...] = ()
    """When orders of the same customer failed, this one among them."""

    def way(self, key: str) -> Way:
        return next((one for one in self.ways if one.key == key), Way())

    def standing_now(self, now: datetime) -> str:
        """What the shop said of it last; before that, nobody knows."""
        if self.standing_at is not None and now < self.standing_at:
            return "preparing"
        return self.standing

    def is_over_at(self, now: datetime) -> bool:
        return self.standing_now(now) in OVER

    def reached_at(self, key: str, now: datetime) -> int:
        """How far it is: the parcel, or of the whole order the one that is furthest."""
        ways = [one for one in self.ways if one.key == key] if key else self.ways
        ranks = [rank_of(one.state_at(now)) for one in ways]
        if not key or not any(ranks):
            ranks.append(rank_of_order(self.standing_now(now)))
        return max(ranks, default=0)

    def is_case_at(self, now: datetime, own: str = "") -> bool:
        """Whether somebody is at work on it, in another case than the flow's own."""
        return any(one.holds_at(now) and one.key != own for one in self.cases)


Told = Mapping[tuple[str, str], datetime]
"""(parcel's key, station) → when the customer heard of it."""
