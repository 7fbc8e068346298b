"""When something is old enough to go. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime

LONGEST = 240
"""Months: twenty years."""


@dataclass(frozen=True)
class Terms:
    """Months after which things go: cases since nothing happened to them, raw mails since they came. None: never."""

    cases: int | None = None
    mails: int | None = None

    @property
    def are_set(self) -> bool:
        return self.cases is not None or self.mails is not None

    @property
    def are_sound(self) -> bool:
        """No term shorter than a month: a slip of the pen must not empty the desk tonight."""
        return all(1 <= term <= LONGEST for term in (self.cases, self.mails) if term is not None)


@dataclass(frozen=True)
class Limits:
    """The instants the terms come to: what is older goes."""

    cases: datetime | None
    mails: datetime | None


def limits_at(now: datetime, terms: Terms) -> Limits:
    """The limits of this moment."""
    return Limits(_months_before(now, terms.cases), _months_before(now, terms.mails))


def _months_before(now: datetime, months: int | None) -> datetime | None:
    """By the calendar: of a month that is too short its last day."""
    if months is None:
        return None
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)
