"""Working time, over nights, weekends, holidays and both changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.promises.queries import calendar_of
from makegood.promises.rules import (
    Calendar,
    add_working_hours,
    closing_time,
    morning_from,
    subtract_working_time,
    working_time_between,
)
from makegood.promises.rules.warning import warn_at
from makegood.testing.makers import make_shop

NINE_TO_FIVE = ((540, 1020),)
WEEK = (NINE_TO_FIVE,) * 5 + ((), ())
OFFICE = Calendar("Europe/Vilnius", WEEK)
TWO_SLOTS = Calendar("Europe/Rome", (((540, 780), (870, 1110)),) * 6 + ((),))
NIGHT = Calendar("Europe/Madrid", (((0, 360), (1200, 1440)),) * 7)
ALWAYS = Calendar("Europe/Belgrade")
HOLIDAYS = Calendar("Europe/Budapest", WEEK, frozenset({date(2026, 5, 7)}), {date(2026, 5, 1)})
CALENDARS = (OFFICE, TWO_SLOTS, NIGHT, ALWAYS, HOLIDAYS)


def at(text: str, calendar: Calendar) -> datetime:
    """An instant by the calendar's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(calendar.zone))


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "end"),
    [
        (OFFICE, "2026-05-06T10:00", 4, "2026-05-06T14:00"),
        (OFFICE, "2026-05-06T10:00", 7, "2026-05-06T17:00"),
        (OFFICE, "2026-05-06T15:00", 4, "2026-05-07T11:00"),
        (OFFICE, "2026-05-06T22:00", 8, "2026-05-07T17:00"),
        (OFFICE, "2026-05-08T16:00", 8, "2026-05-11T16:00"),
        (OFFICE, "2026-05-09T03:00", 1, "2026-05-11T10:00"),
        (OFFICE, "2026-05-06T08:00", 0, "2026-05-06T09:00"),
        (OFFICE, "2026-05-04T09:00", 400, "2026-07-10T17:00"),
        (TWO_SLOTS, "2026-05-06T12:00", 2, "2026-05-06T15:30"),
        (TWO_SLOTS, "2026-05-09T18:00", 1, "2026-05-11T09:30"),
        (NIGHT, "2026-05-06T22:00", 4, "2026-05-07T02:00"),
        (ALWAYS, "2026-05-09T23:00", 8, "2026-05-10T07:00"),
        (HOLIDAYS, "2026-04-30T16:00", 2, "2026-05-04T10:00"),
        (HOLIDAYS, "2026-05-06T16:00", 2, "2026-05-08T10:00"),
        # The night of 29 March has an hour less, that of 25 October one more.
        (NIGHT, "2026-03-28T22:00", 4, "2026-03-29T03:00"),
        (NIGHT, "2026-10-24T22:00", 6, "2026-10-25T03:00"),
        (OFFICE, "2026-03-27T16:00", 2, "2026-03-30T10:00"),
        (OFFICE, "2026-10-23T16:00", 2, "2026-10-26T10:00"),
    ],
)
def test_working_hours_are_added(calendar: Calendar, start: str, hours: float, end: str) -> None:
    assert add_working_hours(at(start, calendar), hours, calendar) == at(end, calendar)


calendars = st.sampled_from(CALENDARS)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
minutes = st.integers(1, 60 * 60)


@given(calendars, instants, minutes)
def test_what_was_added_lies_between(calendar: Calendar, start: datetime, span: int) -> None:
    end = add_working_hours(start, span / 60, calendar)

    assert working_time_between(start, end, calendar) == timedelta(minutes=span)


@given(calendars, instants, minutes)
def test_taking_away_is_the_mirror_of_adding(calendar: Calendar, end: datetime, span: int) -> None:
    start = subtract_working_time(end, timedelta(minutes=span), calendar)

    assert working_time_between(start, end, calendar) == timedelta(minutes=span)


@given(calendars, instants, minutes, minutes)
def test_more_hours_end_no_earlier_and_steps_make_the_whole(
    calendar: Calendar, start: datetime, first: int, then: int
) -> None:
    middle = add_working_hours(start, first / 60, calendar)
    whole = add_working_hours(start, (first + then) / 60, calendar)

    assert middle <= whole
    assert add_working_hours(middle, then / 60, calendar) == whole


@given(calendars, instants, minutes)
def test_an_end_is_always_in_working_time(calendar: Calendar, start: datetime, span: int) -> None:
    end = add_working_hours(start, span / 60, calendar)
    local = end.astimezone(ZoneInfo(calendar.zone))
    minute = local.hour * 60 + local.minute
    yesterday = local.date() - timedelta(days=1)

    slots = calendar.slots(local.date())
    midnight = minute == 0 and any(closes == 1440 for _, closes in calendar.slots(yesterday))
    assert midnight or any(opens <= minute <= closes for opens, closes in slots)


@given(calendars, instants, minutes)
def test_a_warning_comes_between_the_making_and_the_due(
    calendar: Calendar, made_at: datetime, span: int
) -> None:
    due_at = add_working_hours(made_at, span / 60, calendar)

    warned_at = warn_at(made_at, due_at, calendar)

    assert made_at <= warned_at < due_at
    ahead = working_time_between(warned_at, due_at, calendar)
    assert ahead <= timedelta(hours=16)
    assert ahead >= min(timedelta(minutes=span), timedelta(hours=1))


def test_a_shop_closed_for_good_still_answers_some_day() -> None:
    closed = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(1500))
    calendar = Calendar("UTC", WEEK, closed)
    start = datetime(2026, 5, 6, 10, tzinfo=UTC)

    assert add_working_hours(start, 8, calendar) == start + timedelta(hours=8)


@pytest.mark.parametrize(
    ("calendar", "day", "closes"),
    [
        (OFFICE, date(2026, 5, 8), "2026-05-08T17:00"),
        (OFFICE, date(2026, 5, 9), "2026-05-09T17:00"),
        (TWO_SLOTS, date(2026, 5, 8), "2026-05-08T18:30"),
        (HOLIDAYS, date(2026, 5, 1), "2026-05-01T17:00"),
        (ALWAYS, date(2026, 5, 8), "2026-05-08T23:59"),
    ],
)
def test_by_a_day_means_until_the_shop_closes(calendar: Calendar, day: date, closes: str) -> None:
    assert closing_time(day, calendar) == at(closes, calendar)


@pytest.mark.django_db
def test_a_shops_calendar_knows_its_hours_closed_days_and_countrys_holidays() -> None:
    hours = {"mon": [["14:00", "18:30"], ["09:00", "13:00"]], "tue": [["08:00", "24:00"]]}
    shop = make_shop(
        country="LT", timezone="Europe/Vilnius", hours=hours, closed_days=[date(2026, 5, 4)]
    )

    calendar = calendar_of(shop)

    assert calendar.slots(date(2026, 5, 11)) == ((540, 780), (840, 1110))
    assert calendar.slots(date(2026, 5, 12)) == ((480, 1440),)
    assert calendar.slots(date(2026, 5, 4)) == ()
    assert calendar.slots(date(2026, 2, 16)) == ()
    shop.observes_holidays = False
    assert calendar_of(shop).slots(date(2026, 2, 16)) == ((540, 780), (840, 1110))


@pytest.mark.parametrize(
    ("day", "hours", "expected"),
    [
        (date(2026, 3, 3), WEEK, datetime(2026, 3, 3, 9, tzinfo=UTC)),
        (date(2026, 3, 7), WEEK, datetime(2026, 3, 9, 9, tzinfo=UTC)),  # a Saturday
        (
            date(2026, 3, 3),
            ((), ((600, 900),), (), (), (), (), ()),
            datetime(2026, 3, 3, 10, tzinfo=UTC),
        ),
        (date(2026, 3, 7), ((),) * 7, datetime(2026, 3, 7, 9, tzinfo=UTC)),  # open always
    ],
)
def test_a_morning_is_one_on_which_somebody_is_there(
    day: date, hours: tuple[tuple[tuple[int, int], ...], ...], expected: datetime
) -> None:
    assert morning_from(day, Calendar("UTC", hours)) == expected
