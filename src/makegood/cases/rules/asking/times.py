"""What lengths and days mean, counted from now on somebody's clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from makegood.cases.rules.asking.reading import _DAYS
from makegood.cases.rules.asking.terms import _LENGTHS, Day, Length, Value


def bounds(
    value: Value, *, is_ahead: bool, now: datetime, zone: str
) -> tuple[datetime | None, datetime | None]:
    """From when (inclusive) until when (exclusive) a time must lie; None: no bound. Days are those of `zone`."""
    if isinstance(value.first, Length):
        return _bounds_by_length(value, is_ahead, now)
    assert value.first is not None
    begin, end = _instants(value.first, now, zone)
    if value.how == "..":
        assert isinstance(value.last, Day)
        return begin, _instants(value.last, now, zone)[1]
    return {
        "": (begin, end),
        "<": (None, begin),
        "<=": (None, end),
        ">": (end, None),
        ">=": (begin, None),
    }[value.how]


def _bounds_by_length(
    value: Value, is_ahead: bool, now: datetime
) -> tuple[datetime | None, datetime | None]:
    first = _instant(value.first, is_ahead, now)
    if value.how == "..":
        both = sorted((first, _instant(value.last, is_ahead, now)))
        return both[0], both[1]
    # "Less than" is nearer to now: earlier for what lies ahead, later for what is past.
    return (None, first) if (value.how == "<") == is_ahead else (first, None)


def _instant(point: Length | Day | None, is_ahead: bool, now: datetime) -> datetime:
    assert isinstance(point, Length)
    length = point.amount * _LENGTHS[point.unit]
    return now + length if is_ahead else now - length


def _instants(point: Length | Day, now: datetime, zone: str) -> tuple[datetime, datetime]:
    assert isinstance(point, Day)
    begin, end = _days(point, now.astimezone(ZoneInfo(zone)).date())
    return _midnight(begin, zone), _midnight(end, zone)


def _days(point: Day, today: date) -> tuple[date, date]:
    one = timedelta(days=1)
    if point.word:
        day = today + (_DAYS.index(point.word) - 1) * one
        return day, day + one
    if point.day:
        day = date(point.year, point.month, point.day)
        return day, day + one
    if point.month:
        years, month = divmod(point.month, 12)
        return date(point.year, point.month, 1), date(point.year + years, month + 1, 1)
    return date(point.year, 1, 1), date(point.year + 1, 1, 1)


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
