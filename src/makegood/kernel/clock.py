"""The only source of "now". Tests freeze it; nobody else asks the system for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)
"""Sorts after every real instant; stands for "nothing due" where a column must not be null."""

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The calendar day it is now for people in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Hold time still at `at` (aware) for the length of the block."""
    if at.tzinfo is None:
        raise ValueError("time can only be frozen at an aware instant")
    token = _frozen.set(at)
    try:
        yield at
    finally:
        _frozen.reset(token)
