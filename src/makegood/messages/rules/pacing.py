"""How much a mailbox sends in a while: providers close mailboxes that send more than they like. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

SPANS = {
    "most_per_minute": timedelta(minutes=1),
    "most_per_hour": timedelta(hours=1),
    "most_per_day": timedelta(days=1),
}
"""The settings of a mailbox, and the time each counts over."""


@dataclass(frozen=True)
class Limit:
    """No more than `most` within `span`, whatever the clock says: any minute, not the one on the dial."""

    most: int
    span: timedelta


def limits_of(settings: Mapping[str, Any]) -> list[Limit]:
    """The limits in a mailbox's settings; none where nothing, or zero, is set."""
    given = {name: settings.get(name) for name in SPANS}
    return [Limit(int(most), SPANS[name]) for name, most in given.items() if most]
