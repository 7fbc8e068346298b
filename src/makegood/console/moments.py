"""Days and hours as people enter them, on their own clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.people.models import Staff
from makegood.promises.queries import calendar_of
from makegood.promises.rules import closing_time
from makegood.shops.models import Shop

MORNING = time(9, 0)


def day_from(text: str, field: str) -> date:
    """A day from a date field."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(field, _("Choose a day.")) from error


def end_of_day(shop: Shop, text: str, field: str) -> datetime:
    """By that day: until the shop closes on it."""
    return closing_time(day_from(text, field), calendar_of(shop))


def morning_of(staff: Staff, day: date) -> datetime:
    """Nine in the morning of that day, where the colleague works."""
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(staff.timezone))


def snooze_until(staff: Staff, choice: str) -> datetime:
    """`hours` (three hours on), `tomorrow`, `monday`, `week`, or a day."""
    today = clock.today(staff.timezone)
    if choice == "hours":
        return clock.now() + timedelta(hours=3)
    days = {"tomorrow": 1, "monday": 7 - today.weekday(), "week": 7}
    if choice in days:
        return morning_of(staff, today + timedelta(days=days[choice]))
    return morning_of(staff, day_from(choice, "until"))
