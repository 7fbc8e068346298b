"""What an endpoint answered, how long what it did not take waits, and when it is given up. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PATIENCE = 10.0
"""Seconds an endpoint has from the first word to the last."""
_WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 60, 300, 1800, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24, 24, 24)))
)
"""After each try: five days in all."""
LONGEST_REST = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=5)
FEWEST_FAILURES = 5
GONE = 410
_ASKED_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Answered:
    """What came back: `status` with the beginning of the answer; or no status, and `code` says why."""

    took_ms: int
    status: int | None = None
    answer: str = ""
    code: str = ""
    retry_after: int = 0
    """Seconds the endpoint asks for."""

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def wait_after(tries: int, asked: timedelta | None = None) -> timedelta | None:
    """After the `tries`-th try failed; `asked`: as long as the endpoint itself asked for. None: it is given up."""
    if tries > len(_WAITS):
        return None
    return max(_WAITS[max(tries, 1) - 1], min(asked or timedelta(), _ASKED_FOR))


def rest_after(failures: int) -> timedelta:
    """How long an endpoint is left alone after so many failures in a row: one that hangs costs ten seconds a try."""
    return min(timedelta(seconds=5 * 2 ** min(failures, 10)), LONGEST_REST)


def is_hopeless(failing_since: datetime, failures: int, now: datetime) -> bool:
    """Whether it has failed for days, and not just once before a long silence."""
    return failures >= FEWEST_FAILURES and now - failing_since >= GIVEN_UP_AFTER
