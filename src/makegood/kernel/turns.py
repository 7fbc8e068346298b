"""How often somebody may come: a bucket of turns for each, filled again by the second.

Each process has its own, so it stops a program run wild; it is no quota to the letter.
"""

import math
import time
from dataclasses import dataclass

MOST = 1000
"""Buckets kept; when there are more, everybody begins anew."""


@dataclass
class _Bucket:
    level: float
    at: float


class Turns:
    """`at_once` turns to begin with, and `per_second` new ones."""

    def __init__(self, per_second: float, at_once: float) -> None:
        self.per_second, self.at_once = per_second, at_once
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key: str) -> int:
        """One turn of whoever `key` names: 0 when they have it, else how many seconds they have to wait for one."""
        now = time.monotonic()
        if len(self._buckets) >= MOST:
            self.clear()
        bucket = self._buckets.setdefault(key, _Bucket(self.at_once, now))
        bucket.level = min(self.at_once, bucket.level + (now - bucket.at) * self.per_second)
        bucket.at = now
        if bucket.level < 1:
            return math.ceil((1 - bucket.level) / self.per_second)
        bucket.level -= 1
        return 0

    def clear(self) -> None:
        """Everybody begins anew."""
        self._buckets.clear()
