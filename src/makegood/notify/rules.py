"""When somebody is told outside the desk."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
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
