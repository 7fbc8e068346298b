"""Days and hours as people enter them, on their own clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.cases.rules import snooze_time
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.models import Staff
from makegood.promises.queries import calendar_of
from makegood.promises.rules import closing_time, due_by, morning_from
from makegood.shops.models import Shop
from makegood.ui import formats

YEARS = range(1970, 3000)
"""Others were mistyped; and before the first day there is, or after the last, no calendar counts on."""


def day_from(text: str, field: str) -> date:
    """A day from a date field."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(field, _("Choose a day.")) from error
    if day.year not in YEARS:
        raise BadInput(field, _("Choose a day."))
    return day


def end_of_day(shop: Shop, text: str, field: str) -> datetime:
    """By that day: until the shop closes on it, or until it ends when the shop has closed already."""
    return due_by(day_from(text, field), clock.now(), calendar_of(shop))


def end_of(staff: Staff, day: date) -> datetime:
    """Midnight after that day, where the colleague works."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(staff.timezone))


def snooze_until(staff: Staff, choice: str) -> datetime:
    """`hours` (three hours on), `tomorrow`, `monday`, `week`, or a day."""
    try:
        until = snooze_time(choice.strip(), clock.now(), staff.timezone)
    except ValueError as error:
        raise BadInput("until", _("Choose a day.")) from error
    if until.year not in YEARS:
        raise BadInput("until", _("Choose a day."))
    return until


@dataclass(frozen=True)
class Choice:
    """A moment by its words. `is_true`: they say its day; what was chosen on a page made before is understood all the same."""

    code: str
    words: str
    moment: datetime
    is_true: bool = True


def later_choices(shop: Shop) -> list[tuple[str, str, datetime]]:
    """When an answer may leave instead of now, by the shop's clock and calendar: code, words, moment."""
    return [(one.code, one.words, one.moment) for one in _later(shop) if one.is_true]


def _later(shop: Shop) -> list[Choice]:
    today = clock.today(shop.timezone)
    monday = today + timedelta(days=7 - today.weekday())
    return [_tomorrow(shop), _morning(shop, "monday", _("Monday morning"), monday)]


def _tomorrow(shop: Shop) -> Choice:
    tomorrow = clock.today(shop.timezone) + timedelta(days=1)
    return _morning(shop, "tomorrow", _("Tomorrow morning"), tomorrow)


def _morning(shop: Shop, code: str, words: str, day: date) -> Choice:
    """Where the shop is closed on that very day, the morning after: then "tomorrow" would not be true."""
    moment = morning_from(day, calendar_of(shop))
    return Choice(code, words, moment, moment.astimezone(ZoneInfo(shop.timezone)).date() == day)


def leaves_at(shop: Shop, staff: Staff, choice: str, text: str) -> datetime | None:
    """One of `later_choices`, `chosen` with the day and hour typed (on the colleague's clock), or now: None."""
    if not choice:
        return None
    for one in _later(shop):
        if one.code == choice:
            return one.moment
    return _moment_from(staff, text, "later_at")


def call_back_choices(shop: Shop) -> list[tuple[str, str]]:
    """When a call back may be promised: code, words with the moment."""
    return [
        ("", _("No")),
        *(
            (one.code, f"{one.words} ({formats.day_time(one.moment)})")
            for one in _call_backs(shop)
            if one.is_true
        ),
    ]


def calls_back_at(shop: Shop, staff: Staff, choice: str, text: str) -> datetime | None:
    """The moment typed (on the colleague's clock), else one of `call_back_choices`; none: None."""
    if text.strip():
        at = _moment_from(staff, text, "call_back_at")
        if at <= clock.now():
            raise BadInput("call_back_at", _("Choose a time that is still to come."))
        return at
    return next((one.moment for one in _call_backs(shop) if one.code == choice), None)


def _moment_from(staff: Staff, text: str, field: str) -> datetime:
    """A day and an hour as typed, on the colleague's clock."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(field, _("Choose a day and an hour.")) from error
    if at.year not in YEARS:
        raise BadInput(field, _("Choose a day and an hour."))
    return at.replace(tzinfo=ZoneInfo(staff.timezone))


def _call_backs(shop: Shop) -> list[Choice]:
    now = clock.now()
    closing = closing_time(clock.today(shop.timezone), calendar_of(shop))
    found = [
        Choice("hour", _("Within an hour"), now + timedelta(hours=1)),
        Choice("today", _("Before we close"), closing),
        _tomorrow(shop),
    ]
    return [one for one in found if one.moment > now]
