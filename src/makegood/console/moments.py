"""Days and hours as people enter them, on their own clock."""

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


def later_choices(shop: Shop) -> list[tuple[str, str, datetime]]:
    """When an answer may leave instead of now, by the shop's clock and calendar: code, words, moment."""
    today = clock.today(shop.timezone)
    monday = today + timedelta(days=7 - today.weekday())
    return [*_tomorrow(shop), *_morning(shop, "monday", _("Monday morning"), monday)]


def _tomorrow(shop: Shop) -> list[tuple[str, str, datetime]]:
    tomorrow = clock.today(shop.timezone) + timedelta(days=1)
    return _morning(shop, "tomorrow", _("Tomorrow morning"), tomorrow)


def _morning(shop: Shop, code: str, words: str, day: date) -> list[tuple[str, str, datetime]]:
    """The choice, unless the shop is closed on that very day: "tomorrow" is never another day."""
    moment = morning_from(day, calendar_of(shop))
    return (
        [(code, words, moment)] if moment.astimezone(ZoneInfo(shop.timezone)).date() == day else []
    )


def leaves_at(shop: Shop, staff: Staff, choice: str, text: str) -> datetime | None:
    """One of `later_choices`, `chosen` with the day and hour typed (on the colleague's clock), or now: None."""
    if not choice:
        return None
    for code, _words, moment in later_choices(shop):
        if code == choice:
            return moment
    return _moment_from(staff, text, "later_at")


def call_back_choices(shop: Shop) -> list[tuple[str, str]]:
    """When a call back may be promised: code, words with the moment."""
    return [
        ("", _("No")),
        *((code, f"{words} ({formats.day_time(at)})") for code, words, at in _call_backs(shop)),
    ]


def calls_back_at(shop: Shop, staff: Staff, choice: str, text: str) -> datetime | None:
    """The moment typed (on the colleague's clock), else one of `call_back_choices`; none: None."""
    if text.strip():
        at = _moment_from(staff, text, "call_back_at")
        if at <= clock.now():
            raise BadInput("call_back_at", _("Choose a time that is still to come."))
        return at
    return next((at for code, _words, at in _call_backs(shop) if code == choice), None)


def _moment_from(staff: Staff, text: str, field: str) -> datetime:
    """A day and an hour as typed, on the colleague's clock."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(field, _("Choose a day and an hour.")) from error
    if at.year not in YEARS:
        raise BadInput(field, _("Choose a day and an hour."))
    return at.replace(tzinfo=ZoneInfo(staff.timezone))


def _call_backs(shop: Shop) -> list[tuple[str, str, datetime]]:
    now = clock.now()
    found = [
        ("hour", _("Within an hour"), now + timedelta(hours=1)),
        (
            "today",
            _("Before we close"),
            closing_time(clock.today(shop.timezone), calendar_of(shop)),
        ),
        *_tomorrow(shop),
    ]
    return [one for one in found if one[2] > now]
