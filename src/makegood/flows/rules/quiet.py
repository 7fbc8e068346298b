"""When a customer may be written to: not at night where they live, nor on a holiday there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from makegood.shops.rules.public_holidays import observed

MIDNIGHT = 1440
_LONGEST = 14
"""Days looked ahead: no country rests for longer."""


@dataclass(frozen=True)
class Quiet:
    """From and until when nobody is written to, in minutes of the customer's own day; and whether holidays are kept."""

    since: int = 21 * 60
    until: int = 8 * 60
    keeps_holidays: bool = True
    keeps_sundays: bool = False


def may_write_at(now: datetime, quiet: Quiet, zone: str, country: str) -> datetime:
    """The first moment from `now` on at which they may be written to."""
    local = now.astimezone(ZoneInfo(zone))
    for offset in range(_LONGEST):
        day = local.date() + timedelta(days=offset)
        if _is_of_rest(day, quiet, country):
            continue
        begins, ends = _hours_on(day, quiet, zone)
        if now < ends:
            return max(now, begins)
    return now


def _is_of_rest(day: date, quiet: Quiet, country: str) -> bool:
    if quiet.keeps_sundays and day.weekday() == 6:
        return True
    return quiet.keeps_holidays and bool(country) and day in observed(country, "", ())


def _hours_on(day: date, quiet: Quiet, zone: str) -> tuple[datetime, datetime]:
    """The day's hours; where the quiet ones do not go over midnight, those after them."""
    if quiet.since == quiet.until:
        return _moment(day, 0, zone), _moment(day, MIDNIGHT, zone)
    if quiet.since < quiet.until:
        return _moment(day, quiet.until, zone), _moment(day, MIDNIGHT, zone)
    return _moment(day, quiet.until, zone), _moment(day, quiet.since, zone)


def _moment(day: date, minute: int, zone: str) -> datetime:
    days, rest = divmod(minute, MIDNIGHT)
    local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60))
    return local.replace(tzinfo=ZoneInfo(zone))
