"""When somebody is told outside the desk, and what their calendar shows. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

Rhythm = Literal["", "hour", "day"]


@dataclass(frozen=True)
class Wishes:
    """When mail with what one was told may come; times on the person's own clock.

    `every`: at most so often, empty for never; `day_at`: when the daily one comes; `quiet`: from and to, maybe over
    midnight, when nothing comes at all.
    """

    zone: ZoneInfo
    every: Rhythm = ""
    day_at: time = time(8)
    quiet: tuple[time, time] | None = None

    def is_quiet(self, now: datetime) -> bool:
        """Whether nothing may show or come; the end itself is quiet no longer. From and to alike: never."""
        if self.quiet is None:
            return False
        begin, end = self.quiet
        at = now.astimezone(self.zone).time()
        if begin <= end:
            return begin <= at < end
        return at >= begin or at < end

    def is_due(self, now: datetime, mailed_at: datetime) -> bool:
        """Whether mail may come now, the last having come at `mailed_at`; what quiet hours held back comes after them."""
        if not self.every or self.is_quiet(now):
            return False
        if self.every == "hour":
            return now - mailed_at >= timedelta(hours=1)
        return mailed_at < self._latest_day(now)

    def _latest_day(self, now: datetime) -> datetime:
        """The last time, up to now, at which the daily mail was to come."""
        local = now.astimezone(self.zone)
        today = datetime.combine(local.date(), self.day_at, self.zone)
        return today if today <= local else today - timedelta(days=1)


AHEAD = timedelta(days=90)
MOST_SHOWN = 500
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Owed:
    """An open promise, as far as a calendar shows it: `owner` in that of a team only. `day`: it is owed by the end of this day
    rather than by an hour.
    """

    promise_id: UUID
    number: int
    kind: str
    text: str
    subject: str
    customer: str
    owner: str
    due_at: datetime
    day: date | None

    @property
    def fingerprint(self) -> str:
        """Another one, as soon as a calendar would show anything else."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def sequence_of(changed_at: datetime) -> int:
    """RFC 5545's SEQUENCE: higher with every change, also where an earlier one is forgotten."""
    return max(0, int((changed_at - _BEGINNING).total_seconds()))
